// AES-256-GCM (NIST SP 800-38D): 12-byte nonce, 16-byte tag behind the ciphertext.
#pragma once

#include "core/base/Result.h"
#include "core/crypto/SecretBytes.h"

namespace haziri::crypto {

inline constexpr qsizetype kAeadKeySize = 32;
inline constexpr qsizetype kAeadNonceSize = 12;
inline constexpr qsizetype kAeadTagSize = 16;

/// ciphertext ‖ tag. The nonce must never repeat under one key: the callers use random nonces with a fresh or rarely
/// used key.
QByteArray aeadSeal(const SecretBytes& key, QByteArrayView nonce, QByteArrayView additionalData, QByteArrayView plain);
/// AEAD_OPEN when a bit of key, nonce, additional data, ciphertext or tag differs; no plaintext then.
Result<QByteArray> aeadOpen(const SecretBytes& key, QByteArrayView nonce, QByteArrayView additionalData,
                            QByteArrayView sealed);

} // namespace haziri::crypto
