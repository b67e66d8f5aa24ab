#include "core/review/WitnessFile.h"

#include "core/base/WholeFile.h"

#include <QFileInfo>
#include <QSaveFile>

namespace haziri::review {

namespace {

constexpr qint64 kMaxNote = 64 * 1024;
constexpr qint64 kMaxPast = 1024 * 1024;

QByteArray read(const QString& path, qint64 most) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return {};
    return file.read(most);
}

Result<void> write(const QString& path, const QByteArray& bytes) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !commitWhole(file))
        return fail("IO_ERROR", file.errorString());
    return {};
}

} // namespace

QByteArray WitnessFile::note() const {
    return m_path.isEmpty() ? QByteArray() : read(m_path, kMaxNote);
}

QByteArray WitnessFile::past() const {
    return m_path.isEmpty() ? QByteArray() : read(m_path + QStringLiteral(".past"), kMaxPast);
}

// The past first: beside an older note it only asks for more.
Result<void> WitnessFile::keep(const QByteArray& note, const QByteArray& past) {
    if (m_path.isEmpty()) return {};
    if (auto done = write(m_path + QStringLiteral(".past"), past); !done) return done;
    return write(m_path, note);
}

Result<QString> WitnessFile::keepContradiction(const char* kind, const QByteArray& kept, const QByteArray& fresh,
                                               UnixMillis at) {
    if (m_path.isEmpty()) return QString();
    const QString path = QStringLiteral("%1.%2-%3").arg(m_path, QLatin1String(kind)).arg(at.value);
    if (auto done = write(path, kept + "\n---\n" + fresh); !done) return fail(done.error());
    return path;
}

} // namespace haziri::review
