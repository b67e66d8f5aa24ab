// What a laptop signs (section 4 of the protocol).
//
// A packet travels as the JWS it was signed as. These types are the parsed payload; writing one and reading it
// back gives the same values, and reading refuses what the protocol refuses (MALFORMED, naming the field).
#pragma once

#include "core/base/Clock.h"
#include "core/base/Ids.h"
#include "core/base/Json.h"
#include "core/crypto/Sha256.h"

#include <variant>

namespace haziri::protocol {

enum class PacketKind { Attendance, WorkerEnrol, WorkerUpdate, WorkerConsent, AttendanceCorrect };
enum class Direction { In, Out };
enum class Method { Face, Card, Manual };
enum class GeoSource { Gnss, Network, Declared, None };
enum class CaptureKind { Camera, File, Stream };

const char* toText(PacketKind kind);
const char* toText(Direction direction);
const char* toText(Method method);
const char* toText(GeoSource source);
const char* toText(CaptureKind kind);
std::optional<Direction> directionFromText(QByteArrayView text);
std::optional<GeoSource> geoSourceFromText(QByteArrayView text);

/// Degrees × 10^7; `accuracyCm` is the 68 % radius; source None has no position.
struct Geo {
    qint32 latE7 = 0;
    qint32 lonE7 = 0;
    qint64 accuracyCm = 0;
    GeoSource source = GeoSource::None;
    qint64 ageMs = 0;
    bool operator==(const Geo&) const = default;
};

struct PacketClock {
    QByteArray bootId;
    qint64 bootMs = 0;
    QByteArray anchor; ///< jti of the last time token; empty before the first
    qint64 anchorBootMs = 0;
    bool operator==(const PacketClock&) const = default;
};

struct Capture {
    CaptureKind kind = CaptureKind::Camera;
    QByteArray name;
    bool operator==(const Capture&) const = default;
};

/// What somebody was asked to do to show that he is alive, and what came of it (section 11).
struct Challenge {
    QByteArray asked;    ///< "turn-left", "turn-right"
    QByteArray result;   ///< "passed"; everything else is not passed
    qint32 measured = 0; ///< thousandths
    bool passed() const { return result == "passed"; }
    bool operator==(const Challenge&) const = default;
};

/// Thousandths; cosine scores may be negative.
struct MatchScores {
    qint32 score = 0;
    qint32 runnerUp = 0;
    qint32 liveness = 0;
    QByteArray model;
    std::optional<Challenge> challenge{};
    bool operator==(const MatchScores&) const = default;
};

struct PhotoRef {
    FileId fileId;
    crypto::Digest sha256{};
    qint64 bytes = 0;
    bool operator==(const PhotoRef&) const = default;
};

/// What the laptop itself found odd about its mark; the mark is held for it (section 11).
struct LaptopFinding {
    QByteArray code;              ///< "PHOTO_REUSE", "IN_OUT"
    std::optional<FileId> fileId; ///< PHOTO_REUSE: the photo that came first
    bool operator==(const LaptopFinding&) const = default;
};

struct Attendance {
    WorkerId workerId;
    SiteId siteId;
    Geo geo;
    std::optional<Capture> capture;
    Direction direction = Direction::In;
    Method method = Method::Face;
    std::optional<MatchScores> match;
    std::optional<PhotoRef> photo;
    QByteArray reason; ///< UTF-8, due where the method is not Face
    QList<LaptopFinding> found{};
    bool has(QByteArrayView code) const; ///< among `found`
    bool operator==(const Attendance&) const = default;
};

struct Template {
    QByteArray model;
    QByteArray vector; ///< little-endian float32
    bool operator==(const Template&) const = default;
};

struct WorkerEnrol {
    WorkerId workerId;
    SiteId siteId;
    QList<Template> templates;
    QByteArray vouch; ///< haziri-vouch JWS, see Vouch.h
    bool operator==(const WorkerEnrol&) const = default;
};

/// Takes a mark of the same device back: the mark stays as it was, and does not count (section 11).
struct Correction {
    WorkerId workerId; ///< whose mark it is
    SiteId siteId;
    PacketId corrects;
    QByteArray reason; ///< UTF-8; may be empty
    bool operator==(const Correction&) const = default;
};

/// How long after a mark its own laptop may take it back.
constexpr qint64 kCorrectWithinMs = 60'000;

/// For kinds whose content this version only carries on: the whole payload as it was.
struct OtherBody {
    WorkerId workerId;
    QByteArray json;
    bool operator==(const OtherBody&) const = default;
};

struct Packet {
    PacketKind kind = PacketKind::Attendance;
    PacketId packetId;
    QByteArray deviceId;
    qint64 epoch = 1;
    qint64 seq = 1;
    crypto::Digest prev{}; ///< SHA-256 of the previous packet's JWS text, or of the offline token for seq 1
    UserId recordedBy;
    QByteArray tok; ///< jti of the offline token
    UnixMillis timestamp;
    qint32 tzOffsetMin = 0;
    PacketClock clock;
    std::variant<Attendance, WorkerEnrol, OtherBody, Correction> body;
    bool operator==(const Packet&) const = default;
};

QByteArray writePacket(const Packet& packet);         ///< compact JSON
Result<Packet> readPacket(QByteArrayView payload);    ///< MALFORMED
crypto::Digest packetHash(QByteArrayView compactJws); ///< SHA-256 of the ASCII text: the next packet's `prev`

} // namespace haziri::protocol
