// The walk over a site's days: what it suspects stands in the queue and in the log, once.
#include "server/fraud/SitePatrol.h"
#include "server/fraud/FraudService.h"

#include "core/audit/LogVerifier.h"
#include "tests/support/SyncWorld.h"

using namespace haziri;
using namespace haziri::test;

class SitePatrolTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void ghostsOfASiteAreToldOnce() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const WorkerId ghost = world.addWorker(world.site);
        const auto marked = [&](const WorkerId& worker, bool byHand) {
            auto packet = laptop.mark();
            auto& body = std::get<protocol::Attendance>(packet.body);
            body.workerId = worker;
            if (byHand)
                body.method = protocol::Method::Manual, body.match.reset(), body.reason = "his face is bandaged";
            world.clock.advance(60'000);
            return laptop.sign(packet);
        };
        QList<QByteArray> packets{marked(ghost, false)};
        for (int i = 0; i < 5; ++i)
            packets.append(marked(world.addWorker(world.site), true));
        for (const auto& result : world.send(laptop, packets).answer.results)
            QVERIFY(result.status != protocol::PacketStatus::Rejected);

        fraud::SitePatrol patrol(world.log, world.random);
        QCOMPARE(must(patrol.walk(world.database(), *world.writer, world.clock.now())), 0); // the day is not over
        world.clock.advance(8LL * 86'400'000);
        // One laptop's day by hand, and six who came once and never again.
        QCOMPARE(must(patrol.walk(world.database(), *world.writer, world.clock.now())), 7);
        QCOMPARE(must(patrol.walk(world.database(), *world.writer, world.clock.now())), 0);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM fraud_event WHERE code = 'GHOST_WORKER'")), 6);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM fraud_event WHERE code = 'MANUAL_SHARE'")), 1);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM mark WHERE status = 'held'")), 5); // as before

        // The dearest suspicion stands first.
        fraud::FraudService review(world.log, world.attendance);
        const auto list = must(review.list(world.database(), "open", {}, 10, fraud::FraudService::Order::Loss));
        const auto first = list[QLatin1String("events")].toArray().first().toObject();
        QCOMPARE(first[QLatin1String("code")].toString(), QStringLiteral("GHOST_WORKER"));
        QCOMPARE(first[QLatin1String("reason")].toString(), QStringLiteral("ghost.neverSeenAgain"));
        QVERIFY(!first[QLatin1String("index")].isNull());
        audit::LogVerifier verifier;
        for (const auto& served : must(world.log.entries(world.database(), 0, 1000)).entries)
            verifier.add(served);
        QVERIFY(!verifier.close(must(world.log.checkpoint(world.database())).value));
    }
};

QTEST_GUILESS_MAIN(SitePatrolTest)
#include "SitePatrolTest.moc"
