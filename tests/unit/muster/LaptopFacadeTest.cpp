// The laptop as the window has it, from registration to sync.
#include "core/muster/Laptop.h"
#include "tests/support/LaptopBench.h"

#include <QtTest>

using namespace haziri;
using namespace haziri::muster;
using Kind = MarkOutcome::Kind;

class LaptopFacadeTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void damagedEnrolmentDataCanBeRenewed() {
        test::LaptopBench bench;
        bench.mark();
        bench.engine.reset();
        bench.client.reset();
        bench.profile.reset();
        {
            auto database =
                sql::Database::open(QStringLiteral("sqlite:") + outboxPath(bench.dir.filePath(QStringLiteral("p"))));
            QVERIFY((*database)->run(
                QStringLiteral("UPDATE held_values SET sealed = x'00' WHERE name IN ('registration', 'token')")));
        }
        bench.reopen();
        QVERIFY(!bench.profile->isRegistered());
        QCOMPARE(bench.pending(), 1);
        bench.server.epoch = 2;
        QCOMPARE(bench.registerHere(), QByteArray());
        QVERIFY(bench.profile->isRegistered());
        bench.startEngine();
        bench.mark();
        QCOMPARE(bench.run().accepted, 2); // the one from before too
    }

    void theFacadeFromRegistrationToSync() {
        QTemporaryDir dir;
        QFile pass(dir.filePath(QStringLiteral("pass")));
        QVERIFY(pass.open(QIODevice::WriteOnly));
        pass.write("p");
        pass.close();
        test::PretendServer server;
        SystemClock realClock;
        server.clock.wall = realClock.now().value;
        server.clock.bootId = realClock.boot().bootId;
        Laptop::Options options;
        options.profileDir = dir.filePath(QStringLiteral("p"));
        options.keyPassphraseFile = pass.fileName();
        options.autoSync = false;
        options.makeTransport = [&](const QUrl&, const QByteArray&) {
            return std::make_unique<test::PretendLine>(server);
        };
        const auto waitFor = [](QSignalSpy& spy) { return !spy.isEmpty() || spy.wait(5000); };
        {
            Laptop laptop(options);
            QSignalSpy opened(&laptop, &Laptop::opened), registered(&laptop, &Laptop::registered),
                failed(&laptop, &Laptop::registerFailed);
            QSignalSpy marked(&laptop, &Laptop::marked), synced(&laptop, &Laptop::syncFinished),
                roll(&laptop, &Laptop::rollReady);
            QSignalSpy marks(&laptop, &Laptop::marksReady);
            laptop.open();
            QVERIFY(waitFor(opened));
            QVERIFY(!laptop.isRegistered());
            laptop.registerDevice(QStringLiteral("haziri://127.0.0.1:4433/enrol?code=CODECODECODECODE&pin=") +
                                  QString(43, QLatin1Char('A')));
            QVERIFY2(waitFor(registered), failed.isEmpty() ? "" : failed.at(0).at(0).toByteArray().constData());
            QVERIFY(laptop.isRegistered());
            QCOMPARE(laptop.site().name, QStringLiteral("Tower 7"));
            QCOMPARE(laptop.user().name, QStringLiteral("Meena Supervisor"));
            QCOMPARE(laptop.clock().cls, ClockClass::Anchored);
            crypto::SystemRandom random;
            const WorkerId worker = WorkerId::generate(realClock, random);
            QImage picture(64, 64, QImage::Format_RGB32);
            picture.fill(Qt::gray);
            const qint64 request = laptop.markManually(worker, Direction::In, QStringLiteral("no light"), picture);
            QVERIFY(waitFor(marked));
            const auto outcome = marked.at(0).at(0).value<MarkOutcome>();
            QCOMPARE(outcome.request, request);
            QCOMPARE(outcome.kind, Kind::Held);
            laptop.requestRoll(QDate::currentDate());
            QVERIFY(waitFor(roll));
            QCOMPARE(roll.at(0).at(0).value<RollSnapshot>().held, 1);
            laptop.requestMarksOf(worker, QDate::currentDate());
            QVERIFY(waitFor(marks));
            const auto details = marks.at(0).at(2).value<QList<MarkDetail>>();
            QCOMPARE(details.size(), 1);
            QCOMPARE(details.at(0).photo.size(), QSize(64, 64));
            laptop.syncNow();
            QVERIFY(waitFor(synced));
            const auto summary = synced.at(0).at(1).value<SyncSummary>();
            QVERIFY2(summary.ok, summary.code.constData());
            QCOMPARE(summary.accepted, 1);
            QCOMPARE(summary.photosSent, 1);
            QCOMPARE(laptop.line().state, LineState::Online);
            QCOMPARE(laptop.queue().packetsWaiting, 0);
            // A second one on the same profile is told who is first.
            Laptop second(options);
            QSignalSpy refused(&second, &Laptop::openFailed);
            second.open();
            QVERIFY(waitFor(refused));
            QCOMPARE(refused.at(0).at(0).toByteArray(), QByteArray("PROFILE_IN_USE"));
        }
        Laptop again(options);
        QSignalSpy opened(&again, &Laptop::opened), rows(&again, &Laptop::queueReady);
        again.open();
        QVERIFY(waitFor(opened));
        QVERIFY(again.isRegistered());
        again.requestQueue();
        QVERIFY(waitFor(rows));
        QCOMPARE(rows.at(0).at(0).value<QList<QueueRow>>().at(0).status, QByteArray("synced"));
    }
};

QTEST_GUILESS_MAIN(LaptopFacadeTest)
#include "LaptopFacadeTest.moc"
