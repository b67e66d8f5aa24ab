// The device's Ed25519 key and, once registered, the secret that signs its packets. Both live in the key store.
#pragma once

#include "core/base/Clock.h"
#include "core/crypto/Ed25519.h"
#include "core/crypto/Hmac.h"
#include "core/device/KeyStore.h"
#include "core/protocol/ChainHead.h"

#include <memory>

namespace haziri::device {

/// Immutable after loading except for which epoch's secret signs; used by one thread.
class DeviceIdentity {
  public:
    /// Makes the key at the first call, before anybody is told of it: a crash during registration must find the same
    /// key.
    static Result<DeviceIdentity> loadOrCreate(KeyStore& store, RandomSource& random,
                                               IfMissing ifMissing = IfMissing::Make);
    DeviceIdentity(DeviceIdentity&&) noexcept = default;
    DeviceIdentity& operator=(DeviceIdentity&&) noexcept = default;

    const QByteArray& deviceId() const { return m_deviceId; }
    const crypto::Ed25519PrivateKey& key() const { return m_key; }

    /// Keeps the secret of a new epoch, durably, and goes on signing with the one in use: the chain has not changed
    /// yet. EPOCH_OLD where the key store holds another secret for this epoch: what was signed with that stays valid.
    static Result<void> keepSecret(KeyStore& store, qint64 epoch, const crypto::SecretBytes& deviceSecret);
    static Result<crypto::SecretBytes> secretOf(KeyStore& store, qint64 epoch); ///< KEY_MISSING
    /// Loads the secret of an epoch and signs with it from now on. KEY_MISSING
    Result<void> useEpoch(KeyStore& store, qint64 epoch);
    bool canSign() const { return m_hmac != nullptr; }
    qint64 epoch() const { return m_epoch; } ///< whose secret is in use; 0: none

    QByteArray signPacket(QByteArrayView payload) const; ///< compact JWS; canSign() must hold
    QByteArray signHead(qint64 epoch, qint64 seq, const crypto::Digest& hash, UnixMillis iat) const;

  private:
    explicit DeviceIdentity(crypto::Ed25519PrivateKey key);
    crypto::Ed25519PrivateKey m_key;
    QByteArray m_deviceId;
    std::unique_ptr<crypto::HmacKey> m_hmac;
    qint64 m_epoch = 0;
};

} // namespace haziri::device
