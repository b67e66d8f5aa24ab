// The power goes at a random moment and takes what no fsync has made durable: what was acknowledged is still there.
#include "core/audit/LogVerifier.h"
#include "tests/support/FaultyDisk.h"
#include "tests/support/OutboxBench.h"
#include "tests/support/SyncWorld.h"

#include <QTest>

using namespace haziri;
using namespace haziri::test;

namespace {

constexpr int kRounds = 60;

/// Lets the power go at about one of every `every` steps, up to kRounds times, each into a folder of its own.
struct Outages {
    FaultyDisk& disk;
    QTemporaryDir folder;
    QList<qint64> acknowledged; ///< how much had been when the power went, by round
    qint64 now = 0;             ///< how much has been acknowledged so far

    Outages(FaultyDisk& chosen, int every)
        : disk(chosen) {
        disk.beforeEachStep([this, every, random = std::mt19937(5)](qint64) mutable {
            if (acknowledged.size() >= kRounds || random() % uint(every)) return;
            disk.powerLoss(at(acknowledged.size()));
            acknowledged.append(now);
        });
    }
    ~Outages() { disk.beforeEachStep({}); }
    QString at(qsizetype round) const { return folder.filePath(QString::number(round)); }
};

} // namespace

class PowerLossTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void everyMarkThatWasAcknowledgedIsThere() {
        OutboxBench bench;
        QList<OutboxBench::Mark> marks;
        QList<qint64> acknowledged;
        QTemporaryDir left;
        {
            FaultyDisk disk(11);
            auto box = must(bench.open(bench.dir.path()));
            must(box->beginEpoch(1, "token"));
            Outages outages(disk, 6);
            for (int i = 0; i < 80; ++i) {
                marks.append(must(bench.append(*box)));
                outages.now = marks.size();
                if (i % 7 == 6) must(box->settle(OutboxBench::synced(marks[i - 3])));
                if (i % 20 == 19) must(box->photoSent(marks[i - 3 - 10].photo));
            }
            box.reset();
            acknowledged = outages.acknowledged;
            left.swap(outages.folder);
        }
        QVERIFY2(acknowledged.size() >= 40, "the power was to go often");
        for (qsizetype round = 0; round < acknowledged.size(); ++round) {
            auto box = bench.open(left.filePath(QString::number(round)));
            QVERIFY2(box.has_value(), box ? "" : box.error().code.constData());
            const auto end = must((*box)->chain());
            QVERIFY2(end.seq >= acknowledged[round] && end.seq <= acknowledged[round] + 1,
                     qPrintable(QStringLiteral("round %1: %2 marks were shown, %3 are left")
                                    .arg(round)
                                    .arg(acknowledged[round])
                                    .arg(end.seq)));
            const auto rows = must((*box)->queue(1000, false));
            QCOMPARE(rows.size(), end.seq);
            for (qsizetype i = 0; i < rows.size(); ++i) {
                QCOMPARE(rows[i].seq, i + 1);
                QCOMPARE(rows[i].packetId, marks[i].id);
                QVERIFY(rows[i].state != outbox::PacketState::Quarantined);
            }
            // And it goes on as if nothing had been.
            QCOMPARE(must(bench.append(**box)).seq, end.seq + 1);
        }
    }

    void theServersAcknowledgementsHold() {
        FaultyDisk disk(12);
        QTemporaryDir left;
        QList<qint64> acknowledged;
        auto world = std::make_unique<SyncWorld>();
        {
            Outages outages(disk, 5);
            TestLaptop laptop(*world, world->site);
            for (int batch = 0; batch < 25; ++batch) {
                const auto packets = laptop.signMarks(4);
                const auto reply = world->send(laptop, packets);
                QCOMPARE(reply.status, 200);
                outages.now = reply.answer.results.constLast().index.value() + 1;
            }
            acknowledged = outages.acknowledged;
            left.swap(outages.folder);
        }
        QVERIFY2(acknowledged.size() >= 30, "the power was to go often");
        for (qsizetype round = 0; round < acknowledged.size(); ++round) {
            auto database = must(sql::Database::open(QStringLiteral("sqlite:") + left.filePath(QString::number(round)) +
                                                     QStringLiteral("/server.db")));
            const auto page = must(world->log.entries(*database, 0, 1000));
            QVERIFY2(page.entries.size() >= acknowledged[round],
                     qPrintable(QStringLiteral("round %1: %2 entries were acknowledged, %3 are left")
                                    .arg(round)
                                    .arg(acknowledged[round])
                                    .arg(page.entries.size())));
            audit::LogVerifier verifier;
            for (const auto& served : page.entries)
                verifier.add(served);
            QVERIFY(!verifier.close(must(world->log.checkpoint(*database)).value));
        }
        world.reset();
    }

    /// The check can fail: without an fsync at each commit the same outages lose what was acknowledged.
    void aStoreThatDoesNotSyncIsFoundOut() {
        FaultyDisk disk(13);
        QTemporaryDir home;
        Outages outages(disk, 3);
        auto database =
            must(sql::Database::open(QStringLiteral("sqlite:") + home.filePath(QStringLiteral("careless.db"))));
        must(database->run(QStringLiteral("PRAGMA synchronous=OFF")));
        must(database->run(QStringLiteral("CREATE TABLE t (n INTEGER PRIMARY KEY)")));
        for (int i = 0; i < 100; ++i) {
            must(database->run(QStringLiteral("INSERT INTO t VALUES (?)"), {i}));
            outages.now = i + 1;
        }
        database.reset();
        int lost = 0;
        for (qsizetype round = 0; round < outages.acknowledged.size(); ++round) {
            auto opened =
                sql::Database::open(QStringLiteral("sqlite:") + outages.at(round) + QStringLiteral("/careless.db"));
            qint64 here = 0;
            if (opened)
                if (auto rows = (*opened)->run(QStringLiteral("SELECT COUNT(*) FROM t")); rows && rows->next())
                    here = rows->integer(0);
            lost += here < outages.acknowledged[round];
        }
        QVERIFY(lost > 0);
    }
};

QTEST_GUILESS_MAIN(PowerLossTest)
#include "PowerLossTest.moc"
