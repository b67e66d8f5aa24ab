// A log that went back: a restore that the server announced, and one that it did not.
#include "core/sync/SyncEngine.h"

#include "core/base/Base64Url.h"
#include "tests/support/LaptopBench.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace haziri;
using Bench = haziri::test::LaptopBench;
using outbox::PacketState;
using sync::HttpAnswer;
using sync::HttpRequest;
using sync::RunSummary;
using sync::SyncEngine;

class SyncRestoreTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void anAnnouncedRestoreIsTaken() {
        Bench bench;
        for (int i = 0; i < 3; ++i)
            bench.mark();
        bench.run();
        const auto before = *bench.profile->outbox().checkpoint();
        QCOMPARE(before.size, 4);
        QList<PacketId> lost{bench.mark("jpeg one"), bench.mark()};
        bench.run();
        bench.server.verdicts[bench.mark().toText()] = {protocol::PacketStatus::Rejected, "TIME_WINDOW"};
        bench.run();
        const QByteArray ours = bench.profile->outbox().checkpoint()->note;
        QList<QByteArray> all;
        for (const auto& jws : bench.server.committed)
            all.append(jws);
        QCOMPARE(all.size(), 5);
        bench.server.photos.clear();
        bench.server.clock.advance(60'000);
        bench.server.restore(4, bench.server.clock.now());
        bench.server.clock.advance(60'000);

        QSignalSpy told(bench.engine.get(), &SyncEngine::logRestored);
        bench.mark();
        const RunSummary run = bench.run();
        QCOMPARE(run.code, QByteArray());
        QCOMPARE(run.restoredTo, 4);
        QCOMPARE(run.sendingAgain, 3);
        QCOMPARE(told.size(), 1);
        QCOMPARE(bench.pending(), 0);
        QCOMPARE(bench.server.photos.size(), std::size_t(1));
        // The same bytes, and the new mark, which came first: it was sent before anybody could know.
        for (const QByteArray& jws : all)
            QVERIFY(bench.server.committed.contains(jws));
        QCOMPARE(bench.server.committed.size(), 6);
        for (const PacketId& id : lost)
            QCOMPARE(bench.stateOf(id), PacketState::Synced);
        QCOMPARE(bench.profile->outbox().summary()->rejected, 1);
        auto database = sql::Database::open(QStringLiteral("sqlite:") +
                                            muster::outboxPath(bench.dir.filePath(QStringLiteral("p"))));
        auto rows = (*database)->run(QStringLiteral("SELECT code, ours FROM evidence"));
        QVERIFY(rows->next());
        QCOMPARE(rows->bytes(0), QByteArray("LOG_RESTORED"));
        QCOMPARE(rows->bytes(1), ours);
        QVERIFY(!rows->next());
        QCOMPARE(bench.run().code, QByteArray());
        QCOMPARE(bench.run().restoredTo, -1);

        // One restore excuses one step back.
        bench.mark();
        bench.run();
        bench.server.restore(6, {});
        bench.mark();
        QCOMPARE(bench.run().code, QByteArray("LOG_FORK"));
    }

    void aRestoreIsNotBelievedWithoutProof_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("not announced") << 0;
        QTest::newRow("announced long ago") << 1;
        QTest::newRow("announced for later") << 2;
        QTest::newRow("announced, and the past rewritten") << 3;
        QTest::newRow("the entry is not in the log") << 4;
        QTest::newRow("announced where nothing was lost") << 5;
    }
    void aRestoreIsNotBelievedWithoutProof() {
        QFETCH(int, kind);
        Bench bench;
        bench.mark();
        bench.run();
        const UnixMillis early = bench.server.clock.now();
        bench.server.clock.advance(60'000);
        bench.mark();
        bench.run();
        bench.mark();
        bench.run(); // checkpoints of 2, 3 and 4 entries
        bench.server.clock.advance(60'000);
        const UnixMillis now = bench.server.clock.now();
        if (kind == 0) bench.server.restore(2, {});
        if (kind == 1) bench.server.restore(2, early);
        if (kind == 2) bench.server.restore(2, UnixMillis{now.value + 3600'000});
        if (kind == 3) {
            bench.server.rewriteLog(2);
            bench.server.restore(2, now);
        }
        if (kind == 4) {
            bench.server.restore(2, now);
            bench.server.rewriteLog(4);
        }
        if (kind == 5) {
            bench.server.rewriteLog(8);
            bench.server.restore(6, now);
        }
        bench.mark();
        const qint64 waiting = bench.pending();
        QCOMPARE(bench.run().code, QByteArray("LOG_FORK"));
        QCOMPARE(bench.engine->state(), SyncEngine::State::Stopped);
        QCOMPARE(bench.pending(), waiting);
    }

    // What a gateway says, or a server that limits, is no word about the restore; the server's own "malformed" is.
    void onlyTheServerItselfMaySayThatThereIsNoRestore_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("decides");
        const QByteArray page = "<html>blocked</html>", problem = R"({"code":"MALFORMED","status":400})";
        for (const int status : {400, 402, 403, 404, 407, 410, 422, 425, 429, 451, 500, 503})
            QTest::addRow("%d, a page", status) << status << page << false;
        for (const int status : {400, 404, 410, 422})
            QTest::addRow("%d, a problem", status) << status << problem << true;
        for (const int status : {401, 403, 408, 425, 429, 503})
            QTest::addRow("%d, a problem", status) << status << problem << false;
    }
    void onlyTheServerItselfMaySayThatThereIsNoRestore() {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(bool, decides);
        Bench bench;
        bench.mark();
        bench.run();
        bench.mark();
        bench.run();
        bench.server.clock.advance(60'000);
        bench.server.restore(2, bench.server.clock.now());
        bench.line.twist = [&](const HttpRequest& request, HttpAnswer answer) -> Result<HttpAnswer> {
            if (!request.path.startsWith("/api/v5/audit/inclusion")) return answer;
            answer.status = status;
            answer.body = body;
            return answer;
        };
        const QByteArray code = bench.run().code;
        QCOMPARE(code == "LOG_FORK", decides);
        QCOMPARE(bench.engine->state(), decides ? SyncEngine::State::Stopped : SyncEngine::State::BackingOff);
        if (decides) return;
        bench.line.twist = nullptr;
        QCOMPARE(bench.run().sendingAgain, 1);
    }

    // Enrolled after the backup was made: nothing that is left was ever witnessed here.
    void aLaptopFromAfterTheBackupNeedsAPersonsWord_data() {
        QTest::addColumn<bool>("enrolledAgain");
        QTest::newRow("only restored") << false;
        QTest::newRow("and enrolled again") << true;
    }
    void aLaptopFromAfterTheBackupNeedsAPersonsWord() {
        QFETCH(bool, enrolledAgain);
        Bench bench;
        bench.server.rewriteLog(6); // others worked here before
        bench.server.epoch = 2;
        bench.profile.reset();
        QVERIFY(QDir(bench.dir.filePath(QStringLiteral("p"))).removeRecursively());
        bench.reopen();
        QCOMPARE(bench.registerHere(), QByteArray());
        bench.startEngine();
        bench.mark();
        QCOMPARE(bench.run().code, QByteArray());
        bench.server.clock.advance(60'000);
        bench.server.restore(4, bench.server.clock.now());
        bench.server.clock.advance(60'000);
        if (enrolledAgain) {
            bench.engine.reset();
            bench.server.epoch = 3;
            QCOMPARE(bench.registerHere(), QByteArray());
            bench.startEngine();
        }
        const RunSummary run = bench.run();
        QCOMPARE(run.code, enrolledAgain ? QByteArray() : QByteArray("LOG_FORK"));
        QCOMPARE(run.sendingAgain, enrolledAgain ? 1 : 0);
        QCOMPARE(run.restoredTo, enrolledAgain ? 4 : -1);
    }

    void aLineThatFailsWhileItIsAskedDecidesNothing() {
        Bench bench;
        bench.mark();
        bench.run();
        bench.mark();
        bench.run();
        bench.server.clock.advance(60'000);
        bench.server.restore(2, bench.server.clock.now());
        bench.line.twist = [](const HttpRequest& request, HttpAnswer answer) -> Result<HttpAnswer> {
            if (request.path.startsWith("/api/v5/audit/consistency")) return fail("OFFLINE", QString());
            return answer;
        };
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(bench.run().code, QByteArray("OFFLINE"));
            QCOMPARE(bench.engine->state(), SyncEngine::State::BackingOff);
        }
        bench.line.twist = nullptr;
        const RunSummary run = bench.run();
        QCOMPARE(run.code, QByteArray());
        QCOMPARE(run.sendingAgain, 1);
    }

    void rewrittenHistoryStopsTheEngineForGood_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("shorter") << 0;
        QTest::newRow("same length") << 1;
        QTest::newRow("longer, without proof") << 2;
        QTest::newRow("longer, with a spoilt proof") << 3;
    }
    void rewrittenHistoryStopsTheEngineForGood() {
        QFETCH(int, kind);
        Bench bench;
        for (int i = 0; i < 5; ++i)
            bench.mark();
        QCOMPARE(bench.run().checkpointSize, 6);
        const QByteArray ours = bench.profile->outbox().checkpoint()->note;
        if (kind == 0) bench.server.rewriteLog(3);
        if (kind == 1) bench.server.rewriteLog(6);
        if (kind == 2) bench.server.rewriteLog(9);
        if (kind == 3) {
            bench.server.consistencyFaults = 1;
            bench.mark();
        }
        const qint64 waiting = bench.pending();
        QCOMPARE(bench.run().code, QByteArray("LOG_FORK"));
        QCOMPARE(bench.engine->state(), SyncEngine::State::Stopped);
        QCOMPARE(bench.pending(), waiting);
        QCOMPARE(bench.profile->outbox().checkpoint()->note, ours);
        auto database = sql::Database::open(QStringLiteral("sqlite:") +
                                            muster::outboxPath(bench.dir.filePath(QStringLiteral("p"))));
        auto rows = (*database)->run(QStringLiteral("SELECT code, ours, theirs FROM evidence"));
        QVERIFY(rows->next());
        QCOMPARE(rows->bytes(0), QByteArray("LOG_FORK"));
        QCOMPARE(rows->bytes(1), ours);
        QVERIFY(rows->bytes(2) != ours && rows->bytes(2).startsWith("pretend.example/log\n"));
        // Not even a restart makes it trust that server again.
        const int before = bench.server.syncs;
        bench.reopen();
        bench.startEngine();
        QCOMPARE(bench.engine->state(), SyncEngine::State::Stopped);
        QCOMPARE(bench.run().code, QByteArray("LOG_FORK"));
        QCOMPARE(bench.server.syncs, before);
    }
};

QTEST_GUILESS_MAIN(SyncRestoreTest)
#include "SyncRestoreTest.moc"
