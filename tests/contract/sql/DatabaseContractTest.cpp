// What every database promises, run against SQLite and against PostgreSQL.
#include "core/sql/Snapshot.h"

#include "tests/support/SqlStores.h"

#include <QTest>

using namespace haziri::sql;
using haziri::test::SqlStores;

namespace {

using Owned = std::unique_ptr<Database>;

Owned opened(const QString& url) {
    auto database = Database::open(url);
    if (database) return std::move(*database);
    qWarning().noquote() << database.error().code << database.error().message;
    return nullptr;
}

QString forDialect(const Database& database, const QString& text) {
    return QString(text).replace(QStringLiteral("BLOB"), database.dialect() == Dialect::Postgres
                                                             ? QStringLiteral("BYTEA")
                                                             : QStringLiteral("BLOB"));
}

qint64 one(Database& database, const char* sql, const QVariantList& values = {}) {
    auto rows = database.run(QString::fromLatin1(sql), values);
    return rows && rows->next() ? rows->integer(0) : -1;
}

template <class T>
QByteArray codeOf(const haziri::Result<T>& result) {
    return result ? QByteArray("no error") : result.error().code;
}

const QString kItems = QStringLiteral(
    "CREATE TABLE item (id BIGINT PRIMARY KEY, name TEXT UNIQUE, amount BIGINT NOT NULL CHECK (amount >= 0))");
const QString kInsert = QStringLiteral("INSERT INTO item (id, name, amount) VALUES (?, ?, ?)");

} // namespace

class DatabaseContractTest : public QObject {
    Q_OBJECT

    SqlStores m_stores;

    Owned items() {
        Owned database = opened(m_stores.url());
        if (!database || !database->script(kItems)) return nullptr;
        return database;
    }

  private Q_SLOTS:
    void initTestCase() {
        const auto ready = m_stores.prepare();
        QVERIFY2(ready, ready ? "" : qPrintable(ready.error().message));
    }

    void valuesComeBack_data() { SqlStores::addDialects(); }
    void valuesComeBack() {
        const Owned database = opened(m_stores.url());
        QVERIFY(database);
        QVERIFY(database->script(
            forDialect(*database, QStringLiteral("CREATE TABLE v (n BIGINT, t TEXT, b BLOB, r DOUBLE PRECISION)"))));
        QByteArray all;
        for (int i = 0; i < 256; ++i)
            all += char(i);
        const QString text = QString::fromUtf8("नमस्ते 'x' \"y\" \\ ? $1 ; DROP TABLE v; -- 🙂");
        const QString insert = QStringLiteral("INSERT INTO v (n, t, b, r) VALUES (?, ?, ?, ?)");
        const qint64 low = std::numeric_limits<qint64>::min();
        QVERIFY(database->run(insert, {std::numeric_limits<qint64>::max(), text, all, 0.1}));
        QVERIFY(database->run(insert, {low, QString(), QByteArray(), -1e300}));
        QVERIFY(database->run(insert, {QVariant(), QVariant(), QVariant(), QVariant()}));
        QVERIFY(database->run(insert, {true, QStringLiteral("flag"), QByteArray("\0\0", 2), 7}));

        auto rows =
            database->run(QStringLiteral("SELECT n, t, b, r FROM v ORDER BY CASE WHEN n IS NULL THEN 2 WHEN n = 1 "
                                         "THEN 3 WHEN n < 0 THEN 1 ELSE 0 END"));
        QVERIFY(rows);
        QVERIFY(rows->next());
        QCOMPARE(rows->integer(0), std::numeric_limits<qint64>::max());
        QCOMPARE(rows->text(1), text);
        QCOMPARE(rows->bytes(1), text.toUtf8());
        QCOMPARE(rows->bytes(2), all);
        QCOMPARE(rows->real(3), 0.1);
        QVERIFY(rows->next());
        QCOMPARE(rows->integer(0), low);
        for (const int column : {1, 2}) {
            QVERIFY(!rows->isNull(column)); // empty is a value
            QVERIFY(rows->bytes(column).isEmpty());
        }
        QVERIFY(rows->next());
        for (int column = 0; column < 4; ++column)
            QVERIFY(rows->isNull(column));
        QVERIFY(rows->next());
        QCOMPARE(rows->integer(0), 1);
        QCOMPARE(rows->bytes(2), QByteArray("\0\0", 2));
        QVERIFY(!rows->next());
        QVERIFY(!rows->error());
        QVERIFY(!rows->next()); // and stays at the end
    }

    void boundValuesAreFound_data() { SqlStores::addDialects(); }
    void boundValuesAreFound() {
        const Owned database = opened(m_stores.url());
        QVERIFY(database);
        QVERIFY(database->script(forDialect(*database, QStringLiteral("CREATE TABLE v (t TEXT, b BLOB)"))));
        QVERIFY(database->run(QStringLiteral("INSERT INTO v (t, b) VALUES (?, ?)"),
                              {QStringLiteral("abc"), QByteArray("abc")}));
        QCOMPARE(one(*database, "SELECT count(*) FROM v WHERE t = ?", {QStringLiteral("abc")}), 1);
        QCOMPARE(one(*database, "SELECT count(*) FROM v WHERE b = ?", {QByteArray("abc")}), 1);
        QCOMPARE(one(*database, "SELECT count(*) FROM v WHERE t = '?' OR t = ?", {QStringLiteral("abc")}), 1);
        QCOMPARE(one(*database, "SELECT count(*) FROM v WHERE t = ?", {QStringLiteral("' OR '1'='1")}), 0);
    }

    void utf8AndOtherKindsOfValues_data() { SqlStores::addDialects(); }
    void utf8AndOtherKindsOfValues() {
        const Owned database = opened(m_stores.url());
        QVERIFY(database);
        QVERIFY(database->script(forDialect(*database, QStringLiteral("CREATE TABLE v (n BIGINT, t TEXT, b BLOB)"))));
        const QString insert = QStringLiteral("INSERT INTO v (n, t, b) VALUES (?, ?, ?)");
        const QByteArray text = QByteArray("नमस्ते 'x' ?");
        QList<QVariantList> rows;
        for (int i = 0; i < 3; ++i)
            rows += {i, QVariant::fromValue(Utf8{text}), i == 1 ? QVariant() : QVariant(QByteArray("\0\1", 2))};
        QVERIFY(database->runBatch(insert, rows));
        QVERIFY(database->run(insert, {3, QVariant::fromValue(Utf8{}), QByteArray()}));
        QVERIFY(database->run(insert, {4, QLatin1String("latin"), QByteArray()}));
        QCOMPARE(one(*database, "SELECT count(*) FROM v WHERE t = ?", {QVariant::fromValue(Utf8{text})}), 3);
        QCOMPARE(one(*database, "SELECT count(*) FROM v WHERE t = ?", {QString::fromUtf8(text)}), 3);
        QCOMPARE(one(*database, "SELECT count(*) FROM v WHERE t = ''"), 1);
        QCOMPARE(one(*database, "SELECT count(*) FROM v WHERE t = 'latin'"), 1);
        QCOMPARE(one(*database, "SELECT count(*) FROM v WHERE b IS NULL"), 1);
        QCOMPARE(one(*database, "SELECT sum(n) FROM v"), 10); // PostgreSQL: numeric
        auto found = database->run(QStringLiteral("SELECT t, b, avg(n) FROM v WHERE n < 1 GROUP BY t, b"));
        QVERIFY(found && found->next());
        QCOMPARE(found->bytes(0), text);
        QCOMPARE(found->bytes(1), QByteArray("\0\1", 2));
        QCOMPARE(found->real(2), 0.0);
    }

    // The same SQL inside the walk over its own rows: each walk has a statement of its own.
    void aWalkIsNotDisturbed_data() { SqlStores::addDialects(); }
    void aWalkIsNotDisturbed() {
        const Owned database = items();
        QVERIFY(database);
        for (int i = 0; i < 5; ++i)
            QVERIFY(database->run(kInsert, {i, QString::number(i), i * 10}));
        const QString sql = QStringLiteral("SELECT id FROM item WHERE id >= ? ORDER BY id");
        for (int round = 0; round < 3; ++round) { // from the second on, with kept statements
            QList<qint64> seen;
            auto outer = database->run(sql, {1});
            QVERIFY(outer);
            while (outer->next()) {
                seen += outer->integer(0);
                auto inner = database->run(sql, {3});
                QVERIFY(inner && inner->next());
                QCOMPARE(inner->integer(0), 3);
                QVERIFY(database->run(QStringLiteral("UPDATE item SET amount = amount + 1 WHERE id = ?"), {0}));
            }
            QVERIFY(!outer->error());
            QCOMPARE(seen, (QList<qint64>{1, 2, 3, 4}));
        }
    }

    void rowsMayOutliveTheDatabase_data() { SqlStores::addDialects(); }
    void rowsMayOutliveTheDatabase() {
        Owned database = items();
        QVERIFY(database);
        auto rows = database->run(QStringLiteral("SELECT 1 UNION ALL SELECT 2"));
        QVERIFY(rows && rows->next());
        database.reset();
        rows = haziri::fail("GONE"); // must not touch what is no longer there
        QVERIFY(!rows);
    }

    void failuresHaveStableCodes_data() { SqlStores::addDialects(); }
    void failuresHaveStableCodes() {
        const Owned database = items();
        QVERIFY(database);
        QVERIFY(database->script(QStringLiteral("CREATE TABLE part (item BIGINT REFERENCES item (id))")));
        QVERIFY(database->run(kInsert, {1, QStringLiteral("one"), 1}));
        QCOMPARE(codeOf(database->run(kInsert, {1, QStringLiteral("x"), 1})), "STORE_CONFLICT");
        QCOMPARE(codeOf(database->run(kInsert, {2, QStringLiteral("one"), 1})), "STORE_CONFLICT");
        QCOMPARE(codeOf(database->run(kInsert, {3, QStringLiteral("x"), -1})), "STORE_REFUSED");
        QCOMPARE(codeOf(database->run(kInsert, {3, QStringLiteral("x"), QVariant()})), "STORE_REFUSED");
        QCOMPARE(codeOf(database->run(QStringLiteral("INSERT INTO part (item) VALUES (?)"), {99})), "STORE_REFUSED");
        QCOMPARE(codeOf(database->run(QStringLiteral("SELEKT 1"))), "STORE_MISUSE");
        QCOMPARE(codeOf(database->run(QStringLiteral("SELECT nothing FROM item"))), "STORE_MISUSE");
        QCOMPARE(codeOf(database->run(QStringLiteral("SELECT * FROM absent"))), "STORE_MISUSE");
        QCOMPARE(one(*database, "SELECT count(*) FROM item"), 1); // and goes on working
    }

    void theMessageQuotesNoRow_data() { SqlStores::addDialects(); }
    void theMessageQuotesNoRow() {
        const Owned database = items();
        QVERIFY(database);
        QVERIFY(database->run(kInsert, {1, QStringLiteral("Ramesh"), 1}));
        const auto conflict = database->run(kInsert, {2, QStringLiteral("Ramesh"), 1});
        QVERIFY(!conflict);
        QVERIFY(!conflict.error().message.isEmpty());
        QVERIFY2(!conflict.error().message.contains(QStringLiteral("Ramesh")), qPrintable(conflict.error().message));
    }

    // A kept statement still holds the values of its last run; they must not stand in for missing ones.
    void theNumberOfValuesMustFit_data() { SqlStores::addDialects(); }
    void theNumberOfValuesMustFit() {
        const Owned database = items();
        QVERIFY(database);
        QCOMPARE(codeOf(database->run(kInsert, {1, QStringLiteral("a")})), "STORE_MISUSE");
        QVERIFY(database->run(kInsert, {1, QStringLiteral("a"), 1}));
        QCOMPARE(codeOf(database->run(kInsert, {2, QStringLiteral("b")})), "STORE_MISUSE");
        QCOMPARE(codeOf(database->run(kInsert)), "STORE_MISUSE");
        QCOMPARE(codeOf(database->run(kInsert, {2, QStringLiteral("b"), 1, 1})), "STORE_MISUSE");
        QCOMPARE(one(*database, "SELECT count(*) FROM item"), 1);
    }

    void triggersRefuse_data() { SqlStores::addDialects(); }
    void triggersRefuse() {
        const Owned database = items();
        QVERIFY(database);
        QVERIFY(database->run(kInsert, {1, QStringLiteral("a"), 1}));
        const bool isSqlite = database->dialect() == Dialect::Sqlite;
        const auto made = database->script(
            isSqlite ? QStringLiteral("-- two triggers; each holds a semicolon\n"
                                      "CREATE TRIGGER keep BEFORE UPDATE ON item BEGIN\n"
                                      "  SELECT RAISE(ABORT, 'items stay as they are');\nEND;;\n"
                                      "\n-- the second\n"
                                      "CREATE TRIGGER stay BEFORE DELETE ON item BEGIN\n"
                                      "  SELECT RAISE(ABORT, 'items stay');\nEND;;\n-- the end\n")
                     : QStringLiteral("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN\n"
                                      "  RAISE EXCEPTION 'items stay as they are';\nEND $$;;\n"
                                      "CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON item\n"
                                      "  FOR EACH ROW EXECUTE FUNCTION refuse();;\n"));
        QVERIFY2(made, made ? "" : qPrintable(made.error().message));
        const auto update = database->run(QStringLiteral("UPDATE item SET amount = 2 WHERE id = ?"), {1});
        QCOMPARE(codeOf(update), "STORE_REFUSED");
        QVERIFY(update.error().message.contains(QStringLiteral("items stay as they are")));
        QCOMPARE(codeOf(database->run(QStringLiteral("DELETE FROM item"))), "STORE_REFUSED");
        QCOMPARE(one(*database, "SELECT amount FROM item"), 1);
    }

    void affectedCountsThisStatement_data() { SqlStores::addDialects(); }
    void affectedCountsThisStatement() {
        const Owned database = items();
        QVERIFY(database);
        for (int i = 0; i < 4; ++i)
            QVERIFY(database->run(kInsert, {i, QString::number(i), 0}));
        auto updated = database->run(QStringLiteral("UPDATE item SET amount = 5 WHERE id > ?"), {0});
        QVERIFY(database->run(kInsert, {9, QStringLiteral("9"), 0}));
        QCOMPARE(updated->affected(), 3);
        QCOMPARE(
            database->run(kInsert + QStringLiteral(" ON CONFLICT DO NOTHING"), {9, QStringLiteral("x"), 0})->affected(),
            0);
        QCOMPARE(database->run(QStringLiteral("DELETE FROM item WHERE id = 77"))->affected(), 0);
        QCOMPARE(database->run(QStringLiteral("SELECT * FROM item"))->affected(), 0);
        auto returned = database->run(QStringLiteral("UPDATE item SET amount = 6 WHERE id = ? RETURNING amount"), {9});
        QVERIFY(returned && returned->next());
        QCOMPARE(returned->integer(0), 6);
    }

    void anUnfinishedTransactionLeavesNothing_data() { SqlStores::addDialects(); }
    void anUnfinishedTransactionLeavesNothing() {
        const QString url = m_stores.url();
        const Owned database = opened(url);
        const Owned other = opened(url);
        QVERIFY(database && other);
        QVERIFY(database->script(kItems));
        {
            auto transaction = Transaction::begin(*database);
            QVERIFY(transaction);
            QVERIFY(database->run(kInsert, {1, QStringLiteral("a"), 1}));
            QCOMPARE(one(*database, "SELECT count(*) FROM item"), 1);
            QCOMPARE(one(*other, "SELECT count(*) FROM item"), 0); // others see nothing yet
        }
        QCOMPARE(one(*database, "SELECT count(*) FROM item"), 0);
        auto transaction = Transaction::begin(*database);
        QVERIFY(transaction);
        Transaction moved = std::move(*transaction);
        QVERIFY(database->run(kInsert, {1, QStringLiteral("a"), 1}));
        QVERIFY(moved.commit());
        QCOMPARE(codeOf(moved.commit()), "STORE_MISUSE"); // once
        QCOMPARE(codeOf(transaction->commit()), "STORE_MISUSE");
        QCOMPARE(one(*other, "SELECT count(*) FROM item"), 1);
    }

    void aClosedDatabaseRollsBack_data() { SqlStores::addDialects(); }
    void aClosedDatabaseRollsBack() {
        const QString url = m_stores.url();
        Owned database = opened(url);
        QVERIFY(database && database->script(kItems));
        QVERIFY(database->run(kInsert, {1, QStringLiteral("kept"), 1}));
        {
            auto transaction = Transaction::begin(*database);
            QVERIFY(transaction && database->run(kInsert, {2, QStringLiteral("lost"), 1}));
        }
        database.reset();
        const Owned again = opened(url);
        QVERIFY(again);
        QCOMPARE(one(*again, "SELECT count(*) FROM item"), 1);
        QCOMPARE(one(*again, "SELECT id FROM item"), 1);
    }

    void afterAFailureTheTransactionIsLost_data() { SqlStores::addDialects(); }
    void afterAFailureTheTransactionIsLost() {
        const Owned database = items();
        QVERIFY(database);
        auto transaction = Transaction::begin(*database);
        QVERIFY(transaction);
        QVERIFY(database->run(kInsert, {1, QStringLiteral("a"), 1}));
        QCOMPARE(codeOf(database->run(kInsert, {1, QStringLiteral("b"), 1})), "STORE_CONFLICT");
        QCOMPARE(codeOf(database->run(kInsert, {2, QStringLiteral("b"), 1})), "STORE_CONFLICT");
        QCOMPARE(codeOf(database->script(QStringLiteral("CREATE TABLE x (y BIGINT)"))), "STORE_CONFLICT");
        QCOMPARE(codeOf(transaction->commit()), "STORE_CONFLICT");
        QCOMPARE(one(*database, "SELECT count(*) FROM item"), 0);
        auto next = Transaction::begin(*database); // the next one starts clean
        QVERIFY(next);
        QVERIFY(database->run(kInsert, {1, QStringLiteral("a"), 1}));
        QVERIFY(next->commit());
        QCOMPARE(one(*database, "SELECT count(*) FROM item"), 1);
    }

    void transactionsDoNotNest_data() { SqlStores::addDialects(); }
    void transactionsDoNotNest() {
        const Owned database = items();
        QVERIFY(database);
        auto transaction = Transaction::begin(*database);
        QVERIFY(transaction);
        QVERIFY(database->run(kInsert, {1, QStringLiteral("a"), 1}));
        QCOMPARE(codeOf(Transaction::begin(*database)), "STORE_MISUSE");
        QVERIFY(transaction->commit()); // the outer one is unharmed
        QCOMPARE(one(*database, "SELECT count(*) FROM item"), 1);
    }

    void batches_data() { SqlStores::addDialects(); }
    void batches() {
        const Owned database = items();
        QVERIFY(database);
        QList<QVariantList> rows;
        for (int i = 0; i < 1000; ++i)
            rows += QVariantList{i, QStringLiteral("name %1").arg(i), i};
        {
            auto transaction = Transaction::begin(*database);
            QVERIFY(transaction && database->runBatch(kInsert, rows) && transaction->commit());
        }
        QCOMPARE(one(*database, "SELECT count(*) FROM item"), 1000);
        QCOMPARE(one(*database, "SELECT sum(amount) FROM item"), 499'500);
        QCOMPARE(one(*database, "SELECT amount FROM item WHERE name = 'name 437'"), 437);
        QCOMPARE(one(*database, "SELECT count(*) FROM item WHERE id = amount"), 1000);
        QVERIFY(database->runBatch(kInsert, {}));

        const QList<QVariantList> bad{{2000, QStringLiteral("new"), 1}, {5, QStringLiteral("twice"), 1}};
        auto transaction = Transaction::begin(*database);
        QVERIFY(transaction);
        QCOMPARE(codeOf(database->runBatch(kInsert, bad)), "STORE_CONFLICT");
        QCOMPARE(codeOf(transaction->commit()), "STORE_CONFLICT");
        QCOMPARE(one(*database, "SELECT count(*) FROM item"), 1000);
    }

    // Around the number of rows that travel together, with what a batch may hold and with clauses behind the values.
    void batchesOfEverySize_data() { SqlStores::addDialects(); }
    void batchesOfEverySize() {
        const Owned database = opened(m_stores.url());
        QVERIFY(database);
        QVERIFY(database->script(
            forDialect(*database, QStringLiteral("CREATE TABLE v (n BIGINT PRIMARY KEY, t TEXT, b BLOB, m BIGINT)"))));
        const QString plain = QStringLiteral("INSERT INTO v (n, t, b, m)\n  VALUES (?, ?,?,  ?)");
        const QString tolerant = plain + QStringLiteral(" ON CONFLICT (n) DO NOTHING");
        qint64 n = 0;
        for (const int size : {1, 2, 49, 50, 51, 100, 149}) {
            const qint64 before = n;
            QList<QVariantList> rows;
            for (int i = 0; i < size; ++i, ++n)
                rows += QVariantList{n, QStringLiteral("it's ? %1").arg(n), QByteArray("\0\xff", 2),
                                     i % 2 ? QVariant(n) : QVariant()};
            QVERIFY(database->runBatch(plain, rows));
            QCOMPARE(one(*database, "SELECT count(*) FROM v WHERE n >= ?", {before}), size);
            QVERIFY(database->runBatch(tolerant, rows)); // all there already
            QCOMPARE(one(*database, "SELECT count(*) FROM v"), n);
        }
        QCOMPARE(one(*database, "SELECT count(*) FROM v WHERE m IS NOT NULL AND m <> n"), 0);
        QCOMPARE(one(*database, "SELECT count(*) FROM v WHERE b = ?", {QByteArray("\0\xff", 2)}), n);
        QCOMPARE(one(*database, "SELECT count(*) FROM v WHERE t = ?", {QStringLiteral("it's ? 60")}), 1);

        QList<QVariantList> updates;
        for (int i = 0; i < 120; ++i)
            updates += QVariantList{i * 2, i};
        QVERIFY(database->runBatch(QStringLiteral("UPDATE v SET m = ? WHERE n = ?"), updates));
        QCOMPARE(one(*database, "SELECT count(*) FROM v WHERE m = n * 2 AND n < 120"), 120);

        QList<QVariantList> uneven;
        for (int i = 0; i < 60; ++i)
            uneven += QVariantList{10'000 + i, QString(), QByteArray(), 1};
        uneven[55].removeLast();
        QCOMPARE(codeOf(database->runBatch(plain, uneven)), "STORE_MISUSE");
    }

    void batchesOfBorrowedValues_data() { SqlStores::addDialects(); }
    void batchesOfBorrowedValues() {
        const Owned database = opened(m_stores.url());
        QVERIFY(database);
        QVERIFY(database->script(
            forDialect(*database, QStringLiteral("CREATE TABLE v (n BIGINT PRIMARY KEY, t TEXT, b BLOB, m BIGINT)"))));
        const QString plain = QStringLiteral("INSERT INTO v (n, t, b, m) VALUES (?, ?, ?, ?)");
        const QByteArray bytes("\0\xff", 2);
        qint64 n = 0;
        for (const int size : {0, 1, 2, 700}) {
            Cells rows(4, size);
            for (int i = 0; i < size; ++i, ++n) {
                rows.integer(n).keepText("it's ? " + QByteArray::number(n));
                i % 3 ? rows.blob(bytes) : rows.blob({});
                i % 2 ? rows.integer(-n) : rows.null();
            }
            auto transaction = Transaction::begin(*database);
            QVERIFY(transaction && database->runBatch(plain, rows) && transaction->commit());
        }
        QCOMPARE(one(*database, "SELECT count(*) FROM v"), n);
        QCOMPARE(one(*database, "SELECT count(*) FROM v WHERE t = 'it''s ? 600' AND n = 600"), 1);
        QCOMPARE(one(*database, "SELECT count(*) FROM v WHERE b = ?", {bytes}) +
                     one(*database, "SELECT count(*) FROM v WHERE b = ?", {QByteArray("")}),
                 n);
        QCOMPARE(one(*database, "SELECT count(*) FROM v WHERE m = -n"), 351); // 350 and 1
        QCOMPARE(one(*database, "SELECT count(*) FROM v WHERE m IS NULL"), n - 351);

        Cells twice(4);
        twice.integer(5000).text("a").blob("b").null();
        twice.integer(5).text("a").blob("b").null();
        {
            auto transaction = Transaction::begin(*database);
            QVERIFY(transaction);
            QCOMPARE(codeOf(database->runBatch(plain, twice)), "STORE_CONFLICT");
            QCOMPARE(codeOf(transaction->commit()), "STORE_CONFLICT");
        }
        QCOMPARE(one(*database, "SELECT count(*) FROM v"), n);
        Cells narrow(3);
        narrow.integer(6000).text("a").blob("b");
        QCOMPARE(codeOf(database->runBatch(plain, narrow)), "STORE_MISUSE");
    }

    void aSnapshotStandsStill_data() { SqlStores::addDialects(); }
    void aSnapshotStandsStill() {
        const QString url = m_stores.url();
        const Owned reader = opened(url), writer = opened(url);
        QVERIFY(reader && writer && writer->script(kItems));
        {
            const Snapshot reading(*reader);
            QCOMPARE(one(*reader, "SELECT count(*) FROM item"), 0);
            QVERIFY(writer->run(kInsert, {1, QStringLiteral("a"), 1}));
            // PostgreSQL has none: each statement sees what is there.
            QCOMPARE(one(*reader, "SELECT count(*) FROM item"), reader->dialect() == Dialect::Sqlite ? 0 : 1);
            const Snapshot inside(*reader);
            QCOMPARE(bool(Transaction::begin(*reader)), reader->dialect() == Dialect::Postgres);
        }
        QCOMPARE(one(*reader, "SELECT count(*) FROM item"), 1);
        auto transaction = Transaction::begin(*reader);
        QVERIFY(transaction);
        { const Snapshot nothing(*reader); }
        QVERIFY(reader->run(kInsert, {2, QStringLiteral("b"), 1}) && transaction->commit());
        QCOMPARE(one(*writer, "SELECT count(*) FROM item"), 2);
    }

    void oneStateCanBeAskedFor_data() { SqlStores::addDialects(); }
    void oneStateCanBeAskedFor() {
        const QString url = m_stores.url();
        const Owned reader = opened(url), writer = opened(url);
        QVERIFY(reader && writer && writer->script(kItems));
        {
            const Snapshot reading(*reader, Snapshot::OneState::Always);
            QVERIFY(reading.stands());
            QCOMPARE(one(*reader, "SELECT count(*) FROM item"), 0);
            QVERIFY(writer->run(kInsert, {1, QStringLiteral("a"), 1}));
            QCOMPARE(one(*reader, "SELECT count(*) FROM item"), 0);
            const Snapshot inside(*reader, Snapshot::OneState::Always);
            QVERIFY(!inside.stands());
            QVERIFY(!Transaction::begin(*reader));
            QVERIFY(!reader->run(QStringLiteral("SELECT no_such_column FROM item")));
        }
        QCOMPARE(one(*reader, "SELECT count(*) FROM item"), 1); // nor does the failure outlast it
        auto transaction = Transaction::begin(*reader);
        QVERIFY(transaction && reader->run(kInsert, {2, QStringLiteral("b"), 1}) && transaction->commit());
        QCOMPARE(one(*writer, "SELECT count(*) FROM item"), 2);
    }

    // A text that is built anew each time must not fill the memory, and old ones must come back right.
    void manyDifferentStatements_data() { SqlStores::addDialects(); }
    void manyDifferentStatements() {
        const Owned database = items();
        QVERIFY(database);
        for (int i = 0; i < 700; ++i)
            QCOMPARE(one(*database, qPrintable(QStringLiteral("SELECT %1 + ?").arg(i)), {1}), i + 1);
        QCOMPARE(one(*database, "SELECT 0 + ?", {5}), 5);
    }

    void keptStatementsFollowTheSchema_data() { SqlStores::addDialects(); }
    void keptStatementsFollowTheSchema() {
        const Owned database = items();
        QVERIFY(database);
        QVERIFY(database->run(kInsert, {1, QStringLiteral("a"), 1}));
        const QString all = QStringLiteral("SELECT * FROM item");
        QVERIFY(database->run(all)->next());
        QVERIFY(database->script(QStringLiteral("ALTER TABLE item ADD COLUMN extra BIGINT NOT NULL DEFAULT 7")));
        auto rows = database->run(all);
        QVERIFY(rows && rows->next());
        QCOMPARE(rows->integer(3), 7);
    }

    void aServerThatGoesComesBack() {
        const auto url = m_stores.postgres().freshDatabase();
        QVERIFY(url);
        const Owned database = opened(*url);
        QVERIFY(database && database->script(kItems));
        QVERIFY(database->run(kInsert, {1, QStringLiteral("a"), 1}));
        auto transaction = Transaction::begin(*database);
        QVERIFY(transaction);
        QVERIFY(database->run(kInsert, {2, QStringLiteral("b"), 1}));
        m_stores.postgres().stop();
        QCOMPARE(codeOf(database->run(kInsert, {3, QStringLiteral("c"), 1})), "STORE_UNAVAILABLE");
        QCOMPARE(codeOf(transaction->commit()), "STORE_UNAVAILABLE");
        QCOMPARE(codeOf(Transaction::begin(*database)), "STORE_UNAVAILABLE");
        QCOMPARE(codeOf(database->run(QStringLiteral("SELECT 1"))), "STORE_UNAVAILABLE");
        const auto restarted = m_stores.postgres().start();
        QVERIFY2(restarted, restarted ? "" : qPrintable(restarted.error().message));
        QCOMPARE(one(*database, "SELECT count(*) FROM item"), 1); // by itself, and without what was not committed
        QVERIFY(database->run(kInsert, {2, QStringLiteral("b"), 1}));
    }

    // A server's threads keep their connections for days: none of them may answer 503 for a restart of last night.
    void aRestartWhileNobodyAskedCostsNoAnswer() {
        const auto url = m_stores.postgres().freshDatabase();
        QVERIFY(url);
        const Owned reader = opened(*url), writer = opened(*url), careless = opened(*url);
        QVERIFY(reader && writer && careless && writer->script(kItems));
        QVERIFY(careless->run(kInsert, {1, QStringLiteral("a"), 1}));
        QCOMPARE(one(*reader, "SELECT count(*) FROM item"), 1);
        m_stores.postgres().stop();
        QVERIFY(m_stores.postgres().start());
        QCOMPARE(one(*reader, "SELECT count(*) FROM item"), 1);
        auto transaction = Transaction::begin(*writer);
        QVERIFY2(transaction, transaction ? "" : qPrintable(transaction.error().message));
        QVERIFY(writer->run(kInsert, {2, QStringLiteral("b"), 1}));
        QVERIFY(transaction->commit());
        // Whether a write was done when its connection broke only its caller can find out.
        QCOMPARE(codeOf(careless->run(kInsert, {3, QStringLiteral("c"), 1})), "STORE_UNAVAILABLE");
        QVERIFY(careless->run(kInsert, {3, QStringLiteral("c"), 1}));
    }

    void foreignUrlsAreRefused() {
        QCOMPARE(codeOf(Database::open(QStringLiteral("mysql://root@localhost/x"))), "STORE_MISUSE");
        QCOMPARE(codeOf(Database::open(QString())), "STORE_MISUSE");
        QCOMPARE(codeOf(Database::open(m_stores.postgres().url(QStringLiteral("absent")))), "STORE_UNAVAILABLE");
        QCOMPARE(codeOf(Database::open(QStringLiteral("sqlite:/nowhere/at/all"))), "STORE_UNAVAILABLE");
    }
};

QTEST_GUILESS_MAIN(DatabaseContractTest)
#include "DatabaseContractTest.moc"
