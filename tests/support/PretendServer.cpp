#include "tests/support/PretendServer.h"

#include "core/audit/LogEntry.h"
#include "core/audit/ServedEntryJson.h"
#include "core/base/Base64Url.h"
#include "core/protocol/ChainHead.h"
#include "core/protocol/Packet.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QTimer>
#include <zlib.h>

#include <QUrlQuery>

namespace haziri::test {

using sync::HttpAnswer;
using sync::HttpRequest;

namespace {

QString latin(const QByteArray& bytes) {
    return QString::fromLatin1(bytes);
}

HttpAnswer answer(int status, const QJsonObject& body) {
    HttpAnswer out;
    out.status = status;
    out.body = json::toText(body);
    return out;
}

/// As it was before the laptop compressed it.
QByteArray plainBody(const HttpRequest& request) {
    const bool compressed = std::any_of(request.headers.cbegin(), request.headers.cend(), [](const auto& field) {
        return field.first.toLower() == "content-encoding" && field.second == "gzip";
    });
    if (!compressed) return request.body;
    QByteArray out(protocol::kMaxSyncBytes + 1, Qt::Uninitialized);
    z_stream stream{};
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(request.body.data()));
    stream.avail_in = uInt(request.body.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = uInt(out.size());
    const bool whole = inflateInit2(&stream, 15 + 16) == Z_OK && inflate(&stream, Z_FINISH) == Z_STREAM_END;
    out.truncate(whole ? qsizetype(stream.total_out) : 0);
    inflateEnd(&stream);
    return out;
}

HttpAnswer problem(int status, const char* code) {
    return answer(status, {{QStringLiteral("code"), QLatin1StringView(code)},
                           {QStringLiteral("title"), QLatin1StringView(code)}});
}

} // namespace

PretendServer::PretendServer()
    : tokenKey(crypto::Ed25519PrivateKey::generate(random))
    , logKey(crypto::Ed25519PrivateKey::generate(random))
    , tokenKid(protocol::keyThumbprint(tokenKey.publicKey()))
    , siteId(SiteId::generate(clock, random))
    , userId(UserId::generate(clock, random))
    , thekedarId(UserId::generate(clock, random)) {
    appendLeaf("log.start");
}

void PretendServer::appendLeaf(QByteArrayView content) {
    m_leaves.push_back(haziri::audit::recordHash(content));
}

void PretendServer::rewriteLog(qint64 size) {
    m_leaves.clear();
    for (qint64 i = 0; i < size; ++i)
        appendLeaf("another history " + QByteArray::number(i));
}

void PretendServer::restore(qint64 size, std::optional<UnixMillis> announcedAt) {
    m_leaves.resize(std::size_t(size));
    std::erase_if(m_index, [&](const auto& one) { return one.second >= size; });
    std::erase_if(m_restores, [&](const auto& one) { return one.first >= size; });
    committed.removeIf([&](const QByteArray& jws) { return !m_index.contains(jws); });
    if (!announcedAt) return;
    haziri::audit::LogEntry entry{size, "restore", {0, false, *announcedAt}, {}, {}};
    m_restores[size] = haziri::audit::writeEntry(entry);
    appendLeaf(m_restores[size]);
}

HttpAnswer PretendServer::audit(const HttpRequest& request) {
    const QUrlQuery query(QUrl(QString::fromLatin1(request.path)));
    const auto number = [&](const char* key) { return query.queryItemValue(QLatin1StringView(key)).toLongLong(); };
    QJsonObject body;
    if (request.path.startsWith("/api/v5/audit/log?kind=restore")) {
        QJsonArray entries;
        for (const auto& [index, entry] : m_restores)
            entries.append(haziri::audit::writeServedEntry({index, entry, haziri::audit::recordHash(entry), {}, {}}));
        body = {{QStringLiteral("size"), qint64(m_leaves.size())}, {QStringLiteral("entries"), entries}};
    } else {
        const bool isInclusion = request.path.contains("/inclusion");
        const auto proof = isInclusion ? haziri::audit::inclusionProof(number("index"), number("size"), nodes())
                                       : haziri::audit::consistencyProof(number("first"), number("second"), nodes());
        if (!proof) return problem(400, "MALFORMED");
        QJsonArray hashes;
        for (const auto& hash : *proof)
            hashes.append(latin(crypto::toBase64Url(hash)));
        body = {{QStringLiteral("hashes"), hashes}};
    }
    HttpAnswer answer;
    answer.status = 200;
    answer.body = json::toText(body);
    return answer;
}

haziri::audit::NodeFetcher PretendServer::nodes() const {
    return [this](haziri::audit::NodeId id) -> Result<crypto::Digest> {
        std::function<crypto::Digest(int, qint64)> node = [&](int level, qint64 index) {
            if (level == 0) return m_leaves.at(std::size_t(index));
            return haziri::audit::hashChildren(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
        };
        return node(id.level, id.index);
    };
}

QByteArray PretendServer::checkpoint() const {
    const qint64 size = qint64(m_leaves.size());
    return haziri::audit::signCheckpoint(
        {QByteArrayLiteral("pretend.example/log"), size, *haziri::audit::rootOf(size, nodes())}, logKey);
}

QList<QByteArray> PretendServer::consistency(qint64 first) const {
    QList<QByteArray> out;
    if (first <= 0 || first > qint64(m_leaves.size())) return out;
    auto proof = haziri::audit::consistencyProof(first, qint64(m_leaves.size()), nodes());
    if (!proof) return out;
    for (const auto& hash : *proof)
        out.append(crypto::toBase64Url(hash));
    return out;
}

void PretendServer::sign(HttpAnswer& out, const QByteArray& requestBody) {
    out.headers.removeIf([](const auto& header) { return header.first == "haziri-signature"; });
    out.headers.emplaceBack(
        "haziri-signature",
        protocol::signResponse(tokenKid, tokenKey, crypto::toBase64Url(crypto::sha256(requestBody)), out.body));
}

HttpAnswer PretendServer::handle(const HttpRequest& request) {
    if (request.path == "/api/v5/device/register") return registerDevice(request);
    if (request.path == "/api/v5/session") return session(request);
    if (request.path == "/api/v5/sync") return sync(request);
    if (request.path == "/api/v5/users/me/key") return userKey(request);
    if (request.path.startsWith("/api/v5/audit/")) return audit(request);
    if (request.path.startsWith("/api/v5/vault/")) return vault(request);
    return problem(404, "NOT_FOUND");
}

QByteArray PretendServer::timeToken() {
    protocol::TimeToken token{"pretend",
                              crypto::toBase64Url(crypto::sha256(crypto::randomBytes(random, 8))).left(22),
                              clock.now().value / 1000,
                              clock.now().value / 1000 + 86'400,
                              m_deviceId,
                              clock.now().value,
                              "nonce"};
    return protocol::signTimeToken(token, tokenKid, tokenKey);
}

QByteArray PretendServer::offlineToken() {
    protocol::OfflineToken token;
    token.iss = "pretend";
    token.sub = userId;
    token.jti = "epoch-" + QByteArray::number(epoch);
    token.iat = token.nbf = 1'750'000'000;
    token.exp = 1'900'000'000;
    token.deviceId = m_deviceId;
    token.siteId = siteId;
    token.timeWindow = {{0}, {1'900'000'000'000}, 0, 1440};
    return protocol::signOfflineToken(token, tokenKid, tokenKey);
}

HttpAnswer PretendServer::registerDevice(const HttpRequest& request) {
    ++registrations;
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    auto raw = fromBase64Url(body[QStringLiteral("publicKey")].toString().toLatin1());
    auto key = crypto::Ed25519PublicKey::fromRaw(*raw);
    m_deviceId = protocol::keyThumbprint(*key);
    if (deviceSecret.isEmpty()) deviceSecret = crypto::randomBytes(random, 32);
    HttpAnswer out = answer(
        201, {{QStringLiteral("deviceId"), latin(m_deviceId)},
              {QStringLiteral("epoch"), epoch},
              {QStringLiteral("deviceSecret"), latin(toBase64Url(deviceSecret))},
              {QStringLiteral("offlineToken"), latin(offlineToken())},
              {QStringLiteral("timeToken"), latin(timeToken())},
              {QStringLiteral("serverKeys"),
               QJsonArray{QJsonObject{{QStringLiteral("kty"), QStringLiteral("OKP")},
                                      {QStringLiteral("crv"), QStringLiteral("Ed25519")},
                                      {QStringLiteral("kid"), latin(tokenKid)},
                                      {QStringLiteral("x"), latin(toBase64Url(tokenKey.publicKey().raw()))}}}},
              {QStringLiteral("logKey"),
               latin(haziri::audit::writeVerifierKey(QByteArrayLiteral("pretend.example/log"), logKey.publicKey()))},
              {QStringLiteral("site"), QJsonObject{{QStringLiteral("siteId"), siteId.toString()},
                                                   {QStringLiteral("name"), QStringLiteral("Tower 7")},
                                                   {QStringLiteral("latE7"), 285'000'000},
                                                   {QStringLiteral("lonE7"), 770'000'000},
                                                   {QStringLiteral("radiusM"), 200}}},
              {QStringLiteral("user"), QJsonObject{{QStringLiteral("userId"), userId.toString()},
                                                   {QStringLiteral("name"), QStringLiteral("Meena Supervisor")},
                                                   {QStringLiteral("role"), QStringLiteral("supervisor")}}},
              {QStringLiteral("checkpoint"), QString::fromUtf8(checkpoint())},
              {QStringLiteral("trustScore"), 70}});
    sign(out, request.body);
    return out;
}

std::optional<HttpAnswer> PretendServer::refuseProof(const QJsonObject& body) const {
    auto token =
        protocol::UnverifiedJws::read(body[QStringLiteral("proof")].toString().toLatin1(), protocol::Purpose::Proof);
    const QJsonObject claims = QJsonDocument::fromJson(*token->payloadBeforeVerification()).object();
    const qint64 now = clock.now().value + aheadMs;
    if (std::abs(claims[QStringLiteral("iat")].toInteger() - now) <= 5 * 60'000) return std::nullopt;
    HttpAnswer late = problem(401, "PROOF_EXPIRED");
    const QDateTime date = QDateTime::fromMSecsSinceEpoch(now, Qt::UTC);
    late.headers.emplaceBack(
        "date", QLocale::c().toString(date, QStringLiteral("ddd, dd MMM yyyy hh:mm:ss")).toLatin1() + " GMT");
    return late;
}

HttpAnswer PretendServer::session(const HttpRequest& request) {
    ++sessions;
    if (blocked) return problem(403, "DEVICE_BLOCKED");
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    if (auto late = refuseProof(body)) return *late;
    const bool password = body[QStringLiteral("grant")].toString() == QStringLiteral("password");
    if (password && body[QStringLiteral("password")].toString() != QStringLiteral("s3cret \"quoted\" \\ हाज़िरी")) {
        return problem(401, "CREDENTIALS_INVALID");
    }
    return answer(200, {{QStringLiteral("token"), QStringLiteral("session-token")},
                        {QStringLiteral("expiresAt"), clock.now().value + 3'600'000},
                        {QStringLiteral("role"), password ? QStringLiteral("thekedar") : QStringLiteral("supervisor")},
                        {QStringLiteral("userId"), (password ? thekedarId : userId).toString()},
                        {QStringLiteral("deviceTrust"), 70},
                        {QStringLiteral("timeToken"), latin(timeToken())}});
}

protocol::PacketResult PretendServer::commit(const QByteArray& jws) {
    protocol::PacketResult result;
    auto token = protocol::UnverifiedJws::read(jws, protocol::Purpose::Packet);
    auto payload = token->verify(crypto::HmacKey(crypto::SecretBytes::copyOf(deviceSecret)));
    if (!payload) {
        result.code = "SIGNATURE_INVALID";
        return result;
    }
    const auto packet = protocol::readPacket(*payload);
    result.packetId = packet->packetId.toText();
    result.seq = packet->seq;
    result.trustScore = 70;
    if (const auto* mark = std::get_if<protocol::Attendance>(&packet->body); mark && mark->photo)
        announced[mark->photo->fileId.toText()] = mark->photo->bytes;
    if (const auto known = m_index.find(jws); known != m_index.end()) {
        result.status = protocol::PacketStatus::Duplicate;
        result.index = known->second;
        const auto first = verdicts.find(result.packetId);
        if (first != verdicts.end()) result.code = first->second.second;
        return result;
    }
    result.status = protocol::PacketStatus::Accepted;
    if (const auto verdict = verdicts.find(result.packetId); verdict != verdicts.end()) {
        result.status = verdict->second.first;
        result.code = verdict->second.second;
        result.message = QStringLiteral("because");
    }
    result.index = qint64(m_leaves.size());
    appendLeaf(jws);
    m_index[jws] = *result.index;
    if (result.status != protocol::PacketStatus::Rejected) committed.append(jws);
    result.recordHash = crypto::toBase64Url(m_leaves.back());
    return result;
}

HttpAnswer PretendServer::sync(const HttpRequest& request) {
    ++syncs;
    if (sessionsExpire) {
        sessionsExpire = false;
        return problem(401, "SESSION_EXPIRED");
    }
    if (blocked) return problem(403, "DEVICE_BLOCKED");
    auto message = protocol::readSyncRequest(plainBody(request));
    if (!message || refusesAll) return problem(400, "MALFORMED");
    if (!unreadable.isEmpty()) {
        for (const QByteArray& jws : message->packets) {
            auto payload = protocol::UnverifiedJws::read(jws, protocol::Purpose::Packet)->payloadBeforeVerification();
            if (payload->contains(unreadable)) return problem(400, "MALFORMED");
        }
    }
    protocol::SyncAnswer out;
    for (const QByteArray& jws : message->packets)
        out.results.append(commit(jws));
    out.needFiles = needFiles;
    out.checkpoint = checkpoint();
    out.consistency = consistency(message->lastCheckpointSize);
    if (consistencyFaults > 0 && !out.consistency.isEmpty()) {
        --consistencyFaults;
        out.consistency[0] = crypto::toBase64Url(crypto::sha256("not it"));
    }
    out.timeToken = timeToken();
    out.deviceTrust = 70;
    if (message->pullCursor != pullCursor) out.changes = pull;
    out.cursor = pullCursor;
    HttpAnswer answered;
    answered.status = 200;
    answered.body = protocol::writeSyncAnswer(out);
    sign(answered, request.body);
    return answered;
}

HttpAnswer PretendServer::vault(const HttpRequest& request) {
    const QByteArray name = request.path.mid(int(sizeof("/api/v5/vault/")) - 1);
    const QByteArray id = name.split('/').first();
    if (const auto fault = photoStatus.find(id); fault != photoStatus.end())
        return problem(fault->second, fault->second == 410 ? goneCode.constData() : "PHOTO_FAULT");
    if (name != id) return takesParts ? photoPart(request, id) : problem(404, "NOT_FOUND");
    const bool known = photos.contains(id);
    photos[id] = request.body;
    return answer(known ? 200 : 201, {});
}

HttpAnswer PretendServer::photoPart(const HttpRequest& request, const QByteArray& id) {
    QByteArray& here = begun[id];
    int status = 200;
    if (request.method == "PATCH" && !photos.contains(id)) {
        const auto field = std::find_if(request.headers.begin(), request.headers.end(),
                                        [](const auto& one) { return one.first.toLower() == "upload-offset"; });
        if (field == request.headers.end() || field->second.toLongLong() != here.size())
            return problem(409, "OFFSET_MISMATCH");
        here += request.body;
        if (here.size() == announced[id]) {
            photos[id] = here;
            status = 201;
        }
    }
    return answer(status, {{QStringLiteral("offset"), here.size()},
                           {QStringLiteral("bytes"), announced[id]},
                           {QStringLiteral("stored"), photos.contains(id)}});
}

HttpAnswer PretendServer::userKey(const HttpRequest& request) {
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    userKeys.insert(body[QStringLiteral("publicKey")].toString().toLatin1());
    return answer(201, {});
}

void PretendLine::send(HttpRequest request, QObject* context, Done done) {
    requests.append(request);
    QTimer::singleShot(0, context, [this, request, done] {
        if (offline) return done(fail("OFFLINE", QStringLiteral("no line")));
        HttpAnswer out = m_server.handle(request);
        if (!twist) return done(out);
        done(twist(request, std::move(out)));
    });
}

} // namespace haziri::test
