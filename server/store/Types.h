// The rows that services speak of. Plain values; text is UTF-8, times are milliseconds UTC.
#pragma once

#include "core/base/Ids.h"
#include "core/crypto/Ed25519.h"
#include "core/crypto/Sha256.h"
#include "core/protocol/Packet.h"
#include "core/protocol/SyncMessages.h"
#include "core/protocol/Vouch.h"

#include <QJsonArray>
#include <QJsonObject>

namespace haziri::store {

enum class Role { Supervisor, Thekedar, Hr, Admin };
const char* toText(Role role);
std::optional<Role> roleFromText(QByteArrayView text);

/// What a site accepts, and the thresholds of its rules. JSON in the store; absent members take these values.
struct SitePolicy {
    QList<protocol::CaptureKind> capture{protocol::CaptureKind::Camera, protocol::CaptureKind::File,
                                         protocol::CaptureKind::Stream};
    qint32 livenessMin = 500; ///< thousandths; judged for camera and stream
    qint32 scoreMin = 400;    ///< thousandths
    qint32 burstMarks = 30;   ///< more marks of one device than this …
    qint32 burstSeconds = 10; ///< … within this time are a burst
    qint32 maxSpeedKmh = 150; ///< between two marks of one worker
    qint32 dayPaise = 70'000; ///< what a day's wage comes to about, where a suspicion's weight in money is asked for
};
QByteArray writePolicy(const SitePolicy& policy);
SitePolicy readPolicy(QByteArrayView json);

struct Site {
    SiteId siteId;
    QByteArray name;
    qint32 latE7 = 0, lonE7 = 0;
    qint64 radiusM = 200;
    qint32 tzOffsetMin = 330;
    SitePolicy policy;
    UnixMillis createdAt;
};

struct User {
    UserId userId;
    QByteArray username; ///< what signs in; unique
    QByteArray name;     ///< what is shown
    Role role = Role::Supervisor;
    QByteArray passwordHash; ///< PHC string
    bool isDisabled = false; ///< blocked by the office
    UnixMillis createdAt;
    QByteArray blockReason; ///< empty where he is not
};

struct UserKey {
    QByteArray kid; ///< thumbprint
    UserId userId;
    qint64 deviceNo = 0;
    QByteArray publicKey; ///< raw 32 bytes
    UnixMillis registeredAt;
};

struct Device {
    qint64 deviceNo = 0; ///< the store's short name for it; 0: not stored yet
    QByteArray deviceId;
    QByteArray publicKey; ///< raw 32 bytes
    UserId userId;
    Role role = Role::Supervisor;
    SiteId siteId;
    qint64 epoch = 1;        ///< the newest
    QJsonObject fingerprint; ///< as registered: os, model, simHash, machineHash, screen, cameraId, appVersion
    QByteArray simHash;      ///< 16 hex digits, or empty
    qint32 trustScore = 0;   ///< 0 to 100, as last evaluated
    QList<protocol::TrustRule> explain;
    bool isBlocked = false;
    QByteArray blockReason;
    UnixMillis registeredAt;
    UnixMillis lastSeen;
    QByteArray trustRules, trustInputs; ///< behind the score: name of the rule set, JSON of the figures
};

/// What the requests of a device looked like; equal ones are counted in one row.
struct DeviceContact {
    QByteArray address, userAgent, app, simHash;
    UnixMillis firstAt, lastAt;
    qint64 times = 1;
};

struct EnrolmentCode {
    crypto::Digest codeHash{};
    UserId userId;
    Role role = Role::Supervisor;
    SiteId siteId;
    UnixMillis createdAt, expiresAt;
    QByteArray usedBy; ///< deviceId; empty: unused
    qint64 usedEpoch = 0;
    UnixMillis usedAt;
};

struct Session {
    crypto::Digest tokenHash{};
    qint64 deviceNo = 0;
    QByteArray deviceId; ///< filled when read
    UserId userId;       ///< of the device's user where nobody signed in
    Role role = Role::Supervisor;
    bool isPerson = false; ///< false: grant "device"
    QByteArray simHash;
    UnixMillis createdAt, lastUsed, expiresAt;
    bool isRevoked = false; ///< also: its person is blocked, or got another password since
};

enum class WorkerStatus { Active, Held, Inactive, Erased };
const char* toText(WorkerStatus status);

/// Whose word stands behind an enrolment.
enum class VouchCheck {
    Good,      ///< its signature was checked, or there is none: the office entered him
    Unchecked, ///< a restore lost the key: nobody knows who signed it, and no person has decided in its favour
    Believed,  ///< the same, and a person has
};

struct Worker {
    WorkerId workerId;
    SiteId siteId;
    UserId thekedarId; ///< null: added by the office
    QByteArray name, trade;
    WorkerStatus status = WorkerStatus::Active;
    QByteArray code; ///< why it is held
    bool consentFace = false;
    QJsonObject consent;
    qint32 trustScore = 50;
    std::optional<qint64> inheritedUntil;
    UnixMillis createdAt;
    PacketId packetId; ///< null: added by the office
    VouchCheck vouch = VouchCheck::Good;
    QJsonObject details;                 ///< sealed in the store under the worker's own key
    QList<protocol::Template> templates; ///< likewise

    bool isVouchUnchecked() const { return vouch == VouchCheck::Unchecked; }
};

struct FileRecord {
    FileId fileId;
    std::optional<qint64> deviceNo;
    WorkerId workerId;
    SiteId siteId;
    std::optional<qint64> logIndex; ///< of the packet that announced it
    crypto::Digest sha256{};
    qint64 bytes = 0;
    QByteArray state = QByteArrayLiteral("announced"); ///< "stored", "erased"
    UnixMillis announcedAt;
    std::optional<qint64> storedAt;
    QByteArray keyKid, keyNonce, keyWrapped; ///< empty until stored, and after erasure
};

/// A packet that was accepted or held.
struct PacketRow {
    qint64 logIndex = 0;
    PacketId packetId;
    qint64 deviceNo = 0;
    qint64 epoch = 1, seq = 1;
    crypto::Digest hash{}; ///< of the JWS text
    QByteArray kind;
    protocol::PacketStatus status = protocol::PacketStatus::Accepted; ///< as first decided; never Duplicate
    QByteArray code;
    qint32 trustScore = 0;
    crypto::Digest recordHash{};
    QByteArray bootId;
    qint64 bootMs = 0;
    UnixMillis timestamp;
    UnixMillis earliest; ///< it surely did not happen before
    UnixMillis committedAt;
};

/// A packet that its device did sign but that was rejected. It is no attendance and does not use its seq up, but the
/// next packet may name it as the one before.
struct RefusedPacket {
    qint64 deviceNo = 0;
    crypto::Digest hash{}; ///< of the JWS text
    qint64 epoch = 1, seq = 1;
    PacketId packetId;
    QByteArray code;
    qint64 logIndex = 0; ///< of the fraud entry
    crypto::Digest recordHash{};
};

enum class TimeClass { Anchored, Bounded, Unanchored };
const char* toText(TimeClass timeClass);

struct TimeEstimate {
    TimeClass timeClass = TimeClass::Unanchored;
    UnixMillis earliest, latest;
};

struct MarkRow {
    qint64 logIndex = 0;
    PacketId packetId;
    qint64 deviceNo = 0;
    WorkerId workerId;
    SiteId siteId;
    UserId recordedBy;
    UnixMillis timestamp;
    qint32 tzOffsetMin = 0;
    QByteArray direction, method;
    QByteArray status; ///< "accepted", "held", "rejected", "corrected": as it counts now
    QList<QByteArray> codes;
    QByteArray timeClass;
    UnixMillis earliest, latest;
    qint32 trustScore = 0;
    protocol::Geo geo;
    FileId fileId;
    QByteArray reason;
};

/// Why a mark's trust is lower than its device's: one row per reason.
struct MarkFinding {
    PacketId packetId;
    QByteArray code;
    QByteArray reason;     ///< of fraud::RuleTable
    QByteArray parameters; ///< JSON object
    qint32 points = 0;
    UnixMillis at;
    qint64 logIndex = 0; ///< of the entry that says so
};

struct FraudEvent {
    qint64 eventNo = 0;
    EventId eventId;
    crypto::Digest finding{}; ///< what makes two reports the same finding; unique
    UnixMillis at;
    QByteArray code;
    qint64 deviceNo = 0;
    QByteArray deviceId; ///< filled when read
    PacketId packetId;
    WorkerId workerId;
    SiteId siteId;
    qint32 points = 0;
    QByteArray state = QByteArrayLiteral("open"); ///< "open", "accept", "reject", "ask"
    QByteArray detail;
    std::optional<crypto::Digest> bytesHash; ///< of the quarantined bytes
    std::optional<qint64> logIndex;
    QByteArray reason, parameters = QByteArrayLiteral("{}"); ///< as of MarkFinding
    qint64 lossPaise = 0;                                    ///< expected: what the queue is ranked by
};

} // namespace haziri::store
