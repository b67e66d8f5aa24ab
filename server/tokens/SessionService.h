// Signing in, staying signed in, signing out (section 3).
#pragma once

#include "server/store/GroupWriter.h"
#include "server/store/ServiceAnswer.h"
#include "server/store/StorePool.h"
#include "server/tokens/SignInGate.h"
#include "server/tokens/SignInPlaces.h"
#include "server/tokens/TokenManager.h"

#include "core/crypto/SecretBytes.h"

#include <functional>
#include <mutex>

namespace haziri::tokens {

/// What the answer to a sign-in says of the device, from server/trust, which stands beside this room.
using TrustNoter =
    std::function<Result<qint32>(sql::Database&, const store::Device&, const store::DeviceContact&, UnixMillis)>;

struct SignInAnswer {
    store::ServiceAnswer answer;
    int delayMs = 0; ///< hold the answer back that long: the back-off of a guesser
};

struct Identity {
    store::Session session;
    store::Device device;
};

/// Thread-safe; calls block on the store, signIn() on Argon2 too.
class SessionService {
  public:
    struct Parts {
        store::StorePool& pool;
        store::GroupWriter& writer;
        TokenManager& tokens;
        TrustNoter noteTrust;
        const Clock& clock;
        RandomSource& random;
    };

    explicit SessionService(Parts parts);

    /// POST /session. `contact`: address and headers of the request. 503 where SignInPlaces has none.
    SignInAnswer signIn(const QByteArray& body, store::DeviceContact contact);
    /// PUT /users/me/password: somebody who is signed in gives himself another password and is signed out everywhere.
    /// 204; 400; 401 where the old one is wrong, counted like a wrong password at sign-in; 429. `change` writes the new
    /// hash, in a transaction.
    using PasswordChange = std::function<Result<void>(sql::Database&, const UserId&, const QByteArray& passwordHash)>;
    SignInAnswer changePassword(const Identity& who, const crypto::SecretBytes& oldPassword,
                                const crypto::SecretBytes& newPassword, const PasswordChange& change);
    /// DELETE /session.
    Result<void> signOut(const store::Session& session);

    /// Who a bearer token belongs to. `deviceHeader` may be empty. SESSION_INVALID, SESSION_EXPIRED, DEVICE_BLOCKED,
    /// STORE_…
    Result<Identity> authenticate(const QByteArray& bearer, const QByteArray& deviceHeader);

    static constexpr qint64 kProofAgeMs = 5 * 60 * 1000;
    static constexpr qint64 kLiveSessions = 64;                 ///< of one device; one more ends the oldest
    static constexpr qint64 kDeviceLifeMs = 24LL * 3600 * 1000; ///< idle and absolute for grant "device"
    static constexpr qint64 kPersonLifeMs = 12LL * 3600 * 1000;
    static constexpr qint64 kPersonIdleMs = 4LL * 3600 * 1000;

  private:
    struct Request;
    struct Granted;
    Result<Request> read(const QByteArray& body) const;
    Result<store::Device> proveDevice(sql::Database& database, Request& request) const;
    SignInAnswer grantDevice(const Request& request, const store::Device& device, const store::DeviceContact& contact);
    SignInAnswer inTurn(sql::Database& database, Request& request, const store::Device& device,
                        const store::DeviceContact& contact);
    SignInAnswer grantPassword(sql::Database& database, Request& request, const store::Device& device,
                               const store::DeviceContact& contact);
    Result<Granted> open(sql::Database& database, const store::Device& device, const store::DeviceContact& contact,
                         const UserId& userId, store::Role role, bool isPerson);
    /// One at a time, here and for all.
    bool verifyInTurn(const QByteArray& phc, const crypto::SecretBytes& password);

    Parts m_parts;
    SignInGate m_gate;
    QByteArray m_dummyHash; ///< verified where there is no such user, so that both cases take the same time
    std::mutex m_argon;     ///< one password at a time: each costs 19 MiB and a core
    SignInPlaces m_places;
};

} // namespace haziri::tokens
