#include "server/onboarding/UserKeyService.h"

#include "server/store/ProofRepository.h"
#include "server/store/UserRepository.h"
#include "server/tokens/SessionService.h"

#include "core/base/Base64Url.h"
#include "core/protocol/Proof.h"

namespace haziri::onboarding {

namespace {

struct KeyRequest {
    crypto::Ed25519PublicKey key;
    protocol::Proof proof;
};

Result<KeyRequest> readRequest(const QByteArray& body, const UserId& userId, UnixMillis now) {
    auto reader = json::Reader::parse(body);
    if (!reader) return fail(reader.error());
    const QByteArray publicKey = reader->bytes("publicKey", 32);
    const QByteArray compact = reader->text("proof", 4096);
    if (reader->error()) return fail(*reader->error());
    auto key = crypto::Ed25519PublicKey::fromRaw(publicKey);
    if (!key) return fail("MALFORMED", QStringLiteral("publicKey is not an Ed25519 key"));
    auto proof = protocol::verifyProof(compact, *key, "user-key");
    if (!proof || proof->userId != userId.toText())
        return fail("PROOF_INVALID", QStringLiteral("the proof does not hold"));
    const qint64 age = now.value - proof->iat.value;
    if (age > tokens::SessionService::kProofAgeMs || age < -tokens::SessionService::kProofAgeMs)
        return fail("PROOF_EXPIRED", QStringLiteral("iat is not within five minutes"));
    return KeyRequest{*key, *proof};
}

audit::NewEntry entryFor(const store::UserKey& key, const store::Device& device) {
    audit::NewEntry entry;
    entry.kind = QByteArrayLiteral("user.key");
    entry.data = json::toText({{QStringLiteral("userId"), key.userId.toString()},
                               {QStringLiteral("kid"), QString::fromLatin1(key.kid)},
                               {QStringLiteral("publicKey"), QString::fromLatin1(toBase64Url(key.publicKey))},
                               {QStringLiteral("deviceId"), QString::fromLatin1(device.deviceId)},
                               {QStringLiteral("at"), key.registeredAt.value}});
    entry.meta.deviceTrustScore = device.trustScore;
    entry.meta.syncTimestamp = key.registeredAt;
    return entry;
}

} // namespace

store::ServiceAnswer UserKeyService::handle(const QByteArray& body, const store::Session& session,
                                            const store::Device& device) {
    const UnixMillis now = m_clock.now();
    const auto request = readRequest(body, session.userId, now);
    if (!request && request.error().code.startsWith("PROOF_"))
        return store::problem(401, request.error().code, {}, request.error().message);
    if (!request) return store::problem(request.error());

    store::UserKey key;
    key.kid = protocol::keyThumbprint(request->key);
    key.userId = session.userId;
    key.deviceNo = device.deviceNo;
    key.publicKey = request->key.raw();
    key.registeredAt = now;
    int status = 201;
    const auto done = m_writer.run([&](sql::Database& database) -> Result<void> {
        store::UserRepository users(database);
        const auto known = users.findKey(key.kid);
        if (!known) return fail(known.error());
        if (*known && (*known)->userId != key.userId)
            return fail("KEY_TAKEN", QStringLiteral("this key is somebody else's"));
        if (*known && (*known)->deviceNo == key.deviceNo) {
            const auto isNewest = users.isNewestKey(**known);
            if (!isNewest) return fail(isNewest.error());
            if (*isNewest) {
                status = 200;
                return {};
            }
        }
        const auto newest = users.newestKeyAt(key.userId, key.deviceNo);
        if (!newest) return fail(newest.error());
        key.registeredAt.value = std::max(now.value, newest->value + 1); // two in one millisecond have an order too
        auto once = store::ProofRepository(database).use("user-key:" + key.kid + ':' + request->proof.jti, now);
        if (!once && once.error().code == "STORE_CONFLICT")
            return fail("PROOF_REPLAYED", QStringLiteral("this jti was used before"));
        if (!once) return once;
        if (auto kept = *known ? users.renewKey(key) : users.insertKey(key); !kept) return kept;
        auto appended = m_log.append(database, entryFor(key, device));
        if (!appended) return fail(appended.error());
        return {};
    });
    if (!done && done.error().code == "KEY_TAKEN") return store::problem(409, "KEY_TAKEN", {}, done.error().message);
    if (!done && done.error().code == "PROOF_REPLAYED")
        return store::problem(401, "PROOF_REPLAYED", {}, done.error().message);
    if (!done) return store::problem(done.error());
    store::ServiceAnswer answer;
    answer.status = status;
    answer.body = json::toText(
        {{QStringLiteral("kid"), QString::fromLatin1(key.kid)}, {QStringLiteral("userId"), key.userId.toString()}});
    return answer;
}

} // namespace haziri::onboarding
