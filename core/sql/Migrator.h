// Numbered, forward-only migrations, each in a transaction of its own together with the note that it ran.
#pragma once

#include "core/sql/Database.h"

namespace haziri::sql {

struct Migration {
    int version = 0; ///< 1, 2, 3 … without gaps
    QString name;
    QString sqlite;   ///< statements, see Database::script
    QString postgres; ///< empty: not offered for this dialect
};

/// Brings the database to the newest version. SCHEMA_TOO_NEW when it was made by a later Haziri: nothing is changed.
Result<void> migrate(Database& database, const QList<Migration>& migrations);
Result<int> schemaVersion(Database& database);

} // namespace haziri::sql
