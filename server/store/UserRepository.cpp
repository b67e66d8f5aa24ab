#include "server/store/UserRepository.h"

#include "server/store/Columns.h"
#include "server/store/PeopleSeal.h"
#include "server/store/Queries.h"

namespace haziri::store {

namespace {

const QString kSelect =
    QStringLiteral("SELECT user_id, username, name, role, password, is_disabled, created_at, block_reason "
                   "FROM account ");

constexpr QByteArrayView kUsername = "account.username", kName = "account.name", kBlock = "account.block_reason";

User read(const sql::Database& database, const sql::Rows& row) {
    User user;
    user.userId = idAt<UserId>(row, 0);
    user.username = openedText(database, kUsername, textAt(row, 1));
    user.name = openedText(database, kName, textAt(row, 2));
    user.role = roleFromText(textAt(row, 3)).value_or(Role::Supervisor);
    user.passwordHash = textAt(row, 4);
    user.isDisabled = row.integer(5) != 0;
    user.createdAt = {row.integer(6)};
    user.blockReason = openedText(database, kBlock, textAt(row, 7));
    return user;
}

auto readerOf(const sql::Database& database) {
    return [&database](const sql::Rows& row) { return read(database, row); };
}

/// NULL where nobody can tell: then the name stands in the open.
QVariant loginColumn(const sql::Database& database, const QByteArray& username) {
    return database.textSeal() ? QVariant(database.textSeal()->trace(kUsername, username)) : nullColumn();
}

UserKey readKey(const sql::Rows& row) {
    return {textAt(row, 0), idAt<UserId>(row, 1), row.integer(2), row.bytes(3), {row.integer(4)}};
}

const QString kSelectKey = QStringLiteral("SELECT kid, user_id, device_no, public_key, registered_at FROM user_key ");

} // namespace

Result<void> UserRepository::insert(const User& user) {
    // Somebody of an older version may still stand there in the open, under no keyed hash.
    const auto taken = findByUsername(user.username);
    if (!taken) return fail(taken.error());
    if (*taken) return fail("STORE_CONFLICT", QStringLiteral("the user name is taken"));
    return done(m_database.run(
        QStringLiteral("INSERT INTO account (user_id, username, login, name, role, password, is_disabled, created_at) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
        {column(user.userId), textColumn(sealedText(m_database, kUsername, user.username)),
         loginColumn(m_database, user.username), textColumn(sealedText(m_database, kName, user.name)),
         QLatin1String(toText(user.role)), textColumn(user.passwordHash), int(user.isDisabled),
         column(user.createdAt)}));
}

Result<void> UserRepository::setPassword(const UserId& userId, const QByteArray& passwordHash, UnixMillis at) {
    return done(m_database.run(QStringLiteral("UPDATE account SET password = ?, password_at = ? WHERE user_id = ?"),
                               {textColumn(passwordHash), column(at), column(userId)}));
}

Result<void> UserRepository::setBlocked(const UserId& userId, bool isBlocked, const QByteArray& reason) {
    return done(m_database.run(QStringLiteral("UPDATE account SET is_disabled = ?, block_reason = ? WHERE user_id = ?"),
                               {int(isBlocked), textColumn(sealedText(m_database, kBlock, reason)), column(userId)}));
}

Result<std::optional<User>> UserRepository::find(const UserId& userId) {
    return readOne<User>(m_database.run(kSelect + QStringLiteral("WHERE user_id = ?"), {column(userId)}),
                         readerOf(m_database));
}

Result<std::optional<User>> UserRepository::findByUsername(const QByteArray& username) {
    return readOne<User>(m_database.run(kSelect + QStringLiteral("WHERE login = ? OR (login IS NULL AND username = ?)"),
                                        {loginColumn(m_database, username), textColumn(username)}),
                         readerOf(m_database));
}

Result<QList<User>> UserRepository::all() {
    auto users = readAll<User>(m_database.run(kSelect), readerOf(m_database));
    if (users)
        std::sort(users->begin(), users->end(), [](const User& a, const User& b) { return a.username < b.username; });
    return users;
}

Result<void> UserRepository::insertKey(const UserKey& key) {
    return done(m_database.run(
        QStringLiteral(
            "INSERT INTO user_key (kid, user_id, device_no, public_key, registered_at) VALUES (?, ?, ?, ?, ?)"),
        {textColumn(key.kid), column(key.userId), key.deviceNo, blobColumn(key.publicKey), column(key.registeredAt)}));
}

Result<void> UserRepository::renewKey(const UserKey& key) {
    return done(m_database.run(QStringLiteral("UPDATE user_key SET device_no = ?, registered_at = ? WHERE kid = ?"),
                               {key.deviceNo, column(key.registeredAt), textColumn(key.kid)}));
}

Result<UnixMillis> UserRepository::newestKeyAt(const UserId& userId, qint64 deviceNo) {
    const auto newest = readOne<qint64>(
        m_database.run(
            QStringLiteral("SELECT COALESCE(MAX(registered_at), 0) FROM user_key WHERE user_id = ? AND device_no = ?"),
            {column(userId), deviceNo}),
        [](const sql::Rows& row) { return row.integer(0); });
    if (!newest) return fail(newest.error());
    return UnixMillis{newest->value_or(0)};
}

Result<std::optional<UserKey>> UserRepository::findKey(const QByteArray& kid) {
    return readOne<UserKey>(m_database.run(kSelectKey + QStringLiteral("WHERE kid = ?"), {textColumn(kid)}), readKey);
}

Result<bool> UserRepository::isNewestKey(const UserKey& key) {
    const auto newest = readOne<UserKey>(
        m_database.run(
            kSelectKey + QStringLiteral("WHERE user_id = ? AND device_no = ? ORDER BY registered_at DESC, kid LIMIT 1"),
            {column(key.userId), key.deviceNo}),
        readKey);
    if (!newest) return fail(newest.error());
    return *newest && (*newest)->kid == key.kid;
}

Result<std::optional<UnixMillis>> UserRepository::keyReplacedAt(const UserKey& key) {
    const auto next = readOne<qint64>(
        m_database.run(QStringLiteral("SELECT COALESCE(MIN(registered_at), 0) FROM user_key WHERE user_id = ? AND "
                                      "device_no = ? AND registered_at > ?"),
                       {column(key.userId), key.deviceNo, column(key.registeredAt)}),
        [](const sql::Rows& row) { return row.integer(0); });
    if (!next) return fail(next.error());
    return next->value_or(0) > 0 ? std::optional(UnixMillis{**next}) : std::nullopt;
}

} // namespace haziri::store
