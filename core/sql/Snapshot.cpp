#include "core/sql/Snapshot.h"

#include "core/sql/StatementCache.h"

namespace haziri::sql {

// Where it cannot begin, the reads run one by one and meet what is wrong themselves.
Snapshot::Snapshot(Database& database, OneState wanted) {
    if (database.m_inTransaction || database.m_inSnapshot) return;
    const bool isSqlite = database.m_dialect == Dialect::Sqlite;
    if (!isSqlite && wanted != OneState::Always) return;
    if (!database.ready()) return;
    // https://www.postgresql.org/docs/15/transaction-iso.html: its plain transaction shows each statement a newer
    // state.
    const bool hasBegun =
        isSqlite
            ? bool(database.run(QStringLiteral("BEGIN")))
            : bool(database.run(QStringLiteral("SELECT 1"))) && // a connection that was lost meanwhile is made anew
                  bool(database.execute(QStringLiteral("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")));
    if (!hasBegun) return;
    database.m_inSnapshot = true;
    m_database = &database;
}

Snapshot::~Snapshot() {
    if (!m_database) return;
    m_database->m_inSnapshot = false;
    if (!m_database->m_connection->isOpen()) return;
    if (auto ended = m_database->executeOften(QStringLiteral("COMMIT")); !ended)
        qWarning("a snapshot did not end: %s", qUtf8Printable(ended.error().message));
    m_database->m_cache->forgetFailure(); // of a statement inside, which PostgreSQL takes for one of all
}

} // namespace haziri::sql
