#include "core/protocol/KeyStatement.h"

#include "core/base/Base64Url.h"
#include "core/protocol/Jws.h"

namespace haziri::protocol {

namespace {

QByteArray signedText(const QByteArray& by, const QByteArray& kid, const crypto::Ed25519PublicKey& key) {
    return "haziri-server-key v1\n" + by + '\n' + kid + '\n' + toBase64Url(key.raw()) + '\n';
}

} // namespace

bool KeyStatement::isSignedBy(const crypto::Ed25519PublicKey& voucher) const {
    return by == keyThumbprint(voucher) && voucher.verify(signedText(by, kid, key), signature);
}

QJsonObject KeyStatement::toJson() const {
    return {{QStringLiteral("by"), QString::fromLatin1(by)},
            {QStringLiteral("kid"), QString::fromLatin1(kid)},
            {QStringLiteral("x"), QString::fromLatin1(toBase64Url(key.raw()))},
            {QStringLiteral("signature"), QString::fromLatin1(toBase64Url(signature))}};
}

Result<KeyStatement> KeyStatement::read(const json::Reader& reader) {
    const QByteArray by = reader.text("by", 64), kid = reader.text("kid", 64);
    const QByteArray x = reader.bytes("x", 32), signature = reader.bytes("signature", 64);
    if (reader.error()) return fail(*reader.error());
    auto key = crypto::Ed25519PublicKey::fromRaw(x);
    if (!key || keyThumbprint(*key) != kid) return fail("MALFORMED", QStringLiteral("the kid is not the key's"));
    return KeyStatement{by, kid, std::move(*key), signature};
}

KeyStatement KeyStatement::sign(const crypto::Ed25519PublicKey& key, const crypto::Ed25519PrivateKey& voucher) {
    const QByteArray by = keyThumbprint(voucher.publicKey()), kid = keyThumbprint(key);
    return {by, kid, key, voucher.sign(signedText(by, kid, key))};
}

QJsonObject writeServerKey(const crypto::Ed25519PublicKey& key) {
    return {{QStringLiteral("kty"), QStringLiteral("OKP")},
            {QStringLiteral("crv"), QStringLiteral("Ed25519")},
            {QStringLiteral("kid"), QString::fromLatin1(keyThumbprint(key))},
            {QStringLiteral("x"), QString::fromLatin1(toBase64Url(key.raw()))}};
}

} // namespace haziri::protocol
