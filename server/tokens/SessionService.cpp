#include "server/tokens/SessionService.h"

#include "server/store/DeviceRepository.h"
#include "server/store/ProofRepository.h"
#include "server/store/SessionRepository.h"
#include "server/store/UserRepository.h"
#include "server/tokens/CountedAs.h"

#include "core/base/Base64Url.h"
#include "core/crypto/PasswordHash.h"
#include "core/protocol/Proof.h"
#include "core/sql/Snapshot.h"

namespace haziri::tokens {

using crypto::SecretBytes;

struct SessionService::Request {
    bool isPassword = false;
    QByteArray username;
    SecretBytes password;
    QByteArray proof;
    QByteArray simHash;
    QByteArray jti;
};

struct SessionService::Granted {
    QByteArray token;
    UnixMillis expiresAt;
    UserId userId;
    store::Role role = store::Role::Supervisor;
    qint32 trust = 0;
    QByteArray timeToken;
};

namespace {

store::ServiceAnswer refusal(int status, const char* code, const QString& detail = {}) {
    return store::problem(status, QByteArray(code), QString(), detail);
}

/// Codes of signing in to their statuses; the store's own go through store::problem(Error).
store::ServiceAnswer refusal(const Error& error) {
    if (error.code.startsWith("PROOF_") || error.code == "SIGN_IN_FAILED")
        return refusal(401, error.code, error.message);
    if (error.code == "DEVICE_BLOCKED") return refusal(403, "DEVICE_BLOCKED", error.message);
    return store::problem(error);
}

} // namespace

SessionService::SessionService(Parts parts)
    : m_parts(std::move(parts))
    , m_dummyHash(crypto::hashPassword(SecretBytes::random(16, m_parts.random), m_parts.random)) {}

Result<SessionService::Request> SessionService::read(const QByteArray& body) const {
    auto reader = json::Reader::parse(body);
    if (!reader) return fail(reader.error());
    Request request;
    const QByteArray grant = reader->text("grant", 16);
    request.isPassword = grant == "password";
    if (!reader->error() && !request.isPassword && grant != "device")
        reader->setError("grant", "is neither device nor password");
    request.proof = reader->text("proof", 4096);
    if (reader->has("fingerprint")) request.simHash = reader->object("fingerprint").textOr("simHash", {}, 16);
    if (request.isPassword) {
        request.username = reader->text("username", 200);
        request.password = SecretBytes::take(reader->text("password", 1024));
    }
    if (reader->error()) return fail(*reader->error());
    return request;
}

Result<store::Device> SessionService::proveDevice(sql::Database& database, Request& request) const {
    const auto invalid = [] { return fail("PROOF_INVALID", QStringLiteral("the proof does not hold")); };
    const auto unverified = protocol::UnverifiedJws::read(request.proof, protocol::Purpose::Proof);
    if (!unverified) return invalid();
    const auto payload = unverified->payloadBeforeVerification();
    if (!payload) return invalid();
    const auto claims = json::Reader::parse(*payload);
    if (!claims) return invalid();
    auto device = store::DeviceRepository(database).find(claims->textOr("deviceId", {}, 64));
    if (!device) return fail(device.error());
    if (!*device) return invalid();
    const auto key = crypto::Ed25519PublicKey::fromRaw((*device)->publicKey);
    if (!key) return invalid();
    const auto proof = protocol::verifyProof(request.proof, *key, "session");
    if (!proof || proof->deviceId != (*device)->deviceId) return invalid();
    const qint64 age = m_parts.clock.now().value - proof->iat.value;
    if (age > kProofAgeMs || age < -kProofAgeMs)
        return fail("PROOF_EXPIRED", QStringLiteral("iat is not within five minutes"));
    if ((*device)->isBlocked) return fail("DEVICE_BLOCKED", QStringLiteral("this device is blocked"));
    request.jti = proof->deviceId + ':' + proof->jti;
    return **device;
}

SignInAnswer SessionService::signIn(const QByteArray& body, store::DeviceContact contact) {
    auto request = read(body);
    if (!request) return {refusal(request.error())};
    auto database = m_parts.pool.database();
    if (!database) return {refusal(database.error())};
    auto device = proveDevice(**database, *request);
    if (!device) return {refusal(device.error())};
    if (contact.simHash.isEmpty()) contact.simHash = request->simHash;
    return request->isPassword ? inTurn(**database, *request, *device, contact)
                               : grantDevice(*request, *device, contact);
}

namespace {

Result<void> useOnce(sql::Database& database, const QByteArray& jti, UnixMillis now) {
    store::ProofRepository proofs(database);
    auto used = proofs.use(jti, now);
    if (!used && used.error().code == "STORE_CONFLICT")
        return fail("PROOF_REPLAYED", QStringLiteral("this jti was used before"));
    return used;
}

store::ServiceAnswer grantedAnswer(const QByteArray& token, UnixMillis expiresAt, const UserId& userId,
                                   store::Role role, qint32 trust, const QByteArray& timeToken) {
    store::ServiceAnswer answer;
    answer.body = json::toText({{QStringLiteral("token"), QString::fromLatin1(token)},
                                {QStringLiteral("expiresAt"), expiresAt.value},
                                {QStringLiteral("role"), QString::fromLatin1(store::toText(role))},
                                {QStringLiteral("userId"), userId.toString()},
                                {QStringLiteral("deviceTrust"), trust},
                                {QStringLiteral("timeToken"), QString::fromLatin1(timeToken)}});
    return answer;
}

/// Checking a password takes a while: meanwhile its owner may have been blocked, or have another one.
Result<void> stillThere(sql::Database& database, const store::User& user) {
    const auto now = store::UserRepository(database).find(user.userId);
    if (!now) return fail(now.error());
    if (!*now || (*now)->isDisabled || (*now)->passwordHash != user.passwordHash)
        return fail("SIGN_IN_FAILED", QStringLiteral("user name or password is wrong"));
    return {};
}

store::ServiceAnswer tooManyAttempts(const GateVerdict& gate) {
    auto answer = refusal(429, "TOO_MANY_ATTEMPTS", QStringLiteral("too many wrong passwords"));
    answer.headers.append({QByteArrayLiteral("Retry-After"), QByteArray::number(gate.retryAfterSeconds)});
    return answer;
}

} // namespace

Result<SessionService::Granted> SessionService::open(sql::Database& database, const store::Device& device,
                                                     const store::DeviceContact& contact, const UserId& userId,
                                                     store::Role role, bool isPerson) {
    const UnixMillis now = m_parts.clock.now();
    Granted granted;
    granted.token = toBase64Url(SecretBytes::random(32, m_parts.random).view());
    granted.userId = userId;
    granted.role = role;
    granted.expiresAt = {now.value + (isPerson ? kPersonLifeMs : kDeviceLifeMs)};

    store::Session session;
    session.tokenHash = crypto::sha256(granted.token);
    session.deviceNo = device.deviceNo;
    session.userId = userId;
    session.role = role;
    session.isPerson = isPerson;
    session.simHash = contact.simHash;
    session.createdAt = session.lastUsed = now;
    session.expiresAt = granted.expiresAt;
    store::SessionRepository sessions(database);
    if (auto kept = sessions.insert(session); !kept) return fail(kept.error());
    if (auto kept = sessions.keepNewest(device.deviceNo, session.tokenHash, kLiveSessions, now); !kept)
        return fail(kept.error());
    auto trust = m_parts.noteTrust(database, device, contact, now);
    if (!trust) return fail(trust.error());
    granted.trust = *trust;
    auto time = m_parts.tokens.issueTimeToken(database, device, now);
    if (!time) return fail(time.error());
    granted.timeToken = *time;
    return granted;
}

SignInAnswer SessionService::grantDevice(const Request& request, const store::Device& device,
                                         const store::DeviceContact& contact) {
    Granted granted;
    const auto done = m_parts.writer.run([&](sql::Database& database) -> Result<void> {
        if (auto once = useOnce(database, request.jti, m_parts.clock.now()); !once) return once;
        auto opened = open(database, device, contact, device.userId, device.role, false);
        if (!opened) return fail(opened.error());
        granted = std::move(*opened);
        return {};
    });
    if (!done) return {refusal(done.error())};
    return {grantedAnswer(granted.token, granted.expiresAt, granted.userId, granted.role, granted.trust,
                          granted.timeToken)};
}

SignInAnswer SessionService::inTurn(sql::Database& database, Request& request, const store::Device& device,
                                    const store::DeviceContact& contact) {
    const auto place = m_places.take(device.deviceNo);
    if (!place) return {refusal(503, "BUSY", QStringLiteral("too many people sign in at once"))};
    return grantPassword(database, request, device, contact);
}

bool SessionService::verifyInTurn(const QByteArray& phc, const SecretBytes& password) {
    const std::lock_guard turn(m_argon);
    return crypto::verifyPassword(phc, password);
}

SignInAnswer SessionService::grantPassword(sql::Database& database, Request& request, const store::Device& device,
                                           const store::DeviceContact& contact) {
    const auto user = store::UserRepository(database).findByUsername(request.username);
    if (!user) return {refusal(user.error())};
    const bool exists = *user && !(*user)->isDisabled;
    const auto known =
        exists ? store::SessionRepository(database).wasUsedBy(device.deviceNo, (*user)->userId) : Result<bool>(false);
    if (!known) return {refusal(known.error())};
    const bool isKnown = exists && (*known || device.userId == (*user)->userId);
    const QByteArray counter = SignInGate::counterName(database, request.username, countedAs(contact.address),
                                                       isKnown ? device.deviceId : QByteArray());

    GateVerdict gate;
    const auto entered = m_parts.writer.run([&](sql::Database& writing) -> Result<void> {
        const UnixMillis now = m_parts.clock.now();
        if (auto once = useOnce(writing, request.jti, now); !once) return once;
        if (!isKnown) {
            auto ofDevice = m_gate.enterDevice(writing, device.deviceId, now);
            if (!ofDevice) return fail(ofDevice.error());
            gate = *ofDevice;
            if (!gate.mayTry) return {};
        }
        auto verdict = m_gate.enter(writing, counter, now);
        if (!verdict) return fail(verdict.error());
        gate = *verdict;
        return {};
    });
    if (!entered) return {refusal(entered.error())};
    if (!gate.mayTry) return {tooManyAttempts(gate)};
    const bool matches = verifyInTurn(exists ? (*user)->passwordHash : m_dummyHash, request.password);
    if (!exists || !matches)
        return {refusal(401, "SIGN_IN_FAILED", QStringLiteral("user name or password is wrong")), gate.delayMs};

    Granted granted;
    const auto done = m_parts.writer.run([&](sql::Database& writing) -> Result<void> {
        if (auto same = stillThere(writing, **user); !same) return same;
        if (auto cleared = m_gate.succeeded(writing, counter); !cleared) return cleared;
        if (!isKnown)
            if (auto forgiven = m_gate.succeededOn(writing, device.deviceId); !forgiven) return forgiven;
        auto opened = open(writing, device, contact, (*user)->userId, (*user)->role, true);
        if (!opened) return fail(opened.error());
        granted = std::move(*opened);
        return {};
    });
    if (!done) return {refusal(done.error())};
    return {grantedAnswer(granted.token, granted.expiresAt, granted.userId, granted.role, granted.trust,
                          granted.timeToken)};
}

SignInAnswer SessionService::changePassword(const Identity& who, const SecretBytes& oldPassword,
                                            const SecretBytes& newPassword, const PasswordChange& change) {
    if (newPassword.size() < 8 || newPassword.size() > 1024)
        return {refusal(400, "MALFORMED", QStringLiteral("a password must have 8 to 1024 bytes"))};
    auto database = m_parts.pool.database();
    if (!database) return {refusal(database.error())};
    const auto user = store::UserRepository(**database).find(who.session.userId);
    if (!user) return {refusal(user.error())};
    if (!*user) return {refusal(401, "SIGN_IN_FAILED", QStringLiteral("there is no such person any more"))};
    const QByteArray counter = SignInGate::counterName(**database, (*user)->username, {}, who.device.deviceId);
    GateVerdict gate;
    const auto entered = m_parts.writer.run([&](sql::Database& writing) -> Result<void> {
        auto verdict = m_gate.enter(writing, counter, m_parts.clock.now());
        if (!verdict) return fail(verdict.error());
        gate = *verdict;
        return {};
    });
    if (!entered) return {refusal(entered.error())};
    if (!gate.mayTry) return {tooManyAttempts(gate)};
    if (!verifyInTurn((*user)->passwordHash, oldPassword))
        return {refusal(401, "SIGN_IN_FAILED", QStringLiteral("the old password is wrong")), gate.delayMs};
    const QByteArray hash = crypto::hashPassword(newPassword, m_parts.random);
    const auto done = m_parts.writer.run([&](sql::Database& writing) -> Result<void> {
        if (auto same = stillThere(writing, **user); !same) return same;
        if (auto cleared = m_gate.succeeded(writing, counter); !cleared) return cleared;
        return change(writing, (*user)->userId, hash);
    });
    if (!done) return {refusal(done.error())};
    store::ServiceAnswer answer;
    answer.status = 204;
    return {answer};
}

Result<void> SessionService::signOut(const store::Session& session) {
    return m_parts.writer.run([&](sql::Database& database) {
        return store::SessionRepository(database).revoke(session.tokenHash, m_parts.clock.now());
    });
}

Result<Identity> SessionService::authenticate(const QByteArray& bearer, const QByteArray& deviceHeader) {
    const auto invalid = [] { return fail("SESSION_INVALID", QStringLiteral("no such session")); };
    if (bearer.size() != 43) return invalid();
    auto database = m_parts.pool.database();
    if (!database) return fail(database.error());
    const crypto::Digest tokenHash = crypto::sha256(bearer);
    const sql::Snapshot reading(**database);
    auto session = store::SessionRepository(**database).find(tokenHash);
    if (!session) return fail(session.error());
    if (!*session) return invalid();
    auto device = store::DeviceRepository(**database).findByNo((*session)->deviceNo);
    if (!device) return fail(device.error());
    if (!*device) return invalid();
    // A session is bound to its device: whoever names another one does not hold it rightfully.
    if (!deviceHeader.isEmpty() && deviceHeader != (*device)->deviceId) return invalid();
    if ((*device)->isBlocked) return fail("DEVICE_BLOCKED", QStringLiteral("this device is blocked"));
    if ((*session)->isRevoked) return invalid();
    const qint64 now = m_parts.clock.now().value;
    const qint64 idle = (*session)->isPerson ? kPersonIdleMs : kDeviceLifeMs;
    if (now >= (*session)->expiresAt.value || now - (*session)->lastUsed.value > idle)
        return fail("SESSION_EXPIRED", QStringLiteral("the session has ended"));
    // One write in a while is enough for an idle limit of hours. Nobody waits for it.
    if (now - (*session)->lastUsed.value > idle / 20)
        m_parts.writer.submit(
            [tokenHash, now](sql::Database& writing) {
                return store::SessionRepository(writing).touch(tokenHash, UnixMillis{now});
            },
            [](const Result<void>&) {});
    return Identity{**session, **device};
}

} // namespace haziri::tokens
