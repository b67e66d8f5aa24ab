// What holds for SQLite alone: its settings, its file, its locks, and a process that is killed at work.
#include "core/sql/Migrator.h"

#include <QDeadlineTimer>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace haziri::sql;

namespace {

const QList<Migration> kMigrations{
    {1,
     QStringLiteral("first"),
     QStringLiteral("CREATE TABLE a (x BIGINT);;\nINSERT INTO a VALUES (1), (2), (3);;\n"),
     {}},
    // Long enough to be killed in the middle of it.
    {2,
     QStringLiteral("long"),
     QStringLiteral("ALTER TABLE a ADD COLUMN y BIGINT;;\nCREATE TABLE b (x BIGINT, filler TEXT);;\n"
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000)\n"
                    "  INSERT INTO b SELECT i, hex(randomblob(200)) FROM n;;\n"),
     {}}};

std::unique_ptr<Database> opened(const QString& path) {
    auto database = Database::open(QStringLiteral("sqlite:") + path);
    return database ? std::move(*database) : nullptr;
}

QString text(Database& database, const char* sql) {
    auto rows = database.run(QString::fromLatin1(sql));
    return rows && rows->next() ? rows->text(0) : QStringLiteral("failed");
}

template <class T>
QByteArray codeOf(const haziri::Result<T>& result) {
    return result ? QByteArray("no error") : result.error().code;
}

qint64 sizeOf(const QString& path) {
    return QFileInfo(path).size();
}

} // namespace

class SqliteTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_files = 0;

    QString path() { return m_folder.filePath(QString::number(++m_files)); }

  private Q_SLOTS:
    void settings() {
        const auto database = opened(path());
        QVERIFY(database);
        QCOMPARE(text(*database, "PRAGMA journal_mode"), QStringLiteral("wal"));
        QCOMPARE(text(*database, "PRAGMA synchronous"), QStringLiteral("2"));
        QCOMPARE(text(*database, "PRAGMA foreign_keys"), QStringLiteral("1"));
        QCOMPARE(text(*database, "PRAGMA secure_delete"), QStringLiteral("1"));
        QVERIFY(text(*database, "PRAGMA busy_timeout").toInt() >= 1000);
        QVERIFY(opened(QStringLiteral(":memory:")));
    }

    void aFileThatIsGoneTakesNothing() {
        const QString file = path(), aside = path();
        QCOMPARE(codeOf(Database::open(QStringLiteral("sqlite:") + file, Database::IfMissing::Refuse)),
                 "STORE_UNAVAILABLE");
        QVERIFY(!QFile::exists(file));
        const auto database = opened(file);
        QVERIFY(database && database->script(QStringLiteral("CREATE TABLE a (x BIGINT)")));
        auto transaction = Transaction::begin(*database);
        QVERIFY(transaction && database->run(QStringLiteral("INSERT INTO a (x) VALUES (1)")));
        QVERIFY(QFile::rename(file, aside));
        QCOMPARE(codeOf(transaction->commit()), "STORE_UNAVAILABLE");
        QCOMPARE(codeOf(database->run(QStringLiteral("SELECT x FROM a"))), "STORE_UNAVAILABLE");
        QCOMPARE(codeOf(Transaction::begin(*database)), "STORE_UNAVAILABLE");
        QVERIFY(!QFile::exists(file));
        QVERIFY(QFile::rename(aside, file)); // back again: all is as it was
        QCOMPARE(text(*database, "SELECT COUNT(*) FROM a"), QStringLiteral("0"));

        QVERIFY(QFile::remove(file)); // and another in its place, as after a restore
        QFile::remove(file + QStringLiteral("-wal"));
        QFile::remove(file + QStringLiteral("-shm"));
        {
            const auto other = opened(file);
            QVERIFY(other && other->script(QStringLiteral("CREATE TABLE a (x BIGINT);;\nINSERT INTO a VALUES (7)")));
        }
        QCOMPARE(text(*database, "SELECT x FROM a"), QStringLiteral("7"));
    }

    void theFilesAreTheOwners() {
        const QString file = path();
        const auto database = opened(file);
        QVERIFY(database && database->script(QStringLiteral("CREATE TABLE a (x BIGINT)")));
        for (const QString& name :
             {file, QString(file + QStringLiteral("-wal")), QString(file + QStringLiteral("-shm"))}) {
            QVERIFY(QFile::exists(name));
            QVERIFY(!(QFile::permissions(name) &
                      (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)));
        }
    }

    void bytesAreBlobsAndStringsAreText() {
        const auto database = opened(path());
        QVERIFY(database && database->script(QStringLiteral("CREATE TABLE v (a, b, c, d, e)")));
        QVERIFY(database->run(QStringLiteral("INSERT INTO v VALUES (?, ?, ?, ?, ?)"),
                              {QByteArray("x"), QStringLiteral("x"), true, quint64(7), QByteArray()}));
        QCOMPARE(text(*database, "SELECT typeof(a) || typeof(b) || typeof(c) || typeof(d) || typeof(e) FROM v"),
                 QStringLiteral("blobtextintegerintegerblob"));
    }

    // A statement left in the middle of its rows would keep the log from being written back for ever.
    void abandonedRowsHoldNoLock() {
        const QString file = path();
        const auto reader = opened(file);
        const auto writer = opened(file);
        QVERIFY(reader && writer);
        QVERIFY(writer->script(QStringLiteral("CREATE TABLE a (x BIGINT);;\nINSERT INTO a VALUES (1), (2), (3);;\n")));
        {
            auto rows = reader->run(QStringLiteral("SELECT x FROM a"));
            QVERIFY(rows && rows->next());
            // A reader in the middle of its walk does not stop a writer.
            QVERIFY(writer->run(QStringLiteral("INSERT INTO a VALUES (4)")));
        }
        auto checkpoint = writer->run(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
        QVERIFY(checkpoint && checkpoint->next());
        QCOMPARE(checkpoint->integer(0), 0); // not busy
        QCOMPARE(sizeOf(file + QStringLiteral("-wal")), 0);
    }

    // Its writing back happens beside the writer; without it the log would hold all that was ever written.
    void theLogBeginsAnewUnderAWriterThatNeverRests() {
        const QString file = path();
        const auto database = opened(file);
        QVERIFY(database && database->script(QStringLiteral("CREATE TABLE a (x BIGINT, filler BLOB)")));
        constexpr int kRows = 2'200; // 132 MB: twice the longest log
        qint64 longest = 0;
        for (int i = 0; i < kRows; i += 50) {
            auto transaction = Transaction::begin(*database);
            QVERIFY(transaction);
            for (int n = 0; n < 50; ++n)
                QVERIFY(database->run(QStringLiteral("INSERT INTO a VALUES (?, zeroblob(60000))"), {i + n}));
            QVERIFY(transaction->commit());
            longest = std::max(longest, sizeOf(file + QStringLiteral("-wal")));
        }
        QVERIFY2(longest < 100'000'000, qPrintable(QString::number(longest)));
        QCOMPARE(text(*database, "SELECT count(*) || ' ' || sum(x) FROM a"), QStringLiteral("2200 2418900"));
        QCOMPARE(text(*database, "PRAGMA integrity_check"), QStringLiteral("ok"));
    }

    void deletedContentIsOverwritten() {
        const QString file = path();
        const QByteArray secret = QByteArray("what a person wanted erased ").repeated(40);
        auto database = opened(file);
        QVERIFY(database && database->script(QStringLiteral("CREATE TABLE a (x BLOB)")));
        QVERIFY(database->run(QStringLiteral("INSERT INTO a VALUES (?)"), {secret}));
        const auto contains = [&] {
            QFile content(file);
            return content.open(QIODevice::ReadOnly) && content.readAll().contains(secret.left(200));
        };
        QVERIFY(database->run(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")));
        QVERIFY(contains());
        QVERIFY(database->run(QStringLiteral("DELETE FROM a")));
        QVERIFY(database->run(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")));
        QVERIFY(!contains());
    }

    void aFullDiskStoresAllOrNothing() {
        const auto database = opened(path());
        QVERIFY(database && database->script(QStringLiteral("CREATE TABLE a (x BLOB)")));
        QVERIFY(database->script(QStringLiteral("PRAGMA max_page_count = 20")));
        const QString insert = QStringLiteral("INSERT INTO a VALUES (?)");
        {
            auto transaction = Transaction::begin(*database);
            QVERIFY(transaction);
            QVERIFY(database->run(insert, {QByteArray(1000, 'x')}));
            QCOMPARE(codeOf(database->run(insert, {QByteArray(500'000, 'x')})), "STORE_UNAVAILABLE");
            // SQLite may have rolled back by itself here: the next insert must not go in alone.
            QCOMPARE(codeOf(database->run(insert, {QByteArray("y")})), "STORE_UNAVAILABLE");
            QCOMPARE(codeOf(transaction->commit()), "STORE_UNAVAILABLE");
        }
        QCOMPARE(text(*database, "SELECT count(*) FROM a"), QStringLiteral("0"));
        QVERIFY(database->script(QStringLiteral("PRAGMA max_page_count = 100000"))); // room again
        QVERIFY(database->run(insert, {QByteArray(500'000, 'x')}));
    }

    void whatIsNoDatabaseIsRefused() {
        const QString file = path();
        QFile foreign(file);
        QVERIFY(foreign.open(QIODevice::WriteOnly));
        foreign.write(QByteArray("this is no database ").repeated(500));
        foreign.close();
        QCOMPARE(codeOf(Database::open(QStringLiteral("sqlite:") + file)), "STORE_UNAVAILABLE");
    }

    void dialectsWithoutAMigrationSaySo() {
        const auto database = opened(path());
        QVERIFY(database);
        const QList<Migration> onlyPostgres{{1, QStringLiteral("x"), {}, QStringLiteral("CREATE TABLE a (x BIGINT)")}};
        QCOMPARE(codeOf(migrate(*database, onlyPostgres)), "STORE_MISUSE");
    }

    void aKilledMigrationLeavesTheOldSchema() {
        const QString file = path();
        {
            const auto database = opened(file);
            QVERIFY(database && migrate(*database, kMigrations.mid(0, 1)));
        }
        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedChannels);
        child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--migrate"), file});
        QVERIFY(child.waitForStarted());
        // The long step has written megabytes into the write-ahead log: it is killed in the middle.
        const QString wal = file + QStringLiteral("-wal");
        for (QDeadlineTimer deadline(60'000); sizeOf(wal) < 30'000'000; QThread::msleep(5)) {
            QVERIFY(!deadline.hasExpired());
            QVERIFY(!child.waitForFinished(0));
        }
        child.kill();
        QVERIFY(child.waitForFinished());
        QCOMPARE(child.exitStatus(), QProcess::CrashExit);

        const auto database = opened(file);
        QVERIFY(database);
        QCOMPARE(*schemaVersion(*database), 1);
        QCOMPARE(text(*database, "SELECT count(*) FROM a"), QStringLiteral("3"));
        QCOMPARE(text(*database, "SELECT count(*) FROM sqlite_master WHERE name = 'b'"), QStringLiteral("0"));
        QList<Migration> shorter = kMigrations;
        shorter[1].sqlite.replace(QStringLiteral("100000000"), QStringLiteral("10"));
        QVERIFY(migrate(*database, shorter));
        QCOMPARE(text(*database, "SELECT count(*) FROM b"), QStringLiteral("10"));
        QCOMPARE(text(*database, "PRAGMA integrity_check"), QStringLiteral("ok"));
    }
};

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.size() == 3 && arguments[1] == QStringLiteral("--migrate")) {
        const auto database = opened(arguments[2]);
        return database && migrate(*database, kMigrations) ? 0 : 1;
    }
    SqliteTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "SqliteTest.moc"
