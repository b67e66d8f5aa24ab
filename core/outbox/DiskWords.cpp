#include "core/outbox/DiskWords.h"

#include <QFileInfo>
#include <filesystem>

namespace haziri::outbox {

Error inPlainWords(const Error& error, qint64 bytesFree) {
    const bool full = bytesFree >= 0 && bytesFree < kFullBelowBytes;
    if (error.code != "STORE_UNAVAILABLE" || !full) return error;
    return {error.code,
            QStringLiteral("The disk is full. Nothing was stored just now, and nothing earlier is lost: free "
                           "some space and do it again. (%1)")
                .arg(error.message)};
}

qint64 bytesFreeFor(const QString& path) {
    // Asks the file system itself: QStorageInfo looks for the mount point first, which a container or chroot may not
    // show.
    std::error_code error;
    const auto disk = std::filesystem::space(QFileInfo(path).absolutePath().toStdString(), error);
    return error ? -1 : qint64(disk.available);
}

} // namespace haziri::outbox
