// What makes a proof count once, and how often somebody failed.
#pragma once

#include "server/store/Types.h"

#include "core/sql/Database.h"

namespace haziri::store {

struct Attempts {
    qint64 failures = 0;
    UnixMillis lastAt;
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
