// The server's tables, as numbered migrations for both dialects.
#pragma once

#include "core/sql/Migrator.h"

namespace haziri::store {

QList<sql::Migration> migrations();
/// Opens `url` and brings it to the newest version; for `init` and for the start of `serve` and of each verb.
Result<std::unique_ptr<sql::Database>>
openMigrated(const QString& url, sql::Database::IfMissing ifMissing = sql::Database::IfMissing::Create);

} // namespace haziri::store
