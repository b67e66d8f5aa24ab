#include "core/protocol/Proof.h"

#include "core/base/Ids.h"
#include "core/base/Json.h"
#include "core/protocol/Limits.h"

namespace haziri::protocol {

namespace {

Result<Proof> readProof(QByteArrayView payload, QByteArrayView aud) {
    const auto reader = json::Reader::parse(payload);
    if (!reader) return fail(reader.error());
    Proof proof;
    proof.aud = reader->text("aud", 32);
    if (reader->error()) return fail(*reader->error());
    if (proof.aud != aud) return fail("AUD_MISMATCH", QStringLiteral("a proof made for another purpose"));
    if (aud == "register" || aud == "bundle") proof.codeHash = reader->text("codeHash", kKeyHashText);
    if (aud == "session" || aud == "bundle") proof.deviceId = reader->text("deviceId", kKeyHashText);
    if (aud == "user-key") proof.userId = reader->id<UserId>("userId").toText();
    proof.iat = {reader->integer("iat", 0, kMaxMillis)};
    proof.jti = reader->text("jti", 64);
    if (!reader->error() && proof.jti.isEmpty()) reader->setError("jti", "is empty");
    if (reader->error()) return fail(*reader->error());
    return proof;
}

} // namespace

QByteArray signProof(const Proof& proof, const crypto::Ed25519PrivateKey& key) {
    QJsonObject payload{{QStringLiteral("aud"), QString::fromUtf8(proof.aud)},
                        {QStringLiteral("iat"), proof.iat.value},
                        {QStringLiteral("jti"), QString::fromUtf8(proof.jti)}};
    if (!proof.codeHash.isEmpty()) payload[QStringLiteral("codeHash")] = QLatin1String(proof.codeHash);
    if (!proof.deviceId.isEmpty()) payload[QStringLiteral("deviceId")] = QLatin1String(proof.deviceId);
    if (!proof.userId.isEmpty()) payload[QStringLiteral("userId")] = QLatin1String(proof.userId);
    return signJws(Purpose::Proof, keyThumbprint(key.publicKey()), key, json::toText(payload));
}

Result<Proof> verifyProof(QByteArrayView compact, const crypto::Ed25519PublicKey& key, QByteArrayView aud) {
    const auto jws = UnverifiedJws::read(compact, Purpose::Proof);
    if (!jws) return fail(jws.error());
    if (!jws->kid().isEmpty() && jws->kid() != keyThumbprint(key))
        return fail("SIGNATURE_INVALID", QStringLiteral("the proof names another key"));
    const auto payload = jws->verify(key);
    if (!payload) return fail(payload.error());
    return readProof(*payload, aud);
}

} // namespace haziri::protocol
