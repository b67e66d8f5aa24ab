// Ed25519 (RFC 8032).
#pragma once

#include "core/base/Result.h"
#include "core/crypto/SecretBytes.h"

namespace haziri::crypto {

/// Copyable value; thread-safe.
class Ed25519PublicKey {
  public:
    static Result<Ed25519PublicKey> fromRaw(QByteArrayView raw32); ///< KEY_INVALID unless 32 bytes
    QByteArray raw() const { return m_raw; }
    bool verify(QByteArrayView message, QByteArrayView signature64) const;
    bool operator==(const Ed25519PublicKey& other) const { return m_raw == other.m_raw; }

  private:
    friend class Ed25519PrivateKey;
    QByteArray m_raw;
};

/// Move-only.
class Ed25519PrivateKey {
  public:
    static Ed25519PrivateKey generate(RandomSource& random);
    static Result<Ed25519PrivateKey> fromSeed(const SecretBytes& seed32);

    const SecretBytes& seed() const { return m_seed; } ///< what is stored
    const Ed25519PublicKey& publicKey() const { return m_public; }
    QByteArray sign(QByteArrayView message) const; ///< 64 bytes

  private:
    SecretBytes m_seed;
    Ed25519PublicKey m_public;
};

} // namespace haziri::crypto
