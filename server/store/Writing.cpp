#include "server/store/Writing.h"

namespace haziri::store {

namespace {
const QString kLock = QStringLiteral("SELECT pg_advisory_xact_lock(114784820031082)"); // the migrator's is one less
}

Result<sql::Transaction> beginWriting(sql::Database& database) {
    auto transaction = sql::Transaction::begin(database);
    if (!transaction || database.dialect() == sql::Dialect::Sqlite) return transaction;
    if (auto locked = database.run(kLock); !locked) return fail(locked.error());
    return transaction;
}

} // namespace haziri::store
