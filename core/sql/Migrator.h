// Numbered, forward-only migrations, each in a transaction of its own together with the note that it ran.
#pragma once

#include "core/sql/Database.h"

namespace haziri::sql {

struct Migration {
    int version = 0; ///< 1, 2, 3 … without gaps
    QString name;
    QString sqlite;   ///< statements, see Database::script; empty: not offered for this dialect
    QString postgres; ///< the same; a step that has nothing to do in one dialect says so in an SQL comment
};

/// Brings the database to the newest version. Several processes may do so at once: one migrates, the others wait and
/// find it done. SCHEMA_TOO_NEW when it was made by a later Haziri: nothing is changed. STORE_MISUSE for a list with
/// gaps or a migration that is not offered for this dialect. After a failure every migration before the failing one
/// stays.
Result<void> migrate(Database& database, const QList<Migration>& migrations);
/// 0 where no migration ever ran.
Result<int> schemaVersion(Database& database);

} // namespace haziri::sql
