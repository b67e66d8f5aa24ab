// One entry of the log as HR reads it: the envelope and what the record says, parsed once.
#pragma once

#include "core/audit/LogVerifier.h"
#include "core/base/Ids.h"
#include "core/protocol/Packet.h"

#include <optional>

namespace haziri::review {

/// What an entry of any kind may tell. What a kind does not have, or what cannot be read, stays empty: a row of the
/// log can always be shown by its hashes.
struct LogRecord {
    qint64 index = 0;
    QByteArray kind;
    UnixMillis at;                   ///< when the server wrote it; 0 where the entry cannot be read
    QByteArray recordHash, prevHash; ///< base64url
    bool erased = false;             ///< data and salt are gone, the proof remains
    bool offline = false;            ///< came out of a laptop's queue, not at once
    qint32 deviceTrust = 0;

    QByteArray deviceId;
    UserId userId; ///< who did it: `by`, `userId` or `recordedBy`
    WorkerId workerId;
    SiteId siteId;
    PacketId packetId;
    FileId photo; ///< of a mark, or the one that was opened
    QString name; ///< of a worker, user or site that this entry made known
    QByteArray role, status, decision, code;
    QList<QByteArray> codes;
    QString reason, purpose, detail, address;
    QByteArray timeClass;
    UnixMillis earliest, latest;            ///< of a mark, as the server judged the laptop's clock
    std::optional<protocol::Packet> packet; ///< what the laptop signed; its MAC is the server's affair

    const protocol::Attendance* attendance() const;
    bool isHeld() const { return status == "held"; }

    static LogRecord of(const audit::ServedEntry& entry);
};

/// Whether an entry by itself is what its hashes say: the record hash over the entry, the data hash over salt and data.
std::optional<audit::BadEntry> checkEntry(const audit::ServedEntry& entry);

} // namespace haziri::review
