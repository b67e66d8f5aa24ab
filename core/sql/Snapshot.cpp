#include "core/sql/Snapshot.h"

namespace haziri::sql {

// Where it cannot begin, the reads run one by one and meet what is wrong themselves.
Snapshot::Snapshot(Database& database) {
    if (database.m_dialect == Dialect::Sqlite && !database.m_inTransaction && !database.m_inSnapshot &&
        database.ready() && database.run(QStringLiteral("BEGIN"))) {
        database.m_inSnapshot = true;
        m_database = &database;
    }
}

Snapshot::~Snapshot() {
    if (!m_database) return;
    m_database->m_inSnapshot = false;
    if (!m_database->m_connection->isOpen()) return;
    if (auto ended = m_database->executeOften(QStringLiteral("COMMIT")); !ended)
        qWarning("a snapshot did not end: %s", qUtf8Printable(ended.error().message));
}

} // namespace haziri::sql
