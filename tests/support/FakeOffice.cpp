#include "tests/support/FakeOffice.h"

#include "core/audit/Checkpoint.h"
#include "core/base/Json.h"
#include "core/crypto/SystemRandom.h"

#include <QJsonArray>
#include <QThread>

namespace haziri::test {

namespace {

crypto::Ed25519PrivateKey freshKey() {
    crypto::SystemRandom random;
    return crypto::Ed25519PrivateKey::generate(random);
}

} // namespace

FakeOffice::FakeOffice(qint64 logSize)
    : log(logSize)
    , m_logKey(freshKey())
    , m_deviceKey(freshKey())
    , m_server(std::make_unique<LoopbackServer>(
          http::HttpServer::Application{[this](const http::Request& request) { return handle(request); },
                                        [](const QByteArray&, const QByteArray&) { return qsizetype(64 * 1024); },
                                        {}})) {}

QByteArray FakeOffice::logKeyText() const {
    return audit::writeVerifierKey(log.checkpoint.origin, m_logKey.publicKey());
}

sync::ServerAccess FakeOffice::access() const {
    sync::ServerAccess access;
    access.baseUrl = QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_server->port));
    access.deviceId = protocol::keyThumbprint(m_deviceKey.publicKey());
    access.fingerprint = {{QStringLiteral("simHash"), QStringLiteral("0123456789abcdef")}};
    access.simHash = "0123456789abcdef";
    access.logKey = logKeyText();
    access.signProof = [this](const protocol::Proof& proof) { return protocol::signProof(proof, m_deviceKey); };
    return access;
}

http::Response FakeOffice::handle(const http::Request& request) {
    const QByteArray& path = request.path;
    if (path == "/api/v5/audit/log") return logAnswer(request);
    const std::lock_guard lock(mutex);
    if (path == "/api/v5/session") return session(request);
    if (path == "/api/v5/audit/checkpoint")
        return http::Response::text(audit::signCheckpoint(log.checkpoint, m_logKey), "text/plain");
    if (path.startsWith("/api/v5/audit/")) return proofAnswer(request);
    if (!isSignedIn || request.field("authorization") != "Bearer letmein")
        return http::Response::problem(401, QByteArrayLiteral("SESSION_EXPIRED"));
    if (bodies.contains(path)) {
        if (request.method == "POST") posted << path + ' ' + request.body;
        return http::Response::text(bodies.value(path), "application/json");
    }
    if (path == "/api/v5/fraud") return http::Response::text(alerts, "application/json");
    if (path == "/api/v5/attendance") return http::Response::text(marks, "application/json");
    if (path == "/api/v5/devices") return http::Response::json({{QStringLiteral("devices"), QJsonArray()}});
    if (path == "/api/v5/workers") return http::Response::json({{QStringLiteral("workers"), QJsonArray()}});
    if (path.startsWith("/api/v5/fraud/") && request.method == "POST") {
        if (!resolves) return http::Response::problem(501, QByteArrayLiteral("NOT_IMPLEMENTED"));
        resolved << path.split('/').value(4) + ' ' + request.body;
        return http::Response::json({{QStringLiteral("state"), QStringLiteral("reject")}});
    }
    if (path.startsWith("/api/v5/vault/")) {
        const QByteArray purpose = request.field("haziri-purpose");
        if (QString::fromUtf8(purpose).size() < 8)
            return http::Response::problem(403, QByteArrayLiteral("PURPOSE_REQUIRED"));
        purposes << purpose;
        return http::Response::text(photo, "image/jpeg");
    }
    return http::Response::problem(404, QByteArrayLiteral("NOT_FOUND"));
}

http::Response FakeOffice::session(const http::Request& request) {
    if (request.method == "DELETE") {
        isSignedIn = false;
        return http::Response::empty();
    }
    const auto body = json::Reader::parse(request.body);
    if (!body) return http::Response::problem(400, QByteArrayLiteral("MALFORMED"));
    lastProof = body->text("proof", 4096);
    const bool isLaptop = body->textOr("grant", {}, 16) == "device";
    lastUser = isLaptop ? QByteArray() : body->text("username", 200);
    lastPassword = isLaptop ? QByteArray() : body->text("password", 200);
    if (!protocol::verifyProof(lastProof, m_deviceKey.publicKey(), "session"))
        return http::Response::problem(403, QByteArrayLiteral("PROOF_INVALID"));
    if (isLaptop) {
        isSignedIn = true;
        return http::Response::json(
            {{QStringLiteral("token"), QStringLiteral("letmein")}, {QStringLiteral("role"), QStringLiteral("device")}});
    }
    if (lastPassword != "open \"sesame\"") return http::Response::problem(401, QByteArrayLiteral("SIGN_IN_FAILED"));
    isSignedIn = true;
    return http::Response::json({{QStringLiteral("token"), QStringLiteral("letmein")},
                                 {QStringLiteral("expiresAt"), qint64(4'000'000'000'000)},
                                 {QStringLiteral("role"), QString::fromLatin1(role)},
                                 {QStringLiteral("userId"), QStringLiteral("01935211-0000-7000-8000-000000000001")},
                                 {QStringLiteral("deviceTrust"), 90}});
}

http::Response FakeOffice::logAnswer(const http::Request& request) {
    const qint64 from = request.queryValue("from").toLongLong();
    const int limit = request.queryValue("limit").toInt();
    int delay = 0;
    QByteArray body;
    {
        const std::lock_guard lock(mutex);
        asked << std::pair(from, limit);
        delay = answerDelayMs;
        body = log.pageBody(from, qMin(limit, 1000));
    }
    if (delay > 0) QThread::msleep(delay);
    return http::Response::text(body, "application/json");
}

Result<crypto::Digest> FakeOffice::node(audit::NodeId id) const {
    if (id.level == 0) return log.entries[id.index].recordHash;
    const auto left = node({id.level - 1, id.index * 2});
    const auto right = node({id.level - 1, id.index * 2 + 1});
    return audit::hashChildren(*left, *right);
}

http::Response FakeOffice::proofAnswer(const http::Request& request) {
    const auto number = [&](const char* key) { return request.queryValue(key).toLongLong(); };
    const auto fetch = [this](audit::NodeId id) { return node(id); };
    const bool inclusion = request.path.endsWith("inclusion");
    auto hashes = inclusion ? audit::inclusionProof(number("index"), number("size"), fetch)
                            : audit::consistencyProof(number("first"), number("second"), fetch);
    if (!hashes) return http::Response::problem(400, QByteArrayLiteral("MALFORMED"));
    if (!inclusion && spoilsConsistency && !hashes->isEmpty()) hashes->first()[0] ^= 1;
    QJsonArray texts;
    for (const auto& hash : *hashes)
        texts << QString::fromLatin1(crypto::toBase64Url(hash));
    return http::Response::json({{QStringLiteral("hashes"), texts}});
}

} // namespace haziri::test
