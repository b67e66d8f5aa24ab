#include "core/outbox/DiskWords.h"

#include <QFileInfo>
#include <QStorageInfo>

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
    const QStorageInfo disk(QFileInfo(path).absolutePath());
    return disk.isValid() ? disk.bytesAvailable() : -1;
}

} // namespace haziri::outbox
