#include "tests/bench/server/BenchLaptop.h"

#include "core/base/Base64Url.h"
#include "core/protocol/ChainHead.h"
#include "core/protocol/SyncMessages.h"
#include "core/sql/Database.h"

#include <QJsonDocument>

namespace haziri::bench {

namespace {

constexpr qint64 kMonthMs = 30LL * 24 * 3600'000;
constexpr qint64 kEveryMs = 1500; // one mark after the other: fast, but no burst
constexpr qsizetype kSizePlace = 16;
const QByteArray kSizeMember = QByteArrayLiteral("\"lastCheckpointSize\":");
const QByteArray kSimHash = QByteArrayLiteral("00ff00ff00ff00ff");

qint64 nowMs() {
    return SystemClock().now().value;
}

QJsonObject objectOf(const Answer& answer, int status) {
    if (answer.status != status) qFatal("%d: %s", answer.status, answer.body.left(400).constData());
    return QJsonDocument::fromJson(answer.body).object();
}

QByteArray textAt(const QJsonObject& object, const char* key) {
    return object[QLatin1String(key)].toString().toLatin1();
}

QJsonObject fingerprint() {
    return {{QStringLiteral("os"), QStringLiteral("Debian 12")},
            {QStringLiteral("model"), QStringLiteral("bench")},
            {QStringLiteral("simHash"), QString::fromLatin1(kSimHash)}};
}

QByteArray claimOf(const QByteArray& jwt, const char* name) {
    return textAt(QJsonDocument::fromJson(must(fromBase64Url(jwt.split('.').value(1)))).object(), name);
}

} // namespace

void SyncRequest::setCheckpointSize(qint64 size) {
    const QByteArray digits = QByteArray::number(size).rightJustified(kSizePlace, ' ');
    std::copy(digits.begin(), digits.end(), body.begin() + sizeAt);
}

QByteArrayView photoTail() {
    static const QByteArray tail = [] {
        QByteArray bytes(kPhotoBytes - 36, '\0');
        quint32 state = 1;
        for (char& byte : bytes)
            byte = char((state = state * 1664525 + 1013904223) >> 24);
        return bytes;
    }();
    return tail;
}

QByteArray photoHead(const FileId& id) {
    return id.toText();
}

BenchLaptop::BenchLaptop(BenchServer& server, RandomSource& random, const QList<QByteArray>& workers)
    : m_random(&random)
    , m_key(crypto::Ed25519PrivateKey::generate(random))
    , m_deviceId(protocol::keyThumbprint(m_key.publicKey()))
    , m_siteId(must(SiteId::fromText(server.site())))
    , m_startedAt(nowMs() - kMonthMs + 24 * 3600'000) {
    for (const QByteArray& worker : workers)
        m_workers.append(must(WorkerId::fromText(worker)));
    const QByteArray code = server.enrolmentCode();
    protocol::Proof proof;
    proof.aud = "register";
    proof.codeHash = crypto::toBase64Url(crypto::sha256(code));
    proof.iat = {nowMs()};
    proof.jti = toBase64Url(crypto::randomBytes(random, 16));
    const QByteArray body =
        json::toText({{QStringLiteral("enrolmentCode"), QString::fromLatin1(code)},
                      {QStringLiteral("publicKey"), QString::fromLatin1(toBase64Url(m_key.publicKey().raw()))},
                      {QStringLiteral("fingerprint"), fingerprint()},
                      {QStringLiteral("proof"), QString::fromLatin1(protocol::signProof(proof, m_key))}});
    const QByteArray head = requestHead("POST", "/device/register", body.size());
    const QJsonObject answer = objectOf(BenchClient(server.port(0)).exchange({head, body}), 201);
    const QByteArray secret = must(fromBase64Url(textAt(answer, "deviceSecret")));
    m_secret = std::make_unique<crypto::HmacKey>(crypto::SecretBytes::copyOf(secret));
    m_offlineToken = textAt(answer, "offlineToken");
    m_newest = crypto::sha256(m_offlineToken);
    m_timeJti = claimOf(textAt(answer, "timeToken"), "jti");
    m_userId = must(
        UserId::fromText(answer[QStringLiteral("user")].toObject()[QStringLiteral("userId")].toString().toLatin1()));
}

QByteArray BenchLaptop::signProof(const protocol::Proof& proof) const {
    return protocol::signProof(proof, m_key);
}

void BenchLaptop::backdate(BenchServer& server, const store::ServerKeys& keys, std::vector<BenchLaptop>& laptops) {
    const auto database = must(sql::Database::open(server.databaseUrl()));
    for (const char* sql : {"UPDATE device SET registered_at = registered_at - ?",
                            "UPDATE device_epoch SET registered_at = registered_at - ?",
                            "UPDATE time_token SET server_time = server_time - ?"})
        must(database->run(QLatin1String(sql), {kMonthMs}));
    const qint64 now = nowMs();
    for (BenchLaptop& laptop : laptops) {
        protocol::OfflineToken token;
        token.iss = keys.origin();
        token.sub = laptop.m_userId;
        token.jti = toBase64Url(crypto::randomBytes(*laptop.m_random, 16));
        token.iat = token.nbf = (now - kMonthMs) / 1000;
        token.exp = (now + kMonthMs) / 1000;
        token.deviceId = laptop.m_deviceId;
        token.siteId = laptop.m_siteId;
        token.timeWindow = {{token.nbf * 1000}, {token.exp * 1000}};
        laptop.m_tok = token.jti;
        laptop.m_offlineToken = protocol::signOfflineToken(token, keys.tokenKid(), keys.tokenKey());
    }
}

QByteArray BenchLaptop::headers() const {
    return "Authorization: Bearer " + m_token + "\r\nHaziri-Device: " + m_deviceId +
           "\r\nHaziri-App: 0.1\r\nHaziri-Fingerprint: " + kSimHash + "\r\n";
}

void BenchLaptop::signIn(BenchServer& server) {
    protocol::Proof proof;
    proof.aud = "session";
    proof.deviceId = m_deviceId;
    proof.iat = {nowMs()};
    proof.jti = toBase64Url(crypto::randomBytes(*m_random, 16));
    const QByteArray body =
        json::toText({{QStringLiteral("grant"), QStringLiteral("device")},
                      {QStringLiteral("proof"), QString::fromLatin1(protocol::signProof(proof, m_key))},
                      {QStringLiteral("fingerprint"), fingerprint()}});
    BenchClient client(server.port(0));
    const QByteArray head = requestHead("POST", "/session", body.size());
    m_token = textAt(objectOf(client.exchange({head, body}), 200), "token");
    for (bool more = true; more;) {
        const SyncRequest request = sign(0);
        const QJsonObject pull =
            objectOf(client.exchange({request.head, request.body}), 200)[QStringLiteral("pull")].toObject();
        m_cursor = textAt(pull, "cursor");
        more = pull[QStringLiteral("more")].toBool();
    }
}

protocol::Packet BenchLaptop::nextMark() {
    protocol::Packet packet;
    packet.kind = protocol::PacketKind::Attendance;
    packet.deviceId = m_deviceId;
    packet.epoch = 1;
    packet.seq = m_seq + 1;
    packet.prev = m_newest;
    packet.recordedBy = m_userId;
    packet.tok = m_tok;
    const qint64 sinceStart = packet.seq * kEveryMs;
    packet.timestamp = {m_startedAt + sinceStart};
    packet.packetId = PacketId(makeUuidV7(packet.timestamp, *m_random));
    packet.tzOffsetMin = 330;
    // The anchor was issued a day before the first mark.
    packet.clock = {"5f2b1c3a-boot", 24 * 3600'000 + sinceStart, m_timeJti, 0};
    protocol::Attendance mark;
    mark.workerId = m_workers[(packet.seq - 1) % m_workers.size()];
    mark.siteId = m_siteId;
    mark.geo = {285'000'000, 773'000'000, 1500, protocol::GeoSource::Gnss, 1000};
    mark.capture = protocol::Capture{protocol::CaptureKind::Camera, "Integrated Camera"};
    mark.direction = (packet.seq - 1) / m_workers.size() % 2 ? protocol::Direction::Out : protocol::Direction::In;
    mark.match = protocol::MatchScores{712, 250, 980, "fr_feature_128"};
    const FileId fileId(makeUuidV7(packet.timestamp, *m_random));
    const QByteArray first = photoHead(fileId);
    mark.photo = protocol::PhotoRef{fileId, crypto::sha256({QByteArrayView(first), photoTail()}), kPhotoBytes};
    packet.body = mark;
    photos.append({fileId, mark.photo->sha256});
    return packet;
}

SyncRequest BenchLaptop::sign(int packets) {
    protocol::SyncRequest request;
    request.deviceId = m_deviceId;
    request.offlineTokens = {m_offlineToken};
    for (int i = 0; i < packets; ++i) {
        const protocol::Packet packet = nextMark();
        const QByteArray jws =
            protocol::signJws(protocol::Purpose::Packet, m_deviceId, *m_secret, protocol::writePacket(packet));
        request.packets.append(jws);
        m_seq = packet.seq;
        m_newest = protocol::packetHash(jws);
    }
    request.head = protocol::signHead({m_deviceId, 1, m_seq, m_newest, {nowMs()}}, m_key);
    request.fingerprint = fingerprint();
    request.pullCursor = m_cursor;

    SyncRequest made;
    made.packets = packets;
    made.body = protocol::writeSyncRequest(request);
    made.sizeAt = made.body.indexOf(kSizeMember) + kSizeMember.size();
    made.body.replace(made.sizeAt, 1, QByteArray(kSizePlace - 1, ' ') + '0');
    made.head = requestHead("POST", "/sync", made.body.size(), headers());
    return made;
}

QByteArray BenchLaptop::photoRequestHead(const Photo& photo) const {
    return requestHead("PUT", "/vault/" + photo.fileId.toText(), kPhotoBytes, headers());
}

} // namespace haziri::bench
