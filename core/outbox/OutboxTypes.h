// Values that go into and come out of the outbox.
#pragma once

#include "core/base/Clock.h"
#include "core/base/Ids.h"
#include "core/crypto/Sha256.h"
#include "core/protocol/Packet.h"

#include <QJsonObject>
#include <optional>

namespace haziri::outbox {

enum class PacketState { Pending, Synced, Held, Rejected, Quarantined };
const char* toText(PacketState state); ///< "pending", "synced", …

/// Where the next packet goes.
struct ChainPlace {
    qint64 epoch = 0;
    qint64 seq = 1;
    crypto::Digest prev{};
};

/// The newest packet: what a head signs. seq 0: nothing recorded yet, `hash` is that of the offline token.
struct ChainState {
    qint64 epoch = 0;
    qint64 seq = 0;
    crypto::Digest hash{};
};

/// A signed head that waits to be told to the server.
struct KeptHead {
    qint64 id = 0;
    qint64 epoch = 0;
    qint64 seq = 0;
    QByteArray head; ///< the JWS
};

struct RosterWorker {
    WorkerId workerId;
    SiteId siteId;
    QString name, trade, thekedarName;
    UserId thekedarId;
    bool active = true;
    bool consentFace = false;
    qint32 trustScore = 0;
    UnixMillis inheritedUntil;
    QList<protocol::Template> templates;
};

struct NewPhoto {
    FileId fileId;
    QByteArray bytes; ///< the picture as it will be sent; sealed before it is written
};

struct NewPacket {
    PacketId packetId;
    protocol::PacketKind kind = protocol::PacketKind::Attendance;
    UnixMillis at;
    QByteArray tok;  ///< jti of the offline token
    QByteArray note; ///< what the roll needs without opening the packet, compact JSON; sealed
    QList<NewPhoto> photos;
    std::optional<RosterWorker> worker; ///< an enrolment: into the roster in the same transaction
};

struct StoredPacket {
    qint64 epoch = 0;
    qint64 seq = 0;
    PacketId packetId;
    QByteArray tok;
    QByteArray jws;
};

struct QueueEntry {
    qint64 epoch = 0;
    qint64 seq = 0;
    PacketId packetId;
    QByteArray kind;
    PacketState state = PacketState::Pending;
    QByteArray code;
    QString message;
    std::optional<qint64> index;
    QByteArray recordHash; ///< base64url
    UnixMillis at;
    QByteArray note;       ///< empty where the row is damaged
    QByteArray photoState; ///< "", "waiting", "sent", "failed"
    std::optional<FileId> fileId;
};

struct Summary {
    qint64 pending = 0, held = 0, rejected = 0, quarantined = 0;
    UnixMillis oldestPending; ///< 0: none
    qint64 missing = 0;       ///< rows of the chain that are gone: somebody deleted them
    qint64 photosWaiting = 0, photoBytesWaiting = 0, photosFailed = 0;
};

struct PhotoToSend {
    FileId fileId;
    crypto::Digest sha256{};
    qint64 bytes = 0;
    int tries = 0;
};

struct Settled {
    PacketId packetId;
    qint64 seq = 0;
    PacketState state = PacketState::Synced;
    QByteArray code;
    QString message;
    std::optional<qint64> index;
    QByteArray recordHash;
};

struct Checkpointed {
    QByteArray note; ///< empty before the first
    qint64 size = 0;
    crypto::Digest root{};
    UnixMillis serverTime{}; ///< of the answer that brought it, as the server signed it; 0: not known
};

/// The value that holds when the newest registration was, by the server's clock, in milliseconds.
inline constexpr const char* kEnrolledAt = "enrolled-at";

/// All that a registration brings into the store.
struct Enrolment {
    qint64 epoch = 0;
    QByteArray token; ///< the offline token's text; its hash is where the new chain begins
    QByteArray tokenJti;
    UnixMillis tokenExp;
    Checkpointed checkpoint; ///< counts only where none is kept: one from before has to be proven first
    QList<std::pair<QByteArray, QByteArray>> values; ///< of setValue()
};

/// The server went back to a backup and says so in its log.
struct AcceptedRestore {
    Checkpointed shared; ///< the newest that old and new log have in common
    Checkpointed lost;   ///< the newest of the old log
    Checkpointed fresh;  ///< of the new log
};

/// One verified answer.
struct Receipt {
    QList<Settled> results;
    std::optional<Checkpointed> checkpoint;
    QByteArray anchor;   ///< value "anchor" to store, empty: unchanged
    QByteArray evidence; ///< the answer's signature and a hash of its body, kept with the receipts
};

/// One object of `pull.changes`, already read.
struct PulledChange {
    QByteArray type; ///< "site", "user", "worker", "mark"
    QJsonObject object;
};

} // namespace haziri::outbox
