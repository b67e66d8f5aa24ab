// How often somebody may try a password (section 3): after 5 failures answers are held back, after 10 there is 429.
//
// A device that the account has used before counts for itself, so that a stranger who spends the account's allowance at
// his own address locks nobody out. A try is counted before the password is looked at and struck off when it was
// right, so that many tries at once gain nothing.
#pragma once

#include "server/store/Types.h"

#include "core/sql/Database.h"

namespace haziri::tokens {

struct GateVerdict {
    bool mayTry = true;
    int retryAfterSeconds = 0; ///< where it may not
    int delayMs = 0;           ///< for the answer, should the try fail
};

/// Works inside the caller's transaction.
class SignInGate {
  public:
    static constexpr int kFree = 5;
    static constexpr int kMost = 10;
    static constexpr qint64 kLockMs = 15 * 60 * 1000;

    /// The name under which this pair of account and device or address is counted. It says nothing to who holds the
    /// database without the log's key: what strangers type as a user name does not belong in the store.
    static QByteArray counterName(const sql::Database& database, const QByteArray& username, const QByteArray& address,
                                  const QByteArray& knownDeviceId);

    Result<GateVerdict> enter(sql::Database& database, const QByteArray& counter, UnixMillis now);
    Result<void> succeeded(sql::Database& database, const QByteArray& counter);

    /// The same for a laptop and all names together that are typed on it and that it has not met before: so many wrong
    /// ones that no gate has them by accident.
    static constexpr int kMostOfDevice = 50;
    Result<GateVerdict> enterDevice(sql::Database& database, const QByteArray& deviceId, UnixMillis now);
    Result<void> succeededOn(sql::Database& database, const QByteArray& deviceId); ///< strikes one try off
};

} // namespace haziri::tokens
