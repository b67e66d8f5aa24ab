#include "ui/office/SlipPainter.h"

#include "core/base/WholeFile.h"
#include "core/card/QrCode.h"

#include <QCoreApplication>
#include <QPageLayout>
#include <QPdfWriter>
#include <QPrintDialog>
#include <QPrinter>
#include <QSaveFile>

namespace haziri::ui {

namespace {

constexpr qreal kMargin = 280, kCode = 2700;
const QColor kInk(20, 24, 27), kDim(90, 98, 104);

QString say(const char* text) {
    return QCoreApplication::translate("haziri::ui::SlipPainter", text);
}

} // namespace

SlipPainter::SlipPainter(SlipWords words, QStringList families)
    : m_words(std::move(words))
    , m_families(std::move(families))
    , m_code(card::qrModules(m_words.text)) {}

void SlipPainter::paint(QPainter& painter) const {
    const QSizeF page = pageSize();
    const qreal left = page.width() - kMargin - kCode - 200 - kMargin;
    const auto write = [&](qreal y, qreal height, int size, bool bold, const QColor& ink, const QString& text) {
        QFont font;
        font.setFamilies(m_families);
        font.setPixelSize(size);
        font.setBold(bold);
        painter.setFont(font);
        painter.setPen(ink);
        painter.drawText(QRectF(kMargin, y, left, height), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, text);
    };
    painter.setRenderHint(QPainter::Antialiasing);
    write(kMargin, 300, 190, true, kInk, say(QT_TRANSLATE_NOOP("haziri::ui::SlipPainter", "Hajri slip")));
    write(kMargin + 330, 560, 230, true, kInk, m_words.worker);
    write(kMargin + 900, 160, 110, false, kDim,
          say(QT_TRANSLATE_NOOP("haziri::ui::SlipPainter", "Number %1")).arg(m_words.number));
    write(kMargin + 1110, 240, 170, true, kInk, m_words.when);
    write(kMargin + 1350, 240, 170, true, kInk, m_words.direction + QStringLiteral(" · ") + m_words.status);
    write(kMargin + 1600, 200, 130, false, kInk, m_words.site);
    write(kMargin + 1830, 300, 90, false, kDim, m_words.entry);
    write(page.height() - kMargin - 1180, 1180, 82, false, kDim,
          say(QT_TRANSLATE_NOOP("haziri::ui::SlipPainter",
                                "This code proves number, place and time of the mark without any server: haziri-verify "
                                "--slip checks it with the log's key. The name was printed by %1; the proof is of the "
                                "number."))
              .arg(m_words.printedBy));
    // Whole modules in device units, so that no edge is blurred.
    const qreal module = qreal(int(kCode / (m_code.width() + 8)));
    const qreal side = module * m_code.width();
    const QRectF box(page.width() - kMargin - 4 * module - side, (page.height() - side) / 2, side, side);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::black);
    for (int y = 0; y < m_code.height(); ++y)
        for (int x = 0; x < m_code.width(); ++x)
            if (m_code.constScanLine(y)[x] == 0)
                painter.drawRect(QRectF(box.left() + x * module, box.top() + y * module, module, module));
}

bool printSlip(const SlipPainter& slip, QWidget* parent) {
    QPrinter printer(QPrinter::HighResolution);
    printer.setPageLayout(QPageLayout(QPageSize(QPageSize::A5), QPageLayout::Landscape, {}));
    QPrintDialog dialog(&printer, parent);
    if (dialog.exec() != QDialog::Accepted) return false;
    QPainter paper(&printer);
    const qreal scale = printer.resolution() / qreal(SlipPainter::kUnitsPerInch);
    paper.scale(scale, scale);
    slip.paint(paper);
    return paper.end();
}

Result<void> writeSlipPdf(const SlipPainter& slip, const QString& path) {
    if (!slip.isDrawable()) return fail("TOO_LARGE");
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return fail("IO_ERROR", file.errorString());
    {
        QPdfWriter pdf(&file);
        pdf.setCreator(QStringLiteral("Haziri"));
        pdf.setResolution(SlipPainter::kUnitsPerInch);
        pdf.setPageLayout(QPageLayout(QPageSize(QPageSize::A5), QPageLayout::Landscape, {}));
        QPainter painter(&pdf);
        if (!painter.isActive()) return fail("IO_ERROR", file.errorString());
        slip.paint(painter);
    }
    if (!commitWhole(file)) return fail("IO_ERROR", file.errorString());
    return {};
}

} // namespace haziri::ui
