// How every transaction that writes the server's store begins.
#pragma once

#include "core/sql/Database.h"

namespace haziri::store {

/// A transaction beside which nobody else writes, in whatever process: what it reads before it writes stays true until
/// it ends. SQLite's BEGIN IMMEDIATE says so already; PostgreSQL shows each statement what others have committed
/// meanwhile, so there a lock of ours is waited for first (10 s, then STORE_UNAVAILABLE). It is taken before any row's
/// lock: two servers never wait for each other in a circle.
Result<sql::Transaction> beginWriting(sql::Database& database);

} // namespace haziri::store
