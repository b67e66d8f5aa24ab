// People who signed in on this laptop before, each with a personal Ed25519 key sealed under his password (Argon2id) and
// kept in the key store. Opening it offline proves the password; a thekedar's key signs what he vouches for.
//
// Who wants to can have the same key sealed a second time under a PIN (Argon2id too): for the gate, where a password
// with dust on the fingers is a burden. A PIN is short, so it gets few tries, counted before each, and what keeps
// others from trying elsewhere is the key store.
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

    static constexpr int kMaxPinTries = 5; ///< a sign-in with the password starts the count anew
    /// Six to twelve digits: such a secret is taken for a PIN where the person has one.
    static bool looksLikePin(const crypto::SecretBytes& secret);
    bool hasPin(const QByteArray& userName);
    /// Whether this may be his password: not where it looks like a PIN and his password was none when it last opened.
    bool mayBePassword(const QByteArray& userName, const crypto::SecretBytes& secret);
    /// PERSON_UNKNOWN, PIN_MISSING, WRONG_PIN, PIN_TRIES, or the key store's own errors.
    Result<UnlockedPerson> unlockWithPin(const QByteArray& userName, const crypto::SecretBytes& pin);
    /// PERSON_UNKNOWN, PIN_WEAK (not six to twelve digits, all the same, or in a row).
    Result<void> setPin(const QByteArray& userName, const UnlockedPerson& person, const crypto::SecretBytes& pin);

    /// How often the server's log went back so far: what it had taken of a key before that, it may not know any more,
    /// so that keyRegistered is false until put() says it again.
    void setRestores(qint64 count) { m_restores = count; }

    /// PERSON_UNKNOWN, WRONG_PASSWORD, TOO_MANY_TRIES, or the key store's own errors: a try that cannot be counted
    /// first is not made.
    Result<UnlockedPerson> unlock(const QByteArray& userName, const crypto::SecretBytes& password);
    Result<void> put(const QByteArray& userName, const UnlockedPerson& person, const crypto::SecretBytes& password);

  private:
    struct Entry;
    bool isRegistered(const Entry& entry) const;
    Result<Entry> read(const QByteArray& userName);
    Result<void> write(const QByteArray& userName, const Entry& entry);

    device::KeyStore& m_keys;
    RandomSource& m_random;
    qint64 m_restores = 0;
};

} // namespace haziri::muster
