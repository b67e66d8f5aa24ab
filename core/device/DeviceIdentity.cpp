#include "core/device/DeviceIdentity.h"

#include "core/protocol/Jws.h"

namespace haziri::device {

namespace {

QByteArray secretName(qint64 epoch) {
    return "device-secret/" + QByteArray::number(epoch);
}

} // namespace

DeviceIdentity::DeviceIdentity(crypto::Ed25519PrivateKey key)
    : m_key(std::move(key))
    , m_deviceId(protocol::keyThumbprint(m_key.publicKey())) {}

Result<DeviceIdentity> DeviceIdentity::loadOrCreate(KeyStore& store, RandomSource& random, IfMissing ifMissing) {
    auto seed = readOrMake(store, QByteArrayLiteral("device-key"), 32, random, ifMissing);
    if (!seed) return fail(seed.error());
    auto key = crypto::Ed25519PrivateKey::fromSeed(*seed);
    if (!key) return fail(key.error());
    return DeviceIdentity(std::move(*key));
}

Result<void> DeviceIdentity::keepSecret(KeyStore& store, qint64 epoch, const crypto::SecretBytes& deviceSecret) {
    auto kept = store.read(secretName(epoch));
    if (!kept && kept.error().code == "KEY_MISSING") return store.write(secretName(epoch), deviceSecret);
    if (!kept) return fail(kept.error());
    if (crypto::constantTimeEqual(kept->view(), deviceSecret.view())) return {};
    return fail("EPOCH_OLD", QStringLiteral("The server named an epoch that this profile has already used. Ask for a "
                                            "fresh enrolment code."));
}

Result<crypto::SecretBytes> DeviceIdentity::secretOf(KeyStore& store, qint64 epoch) {
    return store.read(secretName(epoch));
}

Result<void> DeviceIdentity::useEpoch(KeyStore& store, qint64 epoch) {
    auto secret = secretOf(store, epoch);
    if (!secret) return fail(secret.error());
    m_hmac = std::make_unique<crypto::HmacKey>(*secret);
    m_epoch = epoch;
    return {};
}

QByteArray DeviceIdentity::signPacket(QByteArrayView payload) const {
    Q_ASSERT(m_hmac);
    return protocol::signJws(protocol::Purpose::Packet, m_deviceId, *m_hmac, payload);
}

QByteArray DeviceIdentity::signHead(qint64 epoch, qint64 seq, const crypto::Digest& hash, UnixMillis iat) const {
    return protocol::signHead({m_deviceId, epoch, seq, hash, iat}, m_key);
}

} // namespace haziri::device
