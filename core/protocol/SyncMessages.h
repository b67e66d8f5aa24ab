// Request and answer of POST /api/v5/sync (section 5), as both sides read and write them.
#pragma once

#include "core/base/Ids.h"
#include "core/base/Json.h"

#include <QJsonArray>

namespace haziri::protocol {

inline constexpr qsizetype kMaxPacketsPerSync = 500;
inline constexpr qsizetype kMaxSyncBytes = 2 * 1024 * 1024;
inline constexpr qsizetype kMaxPhotoBytes = 2 * 1024 * 1024;

struct SyncRequest {
    QByteArray deviceId;
    QList<QByteArray> offlineTokens; ///< JWTs
    QList<QByteArray> packets;       ///< JWSs as signed
    QByteArray head;                 ///< haziri-head JWS
    QJsonObject fingerprint;
    qint64 lastCheckpointSize = 0; ///< 0: none seen yet
    QByteArray pullCursor;         ///< opaque; empty: from the beginning
    bool wantsBoxKey = false;      ///< enrolled before servers named theirs
};

/// TOO_MANY_PACKETS past the limit (413), MALFORMED otherwise (400).
Result<SyncRequest> readSyncRequest(QByteArrayView body);
QByteArray writeSyncRequest(const SyncRequest& request);

enum class PacketStatus { Accepted, Duplicate, Held, Rejected };
const char* toText(PacketStatus status);
std::optional<PacketStatus> packetStatusFromText(QByteArrayView text);

struct PacketResult {
    QByteArray packetId; ///< text; may be empty where the packet could not be read
    qint64 seq = 0;
    PacketStatus status = PacketStatus::Rejected;
    QByteArray code;
    QString message;
    std::optional<qint32> trustScore;
    std::optional<qint64> index;
    QByteArray recordHash; ///< base64url, empty where there is no entry
};

struct TrustRule {
    QByteArray rule;
    qint32 points = 0;
    QString detail;
};

struct SyncAnswer {
    QList<PacketResult> results; ///< in the order of the request's packets
    QList<QByteArray> needFiles;
    QByteArray checkpoint;         ///< C2SP signed note
    QList<QByteArray> consistency; ///< base64url hashes from lastCheckpointSize to the checkpoint
    QByteArray timeToken;
    QByteArray offlineToken;
    QJsonArray changes; ///< pull: see docs/protocol.md, "What a laptop pulls"
    QByteArray cursor;
    bool more = false; ///< further changes wait behind the cursor
    qint32 deviceTrust = 0;
    QList<TrustRule> explain;
    QByteArray boxKey; ///< 32 bytes, where it was asked for; else empty
};

Result<SyncAnswer> readSyncAnswer(QByteArrayView body);
QByteArray writeSyncAnswer(const SyncAnswer& answer);

} // namespace haziri::protocol
