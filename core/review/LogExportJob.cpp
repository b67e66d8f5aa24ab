#include "core/review/LogExportJob.h"

#include "core/base/Json.h"
#include "core/base/WholeFile.h"

#include <QSaveFile>

namespace haziri::review {

namespace {

/// The size that an unsigned reader may take from a note: its second line. haziri-verify judges the signature.
qint64 sizeOf(const QByteArray& note) {
    return note.split('\n').value(1).toLongLong();
}

} // namespace

LogExportJob::LogExportJob(LogSourceFactory factory, QString path, QObject* parent)
    : LogJob(std::move(factory), parent)
    , m_path(std::move(path)) {
    qRegisterMetaType<ExportReport>();
}

std::function<void()> LogExportJob::run(LogSource& source) {
    const auto written = write(source);
    ExportReport report{written.has_value(), m_path, written.value_or(0), {}};
    if (!written) report.error = isCancelled() ? Error{"CANCELLED", {}} : written.error();
    return [this, report] { Q_EMIT finished(report); };
}

Result<qint64> LogExportJob::write(LogSource& source) {
    const auto note = source.checkpoint();
    if (!note) return fail(note.error());
    const qint64 size = sizeOf(*note);
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly)) return fail("IO_ERROR", file.errorString());
    qint64 entries = 0;
    bool written = true;
    auto read = readAll(source, size, [&](const audit::ServedEntry& entry) {
        const QByteArray line = writeLogLine(entry) + '\n';
        written = file.write(line) == line.size();
        entries += written;
        return written;
    });
    if (!read) return fail(read.error());
    if (written && entries < size) // the checkpoint would speak of entries that are not there
        return fail("MALFORMED", QStringLiteral("the log ends after %1 of %2 entries").arg(entries).arg(size));
    if (written)
        written = file.write(json::toText({{QStringLiteral("checkpoint"), QString::fromUtf8(*note)}}) + '\n') > 0;
    if (!written || isCancelled() || !commitWhole(file)) return fail("IO_ERROR", file.errorString());
    tell(entries, size, true);
    return entries;
}

} // namespace haziri::review
