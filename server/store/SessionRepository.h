// Sessions by the hash of their token.
#pragma once

#include "server/store/Types.h"

#include "core/sql/Database.h"

namespace haziri::store {

class SessionRepository {
  public:
    explicit SessionRepository(sql::Database& database)
        : m_database(database) {}
    Result<void> insert(const Session& session);
    Result<std::optional<Session>> find(const crypto::Digest& tokenHash);
    /// Whether this person has signed in on this device before, as far as sessions are kept.
    Result<bool> wasUsedBy(qint64 deviceNo, const UserId& userId);
    Result<void> touch(const crypto::Digest& tokenHash, UnixMillis at);
    Result<void> revoke(const crypto::Digest& tokenHash, UnixMillis at);
    Result<void> revokeDevice(qint64 deviceNo, UnixMillis at);
    /// What that person opened by signing in; a laptop's own sessions are the device's.
    Result<void> revokeUser(const UserId& userId, UnixMillis at);
    /// Of a device's live sessions `own` and the newest beside it stay, `most` in all; the others are revoked. What has
    /// ended goes, but for the newest of each person: see wasUsedBy().
    Result<void> keepNewest(qint64 deviceNo, const crypto::Digest& own, qint64 most, UnixMillis at);
    Result<void> removeExpired(UnixMillis before);

  private:
    sql::Database& m_database;
};

} // namespace haziri::store
