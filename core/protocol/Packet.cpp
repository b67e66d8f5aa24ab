#include "core/protocol/Packet.h"

#include "core/base/Base64Url.h"
#include "core/base/Build.h"
#include "core/protocol/Limits.h"
#include "core/protocol/PhotoRefJson.h"
#include "core/protocol/SyncMessages.h"

#include <QJsonArray>

namespace haziri::protocol {

namespace {

constexpr const char* kKinds[] = {"attendance", "worker.enrol", "worker.update", "worker.consent",
                                  "attendance.correct"};
constexpr const char* kDirections[] = {"in", "out"};
constexpr const char* kMethods[] = {"face", "card", "manual"};
constexpr const char* kGeoSources[] = {"gnss", "network", "declared", "none"};
constexpr const char* kCaptureKinds[] = {"camera", "file", "stream"};

constexpr qint32 kMaxLatE7 = 900'000'000;
constexpr qint32 kMaxLonE7 = 1'800'000'000;
constexpr qint32 kUsualTzOffsetMin = 330; // India, where a packet does not say
constexpr qsizetype kMaxTemplates = 16;
constexpr qsizetype kMaxFindings = 8;
constexpr qsizetype kMaxVectorBytes = 8192;
constexpr qsizetype kMaxVouchBytes = 64 * 1024;

template <class Enum, std::size_t N>
std::optional<Enum> fromTable(const char* const (&table)[N], QByteArrayView text) {
    for (std::size_t i = 0; i < N; ++i)
        if (text == table[i]) return Enum(i);
    return std::nullopt;
}

template <class Enum, std::size_t N>
Enum word(const json::Reader& reader, const char* key, const char* const (&table)[N]) {
    const auto value = fromTable<Enum>(table, reader.text(key, 32));
    if (!value) reader.setError(key, "is none of the words the protocol has for it");
    return value.value_or(Enum{});
}

QString utf8(const QByteArray& text) {
    return QString::fromUtf8(text);
}

// Reading

Geo readGeo(const json::Reader& reader) {
    Geo geo;
    geo.source = GeoSource::None;
    // No place at all is no fault of form; what names one names all of it.
    if (!reader.has("source") && !reader.has("latE7") && !reader.has("lonE7")) return geo;
    geo.source = word<GeoSource>(reader, "source", kGeoSources);
    if (geo.source == GeoSource::None) return geo;
    geo.latE7 = qint32(reader.integer("latE7", -kMaxLatE7, kMaxLatE7));
    geo.lonE7 = qint32(reader.integer("lonE7", -kMaxLonE7, kMaxLonE7));
    geo.accuracyCm = reader.integer("accCm", 0, kMaxExact);
    geo.ageMs = reader.integerOr("ageMs", 0, 0, kMaxExact);
    return geo;
}

PacketClock readClock(const json::Reader& reader) {
    PacketClock clock;
    clock.bootId = reader.textOr("bootId", {}, 64);
    clock.bootMs = reader.integerOr("bootMs", 0, 0, kMaxExact);
    clock.anchor = reader.textOr("anchor", {}, 64);
    clock.anchorBootMs = reader.integerOr("anchorBootMs", 0, 0, kMaxExact);
    return clock;
}

Capture readCapture(const json::Reader& reader) {
    Capture capture;
    capture.kind = word<CaptureKind>(reader, "kind", kCaptureKinds);
    capture.name = reader.textOr("name", {}, 256);
    return capture;
}

MatchScores readMatch(const json::Reader& reader) {
    MatchScores match;
    match.score = qint32(reader.integer("score", -1000, 1000));
    match.runnerUp = qint32(reader.integerOr("runnerUp", 0, -1000, 1000));
    match.liveness = qint32(reader.integerOr("liveness", 0, -1000, 1000));
    match.model = reader.textOr("model", {}, 128);
    if (reader.has("challenge")) {
        const json::Reader challenge = reader.object("challenge");
        match.challenge = Challenge{challenge.text("asked", 32), challenge.text("result", 32),
                                    qint32(challenge.integerOr("measured", 0, -10'000, 10'000))};
    }
    return match;
}

Attendance readAttendance(const json::Reader& reader) {
    Attendance mark;
    mark.workerId = reader.id<WorkerId>("workerId");
    mark.siteId = reader.id<SiteId>("siteId");
    mark.geo.source = GeoSource::None;
    if (reader.has("geo")) mark.geo = readGeo(reader.object("geo"));
    if (reader.has("capture")) mark.capture = readCapture(reader.object("capture"));
    mark.direction = word<Direction>(reader, "direction", kDirections);
    mark.method = word<Method>(reader, "method", kMethods);
    if (reader.has("match")) mark.match = readMatch(reader.object("match"));
    if (reader.has("photo")) mark.photo = readPhotoRef(reader.object("photo"));
    mark.reason = reader.textOr("reason", {}, 1024);
    if (reader.has("found"))
        for (const json::Reader& item : reader.objects("found", kMaxFindings)) {
            LaptopFinding finding{item.text("code", 32), {}};
            if (item.has("fileId")) finding.fileId = item.id<FileId>("fileId");
            mark.found.append(finding);
        }
    if (mark.method != Method::Face && mark.reason.trimmed().isEmpty())
        reader.setError("reason", "is due where the method is not face");
    return mark;
}

WorkerEnrol readEnrol(const json::Reader& reader) {
    WorkerEnrol enrol;
    enrol.workerId = reader.id<WorkerId>("workerId");
    enrol.siteId = reader.id<SiteId>("siteId");
    if (reader.has("templates")) {
        for (const json::Reader& item : reader.objects("templates", kMaxTemplates)) {
            Template face{item.text("model", 128), item.bytesUpTo("vector", kMaxVectorBytes)};
            if (face.model.isEmpty()) item.setError("model", "is empty");
            if (face.vector.isEmpty() || face.vector.size() % 4) item.setError("vector", "is not made of float32");
            enrol.templates.append(std::move(face));
        }
    }
    enrol.vouch = reader.text("vouch", kMaxVouchBytes);
    if (enrol.vouch.isEmpty()) reader.setError("vouch", "is empty");
    return enrol;
}

OtherBody readOther(const json::Reader& reader, QByteArrayView payload) {
    return {reader.id<WorkerId>("workerId"), payload.toByteArray()};
}

Correction readCorrection(const json::Reader& reader) {
    return {reader.id<WorkerId>("workerId"), reader.id<SiteId>("siteId"), reader.id<PacketId>("corrects"),
            reader.textOr("reason", {}, 1024)};
}

void readCommon(const json::Reader& reader, Packet& packet) {
    reader.integer("v", kProtocolVersion, kProtocolVersion);
    packet.kind = word<PacketKind>(reader, "kind", kKinds);
    packet.packetId = reader.id<PacketId>("packetId");
    packet.deviceId = reader.text("deviceId", kKeyHashText);
    if (packet.deviceId.size() != kKeyHashText) reader.setError("deviceId", "is no key hash");
    packet.epoch = reader.integer("epoch", 1, kMaxEpoch);
    packet.seq = reader.integer("seq", 1, kMaxExact);
    if (const QByteArray prev = reader.bytes("prev", 32); prev.size() == 32) packet.prev = crypto::toDigest(prev);
    packet.recordedBy = reader.id<UserId>("recordedBy");
    packet.tok = reader.text("tok", 64);
    if (packet.tok.isEmpty()) reader.setError("tok", "is empty");
    packet.timestamp = {reader.integer("timestamp", 0, kMaxMillis)};
    packet.tzOffsetMin = qint32(reader.integerOr("tzOffsetMin", kUsualTzOffsetMin, -kMaxTzOffsetMin, kMaxTzOffsetMin));
    if (reader.has("clock")) packet.clock = readClock(reader.object("clock"));
}

// Writing

QJsonObject write(const Geo& geo) {
    QJsonObject object{{QStringLiteral("source"), QLatin1String(toText(geo.source))}};
    if (geo.source == GeoSource::None) return object;
    object[QStringLiteral("latE7")] = geo.latE7;
    object[QStringLiteral("lonE7")] = geo.lonE7;
    object[QStringLiteral("accCm")] = geo.accuracyCm;
    object[QStringLiteral("ageMs")] = geo.ageMs;
    return object;
}

QJsonObject write(const PacketClock& clock) {
    QJsonObject object{{QStringLiteral("bootId"), utf8(clock.bootId)}, {QStringLiteral("bootMs"), clock.bootMs}};
    if (!clock.anchor.isEmpty()) object[QStringLiteral("anchor")] = utf8(clock.anchor);
    object[QStringLiteral("anchorBootMs")] = clock.anchorBootMs;
    return object;
}

QJsonObject write(const MatchScores& match) {
    QJsonObject object{{QStringLiteral("score"), match.score},
                       {QStringLiteral("runnerUp"), match.runnerUp},
                       {QStringLiteral("liveness"), match.liveness},
                       {QStringLiteral("model"), utf8(match.model)}};
    if (match.challenge)
        object[QStringLiteral("challenge")] = QJsonObject{{QStringLiteral("asked"), utf8(match.challenge->asked)},
                                                          {QStringLiteral("result"), utf8(match.challenge->result)},
                                                          {QStringLiteral("measured"), match.challenge->measured}};
    return object;
}

void writeBody(QJsonObject& object, const Attendance& mark) {
    object[QStringLiteral("workerId")] = mark.workerId.toString();
    object[QStringLiteral("siteId")] = mark.siteId.toString();
    object[QStringLiteral("geo")] = write(mark.geo);
    object[QStringLiteral("direction")] = QLatin1String(toText(mark.direction));
    object[QStringLiteral("method")] = QLatin1String(toText(mark.method));
    if (mark.capture)
        object[QStringLiteral("capture")] =
            QJsonObject{{QStringLiteral("kind"), QLatin1String(toText(mark.capture->kind))},
                        {QStringLiteral("name"), utf8(mark.capture->name)}};
    if (mark.match) object[QStringLiteral("match")] = write(*mark.match);
    if (mark.photo) object[QStringLiteral("photo")] = writePhotoRef(*mark.photo);
    if (!mark.reason.isEmpty()) object[QStringLiteral("reason")] = utf8(mark.reason);
    if (mark.found.isEmpty()) return;
    QJsonArray found;
    for (const LaptopFinding& finding : mark.found) {
        QJsonObject one{{QStringLiteral("code"), utf8(finding.code)}};
        if (finding.fileId) one[QStringLiteral("fileId")] = finding.fileId->toString();
        found.append(one);
    }
    object[QStringLiteral("found")] = found;
}

void writeBody(QJsonObject& object, const WorkerEnrol& enrol) {
    QJsonArray templates;
    for (const Template& face : enrol.templates)
        templates.append(QJsonObject{{QStringLiteral("model"), utf8(face.model)},
                                     {QStringLiteral("vector"), QLatin1String(toBase64Url(face.vector))}});
    object[QStringLiteral("workerId")] = enrol.workerId.toString();
    object[QStringLiteral("siteId")] = enrol.siteId.toString();
    object[QStringLiteral("templates")] = templates;
    object[QStringLiteral("vouch")] = utf8(enrol.vouch);
}

void writeBody(QJsonObject& object, const Correction& correction) {
    object[QStringLiteral("workerId")] = correction.workerId.toString();
    object[QStringLiteral("siteId")] = correction.siteId.toString();
    object[QStringLiteral("corrects")] = correction.corrects.toString();
    if (!correction.reason.isEmpty()) object[QStringLiteral("reason")] = utf8(correction.reason);
}

/// The members of the packet itself win over those that the carried text has.
void writeBody(QJsonObject& object, const OtherBody& other) {
    if (const auto carried = json::Reader::parse(other.json)) {
        const QJsonObject members = carried->toQJson();
        for (auto it = members.begin(); it != members.end(); ++it)
            if (!object.contains(it.key())) object.insert(it.key(), it.value());
    }
    object[QStringLiteral("workerId")] = other.workerId.toString();
}

} // namespace

const char* toText(PacketKind kind) {
    return kKinds[int(kind)];
}
const char* toText(Direction direction) {
    return kDirections[int(direction)];
}
const char* toText(Method method) {
    return kMethods[int(method)];
}
const char* toText(GeoSource source) {
    return kGeoSources[int(source)];
}
const char* toText(CaptureKind kind) {
    return kCaptureKinds[int(kind)];
}
std::optional<Direction> directionFromText(QByteArrayView text) {
    return fromTable<Direction>(kDirections, text);
}
std::optional<GeoSource> geoSourceFromText(QByteArrayView text) {
    return fromTable<GeoSource>(kGeoSources, text);
}

bool Attendance::has(QByteArrayView code) const {
    return std::any_of(found.begin(), found.end(), [code](const LaptopFinding& one) { return one.code == code; });
}

QJsonObject writePhotoRef(const PhotoRef& photo) {
    return {{QStringLiteral("fileId"), photo.fileId.toString()},
            {QStringLiteral("sha256"), QLatin1String(crypto::toBase64Url(photo.sha256))},
            {QStringLiteral("bytes"), photo.bytes}};
}

PhotoRef readPhotoRef(const json::Reader& reader) {
    PhotoRef photo;
    photo.fileId = reader.id<FileId>("fileId");
    if (const QByteArray hash = reader.bytes("sha256", 32); hash.size() == 32) photo.sha256 = crypto::toDigest(hash);
    photo.bytes = reader.integer("bytes", 1, kMaxPhotoBytes);
    return photo;
}

QByteArray writePacket(const Packet& packet) {
    QJsonObject object{
        {QStringLiteral("v"), kProtocolVersion},
        {QStringLiteral("kind"), QLatin1String(toText(packet.kind))},
        {QStringLiteral("packetId"), packet.packetId.toString()},
        {QStringLiteral("deviceId"), utf8(packet.deviceId)},
        {QStringLiteral("epoch"), packet.epoch},
        {QStringLiteral("seq"), packet.seq},
        {QStringLiteral("prev"), QLatin1String(crypto::toBase64Url(packet.prev))},
        {QStringLiteral("recordedBy"), packet.recordedBy.toString()},
        {QStringLiteral("tok"), utf8(packet.tok)},
        {QStringLiteral("timestamp"), packet.timestamp.value},
        {QStringLiteral("tzOffsetMin"), packet.tzOffsetMin},
        {QStringLiteral("clock"), write(packet.clock)},
    };
    std::visit([&](const auto& body) { writeBody(object, body); }, packet.body);
    return json::toText(object);
}

Result<Packet> readPacket(QByteArrayView payload) {
    if (payload.size() > kMaxPayloadBytes) return fail("MALFORMED", QStringLiteral("the packet is too large"));
    const auto reader = json::Reader::parse(payload);
    if (!reader) return fail(reader.error());
    Packet packet;
    readCommon(*reader, packet);
    if (reader->error()) return fail(*reader->error());
    if (packet.kind == PacketKind::Attendance)
        packet.body = readAttendance(*reader);
    else if (packet.kind == PacketKind::WorkerEnrol)
        packet.body = readEnrol(*reader);
    else if (packet.kind == PacketKind::AttendanceCorrect)
        packet.body = readCorrection(*reader);
    else
        packet.body = readOther(*reader, payload);
    if (reader->error()) return fail(*reader->error());
    return packet;
}

crypto::Digest packetHash(QByteArrayView compactJws) {
    return crypto::sha256(compactJws);
}

} // namespace haziri::protocol
