// AES-256-GCM (NIST SP 800-38D): 12-byte nonce, 16-byte tag behind the ciphertext.
#pragma once

#include "core/base/Result.h"
#include "core/crypto/SecretBytes.h"

#include <initializer_list>
#include <memory>

namespace haziri::crypto {

inline constexpr qsizetype kAeadKeySize = 32;
inline constexpr qsizetype kAeadNonceSize = 12;
inline constexpr qsizetype kAeadTagSize = 16;

/// ciphertext ‖ tag. The nonce must never repeat under one key: the callers use random nonces with a fresh or rarely
/// used key.
QByteArray aeadSeal(const SecretBytes& key, QByteArrayView nonce, QByteArrayView additionalData, QByteArrayView plain);
/// The same for many texts under one key, whose schedule is made once. One thread.
class AeadSealer {
  public:
    explicit AeadSealer(const SecretBytes& key);
    ~AeadSealer();
    AeadSealer(AeadSealer&&) noexcept;
    /// The text is the parts one behind the other; `out` takes kAeadTagSize bytes more than they have.
    void seal(QByteArrayView nonce, QByteArrayView additionalData, std::initializer_list<QByteArrayView> parts,
              char* out);

  private:
    struct State;
    std::unique_ptr<State> m_state;
};
/// AEAD_OPEN when a bit of key, nonce, additional data, ciphertext or tag differs; no plaintext then.
Result<QByteArray> aeadOpen(const SecretBytes& key, QByteArrayView nonce, QByteArrayView additionalData,
                            QByteArrayView sealed);

} // namespace haziri::crypto
