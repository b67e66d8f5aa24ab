#include "server/store/ProofRepository.h"

#include "server/store/Columns.h"
#include "server/store/Queries.h"

namespace haziri::store {

Result<void> ProofRepository::use(const QByteArray& jti, UnixMillis at) {
    auto rows = m_database.run(
        QStringLiteral("INSERT INTO proof_jti (jti, used_at) VALUES (?, ?) ON CONFLICT (jti) DO NOTHING"),
        {textColumn(jti), column(at)});
    if (!rows) return fail(rows.error());
    if (rows->affected() != 1) return fail("STORE_CONFLICT", QStringLiteral("the proof was used before"));
    return {};
}

Result<void> ProofRepository::removeOlder(UnixMillis before) {
    return done(m_database.run(QStringLiteral("DELETE FROM proof_jti WHERE used_at < ?"), {column(before)}));
}

Result<Attempts> ProofRepository::attempts(const QByteArray& scope, const QByteArray& name) {
    const auto found = readOne<Attempts>(
        m_database.run(QStringLiteral("SELECT failures, last_at FROM attempt WHERE scope = ? AND name = ?"),
                       {textColumn(scope), textColumn(name)}),
        [](const sql::Rows& row) {
            return Attempts{row.integer(0), {row.integer(1)}};
        });
    if (!found) return fail(found.error());
    return found->value_or(Attempts{});
}

Result<void> ProofRepository::noteFailure(const QByteArray& scope, const QByteArray& name, UnixMillis at) {
    return done(m_database.run(
        QStringLiteral(
            "INSERT INTO attempt (scope, name, failures, last_at) VALUES (?, ?, 1, ?) ON CONFLICT (scope, name) "
            "DO UPDATE SET failures = attempt.failures + 1, last_at = excluded.last_at"),
        {textColumn(scope), textColumn(name), column(at)}));
}

Result<void> ProofRepository::forgetAttempts(UnixMillis before) {
    return done(m_database.run(QStringLiteral("DELETE FROM attempt WHERE last_at < ?"), {column(before)}));
}

Result<void> ProofRepository::clearFailures(const QByteArray& scope, const QByteArray& name) {
    return done(m_database.run(QStringLiteral("DELETE FROM attempt WHERE scope = ? AND name = ?"),
                               {textColumn(scope), textColumn(name)}));
}

Result<void> ProofRepository::forgiveOne(const QByteArray& scope, const QByteArray& name) {
    return done(m_database.run(
        QStringLiteral("UPDATE attempt SET failures = failures - 1 WHERE scope = ? AND name = ? AND failures > 0"),
        {textColumn(scope), textColumn(name)}));
}

} // namespace haziri::store
