// The values that pass between the laptop's working day and whoever shows it: plain data, copied across threads.
// Texts in QString are for people; codes in QByteArray are stable and become sentences in ui.
#pragma once

#include "core/base/Ids.h"
#include "core/crypto/SecretBytes.h"
#include "core/place/Geofence.h"
#include "core/protocol/Packet.h"
#include "core/protocol/Vouch.h"
#include "core/sync/PhotoBudget.h"

#include <QDate>
#include <QImage>
#include <QMetaType>
#include <memory>
#include <optional>

namespace haziri::muster {

using protocol::Direction;
using protocol::Method;

struct SiteInfo {
    SiteId siteId;
    QString name;
    QList<QByteArray> acceptedCaptures; ///< "camera", "file", "stream"; empty: no policy known
    std::optional<place::Geofence> fence;
};

/// Where the laptop takes itself to be; what the next mark says.
struct PlaceInfo {
    place::Position position; ///< source None: nothing is known
    place::FenceVerdict verdict = place::FenceVerdict::NoPosition;
    std::optional<place::Geofence> fence;
    QString receiver;       ///< as chosen; empty: none
    bool platform = false;  ///< the location service is asked too
    bool searching = false; ///< a receiver was chosen and has not said anything yet
    QByteArray problem;     ///< GNSS_UNREADABLE, GNSS_SILENT; empty: none
};

struct PersonInfo {
    UserId userId;
    QString name;
    QByteArray role; ///< "supervisor", "thekedar", "hr", "admin"
};

enum class LineState {
    Unknown, ///< nothing tried yet since the start
    Online,  ///< the last answer was verified
    Offline, ///< no verified answer since `since`
    LogFork, ///< the server's log contradicts one that we verified before: sync has stopped for good
    Blocked, ///< the server says that this device is blocked
};

struct LineStatus {
    LineState state = LineState::Unknown;
    UnixMillis since;
    QByteArray code; ///< of the last failure, empty when online: OFFLINE, PIN_MISMATCH, ANSWER_UNSIGNED, HTTP_503, …
    QString message;
};

/// How sure the time of a mark taken now would be (threats.md, "Time").
enum class ClockClass { Anchored, Bounded, Unsure };
struct ClockCertainty {
    ClockClass cls = ClockClass::Unsure;
    qint64 plusMinusMs = 0; ///< anchored: half width of the interval
    UnixMillis anchoredAt;  ///< server time of the last token; 0 before the first
    qint64 wallErrorMs = 0; ///< anchored: wall clock minus estimated time
};

/// The second lane and what it may take of a metered line.
struct PhotoLane {
    sync::PhotoBudget budget;
    bool metered = false; ///< the system says so
    qint64 spentToday = 0;
    std::optional<qint64> leftToday; ///< nothing: no limit holds on this line
    qint64 bytesPerSecond = 0;       ///< as photos went lately; 0: not known
};

struct QueueSummary {
    qint64 packetsWaiting = 0;
    qint64 photosWaiting = 0;
    qint64 photoBytesWaiting = 0;
    PhotoLane photoLane;
    qint64 held = 0;
    qint64 rejected = 0;
    qint64 quarantined = 0;
    UnixMillis oldestWaiting; ///< 0: nothing waits
    bool syncing = false;
    UnixMillis nextTryAt; ///< 0: no retry is planned
    QByteArray lastErrorCode;
    QString lastError;
};

struct QueueRow {
    qint64 epoch = 0;
    qint64 seq = 0;
    PacketId packetId;
    QByteArray kind;   ///< as on the wire: "attendance", "worker.enrol"
    QByteArray status; ///< "pending", "synced", "held", "rejected", "quarantined"
    QByteArray code;
    QString message;
    std::optional<qint64> index; ///< place in the server's log
    QByteArray recordHash;
    UnixMillis at;
    WorkerId workerId; ///< null in rows of a damaged packet
    QString name;
    QByteArray photoState; ///< "", "waiting", "sent", "failed"
};

struct RollRow {
    enum class State { Unmarked, Present, Left, Held, Rejected };
    WorkerId workerId;
    QString name, trade, gang;
    bool face = false; ///< has templates of the model in use
    State state = State::Unmarked;
    UnixMillis time; ///< of the newest mark that day; 0: none
    Direction direction = Direction::In;
    QString reason; ///< of a manual or held mark, for people
    QList<QByteArray> codes;
    PacketId packetId;
    FileId photo; ///< null: none
};

struct RollSnapshot {
    QDate date;
    qint64 present = 0, expected = 0, held = 0, unmarked = 0;
    QList<RollRow> rows; ///< unmarked first, then by name
};

/// What became of one wish to mark somebody. Emitted only after the row is durable, or after it is sure that there is
/// none.
struct MarkOutcome {
    enum class Kind {
        Recorded,      ///< durable
        Held,          ///< durable, but somebody has to look at it
        AlreadyMarked, ///< the same person and direction minutes ago: no new packet; `time` is that of the first
        Failed,        ///< nothing was stored; `codes` and `reason` say why
    };
    Kind kind = Kind::Failed;
    WorkerId workerId;
    QString name, trade, gang;
    Direction direction = Direction::In;
    UnixMillis time;
    PacketId packetId;
    qint64 seq = 0;
    QList<QByteArray> codes;
    QString reason;
    bool firstWasHeld = false; ///< AlreadyMarked: the first one waits for somebody's look
    qint64 request = 0;        ///< what markFace() or markManually() returned
};

/// What became of the wish to take a mark back.
struct UndoOutcome {
    bool ok = false;
    PacketId mark;
    WorkerId workerId;
    QString name;
    Direction direction = Direction::In;
    UnixMillis time;   ///< of the mark
    PacketId packetId; ///< of the correcting record
    qint64 seq = 0;
    QByteArray code; ///< MARK_UNKNOWN, UNDO_TOO_LATE, ALREADY_UNDONE, CHAIN_CLOSED, …
    QString reason;
    qint64 request = 0; ///< what undoMark() returned
};

/// A worker brought in by a thekedar.
struct EnrolRequest {
    protocol::WorkerDetails details;
    protocol::Consent consent;    ///< givenAt 0: now
    QList<QImage> photos;         ///< one to five; each must show exactly one face; empty without consent.face
    QByteArray thekedar;          ///< user name of who signs
    bool despiteLikeness = false; ///< the thekedar has seen both faces and insists; the office decides then
    std::shared_ptr<const crypto::SecretBytes> password; ///< wiped when the last copy of the request goes
};

struct EnrolOutcome {
    bool ok = false;
    WorkerId workerId;
    QString name;
    PacketId packetId;
    qint64 seq = 0;
    QByteArray code; ///< NO_FACE, TWO_FACES, SIGN_IN_NEEDED, WRONG_PASSWORD, DUPLICATE_FACE, …
    QString reason;
    int photo = -1;     ///< index of the photo that was refused
    WorkerId looksLike; ///< DUPLICATE_FACE: who is enrolled with this face
    QString looksLikeName;
};

/// Somebody enrolled here whose face is like the new one's.
struct Likeness {
    WorkerId workerId;
    QString name, trade, gang;
    int score = 0; ///< thousandths
    QImage photo;  ///< of his enrolment, else of his newest mark; null: none is kept here
};

/// The pictures of a new worker, looked at before anybody signs.
struct LikenessCheck {
    qint64 request = 0; ///< what checkLikeness() returned
    QByteArray code;    ///< why the pictures will not do; empty: they will
    QString reason;
    int photo = -1;        ///< index of the one that will not do
    QList<Likeness> alike; ///< most alike first
};

/// What a sync run did; also the `sync` verb's summary.
struct SyncSummary {
    bool ok = false; ///< the server was reached and every answer verified
    QByteArray code; ///< why not: OFFLINE, PIN_MISMATCH, LOG_FORK, DEVICE_BLOCKED, …
    QString message;
    qint64 sent = 0, accepted = 0, duplicate = 0, held = 0, rejected = 0;
    qint64 photosSent = 0, photosFailed = 0, photosWaiting = 0, waiting = 0;
    bool photosOverBudget = false; ///< the day's share of a metered line is used up
    qint64 checkpointSize = 0;
    qint32 deviceTrust = -1;
    qint64 restoredTo = -1; ///< the server went back to a backup with so many log entries, and announced it
    UnixMillis restoredAt;
    qint64 sendingAgain = 0; ///< marks that it lost by that and that were sent again
};

/// What went onto a stick, or came back on it.
struct BundleOutcome {
    bool ok = false;
    QByteArray code; ///< BUNDLE_KEY_MISSING, BUNDLE_DAMAGED, BUNDLE_FOREIGN, ANSWER_UNSIGNED, IO_ERROR, …
    QString message;
    bool exported = false; ///< else imported
    qint64 packets = 0, photos = 0;
    qint64 accepted = 0, duplicate = 0, held = 0, rejected = 0, photosFailed = 0; ///< of an import
    qint64 waiting = 0;                                                           ///< marks, afterwards
};

/// A worker as the laptop knows him; comes from the server's pull or from an enrolment here.
struct KnownWorker {
    WorkerId workerId;
    QString name, trade, gang;
    bool active = true;
    bool consentFace = false;
    qint32 trustScore = 0;
    UnixMillis inheritedUntil;
    QList<protocol::Template> templates;
};

/// One mark in detail, for the person's day.
struct MarkDetail {
    QueueRow row;
    Direction direction = Direction::In;
    Method method = Method::Face;
    QString reason;
    std::optional<protocol::MatchScores> match;
    QImage photo; ///< null: none kept
    std::optional<UnixMillis> takenBackAt{};
};

} // namespace haziri::muster

Q_DECLARE_METATYPE(haziri::muster::LineStatus)
Q_DECLARE_METATYPE(haziri::muster::ClockCertainty)
Q_DECLARE_METATYPE(haziri::muster::QueueSummary)
Q_DECLARE_METATYPE(haziri::muster::RollSnapshot)
Q_DECLARE_METATYPE(haziri::muster::MarkOutcome)
Q_DECLARE_METATYPE(haziri::muster::UndoOutcome)
Q_DECLARE_METATYPE(haziri::muster::LikenessCheck)
Q_DECLARE_METATYPE(haziri::muster::EnrolOutcome)
Q_DECLARE_METATYPE(haziri::muster::SyncSummary)
