// A part of a transaction that fails alone, on SQLite and on PostgreSQL.
#include "core/sql/Savepoint.h"

#include "tests/support/SqlStores.h"

#include <QTest>

using namespace haziri::sql;
using haziri::test::SqlStores;

namespace {

const QString kInsert = QStringLiteral("INSERT INTO a (x) VALUES (?)");

QList<qint64> content(Database& database) {
    QList<qint64> values;
    auto rows = database.run(QStringLiteral("SELECT x FROM a ORDER BY x"));
    while (rows && rows->next())
        values += rows->integer(0);
    return values;
}

template <class T>
QByteArray codeOf(const haziri::Result<T>& result) {
    return result ? QByteArray("no error") : result.error().code;
}

} // namespace

class SavepointContractTest : public QObject {
    Q_OBJECT

    SqlStores m_stores;

    std::unique_ptr<Database> opened() {
        auto database = Database::open(m_stores.url());
        if (!database || !(*database)->script(QStringLiteral("CREATE TABLE a (x BIGINT PRIMARY KEY)"))) return nullptr;
        return std::move(*database);
    }

  private Q_SLOTS:
    void initTestCase() {
        const auto ready = m_stores.prepare();
        QVERIFY2(ready, ready ? "" : qPrintable(ready.error().message));
    }

    void aFailureStaysInItsPart_data() { SqlStores::addDialects(); }
    void aFailureStaysInItsPart() {
        const auto database = opened();
        QVERIFY(database);
        auto transaction = Transaction::begin(*database);
        QVERIFY(transaction && database->run(kInsert, {1}));
        for (int round = 0; round < 2; ++round) { // the next part is not harmed either
            auto part = Savepoint::begin(*database);
            QVERIFY(part && database->run(kInsert, {2}));
            QCOMPARE(codeOf(database->run(kInsert, {1})), "STORE_CONFLICT");
            QCOMPARE(codeOf(database->run(kInsert, {3})), "STORE_CONFLICT"); // the part is lost
            QCOMPARE(codeOf(part->release()), "STORE_CONFLICT");
        }
        QVERIFY(database->run(kInsert, {4}));
        QVERIFY(transaction->commit());
        QCOMPARE(content(*database), (QList<qint64>{1, 4}));
    }

    void releasedPartsShareTheTransactionsFate_data() { SqlStores::addDialects(); }
    void releasedPartsShareTheTransactionsFate() {
        const auto database = opened();
        QVERIFY(database);
        for (const bool commits : {false, true}) {
            auto transaction = Transaction::begin(*database);
            QVERIFY(transaction);
            auto part = Savepoint::begin(*database);
            QVERIFY(part && database->run(kInsert, {1}));
            QVERIFY(part->release());
            QCOMPARE(codeOf(part->release()), "STORE_MISUSE"); // once
            if (commits) QVERIFY(transaction->commit());
        }
        QCOMPARE(content(*database), (QList<qint64>{1}));
    }

    void partsNest_data() { SqlStores::addDialects(); }
    void partsNest() {
        const auto database = opened();
        QVERIFY(database);
        auto transaction = Transaction::begin(*database);
        QVERIFY(transaction);
        {
            auto outer = Savepoint::begin(*database);
            QVERIFY(outer && database->run(kInsert, {1}));
            {
                auto inner = Savepoint::begin(*database);
                QVERIFY(inner && database->run(kInsert, {2}));
            } // undone without any failure
            QCOMPARE(content(*database), (QList<qint64>{1}));
            {
                auto inner = Savepoint::begin(*database);
                QVERIFY(inner && database->run(kInsert, {3}) && inner->release());
            }
            QVERIFY(outer->release());
        }
        {
            auto outer = Savepoint::begin(*database);
            auto inner = Savepoint::begin(*database);
            QVERIFY(outer && inner && database->run(kInsert, {5}) && inner->release());
        } // the outer part takes the released inner one with it
        QVERIFY(transaction->commit());
        QCOMPARE(content(*database), (QList<qint64>{1, 3}));
    }

    void outsideATransactionThereIsNone_data() { SqlStores::addDialects(); }
    void outsideATransactionThereIsNone() {
        const auto database = opened();
        QVERIFY(database);
        QCOMPARE(codeOf(Savepoint::begin(*database)), "STORE_MISUSE");
        {
            auto transaction = Transaction::begin(*database);
            QVERIFY(transaction);
            QCOMPARE(codeOf(database->run(QStringLiteral("SELEKT"))), "STORE_MISUSE");
            QCOMPARE(codeOf(Savepoint::begin(*database)), "STORE_MISUSE"); // not behind a failure
            QCOMPARE(codeOf(transaction->commit()), "STORE_MISUSE");
        }
        QVERIFY(database->run(kInsert, {1}));
    }

    // What takes the whole transaction down is not confined.
    void aFullDiskIsTheWholeTransactions() {
        const QTemporaryDir folder;
        auto database = Database::open(QStringLiteral("sqlite:") + folder.filePath(QStringLiteral("db")));
        QVERIFY(database &&
                (*database)->script(QStringLiteral("CREATE TABLE b (x BLOB);;\nPRAGMA max_page_count = 20")));
        const QString insert = QStringLiteral("INSERT INTO b (x) VALUES (?)");
        auto transaction = Transaction::begin(**database);
        QVERIFY(transaction && (*database)->run(insert, {QByteArray("x")}));
        bool isLost = false;
        {
            auto part = Savepoint::begin(**database);
            QVERIFY(part);
            QCOMPARE(codeOf((*database)->run(insert, {QByteArray(500'000, 'x')})), "STORE_UNAVAILABLE");
        }
        // SQLite gave up either the statement or everything; never half of it.
        isLost = !(*database)->run(insert, {QByteArray("y")});
        QCOMPARE(!transaction->commit(), isLost);
        auto rows = (*database)->run(QStringLiteral("SELECT count(*) FROM b"));
        QVERIFY(rows && rows->next());
        QCOMPARE(rows->integer(0), isLost ? 0 : 2);
    }
};

QTEST_GUILESS_MAIN(SavepointContractTest)
#include "SavepointContractTest.moc"
