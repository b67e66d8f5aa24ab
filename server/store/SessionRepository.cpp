#include "server/store/SessionRepository.h"

#include "server/store/Columns.h"
#include "server/store/Queries.h"

namespace haziri::store {

Result<void> SessionRepository::insert(const Session& session) {
    return done(m_database.run(
        QStringLiteral(
            "INSERT INTO session (token_hash, device_no, user_id, role, sim_hash, is_person, created_at, last_used, "
            "expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        {column(session.tokenHash), session.deviceNo, column(session.userId), QLatin1String(toText(session.role)),
         textColumn(session.simHash), int(session.isPerson), column(session.createdAt), column(session.lastUsed),
         column(session.expiresAt)}));
}

Result<std::optional<Session>> SessionRepository::find(const crypto::Digest& tokenHash) {
    return readOne<Session>(
        m_database.run(QStringLiteral("SELECT s.device_no, d.device_id, s.user_id, s.role, s.sim_hash, s.is_person, "
                                      "s.created_at, s.last_used, s.expires_at, s.revoked_at, "
                                      "COALESCE(a.is_disabled, 0), COALESCE(a.password_at, 0) FROM session s "
                                      "JOIN device d ON d.device_no = s.device_no "
                                      "LEFT JOIN account a ON a.user_id = s.user_id WHERE s.token_hash = ?"),
                       {column(tokenHash)}),
        [&](const sql::Rows& row) {
            Session session;
            session.tokenHash = tokenHash;
            session.deviceNo = row.integer(0);
            session.deviceId = textAt(row, 1);
            session.userId = idAt<UserId>(row, 2);
            session.role = roleFromText(textAt(row, 3)).value_or(Role::Supervisor);
            session.simHash = textAt(row, 4);
            session.isPerson = row.integer(5) != 0;
            session.createdAt = {row.integer(6)};
            session.lastUsed = {row.integer(7)};
            session.expiresAt = {row.integer(8)};
            session.isRevoked = !row.isNull(9);
            // A sign-in that was under way while its person was blocked may have slipped past the revocation.
            const bool isStale = row.integer(10) != 0 || row.integer(11) > session.createdAt.value;
            if (session.isPerson && isStale) session.isRevoked = true;
            return session;
        });
}

Result<bool> SessionRepository::wasUsedBy(qint64 deviceNo, const UserId& userId) {
    const auto found = readOne<qint64>(
        m_database.run(
            QStringLiteral("SELECT 1 FROM session WHERE device_no = ? AND user_id = ? AND is_person = 1 LIMIT 1"),
            {deviceNo, column(userId)}),
        [](const sql::Rows& row) { return row.integer(0); });
    if (!found) return fail(found.error());
    return found->has_value();
}

Result<void> SessionRepository::touch(const crypto::Digest& tokenHash, UnixMillis at) {
    return done(
        m_database.run(QStringLiteral("UPDATE session SET last_used = ? WHERE token_hash = ? AND last_used < ?"),
                       {column(at), column(tokenHash), column(at)}));
}

Result<void> SessionRepository::revoke(const crypto::Digest& tokenHash, UnixMillis at) {
    return done(
        m_database.run(QStringLiteral("UPDATE session SET revoked_at = ? WHERE token_hash = ? AND revoked_at IS NULL"),
                       {column(at), column(tokenHash)}));
}

Result<void> SessionRepository::revokeDevice(qint64 deviceNo, UnixMillis at) {
    return done(
        m_database.run(QStringLiteral("UPDATE session SET revoked_at = ? WHERE device_no = ? AND revoked_at IS NULL"),
                       {column(at), deviceNo}));
}

Result<void> SessionRepository::revokeUser(const UserId& userId, UnixMillis at) {
    return done(m_database.run(QStringLiteral("UPDATE session SET revoked_at = ? WHERE user_id = ? AND is_person = 1 "
                                              "AND revoked_at IS NULL"),
                               {column(at), column(userId)}));
}

Result<void> SessionRepository::removeExpired(UnixMillis before) {
    return done(m_database.run(QStringLiteral("DELETE FROM session WHERE expires_at < ?"), {column(before)}));
}

} // namespace haziri::store
