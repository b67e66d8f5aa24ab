// People who signed in on this laptop before, each with a personal Ed25519 key sealed under his password (Argon2id) and
// kept in the key store. Opening it offline proves the password; a thekedar's key signs what he vouches for.
#pragma once

#include "core/crypto/Ed25519.h"
#include "core/device/KeyStore.h"
#include "core/muster/DayTypes.h"

#include <optional>

namespace haziri::muster {

struct UnlockedPerson {
    PersonInfo info;
    crypto::Ed25519PrivateKey key;
    bool keyRegistered = false; ///< the server has taken the public key
};

/// One thread, the muster's. Opening takes tens of milliseconds.
class PersonVault {
  public:
    PersonVault(device::KeyStore& keys, RandomSource& random)
        : m_keys(keys)
        , m_random(random) {}

    static constexpr int kMaxTries = 10; ///< offline; a sign-in at the server starts the count anew

    /// PERSON_UNKNOWN, WRONG_PASSWORD, TOO_MANY_TRIES, or the key store's own errors.
    Result<UnlockedPerson> unlock(const QByteArray& userName, const crypto::SecretBytes& password);
    Result<void> put(const QByteArray& userName, const UnlockedPerson& person, const crypto::SecretBytes& password);

  private:
    struct Entry;
    Result<Entry> read(const QByteArray& userName);
    Result<void> write(const QByteArray& userName, const Entry& entry);

    device::KeyStore& m_keys;
    RandomSource& m_random;
};

} // namespace haziri::muster
