#include "server/keeping/DeletedBytes.h"

#include "server/store/Queries.h"

#include <QDeadlineTimer>
#include <QThread>

namespace haziri::keeping {

namespace {

// https://sqlite.org/pragma.html#pragma_wal_checkpoint: the first column is 1 where somebody was in the way.
Result<bool> emptyWriteAheadLog(sql::Database& database) {
    const auto busy = store::readOne<bool>(database.run(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")),
                                           [](const sql::Rows& row) { return row.integer(0) != 0; });
    if (!busy) return fail(busy.error());
    return !busy->value_or(false);
}

} // namespace

Result<void> wipeDeleted(sql::Database& database, const QByteArrayList& tables, std::chrono::milliseconds patience) {
    if (database.dialect() != sql::Dialect::Sqlite) {
        for (const QByteArray& table : tables)
            if (auto done = database.script(QStringLiteral("VACUUM %1;;\n").arg(QLatin1String(table))); !done)
                return done;
        return {};
    }
    for (const QDeadlineTimer until(patience);;) {
        const auto emptied = emptyWriteAheadLog(database);
        if (!emptied) return fail(emptied.error());
        if (*emptied) return {};
        if (until.hasExpired())
            return fail("STORE_BUSY",
                        QStringLiteral("somebody still reads an older state of the database: what was deleted lies in "
                                       "its write-ahead log (-wal) until he ends"));
        QThread::msleep(50);
    }
}

} // namespace haziri::keeping
