// The database below a server that is tested: every test of server/ is run twice, on SQLite and on PostgreSQL.
//
// HAZIRI_TEST_DATABASE=postgresql in the environment (ctest's entries contract.postgresql.…) gives each world a new and
// empty database on a PostgreSQL server that this program starts with the first one.
#pragma once

#include "core/sql/Database.h"
#include "tests/support/TemporaryPostgres.h"

#include <QCoreApplication>
#include <QTest>

namespace haziri::test {

inline bool isOnPostgres() {
    return qgetenv("HAZIRI_TEST_DATABASE") == "postgresql";
}

/// The address of an empty store; with SQLite it is to be the file `path`. Where PostgreSQL is missing the test ends.
/// There it is a schema of its own, which is made many times faster than a database.
inline QString storeUnderTest(const QString& path) {
    if (!isOnPostgres()) return QStringLiteral("sqlite:") + path;
    const auto expect = [](const auto& result) {
        if (!result) qFatal("%s", qUtf8Printable(result.error().message));
    };
    static TemporaryPostgres* server = nullptr;
    static QString url;
    static int schemas = 0;
    if (!server) {
        server = new TemporaryPostgres;
        qAddPostRoutine([] { delete server; });
        expect(server->start());
        const auto fresh = server->freshDatabase();
        expect(fresh);
        url = *fresh;
    }
    const QString schema = QStringLiteral("world%1").arg(++schemas);
    const auto database = sql::Database::open(url);
    expect(database);
    expect((*database)->script(QStringLiteral("CREATE SCHEMA ") + schema));
    return url + QStringLiteral("&options=-csearch_path%3D") + schema;
}

/// From now on every INSERT into the table fails, as a broken store's would.
inline Result<void> refuseInserts(sql::Database& database, const char* table) {
    const QString name = QLatin1String(table);
    return database.script(isOnPostgres()
                               ? QStringLiteral("CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                                                "RAISE EXCEPTION 'broken'; END $$;;\n"
                                                "CREATE TRIGGER broken BEFORE INSERT ON %1 "
                                                "FOR EACH ROW EXECUTE FUNCTION broken();;\n")
                                     .arg(name)
                               : QStringLiteral("CREATE TRIGGER broken BEFORE INSERT ON %1 "
                                                "BEGIN SELECT RAISE(ABORT, 'broken'); END;;\n")
                                     .arg(name));
}
inline Result<void> allowInserts(sql::Database& database, const char* table) {
    return database.script(isOnPostgres() ? QStringLiteral("DROP TRIGGER broken ON %1;;\n").arg(QLatin1String(table))
                                          : QStringLiteral("DROP TRIGGER broken;;\n"));
}

} // namespace haziri::test
