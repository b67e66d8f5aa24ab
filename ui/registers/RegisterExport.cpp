#include "ui/registers/RegisterExport.h"

#include "core/base/WholeFile.h"
#include "ui/registers/RegisterPainter.h"

#include <QPageLayout>
#include <QPdfWriter>
#include <QPrinter>
#include <QSaveFile>

namespace haziri::ui {

QPageLayout registerLayout(const registers::RegisterTable& table) {
    return {QPageSize(table.isA3 ? QPageSize::A3 : QPageSize::A4), QPageLayout::Landscape, {}};
}

namespace {

Result<void> writePdf(const registers::RegisterTable& table, QSaveFile& file, const QStringList& families,
                      const registers::Progress& progress) {
    const RegisterPainter pages(table, families);
    QPdfWriter pdf(&file);
    pdf.setTitle(table.number + QStringLiteral(" · ") + table.title);
    pdf.setCreator(QStringLiteral("Haziri"));
    pdf.setResolution(RegisterPainter::kUnitsPerInch);
    pdf.setPageLayout(registerLayout(table));
    QPainter painter;
    if (!painter.begin(&pdf)) return fail("IO_ERROR", file.errorString());
    for (int i = 0; i < pages.pageCount(); ++i) {
        if (progress && !progress(i, pages.pageCount())) return fail("CANCELLED");
        if (i > 0 && !pdf.newPage()) return fail("IO_ERROR", file.errorString());
        pages.paint(painter, i);
    }
    if (!painter.end()) return fail("IO_ERROR", file.errorString());
    return {};
}

} // namespace

QString endOf(FileKind kind) {
    return kind == FileKind::Pdf    ? QStringLiteral("pdf")
           : kind == FileKind::Xlsx ? QStringLiteral("xlsx")
                                    : QStringLiteral("csv");
}

Result<void> writeRegister(const registers::RegisterTable& table, FileKind kind, const QString& path,
                           const QStringList& families, const registers::Progress& progress) {
    if (kind == FileKind::Xlsx) return registers::writeXlsx(table, path, progress);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return fail("IO_ERROR", file.errorString());
    auto done =
        kind == FileKind::Csv ? registers::writeCsv(table, file, progress) : writePdf(table, file, families, progress);
    if (!done) return done;
    if (!commitWhole(file)) return fail("IO_ERROR", file.errorString());
    return {};
}

Result<void> printRegister(const registers::RegisterTable& table, QPrinter& printer, const QStringList& families,
                           const registers::Progress& progress) {
    const RegisterPainter pages(table, families);
    const int first = qMax(1, printer.fromPage());
    const int last = printer.toPage() > 0 ? qMin(printer.toPage(), pages.pageCount()) : pages.pageCount();
    printer.setFullPage(true);
    QPainter painter;
    if (!painter.begin(&printer)) return fail("IO_ERROR");
    for (int page = first; page <= last; ++page) {
        if (progress && !progress(page - first, last - first + 1)) {
            printer.abort();
            return fail("CANCELLED");
        }
        if (page > first && !printer.newPage()) return fail("IO_ERROR");
        painter.save();
        // Smaller paper than the form asks for: the whole page, smaller.
        const QRect paper = printer.pageLayout().fullRectPixels(printer.resolution());
        const qreal scale = qMin(paper.width() / pages.pageSize().width(), paper.height() / pages.pageSize().height());
        painter.scale(scale, scale);
        pages.paint(painter, page - 1);
        painter.restore();
    }
    if (!painter.end()) return fail("IO_ERROR");
    return {};
}

RegisterExport::~RegisterExport() {
    m_cancel = true;
    if (m_thread) m_thread->wait();
}

void RegisterExport::start(registers::RegisterTable table, FileKind kind, const QString& path,
                           const QStringList& families) {
    run(path, [table = std::move(table), kind, path, families](const registers::Progress& tell) {
        return writeRegister(table, kind, path, families, tell);
    });
}

void RegisterExport::print(registers::RegisterTable table, std::shared_ptr<QPrinter> printer,
                           const QStringList& families) {
    run({}, [table = std::move(table), printer = std::move(printer), families](const registers::Progress& tell) {
        return printRegister(table, *printer, families, tell);
    });
}

void RegisterExport::run(const QString& path, Work work) {
    if (m_thread) return;
    m_cancel = false;
    m_thread.reset(QThread::create([this, path, work = std::move(work)] {
        const auto tell = [this](qint64 done, qint64 whole) {
            if (done % 16 == 0) Q_EMIT progress(done, whole); // a queued call for whoever lives on another thread
            return !m_cancel;
        };
        const auto done = work(tell);
        const QByteArray code = done ? QByteArray() : done.error().code;
        QMetaObject::invokeMethod(this, [this, path, code] {
            m_thread->wait();
            m_thread.reset();
            Q_EMIT finished(path, code);
        });
    }));
    m_thread->start();
}

} // namespace haziri::ui
