// What HR sees of a sync and decides about it: always a new entry, never an edit.
#include "tests/support/SyncWorld.h"

#include "server/fraud/FraudService.h"
#include "server/store/ChangeFeed.h"
#include "server/sync/PullFeed.h"

#include "core/audit/LogVerifier.h"

using namespace haziri;
using namespace haziri::test;
using protocol::PacketStatus;

namespace {

struct Office {
    SyncWorld world;
    TestLaptop laptop{world, world.site};
    fraud::FraudService fraud{world.log, world.attendance};
    UserId hr = UserId::generate(world.clock, world.random);

    /// A mark far from the site, with `alsoManual` under a second reason.
    protocol::Packet sendOutside(bool photoAgain = false) {
        auto packet = laptop.mark();
        auto& mark = std::get<protocol::Attendance>(packet.body);
        mark.geo.latE7 += 3'600'000;
        if (photoAgain) mark.photo->sha256 = laptop.lastPhotos.first();
        const auto reply = world.send(laptop, {laptop.sign(packet)});
        if (reply[0].status != PacketStatus::Held) qFatal("not held");
        return packet;
    }
    QJsonArray events(const QByteArray& state = "open") {
        return must(fraud.list(world.database(), state, {}, 100))[QLatin1String("events")].toArray();
    }
    Result<void> resolve(const QJsonValue& event, const QByteArray& decision) {
        const auto id = must(EventId::fromText(event[QLatin1String("eventId")].toString().toLatin1()));
        return world.writer->run([&](sql::Database& writing) {
            return fraud.resolve(writing, id, decision, "looked at the picture", hr, world.clock.now());
        });
    }
    QByteArray statusOf(const protocol::Packet& packet) {
        return (*must(store::MarkRepository(world.database()).find(packet.packetId))).status;
    }
    qint64 logSize() { return world.number(QStringLiteral("SELECT size FROM log_head")); }
    bool verifies() {
        audit::LogVerifier verifier;
        for (const auto& served : must(world.log.entries(world.database(), 0, 1000)).entries)
            verifier.add(served);
        return !verifier.close(must(world.log.checkpoint(world.database())).value);
    }
};

} // namespace

class ReviewTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void anEventSaysWhatAndWhose() {
        Office office;
        const auto packet = office.sendOutside();
        const auto events = office.events();
        QCOMPARE(events.size(), 1);
        QCOMPARE(events[0][QLatin1String("code")].toString(), QStringLiteral("GEOFENCE"));
        QCOMPARE(events[0][QLatin1String("packetId")].toString(), packet.packetId.toString());
        QCOMPARE(events[0][QLatin1String("deviceId")].toString(), QString::fromLatin1(office.laptop.device.deviceId));
        QCOMPARE(events[0][QLatin1String("workerId")].toString(), office.world.worker.toString());
        QCOMPARE(events[0][QLatin1String("siteId")].toString(), office.world.site.siteId.toString());
        QVERIFY(events[0][QLatin1String("points")].toInt() > 0);
        QVERIFY(!events[0][QLatin1String("detail")].toString().isEmpty());
    }

    void acceptingLetsTheMarkCountAndTellsTheLaptop() {
        Office office;
        const auto packet = office.sendOutside();
        const qint64 size = office.logSize();
        must(office.resolve(office.events()[0], "accept"));
        QCOMPARE(office.statusOf(packet), "accepted");
        QVERIFY(office.events().isEmpty());
        QCOMPARE(office.events("accept").size(), 1);
        QCOMPARE(office.logSize(), size + 2); // the decision, and what it does to the mark
        const auto pulled = office.world.send(office.laptop, QList<QByteArray>()).answer.changes;
        QVERIFY(std::any_of(pulled.begin(), pulled.end(), [&](const auto& change) {
            return change[QLatin1String("packetId")] == packet.packetId.toString() &&
                   change[QLatin1String("status")] == QLatin1String("accepted");
        }));
        QVERIFY(office.verifies());
    }

    void oneOfTwoReasonsIsNotEnough() {
        Office office;
        office.world.send(office.laptop, {office.laptop.sign(office.laptop.mark())});
        const auto packet = office.sendOutside(true);
        const auto events = office.events();
        QCOMPARE(events.size(), 2);
        must(office.resolve(events[0], "accept"));
        QCOMPARE(office.statusOf(packet), "held");
        must(office.resolve(events[1], "accept"));
        QCOMPARE(office.statusOf(packet), "accepted");
    }

    void rejectingAndAsking() {
        Office office;
        const auto packet = office.sendOutside();
        must(office.resolve(office.events()[0], "ask"));
        QCOMPARE(office.statusOf(packet), "held");
        must(office.resolve(office.events("ask")[0], "reject"));
        QCOMPARE(office.statusOf(packet), "rejected");
    }

    void theMarkFollowsTheNewestDecision() {
        Office office;
        office.world.send(office.laptop, {office.laptop.sign(office.laptop.mark())});
        const auto packet = office.sendOutside(true);
        const auto events = office.events();
        QCOMPARE(events.size(), 2);
        must(office.resolve(events[0], "accept"));
        must(office.resolve(events[1], "accept"));
        const qint64 size = office.logSize();
        const auto before = must(office.world.log.entries(office.world.database(), 0, size)).entries;
        must(office.resolve(events[0], "reject"));
        QCOMPARE(office.statusOf(packet), "rejected");
        QCOMPARE(office.logSize(), size + 2); // the decision, and what it does to the mark
        must(office.resolve(events[0], "reject"));
        QCOMPARE(office.logSize(), size + 2);
        must(office.resolve(events[1], "reject"));
        must(office.resolve(events[0], "accept"));
        QCOMPARE(office.statusOf(packet), "rejected"); // the other one is still refused
        must(office.resolve(events[1], "ask"));
        QCOMPARE(office.statusOf(packet), "held");
        must(office.resolve(events[1], "accept"));
        QCOMPARE(office.statusOf(packet), "accepted");
        const auto after = must(office.world.log.entries(office.world.database(), 0, size)).entries;
        for (qsizetype i = 0; i < size; ++i)
            QCOMPARE(after[i].entry, before[i].entry);
        QVERIFY(office.verifies());
    }

    void aCursorOfALostFutureBeginsAnew() {
        Office office;
        const auto page = [&](const QByteArray& cursor) {
            return must(
                sync::PullFeed(office.world.database(), office.world.vaultKeys, office.world.random)
                    .after(cursor, office.world.site.siteId, must(store::ChangeFeed(office.world.database()).last())));
        };
        const auto whole = page({});
        QVERIFY(!whole.changes.isEmpty());
        QVERIFY(page(whole.cursor).changes.isEmpty());
        QCOMPARE(page(whole.cursor).cursor, whole.cursor);
        QCOMPARE(page("c99999").changes, whole.changes);
        QCOMPARE(page("c99999").cursor, whole.cursor);
        QCOMPARE(page(whole.cursor + ".other").changes, whole.changes);
        must(office.world.writer->run(
            [&](sql::Database& writing) { return store::ChangeFeed(writing).beginEra("first"); }));
        QCOMPARE(page(whole.cursor).changes, whole.changes); // its number is here, and may be another change's
        const QByteArray now = page(whole.cursor).cursor;
        QVERIFY(now != whole.cursor);
        QVERIFY(page(now).changes.isEmpty());
        must(office.world.writer->run(
            [&](sql::Database& writing) { return store::ChangeFeed(writing).beginEra("second"); }));
        QCOMPARE(page(now).changes, whole.changes);
    }

    void aHeldEnrolmentCountsOnceAPersonSaysSo() {
        Office office;
        auto enrol = office.laptop.mark();
        enrol.kind = protocol::PacketKind::WorkerEnrol;
        const WorkerId id = WorkerId::generate(office.world.clock, office.world.random);
        enrol.body = protocol::WorkerEnrol{id, office.world.site.siteId, {}, "twin"};
        const QByteArray first = office.laptop.sign(enrol);
        auto mark = office.laptop.mark();
        std::get<protocol::Attendance>(mark.body).workerId = id;
        const auto reply = office.world.send(office.laptop, {first, office.laptop.sign(mark)});
        QCOMPARE(reply[0].code, "DUPLICATE_FACE");
        QCOMPARE(reply[1].code, "WORKER_UNKNOWN");
        must(office.resolve(office.events()[0], "accept"));
        QCOMPARE(office.statusOf(mark), "accepted");
        QCOMPARE(office.world.number(QStringLiteral("SELECT COUNT(*) FROM worker WHERE status = 'active'")), 2);
        QCOMPARE(office.world.send(office.laptop, {office.laptop.sign(office.laptop.mark())})[0].status,
                 PacketStatus::Accepted);
        QVERIFY(office.verifies());
    }

    void whatMakesNoSenseIsRefused() {
        Office office;
        office.sendOutside();
        const QJsonValue event = office.events().at(0);
        const qint64 size = office.logSize();
        QCOMPARE(office.resolve(event, "perhaps").error().code, "MALFORMED");
        QJsonObject unknown{
            {QStringLiteral("eventId"), EventId::generate(office.world.clock, office.world.random).toString()}};
        QCOMPARE(office.resolve(unknown, "accept").error().code, "NOT_FOUND");
        QCOMPARE(office.logSize(), size);
    }

    void anOverrideIsANewEntry() {
        Office office;
        const auto packet = office.sendOutside();
        const qint64 size = office.logSize();
        const auto before = must(office.world.log.entries(office.world.database(), 0, size)).entries;
        const auto override = [&](const QByteArray& status, const QByteArray& reason) {
            return office.world.writer->run([&](sql::Database& writing) -> Result<void> {
                auto done = office.world.attendance.overrideMark(writing, packet.packetId, status, reason, office.hr,
                                                                 office.world.clock.now());
                if (!done) return fail(done.error());
                return {};
            });
        };
        must(override("accepted", "delivery of steel"));
        QCOMPARE(office.statusOf(packet), "accepted");
        must(override("rejected", "it was not he"));
        QCOMPARE(office.statusOf(packet), "rejected");
        QCOMPARE(office.logSize(), size + 2);
        const auto after = must(office.world.log.entries(office.world.database(), 0, size)).entries;
        for (qsizetype i = 0; i < before.size(); ++i)
            QCOMPARE(after[i].entry, before[i].entry);
        QCOMPARE(override("perhaps", "some reason").error().code, "MALFORMED");
        QCOMPARE(override("accepted", " ").error().code, "MALFORMED");
        QCOMPARE(office.logSize(), size + 2);
        QVERIFY(office.verifies());
    }

    void aRejectedPacketCanBeLetCount() {
        Office office;
        auto packet = office.laptop.mark();
        packet.timestamp.value -= 86'400'000;
        QCOMPARE(office.world.send(office.laptop, {office.laptop.sign(packet)})[0].code, "TIME_WINDOW");
        QCOMPARE(office.statusOf(packet), "rejected");
        must(office.world.writer->run([&](sql::Database& writing) -> Result<void> {
            auto done = office.world.attendance.overrideMark(
                writing, packet.packetId, "accepted", "the clock was wrong", office.hr, office.world.clock.now());
            if (!done) return fail(done.error());
            return {};
        }));
        QCOMPARE(office.statusOf(packet), "accepted");
    }

    void listsComeInPages() {
        Office office;
        QList<QByteArray> packets;
        for (int i = 0; i < 12; ++i) {
            office.world.clock.advance(2000);
            packets.append(office.laptop.sign(office.laptop.mark()));
        }
        office.world.send(office.laptop, packets);
        store::MarkFilter filter;
        filter.limit = 5;
        int seen = 0;
        for (int pages = 0; pages < 3; ++pages) {
            const auto page = must(office.world.attendance.list(office.world.database(), filter));
            seen += page[QLatin1String("marks")].toArray().size();
            QVERIFY(page.contains(QLatin1String("next")));
            QCOMPARE(page[QLatin1String("next")].isDouble(), pages < 2);
            filter.after = page[QLatin1String("next")].toInteger();
        }
        QCOMPARE(seen, 12);
        filter = {};
        filter.workerId = WorkerId::generate(office.world.clock, office.world.random);
        QVERIFY(must(office.world.attendance.list(office.world.database(), filter))[QLatin1String("marks")]
                    .toArray()
                    .isEmpty());
        filter = {};
        filter.siteId = office.world.site.siteId;
        filter.from = office.world.clock.now().value - 5000;
        QCOMPARE(must(office.world.attendance.list(office.world.database(), filter))[QLatin1String("marks")]
                     .toArray()
                     .size(),
                 3);
    }

    void fraudPagesGoDownFromTheNewest() {
        Office office;
        QStringList sent;
        for (int i = 0; i < 5; ++i) {
            office.world.clock.advance(60'000);
            sent.prepend(office.sendOutside().packetId.toString());
        }
        EventId after;
        QStringList seen;
        for (int pages = 0; pages < 3; ++pages) {
            const auto page = must(office.fraud.list(office.world.database(), "open", after, 2));
            QCOMPARE(page[QLatin1String("total")].toInteger(), 5);
            for (const auto& event : page[QLatin1String("events")].toArray()) {
                seen.append(event[QLatin1String("packetId")].toString());
                after = must(EventId::fromText(event[QLatin1String("eventId")].toString().toLatin1()));
            }
        }
        QCOMPARE(seen, sent);
    }

    void aBlockedDeviceIsListedWithItsReason() {
        Office office;
        must(office.world.writer->run([&](sql::Database& writing) {
            return office.world.trust.block(writing, office.laptop.device, "stolen", office.hr,
                                            office.world.clock.now());
        }));
        const auto one = must(office.world.trust.one(office.world.database(), office.laptop.device.deviceId));
        QVERIFY(one[QLatin1String("isBlocked")].toBool());
        QCOMPARE(one[QLatin1String("blockReason")].toString(), QStringLiteral("stolen"));
        QCOMPARE(must(office.world.trust.list(office.world.database()))[QLatin1String("devices")].toArray().size(), 1);
        QCOMPARE(office.world.trust.one(office.world.database(), "nobody").error().code, "NOT_FOUND");
        must(office.world.writer->run([&](sql::Database& writing) {
            return office.world.trust.unblock(writing, office.laptop.device, "found again", office.hr,
                                              office.world.clock.now());
        }));
        QCOMPARE(office.world.send(office.laptop, QList<QByteArray>()).status, 200);
    }
};

QTEST_GUILESS_MAIN(ReviewTest)
#include "ReviewTest.moc"
