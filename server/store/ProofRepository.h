// What makes a proof count once, and how often somebody failed.
#pragma once

#include "server/store/Types.h"

#include "core/sql/Database.h"

#include <limits>

namespace haziri::store {

struct Attempts {
    qint64 failures = 0;
    UnixMillis lastAt;

    /// For how long nobody failed. What was counted while this machine's clock was ahead (more than two servers' clocks
    /// differ) is past: it would lock people out until that day comes.
    qint64 quietMs(UnixMillis now) const {
        constexpr qint64 kSkewMs = 2 * 60 * 1000;
        return lastAt.value > now.value + kSkewMs ? std::numeric_limits<qint64>::max() : now.value - lastAt.value;
    }
};

class ProofRepository {
  public:
    explicit ProofRepository(sql::Database& database)
        : m_database(database) {}
    /// STORE_CONFLICT when the jti was used before.
    Result<void> use(const QByteArray& jti, UnixMillis at);
    Result<void> removeOlder(UnixMillis before);

    /// `scope` keeps kinds apart ("password", "code", …); `name` is an account+address or the like.
    Result<Attempts> attempts(const QByteArray& scope, const QByteArray& name);
    Result<void> noteFailure(const QByteArray& scope, const QByteArray& name, UnixMillis at);
    Result<void> forgetAttempts(UnixMillis before); ///< of those who have been quiet since
    Result<void> clearFailures(const QByteArray& scope, const QByteArray& name);
    Result<void> forgiveOne(const QByteArray& scope, const QByteArray& name);

  private:
    sql::Database& m_database;
};

} // namespace haziri::store
