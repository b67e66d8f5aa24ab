// What HR's client brings back from the server: plain values, parsed once (section 9 of the protocol).
#pragma once

#include "core/base/Clock.h"
#include "core/base/Ids.h"
#include "core/protocol/Packet.h"
#include "core/protocol/PayRecord.h"
#include "core/protocol/SyncMessages.h"

#include <QJsonObject>
#include <optional>

namespace haziri::review {

struct Reviewer {
    UserId userId;
    QString name; ///< as it was typed at sign-in
    QByteArray role;
};

/// One line of `fraud`.
struct Alert {
    EventId eventId;
    UnixMillis at;
    QByteArray code;
    QByteArray deviceId;
    PacketId packetId; ///< null: the finding is about no packet
    WorkerId workerId; ///< null: nobody was named
    SiteId siteId;
    qint64 points = 0;
    QByteArray state;                ///< "open", "accept", "reject", "ask"
    QString detail;                  ///< one English sentence
    QByteArray reason;               ///< stable name of the explanation; empty: an older server
    QJsonObject parameters;          ///< the figures of it
    std::optional<qint64> index;     ///< its entry in the log
    std::optional<qint64> lossPaise; ///< what it is likely to cost
};
struct AlertList {
    QList<Alert> alerts;
    qint64 total = 0; ///< in that state at the server, however many came
};
/// By what it is likely to cost, then by weight, then the newest.
void rank(QList<Alert>& alerts);

/// What the server keeps of a packet that it refused. Nobody has proved any of it.
struct RefusedPacket {
    QByteArray bytes;                       ///< the packet as it came; empty: none are kept
    QByteArray claims;                      ///< its payload, JSON as people read it; empty: it is not JSON
    std::optional<protocol::Packet> packet; ///< the same where it can be read as a packet
    bool counts = false;                    ///< its mark counts: a person let it, or the true one came
};

enum class Ruling { Accept, Reject, Ask };
const char* toText(Ruling ruling);

/// One line of `attendance`.
struct Mark {
    PacketId packetId;
    WorkerId workerId;
    SiteId siteId;
    UnixMillis timestamp;
    qint32 tzOffsetMin = 0;
    QByteArray direction, method, status;
    QList<QByteArray> codes;
    qint64 index = 0;
    QByteArray timeClass;
    UnixMillis earliest, latest;
    qint32 trustScore = 0;
    FileId photo; ///< null: none
    /// Somebody took it back at the gate; the newest correction that counts.
    std::optional<UnixMillis> takenBackAt{};
};
struct MarkPage {
    QList<Mark> marks;          ///< oldest first
    std::optional<qint64> next; ///< hand it back as `after` for what follows
};
struct MarkQuery {
    SiteId siteId;                      ///< null: every site
    WorkerId workerId;                  ///< null: everybody
    std::optional<UnixMillis> from, to; ///< from ≤ t < to
    QByteArray status;                  ///< empty: any
    std::optional<qint64> after;
    int limit = 1000;
};

/// One line of `devices`.
struct DeviceLine {
    QByteArray deviceId;
    UserId userId;
    SiteId siteId;
    QString model; ///< of the fingerprint
    qint32 trustScore = 0;
    QList<protocol::TrustRule> explain;
    bool isBlocked = false;
    QString blockReason;
    UnixMillis lastSeen;
};

/// What a laptop was trusted at a moment.
struct TrustPoint {
    UnixMillis at;
    qint32 score = 0;
};

struct WorkerLine {
    WorkerId workerId;
    SiteId siteId;
    UserId thekedarId;
    QString name, trade;
    qint32 trustScore = 0;
};

/// One line of `sites`.
struct SiteLine {
    SiteId siteId;
    QString name;
    qint64 latE7 = 0, lonE7 = 0, radiusM = 0;
    qint32 tzOffsetMin = 0;
};

/// One line of `users`.
struct UserLine {
    UserId userId;
    QString username, name;
    QByteArray role;
    bool isDisabled = false;
    QString blockReason{};
    std::optional<qint32> trustScore{}; ///< of thekedars
};

/// One line of `pay`: what the office entered about somebody's wages.
struct PayLine {
    WorkerId workerId;
    QString name, trade;
    std::optional<protocol::PayTerms> terms; ///< in force in the month
    std::optional<protocol::PayMonth> month; ///< nothing: not said yet
};

/// One line of `enrolment-codes`: never the code itself.
struct CodeLine {
    UserId userId;
    SiteId siteId;
    QByteArray role, usedBy; ///< usedBy: the device; empty: not used
    UnixMillis createdAt, expiresAt, usedAt;
};

/// What a new code is handed over as, once.
struct FreshCode {
    QString code, uri; ///< uri: empty where the server does not know its own address
    UnixMillis expiresAt;
};

} // namespace haziri::review
