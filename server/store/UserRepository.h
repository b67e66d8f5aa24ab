// People who sign in, and the personal keys with which thekedars vouch.
#pragma once

#include "server/store/Types.h"

#include "core/sql/Database.h"

namespace haziri::store {

class UserRepository {
  public:
    explicit UserRepository(sql::Database& database)
        : m_database(database) {}
    Result<void> insert(const User& user); ///< STORE_CONFLICT when the username is taken
    Result<void> update(const User& user);
    Result<std::optional<User>> find(const UserId& userId);
    Result<std::optional<User>> findByUsername(const QByteArray& username);
    Result<QList<User>> all();

    Result<void> insertKey(const UserKey& key); ///< the same key again changes nothing
    Result<std::optional<UserKey>> findKey(const QByteArray& kid);
    /// The newest key per person and device is the valid one.
    Result<bool> isNewestKey(const UserKey& key);

  private:
    sql::Database& m_database;
};

} // namespace haziri::store
