// Migrations on SQLite and on PostgreSQL: old or new, never between.
#include "core/sql/Migrator.h"

#include "tests/support/SqlStores.h"

#include <QTest>
#include <thread>

using namespace haziri::sql;
using haziri::test::SqlStores;

namespace {

Migration step(int version, const QString& statements) {
    return {version, QStringLiteral("step %1").arg(version), statements, statements};
}

const Migration kFirst = step(1, QStringLiteral("CREATE TABLE a (x BIGINT);;\nINSERT INTO a VALUES (1);;\n"));
const Migration kSecond = step(2, QStringLiteral("ALTER TABLE a ADD COLUMN y BIGINT NOT NULL DEFAULT 5;;\n"
                                                 "CREATE TABLE b (z BIGINT);;\n"
                                                 "INSERT INTO b SELECT x FROM a;;\n"));
const Migration kBroken = step(3, QStringLiteral("INSERT INTO a VALUES (2, 2);;\n"
                                                 "DROP TABLE b;;\n"
                                                 "INSERT INTO absent VALUES (1);;\n"));

qint64 one(Database& database, const char* sql) {
    auto rows = database.run(QString::fromLatin1(sql));
    return rows && rows->next() ? rows->integer(0) : -1;
}

template <class T>
QByteArray codeOf(const haziri::Result<T>& result) {
    return result ? QByteArray("no error") : result.error().code;
}

} // namespace

class MigratorContractTest : public QObject {
    Q_OBJECT

    SqlStores m_stores;

    std::unique_ptr<Database> opened() {
        auto database = Database::open(m_stores.url());
        return database ? std::move(*database) : nullptr;
    }

  private Q_SLOTS:
    void initTestCase() {
        const auto ready = m_stores.prepare();
        QVERIFY2(ready, ready ? "" : qPrintable(ready.error().message));
    }

    void stepsRunOnceInOrder_data() { SqlStores::addDialects(); }
    void stepsRunOnceInOrder() {
        const auto database = opened();
        QVERIFY(database);
        QCOMPARE(*schemaVersion(*database), 0);
        QVERIFY(migrate(*database, {}));
        QCOMPARE(*schemaVersion(*database), 0);
        QVERIFY(migrate(*database, {kFirst}));
        QCOMPARE(*schemaVersion(*database), 1);
        QVERIFY(migrate(*database, {kFirst, kSecond})); // an old database, brought up
        QVERIFY(migrate(*database, {kFirst, kSecond})); // and once more: nothing happens
        QCOMPARE(*schemaVersion(*database), 2);
        QCOMPARE(one(*database, "SELECT count(*) FROM a"), 1);
        QCOMPARE(one(*database, "SELECT y FROM a"), 5);
        QCOMPARE(one(*database, "SELECT z FROM b"), 1);
        QCOMPARE(one(*database, "SELECT count(*) FROM schema_version"), 2);
    }

    void aFailingStepLeavesTheOldSchema_data() { SqlStores::addDialects(); }
    void aFailingStepLeavesTheOldSchema() {
        const auto database = opened();
        QVERIFY(database);
        const auto outcome = migrate(*database, {kFirst, kSecond, kBroken});
        QCOMPARE(codeOf(outcome), "STORE_MISUSE");
        QVERIFY(outcome.error().message.contains(QStringLiteral("migration 3 (step 3)")));
        QCOMPARE(*schemaVersion(*database), 2); // the good ones stay
        QCOMPARE(one(*database, "SELECT count(*) FROM a"), 1);
        QCOMPARE(one(*database, "SELECT z FROM b"), 1);
        QVERIFY(migrate(*database, {kFirst, kSecond, step(3, QStringLiteral("DROP TABLE b;;"))}));
        QCOMPARE(*schemaVersion(*database), 3);
    }

    void aNewerSchemaIsNotTouched_data() { SqlStores::addDialects(); }
    void aNewerSchemaIsNotTouched() {
        const auto database = opened();
        QVERIFY(database);
        QVERIFY(migrate(*database, {kFirst, kSecond}));
        QCOMPARE(codeOf(migrate(*database, {kFirst})), "SCHEMA_TOO_NEW");
        QCOMPARE(codeOf(migrate(*database, {})), "SCHEMA_TOO_NEW");
        QCOMPARE(*schemaVersion(*database), 2);
        QCOMPARE(one(*database, "SELECT y FROM a"), 5);
    }

    void unsoundListsRunNothing_data() { SqlStores::addDialects(); }
    void unsoundListsRunNothing() {
        const auto database = opened();
        QVERIFY(database);
        QCOMPARE(codeOf(migrate(*database, {kSecond})), "STORE_MISUSE");
        QCOMPARE(codeOf(migrate(*database, {kFirst, kFirst})), "STORE_MISUSE");
        QCOMPARE(codeOf(migrate(*database, {kFirst, kBroken})), "STORE_MISUSE");
        QCOMPARE(codeOf(migrate(*database, {kFirst, {2, QStringLiteral("none"), {}, {}}})), "STORE_MISUSE");
        QCOMPARE(*schemaVersion(*database), 0);
        QCOMPARE(one(*database, "SELECT count(*) FROM a"), -1);
    }

    void aCommentIsAStepWithNothingToDo_data() { SqlStores::addDialects(); }
    void aCommentIsAStepWithNothingToDo() {
        const auto database = opened();
        QVERIFY(database);
        QVERIFY(migrate(*database, {kFirst, step(2, QStringLiteral("-- nothing to do here\n"))}));
        QCOMPARE(*schemaVersion(*database), 2);
    }

    // Several processes start at once on one database: one migrates, the others find it done.
    void manyAtOnce_data() { SqlStores::addDialects(); }
    void manyAtOnce() {
        const QString url = m_stores.url();
        QVERIFY(Database::open(url));
        std::atomic<int> good = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] {
                auto database = Database::open(url);
                if (!database) return;
                const auto outcome = migrate(**database, {kFirst, kSecond});
                if (outcome)
                    ++good;
                else
                    qWarning().noquote() << outcome.error().code << outcome.error().message;
            });
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(good.load(), 4);
        auto database = Database::open(url);
        QVERIFY(database);
        QCOMPARE(one(**database, "SELECT count(*) FROM a"), 1);
        QCOMPARE(one(**database, "SELECT count(*) FROM b"), 1);
    }
};

QTEST_GUILESS_MAIN(MigratorContractTest)
#include "MigratorContractTest.moc"
