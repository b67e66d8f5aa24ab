// A fault at every write in turn: the disk is full or broken from the n-th step on, for every n until nothing fails.
#include "core/audit/LogVerifier.h"
#include "core/muster/Laptop.h"
#include "tests/support/FaultyDisk.h"
#include "tests/support/LaptopBench.h"
#include "tests/support/OutboxBench.h"
#include "tests/support/SyncWorld.h"

#include <QSignalSpy>
#include <QTest>

using namespace haziri;
using namespace haziri::test;
using protocol::PacketStatus;

class DiskFaultsTest : public QObject {
    Q_OBJECT

    static void addFaults() {
        QTest::addColumn<FaultyDisk::Fault>("fault");
        QTest::newRow("full") << FaultyDisk::Fault::Full;
        QTest::newRow("broken") << FaultyDisk::Fault::Broken;
    }

    static bool verifies(SyncWorld& world) {
        audit::LogVerifier verifier;
        for (const auto& served : must(world.log.entries(world.database(), 0, 1000)).entries)
            verifier.add(served);
        return !verifier.close(must(world.log.checkpoint(world.database())).value);
    }

  private Q_SLOTS:
    void aLaptopLosesNoMark_data() { addFaults(); }
    void aLaptopLosesNoMark() {
        QFETCH(FaultyDisk::Fault, fault);
        FaultyDisk disk(21);
        int rounds = 0;
        for (bool wasHurt = true; wasHurt; ++rounds) {
            QVERIFY2(rounds < 300, "an end of the steps was to come");
            OutboxBench bench;
            auto box = must(bench.open(bench.dir.path()));
            must(box->beginEpoch(1, "token"));
            QList<OutboxBench::Mark> shown{must(bench.append(*box))};
            disk.failAfter(rounds, fault);
            for (int i = 0; i < 3; ++i) {
                if (auto mark = bench.append(*box))
                    shown.append(*mark);
                else
                    QCOMPARE(mark.error().code, QByteArray("STORE_UNAVAILABLE"));
                if (auto settled = box->settle(OutboxBench::synced(shown.first())); !settled)
                    QCOMPARE(settled.error().code, QByteArray("STORE_UNAVAILABLE"));
            }
            wasHurt = disk.hasFailed();
            disk.mend();
            // The same object recovers by itself, and what was shown before is there after a new start too.
            shown.append(must(bench.append(*box)));
            box.reset();
            box = must(bench.open(bench.dir.path()));
            const auto rows = must(box->queue(100, false));
            QCOMPARE(rows.size(), shown.size());
            for (qsizetype i = 0; i < rows.size(); ++i) {
                QCOMPARE(rows[i].seq, i + 1);
                QCOMPARE(rows[i].packetId, shown[i].id);
                QVERIFY(rows[i].state != outbox::PacketState::Quarantined);
                QCOMPARE(must(box->photo(shown[i].photo)).size(), 3000);
            }
        }
        QVERIFY2(rounds > 10, "the disk was to fail in many places");
    }

    // Ending the program on a full disk is no way around the lock.
    void aLockHoldsOnAFullDisk() {
        FaultyDisk disk(23);
        test::LaptopBench bench;
        bench.engine.reset();
        bench.client.reset();
        bench.profile.reset();
        muster::Laptop::Options options;
        options.profileDir = bench.dir.filePath(QStringLiteral("p"));
        options.keyPassphraseFile = bench.dir.filePath(QStringLiteral("pass"));
        options.autoSync = false;
        options.clock = &bench.server.clock;
        options.makeTransport = [&](const QUrl&, const QByteArray&) {
            return std::make_unique<test::PretendLine>(bench.server);
        };
        const auto opened = [&] {
            auto laptop = std::make_unique<muster::Laptop>(options);
            QSignalSpy spy(laptop.get(), &muster::Laptop::opened);
            laptop->open();
            if (spy.isEmpty() && !spy.wait(10'000)) qFatal("it does not open");
            return laptop;
        };
        auto laptop = opened();
        QVERIFY(!laptop->isLocked());
        disk.failAfter(0, FaultyDisk::Fault::Full);
        laptop->lock();
        QTRY_VERIFY(disk.hasFailed());
        laptop.reset();
        disk.mend();
        laptop = opened();
        QVERIFY(laptop->isLocked());
        QSignalSpy signedIn(laptop.get(), &muster::Laptop::signedIn);
        laptop->signIn(QStringLiteral("ramesh"),
                       crypto::SecretBytes::copyOf(QStringLiteral("s3cret \"quoted\" \\ हाज़िरी").toUtf8()));
        QVERIFY(!signedIn.isEmpty() || signedIn.wait(20'000));
        laptop.reset();
        QVERIFY(!opened()->isLocked());
    }

    // A server that started while its disk took nothing answered 503 until somebody started it again.
    void aStoreThatCouldOnlyBeReadWhenItWasOpenedIsWrittenAgain() {
        FaultyDisk disk(5);
        const QTemporaryDir folder;
        const QString url = QStringLiteral("sqlite:") + folder.filePath(QStringLiteral("db"));
        QVERIFY(must(sql::Database::open(url))->script(QStringLiteral("CREATE TABLE a (x BIGINT);;\n")));
        disk.openOnlyToRead(true);
        const auto database = must(sql::Database::open(url));
        const auto write = [&]() -> Result<void> {
            auto transaction = sql::Transaction::begin(*database);
            if (!transaction) return fail(transaction.error());
            if (auto done = database->run(QStringLiteral("INSERT INTO a VALUES (1)")); !done) return fail(done.error());
            return transaction->commit();
        };
        for (int i = 0; i < 2; ++i) {
            const auto refused = write();
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, QByteArray("STORE_UNAVAILABLE"));
            const auto seen = database->run(QStringLiteral("SELECT COUNT(*) FROM a"));
            QVERIFY2(seen, "what can be read is still read");
        }
        disk.openOnlyToRead(false);
        QVERIFY(write());
        auto rows = must(database->run(QStringLiteral("SELECT COUNT(*) FROM a")));
        QVERIFY(rows.next());
        QCOMPARE(rows.integer(0), qint64(1));
    }

    void aServerAcknowledgesAllOrNothing_data() { addFaults(); }
    void aServerAcknowledgesAllOrNothing() {
        QFETCH(FaultyDisk::Fault, fault);
        FaultyDisk disk(22);
        int rounds = 0, refused = 0;
        for (bool wasHurt = true; wasHurt; ++rounds) {
            QVERIFY2(rounds < 300, "an end of the steps was to come");
            SyncWorld world;
            TestLaptop laptop(world, world.site);
            QCOMPARE(world.send(laptop, {laptop.sign(laptop.mark())}).status, 200);
            const qint64 before = world.number(QStringLiteral("SELECT size FROM log_head"));
            const auto packets = laptop.signMarks(5);
            const QByteArray request = laptop.request(packets);
            disk.failAfter(rounds, fault);
            const auto answer = world.service->handle(request, laptop.caller());
            wasHurt = disk.hasFailed();
            disk.mend();
            QVERIFY2(answer.status == 200 || answer.status == 503, answer.body.constData());
            if (answer.status == 503) {
                ++refused;
                QVERIFY(!answer.body.contains("\"results\""));
                QCOMPARE(world.number(QStringLiteral("SELECT size FROM log_head")), before);
            }
            const auto again = world.send(laptop, packets);
            QCOMPARE(again.status, 200);
            for (const auto& result : again.answer.results)
                QCOMPARE(result.status, answer.status == 503 ? PacketStatus::Accepted : PacketStatus::Duplicate);
            QVERIFY(verifies(world));
        }
        QVERIFY2(refused > 5, "the disk was to fail in many places");
    }
};

QTEST_GUILESS_MAIN(DiskFaultsTest)
#include "DiskFaultsTest.moc"
