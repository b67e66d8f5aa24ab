// The server's store keeps one promise on both databases: the same batches, the same answers, the same log.
#include "tests/support/SqlStores.h"
#include "tests/support/SyncWorld.h"

#include "server/fraud/FraudService.h"

#include "core/audit/LogVerifier.h"

#include <thread>

using namespace haziri;
using namespace haziri::test;
using protocol::PacketStatus;

class SyncOnBothTest : public QObject {
    Q_OBJECT
    SqlStores m_stores;

  private Q_SLOTS:
    void initTestCase() { must(m_stores.prepare()); }

    void aBatchOfEverything_data() { SqlStores::addDialects(); }
    void aBatchOfEverything() {
        SyncWorld world(m_stores.url());
        TestLaptop laptop(world, world.site), thief(world, world.site);
        QList<QByteArray> packets{laptop.sign(laptop.mark())};
        world.clock.advance(5000);
        auto outside = laptop.mark();
        std::get<protocol::Attendance>(outside.body).geo.latE7 += 3'600'000;
        packets.append(laptop.sign(outside));
        auto late = laptop.mark();
        late.timestamp.value -= 86'400'000;
        packets.append(laptop.sign(late));
        packets.append(packets[0].chopped(4) + "AAAA");
        auto enrol = laptop.mark();
        enrol.kind = protocol::PacketKind::WorkerEnrol;
        enrol.body = protocol::WorkerEnrol{
            WorkerId::generate(world.clock, world.random), world.site.siteId, {{"m", QByteArray(16, 'v')}}, "vouch"};
        packets.append(laptop.sign(enrol));
        const QList<QByteArray> codes{"", "GEOFENCE", "TIME_WINDOW", "SIGNATURE_INVALID", ""};
        const auto first = world.send(laptop, packets);
        const auto second = world.send(laptop, packets);
        QCOMPARE(first.status, 200);
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(first[i].code, codes[i]);
            QCOMPARE(second[i].index, first[i].index);
            QCOMPARE(second[i].recordHash, first[i].recordHash);
        }
        QCOMPARE(world.send(thief, {packets[0]})[0].code, "REPLAY");
        QCOMPARE(second[0].status, PacketStatus::Duplicate);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM fraud_event")), 4);

        audit::LogVerifier verifier;
        for (const auto& served : must(world.log.entries(world.database(), 0, 1000)).entries)
            verifier.add(served);
        QVERIFY(!verifier.close(must(world.log.checkpoint(world.database())).value));

        fraud::FraudService fraud(world.log, world.attendance);
        const auto events = must(fraud.list(world.database(), "open", {}, 100));
        QCOMPARE(events[QLatin1String("total")].toInteger(), 4);
        QCOMPARE(must(world.attendance.list(world.database(), {}))[QLatin1String("marks")].toArray().size(), 3);
        const auto roster =
            must(store::WorkerRepository(world.database(), world.vaultKeys, world.random).withTemplates());
        QCOMPARE(roster.size(), 1);
        QCOMPARE(roster.first().templates.first().vector, QByteArray(16, 'v'));
        QCOMPARE(
            must(store::WorkerRepository(world.database(), world.vaultKeys, world.random).list({}, "ash", 10)).size(),
            1);
    }

    void theLogRefusesEdits_data() { SqlStores::addDialects(); }
    void theLogRefusesEdits() {
        SyncWorld world(m_stores.url());
        TestLaptop laptop(world, world.site);
        world.send(laptop, {laptop.sign(laptop.mark()), laptop.sign(laptop.mark())});
        for (const char* edit :
             {"UPDATE log_entry SET entry = 'x'", "DELETE FROM log_entry", "DELETE FROM log_node",
              "UPDATE log_sealed SET log_index = 99", "UPDATE log_head SET size = 0", "DELETE FROM log_head"}) {
            auto transaction = must(sql::Transaction::begin(world.database()));
            const auto done = world.database().run(QLatin1String(edit));
            QVERIFY2(!done, edit);
            QCOMPARE(done.error().code, "STORE_REFUSED");
        }
    }

    void fiftyTimesTheSameRequestAtTwoServers_data() { SqlStores::addDialects(); }
    void fiftyTimesTheSameRequestAtTwoServers() {
        SyncWorld world(m_stores.url());
        // What a second process is: a writer, a pool and a log of its own.
        store::GroupWriter other(world.url);
        store::StorePool pool(world.url);
        audit::AuditLog log(world.keys, world.random);
        sync::SyncService twin({pool, other, log, world.keys, world.vaultKeys, world.trust, world.attendance,
                                world.tokens, world.enrolment, world.clock, world.random});
        TestLaptop laptop(world, world.site);
        auto packets = laptop.signMarks(3, 0);
        packets.append(packets[1].chopped(4) + "AAAA"); // and one forgery
        const QByteArray request = laptop.request(packets);
        const auto caller = laptop.caller();
        std::vector<store::ServiceAnswer> answers(50);
        std::vector<std::thread> threads;
        for (size_t i = 0; i < answers.size(); ++i)
            threads.emplace_back([&, i] { answers[i] = (i % 2 ? twin : *world.service).handle(request, caller); });
        for (auto& thread : threads)
            thread.join();
        int accepted = 0;
        QSet<QString> effects;
        for (const auto& answer : answers) {
            QCOMPARE(answer.status, 200);
            const auto results = must(protocol::readSyncAnswer(answer.body)).results;
            QString effect;
            for (const auto& result : results) {
                accepted += result.status == PacketStatus::Accepted;
                effect += QStringLiteral("%1 %2 ").arg(*result.index).arg(QString::fromLatin1(result.recordHash));
            }
            effects.insert(effect);
            QCOMPARE(results.last().status, PacketStatus::Rejected);
        }
        QCOMPARE(accepted, 3);
        QCOMPARE(effects.size(), 1);
        QCOMPARE(world.number(QStringLiteral("SELECT size FROM log_head")), 4);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM fraud_event")), 1);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM chain_head")), 1);
    }

    // A change gets its number when it is written and is seen when it is committed: a slow one must not come in behind
    // a cursor that was given out meanwhile.
    void aPullPassesOverNoChange_data() { SqlStores::addDialects(); }
    void aPullPassesOverNoChange() {
        SyncWorld world(m_stores.url());
        store::GroupWriter other(world.url);
        const auto renamed = [&](const WorkerId& worker) {
            return [&world, worker](sql::Database& writing) {
                return store::ChangeFeed(writing).note("worker", worker, world.site.siteId);
            };
        };
        const WorkerId slow = world.addWorker(world.site), quick = world.addWorker(world.site);
        std::promise<void> written, seen;
        auto first = world.writer->submit([&](sql::Database& writing) -> Result<void> {
            auto done = renamed(slow)(writing);
            written.set_value();
            // As long as a slow statement takes; the other one waits meanwhile or goes ahead.
            seen.get_future().wait_for(std::chrono::milliseconds(300));
            return done;
        });
        written.get_future().wait();
        auto second = other.submit(renamed(quick));
        qint64 cursor = must(store::ChangeFeed(world.database()).last());
        if (second.wait_for(std::chrono::milliseconds(100)) == std::future_status::ready)
            cursor = must(store::ChangeFeed(world.database()).last());
        seen.set_value();
        must(first.get());
        must(second.get());
        bool hasArrived = false;
        for (const auto& change : must(store::ChangeFeed(world.database()).after(cursor, world.site.siteId, 1000)))
            hasArrived = hasArrived || WorkerId(change.objectId) == slow;
        QVERIFY(hasArrived);
    }
};

QTEST_GUILESS_MAIN(SyncOnBothTest)
#include "SyncOnBothTest.moc"
