#include "core/sealed/DurableFile.h"

#include "core/base/WholeFile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace haziri::sealed {

namespace {

tl::unexpected<Error> ioError(const QString& path, const QString& problem) {
    return fail("IO_ERROR", QStringLiteral("%1: %2").arg(path, problem));
}

// Only the folder's own fsync makes the new name survive a power cut. Windows journals names by itself.
bool syncFolderOf(const QString& path) {
#ifdef Q_OS_UNIX
    const int folder =
        ::open(QFile::encodeName(QFileInfo(path).absolutePath()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return false;
    const bool done = ::fsync(folder) == 0;
    ::close(folder);
    return done;
#else
    Q_UNUSED(path);
    return true;
#endif
}

} // namespace

Result<void> writeDurably(const QString& path, QByteArrayView content, bool ownerOnly) {
    QSaveFile file(path); // writes beside, syncs and renames in commit()
    if (!file.open(QIODevice::WriteOnly)) return ioError(path, file.errorString());
    if (ownerOnly && !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return ioError(path, file.errorString());
    if (file.write(content.data(), content.size()) != content.size() || !commitWhole(file))
        return ioError(path, file.errorString());
    if (!syncFolderOf(path)) return ioError(path, QStringLiteral("the folder could not be synced"));
    return {};
}

Result<void> makeFolderDurably(const QString& path) {
    if (!QDir().mkpath(path)) return ioError(path, QStringLiteral("the folder cannot be made"));
    if (!syncFolderOf(path)) return ioError(path, QStringLiteral("the folder above could not be synced"));
    return {};
}

Result<QByteArray> readWhole(const QString& path, qsizetype maxBytes) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        if (!file.exists()) return fail("FILE_MISSING", path);
        return ioError(path, file.errorString());
    }
    // Read first and count then: the size may be unknown, or change under the reader.
    const QByteArray content = file.read(maxBytes + 1);
    if (file.error() != QFileDevice::NoError) return ioError(path, file.errorString());
    if (content.size() > maxBytes) return fail("FILE_TOO_LARGE", path);
    return content;
}

} // namespace haziri::sealed
