// A server that goes back to an older state and says so: laptops send again what was lost. The real programs.
#include "tests/support/LaptopAndServer.h"

using namespace haziri;
using namespace haziri::test;

class LaptopRestoreTest : public LaptopAndServer {
    Q_OBJECT

  private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { stopServing(); }

    // A store that other tools put back, as a PostgreSQL's archive does.
    void aStoreThatWasPutBackIsAnnouncedByTheVerb() {
        QCOMPARE(mark("in").code, kOk);
        QCOMPARE(laptop("sync").code, kOk);
        stopServing();
        copyTree(at("server"), at("archive"));
        serve();
        for (const char* direction : {"out", "in"}) {
            QCOMPARE(mark(direction).code, kOk);
            QCOMPARE(laptop("sync").code, kOk);
        }
        stopServing();
        QVERIFY(QDir(at("server")).removeRecursively());
        copyTree(at("archive"), at("server"));
        const Run announced = office({QStringLiteral("announce-restore")});
        QVERIFY2(announced.code == kOk, announced.err.constData());
        const Run twice = office({QStringLiteral("announce-restore")});
        QVERIFY2(twice.err.contains("already") && twice.err.contains("--again"), "twice says no more than once");
        serve();
        QCOMPARE(mark("out").code, kOk);
        const Run synced = laptop("sync");
        QVERIFY2(synced.code == kOk, synced.out + synced.err);
        QVERIFY2(synced.err.contains("LOG_RESTORED"), synced.err.constData());
        QCOMPARE(synced.last()[QStringLiteral("sendingAgain")].toInt(), 2);
        QCOMPARE(synced.last()[QStringLiteral("restoredTo")].toInt(),
                 announced.out.trimmed().split(' ').last().toInt());

        // Put back once more to where the announcement is its newest entry, it is announced --again.
        stopServing();
        const auto size = [](const Run& said) { return said.out.trimmed().split(' ').last().toInt(); };
        const Run first = office({QStringLiteral("announce-restore")});
        QCOMPARE(first.code, kOk);
        QCOMPARE(office({QStringLiteral("announce-restore")}).code, kFailed);
        const Run again = office({QStringLiteral("announce-restore"), QStringLiteral("--again")});
        QVERIFY2(again.code == kOk, again.err.constData());
        QCOMPARE(size(again), size(first) + 1);
        QCOMPARE(exportedLog().count("\\\"kind\\\":\\\"restore\\\""), 3);
    }

    // Announced: the laptop sends again what was lost. And one restore excuses one step back.
    void anAnnouncedRestoreIsTakenAndTheLostMarksAreSentAgain() {
        QCOMPARE(mark("in").code, kOk);
        QCOMPARE(laptop("sync").code, kOk);
        const Run backed = office({QStringLiteral("backup"), at("backup.tar")});
        QVERIFY2(backed.code == kOk, backed.err.constData());
        for (const char* direction : {"out", "in"}) {
            QCOMPARE(mark(direction).code, kOk);
            QCOMPARE(laptop("sync").code, kOk);
        }
        stopServing();
        QVERIFY(QDir(at("server")).removeRecursively());
        const Run restored = office({QStringLiteral("restore"), at("backup.tar")});
        QVERIFY2(restored.code == kOk, restored.err.constData());
        serve();
        QCOMPARE(mark("out").code, kOk);
        const Run synced = laptop("sync");
        QVERIFY2(synced.code == kOk, synced.out + synced.err);
        QVERIFY2(synced.err.contains("LOG_RESTORED"), synced.err.constData());
        QCOMPARE(synced.last()[QStringLiteral("sendingAgain")].toInt(), 2);
        QVERIFY(synced.last()[QStringLiteral("restoredTo")].toInt() > 0);
        // What was lost has its place in the chain again. The new mark was sent before anybody could know of the
        // restore, so the server saw a hole before it.
        const auto rows = laptop("queue").lines();
        QCOMPARE(rows.size(), 4);
        for (int i = 0; i < 4; ++i) {
            QCOMPARE(rows[i][QStringLiteral("status")].toString(), QStringLiteral("held"));
            QCOMPARE(rows[i][QStringLiteral("code")].toString(),
                     i < 3 ? QStringLiteral("MANUAL") : QStringLiteral("CHAIN_GAP"));
        }
        QCOMPARE(office({QStringLiteral("export-log"), at("log.jsonl")}).code, kOk);
        QFile log(at("log.jsonl"));
        QVERIFY(log.open(QIODevice::ReadOnly));
        const QByteArray entries = log.readAll();
        QCOMPARE(entries.count("\\\"kind\\\":\\\"attendance\\\""), 4);
        QCOMPARE(entries.count("\\\"kind\\\":\\\"restore\\\""), 1);
        QCOMPARE(laptop("sync").last()[QStringLiteral("sent")].toInt(), 0);

        stopServing();
        copyTree(at("server"), at("copy"));
        serve();
        QCOMPARE(mark("in").code, kOk);
        QCOMPARE(laptop("sync").code, kOk);
        stopServing();
        QVERIFY(QDir(at("server")).removeRecursively());
        copyTree(at("copy"), at("server"));
        serve();
        QCOMPARE(laptop("sync").last()[QStringLiteral("code")].toString(), QStringLiteral("LOG_FORK"));
    }

    // A laptop that was enrolled after the backup, for the first time or anew: the restored server knows neither its
    // keys nor its marks. Enrolled again it brings both back: no mark is lost, none is refused.
    void marksOfAnEnrolmentThatARestoreLostAreSentAgain_data() {
        QTest::addColumn<bool>("isNewLaptop");
        QTest::newRow("a laptop that is not known at all") << true;
        QTest::newRow("a new epoch of a known one") << false;
    }
    void marksOfAnEnrolmentThatARestoreLostAreSentAgain() {
        QFETCH(bool, isNewLaptop);
        QCOMPARE(mark("in").code, kOk);
        QCOMPARE(laptop("sync").code, kOk);
        QCOMPARE(office({QStringLiteral("backup"), at("backup.tar")}).code, kOk);
        if (isNewLaptop) QVERIFY(QDir(at("laptop")).removeRecursively());
        QCOMPARE(enrol().code, kOk);
        QCOMPARE(laptop("sync").code, kOk);
        for (const char* direction : {"in", "out"})
            QCOMPARE(mark(direction).code, kOk);
        QCOMPARE(laptop("sync").code, kOk); // acknowledged, and lost
        QCOMPARE(mark("in").code, kOk);     // waits
        stopServing();
        QVERIFY(QDir(at("server")).removeRecursively());
        QCOMPARE(office({QStringLiteral("restore"), at("backup.tar")}).code, kOk);
        serve();
        const Run stranger = laptop("sync");
        QVERIFY2(stranger.code == kFailed, stranger.out + stranger.err);
        QVERIFY2(laptop("queue").out.count("\"pending\"") >= 1, stranger.out);
        const Run again = enrol();
        QVERIFY2(again.code == kOk, again.err.constData());
        QCOMPARE(mark("out").code, kOk);
        for (int i = 0; i < 2; ++i) { // the first may learn of the restore
            const Run synced = laptop("sync");
            QVERIFY2(synced.code == kOk, synced.out + synced.err);
        }
        for (const QJsonObject& row : laptop("queue").lines())
            QVERIFY2(row[QStringLiteral("status")] == QStringLiteral("held") ||
                         row[QStringLiteral("status")] == QStringLiteral("synced"),
                     QJsonDocument(row).toJson().constData());
        const QByteArray log = exportedLog();
        QCOMPARE(log.count("\\\"kind\\\":\\\"attendance\\\""), 5);
        QCOMPARE(log.count("\\\"kind\\\":\\\"fraud\\\""), 0);
        QVERIFY(log.contains("takenBack"));
    }
};

QTEST_GUILESS_MAIN(LaptopRestoreTest)
#include "LaptopRestoreTest.moc"
