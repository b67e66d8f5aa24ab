#include "core/sql/StatementCache.h"

namespace haziri::sql {

namespace {

// https://sqlite.org/rescode.html; Qt hands out the extended codes.
const char* sqliteCode(int extended) {
    constexpr int kError = 1, kConstraint = 19, kMismatch = 20, kMisuse = 21, kAuth = 23, kRange = 25;
    constexpr int kPrimaryKey = 1555, kUnique = 2067, kRowId = 2579;
    switch (extended & 0xff) {
    case kConstraint:
        return extended == kPrimaryKey || extended == kUnique || extended == kRowId ? "STORE_CONFLICT"
                                                                                    : "STORE_REFUSED";
    case kMismatch:
    case kAuth:
        return "STORE_REFUSED";
    case kError:
    case kMisuse:
    case kRange:
        return "STORE_MISUSE";
    default:
        return "STORE_UNAVAILABLE";
    }
}

// https://www.postgresql.org/docs/15/errcodes-appendix.html
const char* postgresCode(const QString& state) {
    if (state == QLatin1String("23505")) return "STORE_CONFLICT";
    for (const char* refused : {"22", "23", "42501", "44", "P0001"}) // data, constraint, privilege, check, RAISE
        if (state.startsWith(QLatin1String(refused))) return "STORE_REFUSED";
    for (const char* misuse : {"42", "26", "34", "0A", "25001", "25P02"})
        if (state.startsWith(QLatin1String(misuse))) return "STORE_MISUSE";
    return "STORE_UNAVAILABLE"; // 08 connection, 40 serialization, 53 resources, 57 operator, 58 system, XX internal
}

// Without a code the words are libpq's own: the server is not there to give one.
bool saysConnectionLost(const QString& state) {
    return state.isEmpty() || state.startsWith(QLatin1String("08")) || state.startsWith(QLatin1String("57P"));
}

} // namespace

Error toError(Dialect dialect, const QSqlError& error) {
    const QString words = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    // PostgreSQL's further lines quote the offending row: they do not belong into logs.
    const QString message = words.section(QLatin1Char('\n'), 0, 0).trimmed();
    const QString native = error.nativeErrorCode();
    if (error.type() == QSqlError::StatementError && native.isEmpty() &&
        words.contains(QLatin1String("arameter count mismatch")))
        return {"STORE_MISUSE", message};
    bool isNumber = false;
    const int number = native.toInt(&isNumber);
    if (dialect == Dialect::Postgres) return {postgresCode(native), message};
    return {isNumber ? sqliteCode(number) : "STORE_MISUSE", message};
}

std::unique_ptr<QSqlQuery> StatementCache::take(const QString& sql, qsizetype values) {
    const auto found = m_idle.find(sql);
    if (found == m_idle.end() || found->second.empty()) return nullptr;
    auto query = std::move(found->second.back());
    found->second.pop_back();
    // The driver would fill missing values with those of the last run; a fresh statement makes it count them.
    return query->boundValues().size() == values ? std::move(query) : nullptr;
}

void StatementCache::giveBack(const QString& sql, std::unique_ptr<QSqlQuery> query) {
    query->finish();
    if (m_closed || m_connectionLost) return;
    if (m_idle.size() >= kMost && !m_idle.contains(sql)) m_idle.clear();
    m_idle[sql].push_back(std::move(query));
}

void StatementCache::close() {
    m_closed = true;
    m_idle.clear();
}

Error StatementCache::fail(const QSqlError& error) {
    if (m_dialect == Dialect::Postgres && saysConnectionLost(error.nativeErrorCode())) m_connectionLost = true;
    return fail(toError(m_dialect, error));
}

Error StatementCache::fail(Error error) {
    if (!m_failure) m_failure = error;
    return error;
}

} // namespace haziri::sql
