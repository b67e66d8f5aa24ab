#include "core/protocol/ChainHead.h"

#include "core/base/Json.h"
#include "core/protocol/Limits.h"

namespace haziri::protocol {

namespace {

Result<ChainHead> readHead(QByteArrayView payload) {
    const auto reader = json::Reader::parse(payload);
    if (!reader) return fail(reader.error());
    ChainHead head;
    head.deviceId = reader->text("deviceId", kKeyHashText);
    head.epoch = reader->integer("epoch", 1, kMaxEpoch);
    head.seq = reader->integer("seq", 0, kMaxExact);
    const QByteArray hash = reader->bytes("hash", 32);
    head.iat = {reader->integer("iat", 0, kMaxMillis)};
    if (reader->error()) return fail(*reader->error());
    head.hash = crypto::toDigest(hash);
    return head;
}

} // namespace

QByteArray signHead(const ChainHead& head, const crypto::Ed25519PrivateKey& deviceKey) {
    const QJsonObject payload{
        {QStringLiteral("deviceId"), QLatin1String(head.deviceId)},
        {QStringLiteral("epoch"), head.epoch},
        {QStringLiteral("seq"), head.seq},
        {QStringLiteral("hash"), QLatin1String(crypto::toBase64Url(head.hash))},
        {QStringLiteral("iat"), head.iat.value},
    };
    return signJws(Purpose::Head, keyThumbprint(deviceKey.publicKey()), deviceKey, json::toText(payload));
}

Result<ChainHead> verifyHead(QByteArrayView compact, const crypto::Ed25519PublicKey& deviceKey) {
    const auto jws = UnverifiedJws::read(compact, Purpose::Head);
    if (!jws) return fail(jws.error());
    const auto payload = jws->verify(deviceKey);
    if (!payload) return fail(payload.error());
    auto head = readHead(*payload);
    if (!head) return fail("HEAD_UNREADABLE", head.error().message);
    const QByteArray thumbprint = keyThumbprint(deviceKey);
    if (head->deviceId != thumbprint || (!jws->kid().isEmpty() && jws->kid() != thumbprint))
        return fail("SIGNATURE_INVALID", QStringLiteral("the head names another device than its key"));
    return head;
}

} // namespace haziri::protocol
