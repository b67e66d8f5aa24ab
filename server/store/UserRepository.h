// People who sign in, and the personal keys with which thekedars vouch. Names and reasons are sealed (PeopleSeal); on a
// connection that cannot open them they come out empty.
#pragma once

#include "server/store/Types.h"

#include "core/sql/Database.h"

namespace haziri::store {

class UserRepository {
  public:
    explicit UserRepository(sql::Database& database)
        : m_database(database) {}
    Result<void> insert(const User& user); ///< STORE_CONFLICT when the username is taken
    Result<void> setPassword(const UserId& userId, const QByteArray& passwordHash, UnixMillis at);
    Result<void> setBlocked(const UserId& userId, bool isBlocked, const QByteArray& reason);
    Result<std::optional<User>> find(const UserId& userId);
    Result<std::optional<User>> findByUsername(const QByteArray& username);
    Result<QList<User>> all();

    Result<void> insertKey(const UserKey& key);
    /// Makes a key that is here the newest of its person on that device.
    Result<void> renewKey(const UserKey& key);
    /// When the newest key of that person on that device was registered; 0: there is none.
    Result<UnixMillis> newestKeyAt(const UserId& userId, qint64 deviceNo);
    Result<std::optional<UserKey>> findKey(const QByteArray& kid);
    /// The newest key per person and device is the valid one.
    Result<bool> isNewestKey(const UserKey& key);
    /// When the same person's next key on the same device took this one's place; nothing of the newest.
    Result<std::optional<UnixMillis>> keyReplacedAt(const UserKey& key);

  private:
    sql::Database& m_database;
};

} // namespace haziri::store
