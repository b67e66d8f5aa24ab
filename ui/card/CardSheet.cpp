#include "ui/card/CardSheet.h"

#include "core/base/WholeFile.h"
#include "core/card/QrCode.h"

#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>

namespace haziri::ui {

namespace {
constexpr double kWide = 85.6, kTall = 54; // millimetres, ISO/IEC 7810 ID-1

/// In millimetres, from the upper left corner.
bool paint(QPainter& painter, const CardSheet& card, double dotsPerMm) {
    const QImage code = card::drawQr(card.code, 1);
    if (code.isNull()) return false;
    painter.scale(dotsPerMm, dotsPerMm);
    painter.fillRect(QRectF(0, 0, kWide, kTall), Qt::white);
    painter.setPen(QPen(QColor(0x9a, 0xa2, 0xa8), 0.2));
    painter.drawRoundedRect(QRectF(0.3, 0.3, kWide - 0.6, kTall - 0.6), 3, 3);
    const double side = 40;
    painter.drawImage(QRectF(kWide - side - 4, (kTall - side) / 2, side, side), code);
    painter.setPen(Qt::black);
    const auto write = [&](QRectF box, const QString& text, double tall, bool bold) {
        QFont font(QStringLiteral("Noto Sans"));
        font.setPixelSize(100); // scaled below: fonts have whole pixels only
        font.setBold(bold);
        const double scale = tall / 100;
        painter.save();
        painter.setFont(font);
        painter.translate(box.topLeft());
        painter.scale(scale, scale);
        painter.drawText(QRectF(0, 0, box.width() / scale, box.height() / scale), Qt::TextWordWrap, text);
        painter.restore();
    };
    write({5, 6, 34, 6}, QStringLiteral("Haziri · हाज़िरी"), 3.2, false);
    write({5, 14, 34, 18}, card.name, 5, true);
    write({5, 33, 34, 7}, card.line, 3.2, false);
    write({5, 42, 34, 8}, card.site, 3, false);
    return true;
}
} // namespace

QImage CardSheet::image(int dotsPerInch) const {
    const double dots = dotsPerInch / 25.4;
    QImage image(int(kWide * dots), int(kTall * dots), QImage::Format_RGB32);
    image.setDotsPerMeterX(int(dots * 1000));
    image.setDotsPerMeterY(int(dots * 1000));
    QPainter painter(&image);
    return paint(painter, *this, dots) ? image : QImage();
}

bool CardSheet::save(const QString& path) const {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return false;
    if (!path.endsWith(QStringLiteral(".pdf"), Qt::CaseInsensitive)) {
        const QImage picture = image();
        return !picture.isNull() && picture.save(&file, "PNG") && commitWhole(file);
    }
    QPdfWriter writer(&file);
    writer.setTitle(name);
    writer.setPageSize(QPageSize(QSizeF(kWide, kTall), QPageSize::Millimeter));
    writer.setPageMargins({});
    writer.setResolution(600);
    QPainter painter(&writer);
    if (!paint(painter, *this, 600 / 25.4) || !painter.end()) return false;
    return commitWhole(file);
}

bool CardSheet::paintOn(QPaintDevice& paper) const {
    QPainter painter(&paper);
    return painter.isActive() && paint(painter, *this, paper.logicalDpiX() / 25.4) && painter.end();
}

} // namespace haziri::ui
