// One leaf of the append-only log (section 7).
#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/crypto/Sha256.h"

namespace haziri::audit {

struct EntryMeta {
    qint32 deviceTrustScore = 0;
    bool isOfflineSync = false;
    UnixMillis syncTimestamp;
    bool operator==(const EntryMeta&) const = default;
};

struct LogEntry {
    qint64 index = 0;
    QByteArray kind; ///< "attendance", "fraud", "vault.access", …; [a-z.]{1,40}
    EntryMeta meta;
    crypto::Digest dataHash{};
    crypto::Digest prevHash{}; ///< 32 zero bytes for index 0
    bool operator==(const LogEntry&) const = default;
};

/// SHA-256(salt ‖ data)
crypto::Digest dataHash(QByteArrayView salt, QByteArrayView data);
/// The exact JSON text, keys sorted, no spaces: the bytes that are hashed, stored and served.
QByteArray writeEntry(const LogEntry& entry);
/// MALFORMED unless the text is exactly what writeEntry() would have written.
Result<LogEntry> readEntry(QByteArrayView text);
/// SHA-256(0x00 ‖ entry): chain link and RFC 6962 leaf hash in one.
crypto::Digest recordHash(QByteArrayView entryText);

} // namespace haziri::audit
