#include "core/review/WitnessFile.h"

#include <QFileInfo>
#include <QSaveFile>

namespace haziri::review {

namespace {

constexpr qint64 kMaxNote = 64 * 1024;

Result<void> write(const QString& path, const QByteArray& bytes) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail("IO_ERROR", file.errorString());
    return {};
}

} // namespace

QByteArray WitnessFile::note() const {
    QFile file(m_path);
    if (m_path.isEmpty() || !file.open(QIODevice::ReadOnly)) return {};
    return file.read(kMaxNote);
}

Result<void> WitnessFile::keep(const QByteArray& note) {
    if (m_path.isEmpty()) return {};
    return write(m_path, note);
}

Result<QString> WitnessFile::keepFork(const QByteArray& kept, const QByteArray& fresh, UnixMillis at) {
    if (m_path.isEmpty()) return QString();
    const QString path = QStringLiteral("%1.fork-%2").arg(m_path).arg(at.value);
    if (auto done = write(path, kept + "\n---\n" + fresh); !done) return fail(done.error());
    return path;
}

} // namespace haziri::review
