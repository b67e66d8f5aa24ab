#include "server/store/UserRepository.h"

#include "server/store/Columns.h"
#include "server/store/Queries.h"

namespace haziri::store {

namespace {

const QString kSelect =
    QStringLiteral("SELECT user_id, username, name, role, password, is_disabled, created_at FROM account ");

User read(const sql::Rows& row) {
    User user;
    user.userId = idAt<UserId>(row, 0);
    user.username = textAt(row, 1);
    user.name = textAt(row, 2);
    user.role = roleFromText(textAt(row, 3)).value_or(Role::Supervisor);
    user.passwordHash = textAt(row, 4);
    user.isDisabled = row.integer(5) != 0;
    user.createdAt = {row.integer(6)};
    return user;
}

UserKey readKey(const sql::Rows& row) {
    return {textAt(row, 0), idAt<UserId>(row, 1), row.integer(2), row.bytes(3), {row.integer(4)}};
}

const QString kSelectKey = QStringLiteral("SELECT kid, user_id, device_no, public_key, registered_at FROM user_key ");

} // namespace

Result<void> UserRepository::insert(const User& user) {
    return done(m_database.run(
        QStringLiteral("INSERT INTO account (user_id, username, name, role, password, is_disabled, created_at) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?)"),
        {column(user.userId), textColumn(user.username), textColumn(user.name), QLatin1String(toText(user.role)),
         textColumn(user.passwordHash), int(user.isDisabled), column(user.createdAt)}));
}

Result<void> UserRepository::update(const User& user) {
    return done(m_database.run(
        QStringLiteral("UPDATE account SET name = ?, role = ?, password = ?, is_disabled = ? WHERE user_id = ?"),
        {textColumn(user.name), QLatin1String(toText(user.role)), textColumn(user.passwordHash), int(user.isDisabled),
         column(user.userId)}));
}

Result<std::optional<User>> UserRepository::find(const UserId& userId) {
    return readOne<User>(m_database.run(kSelect + QStringLiteral("WHERE user_id = ?"), {column(userId)}), read);
}

Result<std::optional<User>> UserRepository::findByUsername(const QByteArray& username) {
    return readOne<User>(m_database.run(kSelect + QStringLiteral("WHERE username = ?"), {textColumn(username)}), read);
}

Result<QList<User>> UserRepository::all() {
    return readAll<User>(m_database.run(kSelect + QStringLiteral("ORDER BY username")), read);
}

Result<void> UserRepository::insertKey(const UserKey& key) {
    return done(m_database.run(
        QStringLiteral(
            "INSERT INTO user_key (kid, user_id, device_no, public_key, registered_at) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (kid) DO NOTHING"),
        {textColumn(key.kid), column(key.userId), key.deviceNo, blobColumn(key.publicKey), column(key.registeredAt)}));
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

} // namespace haziri::store
