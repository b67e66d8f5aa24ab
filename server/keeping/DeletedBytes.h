// What was deleted or overwritten, in the database's own files.
#pragma once

#include "core/sql/Database.h"

#include <chrono>

namespace haziri::keeping {

/// After the commit. SQLite overwrites in its pages what it deletes, but the write-ahead log still holds the old ones:
/// it is folded in and emptied. Whoever reads an older state is waited for; STORE_BUSY says that one still does after
/// `patience`, and that the bytes lie there until he ends.
///
/// PostgreSQL: the dead rows of `tables` are removed. The bytes may lie in free parts of its pages until something
/// overwrites them, and in its own write-ahead log and backups, which are the administrator's.
Result<void> wipeDeleted(sql::Database& database, const QByteArrayList& tables,
                         std::chrono::milliseconds patience = std::chrono::seconds(30));

} // namespace haziri::keeping
