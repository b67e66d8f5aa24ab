// Something for one reader only: X25519 (RFC 7748) with a throw-away sender's key and HKDF-SHA-256 (RFC 5869). Who can
// seal is not proved by it; that is what signatures inside are for.
#pragma once

#include "core/base/RandomSource.h"
#include "core/base/Result.h"
#include "core/crypto/SecretBytes.h"

namespace haziri::crypto {

inline constexpr qsizetype kBoxKeySize = 32;

/// RFC 5869 with SHA-256; `size` up to 8160 bytes.
SecretBytes hkdfSha256(const SecretBytes& secret, QByteArrayView salt, QByteArrayView info, std::size_t size = 32);

/// The public key of 32 random bytes.
Result<QByteArray> boxPublicKey(const SecretBytes& privateKey);

struct BoxSecret {
    QByteArray ephemeral; ///< 32 bytes, travels in the open
    SecretBytes key;      ///< 32 bytes for an AEAD
};
/// A fresh secret that only the holder of the private key of `reader` can find again. KEY_INVALID
Result<BoxSecret> boxFor(QByteArrayView reader, QByteArrayView purpose, RandomSource& random);
/// The same secret on the reader's side. KEY_INVALID
Result<SecretBytes> openBox(const SecretBytes& privateKey, QByteArrayView ephemeral, QByteArrayView purpose);

} // namespace haziri::crypto
