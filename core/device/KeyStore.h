// Where the laptop's secrets rest: the operating system's keychain, or, only when somebody asked for it, a file sealed
// under a passphrase. There is no third way and no silent fallback.
#pragma once

#include "core/base/Result.h"
#include "core/crypto/SecretBytes.h"

namespace haziri::device {

/// Calls may block (a keychain may ask the person); never call from the window's thread. One thread at a time.
///
/// Errors: KEY_MISSING (never written), KEYCHAIN_UNAVAILABLE (no service), KEYCHAIN_LOCKED (nobody unlocked it),
/// KEYCHAIN_DENIED (the person or policy said no), KEY_PASSPHRASE_MISSING, KEY_PASSPHRASE_WRONG, IO_ERROR.
class KeyStore {
  public:
    virtual ~KeyStore() = default;
    virtual Result<crypto::SecretBytes> read(const QByteArray& name) = 0;
    virtual Result<void> write(const QByteArray& name, const crypto::SecretBytes& secret) = 0; ///< durable on success
    virtual Result<void> remove(const QByteArray& name) = 0;                                   ///< fine if missing
    virtual QByteArray kind() const = 0; ///< "keychain" or "sealed-file", as profile.json notes it
};

/// What may happen where a key is not found. A locked keychain may say "no such entry" of everything: where a key was
/// made before, another one in its place would be the end of whatever the first one opens.
enum class IfMissing { Make, Refuse };

/// The secret, or a fresh random one that was written first. Refuse: KEY_MISSING.
Result<crypto::SecretBytes> readOrMake(KeyStore& store, const QByteArray& name, std::size_t size, RandomSource& random,
                                       IfMissing ifMissing = IfMissing::Make);

} // namespace haziri::device
