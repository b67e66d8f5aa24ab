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

namespace {

struct Line {
    QByteArray tokenHash, userId;
    bool isPerson = false, isLive = false;
};

} // namespace

Result<void> SessionRepository::keepNewest(qint64 deviceNo, const crypto::Digest& own, qint64 most, UnixMillis at) {
    const auto lines = readAll<Line>(
        m_database.run(QStringLiteral("SELECT token_hash, user_id, is_person, revoked_at, expires_at FROM session "
                                      "WHERE device_no = ? ORDER BY CASE WHEN token_hash = ? THEN 0 ELSE 1 END, "
                                      "created_at DESC"),
                       {deviceNo, column(own)}),
        [&](const sql::Rows& row) {
            return Line{row.bytes(0), row.bytes(1), row.integer(2) != 0, row.isNull(3) && row.integer(4) > at.value};
        });
    if (!lines) return fail(lines.error());
    if (lines->size() <= most) return {};
    qint64 live = 0;
    QSet<QByteArray> people;
    for (const Line& line : *lines) {
        const bool isNewestOfPerson = line.isPerson && !people.contains(line.userId);
        if (line.isPerson) people.insert(line.userId);
        if (line.isLive && ++live <= most) continue;
        if (!isNewestOfPerson) {
            auto removed =
                done(m_database.run(QStringLiteral("DELETE FROM session WHERE token_hash = ?"), {line.tokenHash}));
            if (!removed) return removed;
        } else if (line.isLive) {
            auto revoked = done(m_database.run(QStringLiteral("UPDATE session SET revoked_at = ? WHERE token_hash = ?"),
                                               {column(at), line.tokenHash}));
            if (!revoked) return revoked;
        }
    }
    return {};
}

Result<void> SessionRepository::removeExpired(UnixMillis before) {
    return done(m_database.run(QStringLiteral("DELETE FROM session WHERE expires_at < ?"), {column(before)}));
}

} // namespace haziri::store
