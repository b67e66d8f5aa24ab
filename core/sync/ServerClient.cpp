#include "core/sync/ServerClient.h"

#include "core/sync/Gzip.h"
#include "core/sync/ServerTime.h"

#include "core/base/Base64Url.h"
#include "core/base/Build.h"
#include "core/crypto/SystemRandom.h"
#include "core/protocol/Jws.h"

#include <QDateTime>
#include <QLocale>
#include <QSysInfo>

namespace haziri::sync {

namespace {

constexpr qsizetype kWorthCompressing = 4096; // below it a packet of the line more or less

QString latin(const QByteArray& bytes) {
    return QString::fromLatin1(bytes);
}

QByteArray userAgent() {
    return QByteArray("Haziri/") + kVersion + " (" + QSysInfo::kernelType().toLatin1() + ')';
}

/// What must not pass through QString is put into JSON by hand.
QByteArray jsonEscaped(QByteArrayView text) {
    QByteArray out;
    out.reserve(text.size() * 6); // no reallocation leaves a copy behind
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out.append('\\').append(c);
        } else if (static_cast<unsigned char>(c) < 0x20) {
            out.append("\\u00").append(QByteArray::number(int(c), 16).rightJustified(2, '0'));
        } else {
            out.append(c);
        }
    }
    return out;
}

CallError lineError(const Error& error) {
    return {error, 0, 0};
}

CallError serverError(const HttpAnswer& answer) {
    const protocol::Problem problem = protocol::readProblem(answer.status, answer.body);
    QString words = problem.detail.isEmpty() ? problem.title : problem.detail;
    if (words.isEmpty())
        words = QStringLiteral("Whoever answered gave no reason with the status %1.").arg(answer.status);
    const qint64 seconds = answer.header("retry-after").toLongLong();
    return {{problem.code, words}, answer.status, std::clamp<qint64>(seconds, 0, 86'400) * 1000};
}

Error unsignedAnswer() {
    return {"ANSWER_UNSIGNED", QStringLiteral("The answer is not signed: it is not from our server.")};
}

/// A 200 to a sign-in is signed by nobody; one that is no session is the page of whoever stands before the internet.
CallError notASession() {
    return {{"ANSWER_UNSIGNED", QStringLiteral("The answer is no session: it is not from our server.")}, 200, 0};
}

CallError badAnswer(const Error& error, int status) {
    return {error, status, 0};
}

} // namespace

ServerClient::ServerClient(Transport& transport, const device::DeviceIdentity& identity,
                           device::Fingerprint fingerprint, const Clock& clock, RandomSource& random, QObject* parent)
    : QObject(parent)
    , m_transport(transport)
    , m_identity(identity)
    , m_fingerprint(std::move(fingerprint))
    , m_clock(clock)
    , m_random(random) {}

QByteArray ServerClient::freshJti() {
    return toBase64Url(crypto::randomBytes(m_random, 16));
}

protocol::Proof ServerClient::freshProof(const QByteArray& aud) {
    protocol::Proof proof;
    proof.aud = aud;
    proof.iat = {m_clock.now().value + m_aheadMs};
    proof.jti = freshJti();
    return proof;
}

bool ServerClient::learnTime(const HttpAnswer& refusal) {
    const auto time = serversTime(refusal);
    if (time) m_aheadMs = time->value - m_clock.now().value;
    return time.has_value();
}

void ServerClient::call(HttpRequest request, bool withSession, QObject* context,
                        std::function<void(Result<HttpAnswer>, Arrival)> done) {
    request.headers.emplaceBack("User-Agent", userAgent());
    request.headers.emplaceBack("Haziri-Device", m_identity.deviceId());
    request.headers.emplaceBack("Haziri-App", kVersion);
    request.headers.emplaceBack("Haziri-Fingerprint", m_fingerprint.simHashHex());
    if (withSession && m_session) request.headers.emplaceBack("Authorization", "Bearer " + m_session->token);
    const BootInstant sent = m_clock.boot();
    m_transport.send(std::move(request), context, [this, sent, done = std::move(done)](Result<HttpAnswer> answer) {
        const BootInstant now = m_clock.boot();
        done(std::move(answer), Arrival{now, std::max<qint64>(0, now.bootMs - sent.bootMs)});
    });
}

Result<void> ServerClient::verifySignature(const HttpAnswer& answer, const QByteArray& requestBody,
                                           const ServerKeys& keys) const {
    return verifySignatureFor(answer, crypto::toBase64Url(crypto::sha256(requestBody)), keys);
}

Result<VerifiedAnswer> ServerClient::readCarried(const HttpAnswer& answer, const QByteArray& requestHash) {
    if (auto ours = verifyFollowing(answer, requestHash); !ours) return fail(ours.error());
    if (answer.status != 200 && answer.status != 403)
        return fail(protocol::readProblem(answer.status, answer.body).code,
                    QStringLiteral("The server refused what was on the stick."));
    auto parsed = protocol::readSyncAnswer(answer.body);
    if (!parsed) return fail(parsed.error());
    return VerifiedAnswer{std::move(*parsed),
                          answer.status,
                          answer.header("haziri-signature"),
                          crypto::toBase64Url(crypto::sha256(answer.body)),
                          {}};
}

Result<void> ServerClient::verifySignatureFor(const HttpAnswer& answer, const QByteArray& requestHash,
                                              const ServerKeys& keys) const {
    const auto refuse = [](const QString& words) { return fail("ANSWER_UNSIGNED", words); };
    const QByteArray compact = answer.header("haziri-signature");
    if (compact.isEmpty()) return fail(unsignedAnswer());
    auto signature = protocol::UnverifiedJws::read(compact, protocol::Purpose::Response);
    if (!signature) return refuse(QStringLiteral("The answer's signature has the wrong form."));
    const auto key = keys.tokens.constFind(signature->kid());
    if (key == keys.tokens.constEnd()) return refuse(QStringLiteral("The answer is signed with an unknown key."));
    if (signature->requestHash() != requestHash) {
        return refuse(QStringLiteral("The answer belongs to another request."));
    }
    if (!signature->verifyDetached(*key, answer.body))
        return refuse(QStringLiteral("The answer's signature is wrong."));
    return {};
}

// The answer may say that the server's key was rotated. What it says counts when a key that was known vouches for it
// and the answer is signed with one of the keys that hold then.
Result<void> ServerClient::verifyFollowing(const HttpAnswer& answer, const QByteArray& requestHash) {
    auto followed = m_keys.followed(answer.body);
    auto ours = verifySignatureFor(answer, requestHash, followed.value_or(m_keys));
    if (!ours || !followed || *followed == m_keys) return ours;
    m_keys = std::move(*followed);
    Q_EMIT keysFollowed(m_keys);
    return ours;
}

Result<protocol::OfflineToken> ServerClient::readOfflineToken(const QByteArray& compact) const {
    for (const auto& key : m_keys.all()) {
        auto token = protocol::verifyOfflineToken(compact, key);
        if (token && token->deviceId == m_identity.deviceId()) return token;
    }
    return fail("TOKEN_INVALID", QStringLiteral("The offline token is not one of our server for this laptop."));
}

Result<device::TimeAnchor> ServerClient::readTimeToken(const QByteArray& compact, const Arrival& arrival) const {
    for (const auto& key : m_keys.tokens) {
        auto token = protocol::verifyTimeToken(compact, key);
        if (!token || token->deviceId != m_identity.deviceId()) continue;
        return device::TimeAnchor{token->jti, token->serverTimeMs, arrival.at, arrival.roundTripMs};
    }
    return fail("TOKEN_INVALID", QStringLiteral("The time token is not one of our server for this laptop."));
}

// --- registration ----------------------------------------------------------------------------------------------------

void ServerClient::registerDevice(const QByteArray& code, QObject* context,
                                  std::function<void(Called<Registration>)> done) {
    sendRegistration(code, context, std::move(done), Attempt::First);
}

void ServerClient::sendRegistration(const QByteArray& code, QObject* context,
                                    std::function<void(Called<Registration>)> done, Attempt attempt) {
    protocol::Proof proof = freshProof("register");
    proof.codeHash = crypto::toBase64Url(crypto::sha256(code));
    QJsonObject body{{QStringLiteral("enrolmentCode"), latin(code)},
                     {QStringLiteral("publicKey"), latin(toBase64Url(m_identity.key().publicKey().raw()))},
                     {QStringLiteral("fingerprint"), m_fingerprint.toJson()},
                     {QStringLiteral("proof"), latin(protocol::signProof(proof, m_identity.key()))}};
    if (m_lastEpoch > 0) body[QStringLiteral("lastEpoch")] = m_lastEpoch;
    if (m_keptEpoch)
        body[QStringLiteral("lostEpoch")] =
            QJsonObject{{QStringLiteral("epoch"), m_keptEpoch->epoch},
                        {QStringLiteral("deviceSecret"), latin(toBase64Url(m_keptEpoch->secret.view()))},
                        {QStringLiteral("offlineToken"), latin(m_keptEpoch->offlineToken)}};
    HttpRequest request{"POST", "/api/v5/device/register", {}, json::toText(body)};
    const QByteArray sentBody = request.body;
    call(std::move(request), false, context,
         [=, this, done = std::move(done)](Result<HttpAnswer> answer, Arrival arrival) {
             if (!answer) return done(tl::make_unexpected(lineError(answer.error())));
             if (attempt == Attempt::First && learnTime(*answer))
                 return sendRegistration(code, context, done, Attempt::WithServersTime);
             if (answer->status != 200 && answer->status != 201) return done(tl::make_unexpected(serverError(*answer)));
             auto registration = readRegistration(*answer, sentBody);
             const int status = answer->status;
             crypto::wipe(answer->body); // it carried the device secret
             if (!registration) return done(tl::make_unexpected(badAnswer(registration.error(), status)));
             registration->arrival = arrival;
             done(std::move(*registration));
         });
}

// The connection is pinned by the enrolment URI, so the keys in the answer are the server's; its signature shows that
// the server also holds them.
Result<Registration> ServerClient::readRegistration(const HttpAnswer& answer, const QByteArray& sentBody) {
    // First of all: what stands before the internet answers 200 with a page, and that is no mistake in our JSON.
    if (answer.header("haziri-signature").isEmpty()) return fail(unsignedAnswer());
    auto reader = json::Reader::parse(answer.body);
    if (!reader) return fail(reader.error());
    auto keys = ServerKeys::read(*reader);
    if (!keys) return fail(keys.error());
    if (auto ours = verifySignature(answer, sentBody, *keys); !ours) return fail(ours.error());

    Registration out;
    out.deviceId = reader->text("deviceId", 64);
    out.epoch = reader->integer("epoch", 1, 1LL << 31);
    out.deviceSecret = crypto::SecretBytes::take(reader->bytes("deviceSecret", 32));
    out.offlineToken = reader->text("offlineToken", 8192);
    out.timeToken = reader->textOr("timeToken", {}, 8192);
    out.logKeyText = reader->text("logKey", 500);
    out.site = reader->object("site").toQJson();
    out.user = reader->object("user").toQJson();
    out.checkpoint = reader->text("checkpoint", 4096);
    out.trustScore = qint32(reader->integerOr("trustScore", 0, 0, 100));
    if (reader->error()) return fail(*reader->error());
    if (out.deviceId != m_identity.deviceId())
        return fail("MALFORMED", QStringLiteral("The answer is for another device."));
    if (auto point = audit::verifyCheckpoint(out.checkpoint, *keys->log); !point) return fail(point.error());
    m_keys = *keys;
    if (auto token = readOfflineToken(out.offlineToken); !token) return fail(token.error());
    out.keys = std::move(*keys);
    return out;
}

// --- sessions --------------------------------------------------------------------------------------------------------

bool ServerClient::hasSession() const {
    constexpr qint64 kMarginMs = 30'000;
    return m_session && m_session->expiresAt.value > m_clock.now().value + kMarginMs;
}

QJsonObject ServerClient::sessionBody(const char* grant) {
    protocol::Proof proof = freshProof("session");
    proof.deviceId = m_identity.deviceId();
    return {{QStringLiteral("grant"), QLatin1StringView(grant)},
            {QStringLiteral("proof"), latin(protocol::signProof(proof, m_identity.key()))},
            {QStringLiteral("fingerprint"), m_fingerprint.toJson()}};
}

void ServerClient::openDeviceSession(QObject* context, std::function<void(Called<Session>)> done) {
    openSession([this] { return json::toText(sessionBody("device")); }, context, std::move(done));
}

void ServerClient::openPasswordSession(const QByteArray& user, const crypto::SecretBytes& password, QObject* context,
                                       std::function<void(Called<Session>)> done) {
    auto secret = std::make_shared<const crypto::SecretBytes>(password.clone());
    const auto makeBody = [this, user, secret] {
        // The password goes into the text by hand: it must not pass through QString. The text itself goes to Qt's
        // network classes, whose buffers nobody can wipe.
        QJsonObject object = sessionBody("password");
        object[QStringLiteral("username")] = QString::fromUtf8(user);
        QByteArray escaped = jsonEscaped(secret->view());
        QByteArray body = json::toText(object);
        body.chop(1);
        body.reserve(body.size() + escaped.size() + 16); // no reallocation leaves a copy behind
        body.append(",\"password\":\"").append(escaped).append("\"}");
        crypto::wipe(escaped);
        return body;
    };
    openSession(makeBody, context, std::move(done));
}

void ServerClient::openSession(std::function<QByteArray()> makeBody, QObject* context,
                               std::function<void(Called<Session>)> done, Attempt attempt) {
    m_session.reset();
    HttpRequest request{"POST", "/api/v5/session", {}, makeBody()};
    request.maxAnswerBytes = 64 * 1024;
    call(std::move(request), false, context,
         [=, this, done = std::move(done)](Result<HttpAnswer> answer, Arrival arrival) {
             if (!answer) return done(tl::make_unexpected(lineError(answer.error())));
             if (attempt == Attempt::First && learnTime(*answer))
                 return openSession(makeBody, context, done, Attempt::WithServersTime);
             if (answer->status != 200) return done(tl::make_unexpected(serverError(*answer)));
             auto reader = json::Reader::parse(answer->body);
             if (!reader) return done(tl::make_unexpected(notASession()));
             Session session;
             session.token = reader->text("token", 200);
             session.expiresAt = {reader->integer("expiresAt", 0, 1LL << 53)};
             session.role = reader->textOr("role", {}, 40);
             if (reader->has("userId")) session.userId = reader->id<UserId>("userId");
             session.deviceTrust = qint32(reader->integerOr("deviceTrust", 0, 0, 100));
             session.timeToken = reader->textOr("timeToken", {}, 8192);
             if (reader->error()) return done(tl::make_unexpected(notASession()));
             session.arrival = arrival;
             m_session = session;
             done(session);
         });
}

// --- records and photos ----------------------------------------------------------------------------------------------

void ServerClient::sync(const protocol::SyncRequest& message, QObject* context,
                        std::function<void(Called<VerifiedAnswer>)> done) {
    HttpRequest request{"POST", "/api/v5/sync", {}, protocol::writeSyncRequest(message)};
    if (request.body.size() >= kWorthCompressing) {
        request.body = gzip(request.body);
        request.headers.emplaceBack("Content-Encoding", "gzip");
    }
    const QByteArray sentBody = request.body;
    call(std::move(request), true, context,
         [this, sentBody, done = std::move(done)](Result<HttpAnswer> answer, Arrival arrival) {
             if (!answer) return done(tl::make_unexpected(lineError(answer.error())));
             // A 403 with results is an answer like any other; one without is a refusal.
             const bool mayCarryResults =
                 answer->status == 200 || (answer->status == 403 && answer->body.contains("\"results\""));
             if (!mayCarryResults) return done(tl::make_unexpected(serverError(*answer)));
             if (auto ours = verifyFollowing(*answer, crypto::toBase64Url(crypto::sha256(sentBody))); !ours) {
                 return done(tl::make_unexpected(badAnswer(ours.error(), answer->status)));
             }
             auto parsed = protocol::readSyncAnswer(answer->body);
             if (!parsed) return done(tl::make_unexpected(badAnswer(parsed.error(), answer->status)));
             if (m_keys.box.isEmpty() && !parsed->boxKey.isEmpty()) { // signed with the rest
                 m_keys.box = parsed->boxKey;
                 Q_EMIT keysFollowed(m_keys);
             }
             done(VerifiedAnswer{std::move(*parsed), answer->status, answer->header("haziri-signature"),
                                 crypto::toBase64Url(crypto::sha256(answer->body)), arrival});
         });
}

void ServerClient::putPhoto(const FileId& file, const QByteArray& bytes, QObject* context,
                            std::function<void(Called<void>)> done) {
    HttpRequest request{"PUT", "/api/v5/vault/" + file.toText(), {}, bytes, "application/octet-stream"};
    request.maxAnswerBytes = 64 * 1024;
    const QByteArray sent = crypto::toBase64Url(crypto::sha256(bytes));
    call(std::move(request), true, context, [this, sent, done = std::move(done)](Result<HttpAnswer> answer, Arrival) {
        if (!answer) return done(tl::make_unexpected(lineError(answer.error())));
        if (answer->status != 200 && answer->status != 201) return done(tl::make_unexpected(serverError(*answer)));
        if (auto ours = verifyReceipt(*answer, sent); !ours)
            return done(tl::make_unexpected(badAnswer(ours.error(), 0)));
        done({});
    });
}

// Older servers sign no receipts; one that does is held to it.
Result<void> ServerClient::verifyReceipt(const HttpAnswer& answer, const QByteArray& requestHash) const {
    const bool isSigned = !answer.header("haziri-signature").isEmpty();
    return isSigned ? verifySignatureFor(answer, requestHash, m_keys) : Result<void>();
}

void ServerClient::photoProgress(const FileId& file, QObject* context,
                                 std::function<void(Called<PhotoProgress>)> done) {
    sendForProgress({"GET", "/api/v5/vault/" + file.toText() + "/part", {}, {}}, context, std::move(done));
}

void ServerClient::putPhotoPart(const FileId& file, qint64 offset, const QByteArray& part, QObject* context,
                                std::function<void(Called<PhotoProgress>)> done) {
    HttpRequest request{"PATCH",
                        "/api/v5/vault/" + file.toText() + "/part",
                        {{"Upload-Offset", QByteArray::number(offset)}},
                        part,
                        "application/octet-stream"};
    sendForProgress(std::move(request), context, std::move(done));
}

void ServerClient::sendForProgress(HttpRequest request, QObject* context,
                                   std::function<void(Called<PhotoProgress>)> done) {
    request.maxAnswerBytes = 64 * 1024;
    const QByteArray sent = crypto::toBase64Url(crypto::sha256(request.body));
    call(std::move(request), true, context, [this, sent, done = std::move(done)](Result<HttpAnswer> answer, Arrival) {
        if (!answer) return done(tl::make_unexpected(lineError(answer.error())));
        if (answer->status != 200 && answer->status != 201) return done(tl::make_unexpected(serverError(*answer)));
        if (auto ours = verifyReceipt(*answer, sent); !ours)
            return done(tl::make_unexpected(badAnswer(ours.error(), 0)));
        const auto reader = json::Reader::parse(answer->body);
        if (!reader) return done(tl::make_unexpected(badAnswer(reader.error(), 0)));
        const PhotoProgress progress{reader->integer("offset", 0, 1LL << 40), reader->boolean("stored")};
        if (reader->error()) return done(tl::make_unexpected(badAnswer(*reader->error(), 0)));
        done(progress);
    });
}

void ServerClient::putUserKey(const UserId& user, const crypto::Ed25519PrivateKey& key, QObject* context,
                              std::function<void(Called<void>)> done) {
    protocol::Proof proof = freshProof("user-key");
    proof.userId = user.toText();
    const QJsonObject body{{QStringLiteral("publicKey"), latin(toBase64Url(key.publicKey().raw()))},
                           {QStringLiteral("proof"), latin(protocol::signProof(proof, key))}};
    HttpRequest request{"PUT", "/api/v5/users/me/key", {}, json::toText(body)};
    request.maxAnswerBytes = 64 * 1024;
    sendOnly(std::move(request), context, std::move(done));
}

void ServerClient::sendOnly(HttpRequest request, QObject* context, std::function<void(Called<void>)> done) {
    call(std::move(request), true, context, [done = std::move(done)](Result<HttpAnswer> answer, Arrival) {
        if (!answer) return done(tl::make_unexpected(lineError(answer.error())));
        if (answer->status != 200 && answer->status != 201) return done(tl::make_unexpected(serverError(*answer)));
        done({});
    });
}

void ServerClient::getJson(const QByteArray& pathAndQuery, QObject* context,
                           std::function<void(Called<json::Reader>)> done) {
    call(HttpRequest{"GET", pathAndQuery, {}, {}}, true, context,
         [done = std::move(done)](Result<HttpAnswer> answer, Arrival) {
             if (!answer) return done(tl::make_unexpected(lineError(answer.error())));
             if (answer->status != 200) return done(tl::make_unexpected(serverError(*answer)));
             auto reader = json::Reader::parse(answer->body);
             if (!reader) return done(tl::make_unexpected(badAnswer(reader.error(), 0)));
             done(std::move(*reader));
         });
}

} // namespace haziri::sync
