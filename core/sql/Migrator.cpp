#include "core/sql/Migrator.h"

namespace haziri::sql {

namespace {

// Lets one process of several migrate PostgreSQL; the number is "haziri" in ASCII. SQLite's BEGIN IMMEDIATE does it.
const QString kLock = QStringLiteral("SELECT pg_advisory_xact_lock(114784820031081)");
const QString kCreate = QStringLiteral(
    "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL)");

// Asked of the catalogue: to_regclass answers from a cache that is not renewed while a transaction waits for the lock.
QString tableExists(Dialect dialect) {
    return dialect == Dialect::Sqlite
               ? QStringLiteral("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'")
               : QStringLiteral("SELECT count(*) FROM pg_tables "
                                "WHERE schemaname = current_schema() AND tablename = 'schema_version'");
}

Result<qint64> number(Database& database, const QString& sql) {
    auto rows = database.run(sql);
    if (!rows) return fail(rows.error());
    if (!rows->next()) return fail(rows->error().value_or(Error{"STORE_UNAVAILABLE", QStringLiteral("no row came")}));
    return rows->integer(0);
}

Result<void> check(const QList<Migration>& migrations, Dialect dialect) {
    for (qsizetype i = 0; i < migrations.size(); ++i) {
        const Migration& migration = migrations[i];
        if (migration.version != i + 1)
            return fail("STORE_MISUSE",
                        QStringLiteral("migration %1 stands at place %2").arg(migration.version).arg(i + 1));
        if ((dialect == Dialect::Sqlite ? migration.sqlite : migration.postgres).isEmpty())
            return fail("STORE_MISUSE", QStringLiteral("migration %1 is not offered for this database").arg(i + 1));
    }
    return {};
}

/// One step, or nothing when another process has been faster. Gives the version the database has afterwards.
Result<int> step(Database& database, const QList<Migration>& migrations) {
    auto transaction = Transaction::begin(database);
    if (!transaction) return fail(transaction.error());
    if (database.dialect() == Dialect::Postgres)
        if (auto locked = database.run(kLock); !locked) return fail(locked.error());
    const auto version = schemaVersion(database);
    if (!version) return version;
    if (*version >= migrations.size()) return version;

    const Migration& next = migrations[*version];
    if (auto made = database.script(kCreate); !made) return fail(made.error());
    const QString& statements = database.dialect() == Dialect::Sqlite ? next.sqlite : next.postgres;
    if (auto done = database.script(statements); !done) {
        Error error = done.error();
        error.message = QStringLiteral("migration %1 (%2): ").arg(next.version).arg(next.name) + error.message;
        return fail(error);
    }
    if (auto noted = database.run(QStringLiteral("INSERT INTO schema_version (version, name) VALUES (?, ?)"),
                                  {next.version, next.name});
        !noted)
        return fail(noted.error());
    if (auto committed = transaction->commit(); !committed) return fail(committed.error());
    return next.version;
}

} // namespace

Result<int> schemaVersion(Database& database) {
    const auto exists = number(database, tableExists(database.dialect()));
    if (!exists) return fail(exists.error());
    if (*exists == 0) return 0;
    const auto version = number(database, QStringLiteral("SELECT coalesce(max(version), 0) FROM schema_version"));
    if (!version) return fail(version.error());
    return int(*version);
}

Result<void> migrate(Database& database, const QList<Migration>& migrations) {
    if (auto sound = check(migrations, database.dialect()); !sound) return sound;
    auto version = schemaVersion(database);
    while (version && *version < migrations.size())
        version = step(database, migrations);
    if (!version) return fail(version.error());
    if (*version > migrations.size())
        return fail(
            "SCHEMA_TOO_NEW",
            QStringLiteral("the database has schema %1, this program knows %2").arg(*version).arg(migrations.size()));
    return {};
}

} // namespace haziri::sql
