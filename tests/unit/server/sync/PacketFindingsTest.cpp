// What a packet is held or rejected for, one reason at a time, and what is kept of it.
#include "tests/support/SyncLog.h"

#include "server/store/FraudRepository.h"

using namespace haziri;
using namespace haziri::test;
using protocol::PacketStatus;

class PacketFindingsTest : public QObject {
    Q_OBJECT

    /// One packet, changed by `change`, behind a clean one: what becomes of it.
    template <class Change>
    void expectHeld(const char* code, Change change, bool opensEvent = true) {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const QByteArray clean = laptop.sign(laptop.mark());
        world.clock.advance(3600'000);
        auto packet = laptop.mark();
        change(world, laptop, packet);
        const QByteArray odd = laptop.sign(packet);
        const auto reply = world.send(laptop, {clean, odd});
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply[0].status, PacketStatus::Accepted);
        QCOMPARE(reply[1].code, QByteArray(code));
        QCOMPARE(reply[1].status, PacketStatus::Held);
        QVERIFY(reply[1].index && !reply[1].recordHash.isEmpty() && !reply[1].message.isEmpty());
        QVERIFY(*reply[1].trustScore < *reply[0].trustScore);
        QCOMPARE(events(world, code), opensEvent ? 1 : 0);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM fraud_event")), opensEvent ? 1 : 0);
        QVERIFY(verifies(world));
    }

    template <class Change>
    void expectRejected(const char* code, Change change) {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const QByteArray first = laptop.sign(laptop.mark());
        world.clock.advance(5000);
        auto packet = laptop.mark();
        change(world, laptop, packet);
        const QByteArray odd = laptop.sign(packet);
        const QByteArray last = laptop.sign(laptop.mark());
        const QByteArray request = laptop.request({first, odd, last});
        const auto reply = world.sendRaw(laptop, request);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply[0].status, PacketStatus::Accepted);
        QCOMPARE(reply[1].code, QByteArray(code));
        QCOMPARE(reply[1].status, PacketStatus::Rejected);
        QVERIFY2(reply[2].status == PacketStatus::Accepted, "a rejected packet still holds its place in the chain");
        QCOMPARE(events(world, code), 1);
        const auto bytes =
            must(store::FraudRepository(world.database()).quarantined(protocol::packetHash(odd), world.vaultKeys));
        QCOMPARE(*bytes, odd);

        const qint64 size = logSize(world);
        const auto again = world.sendRaw(laptop, request);
        QCOMPARE(again[1].status, PacketStatus::Rejected);
        QCOMPARE(again[1].code, QByteArray(code));
        QCOMPARE(again[1].index, reply[1].index);
        QCOMPARE(again[2].status, PacketStatus::Duplicate);
        QCOMPARE(events(world, code), 1);
        QCOMPARE(logSize(world), size);
        QVERIFY(verifies(world));
    }

  private Q_SLOTS:
    void farFromTheSite() {
        expectHeld("GEOFENCE",
                   [](SyncWorld&, TestLaptop&, protocol::Packet& packet) { body(packet).geo.latE7 += 3'600'000; });
    }
    void noPlaceAtAll() {
        expectHeld("GEOFENCE", [](SyncWorld&, TestLaptop&, protocol::Packet& packet) { body(packet).geo = {}; });
    }
    void anImpossibleClaimOfInaccuracyHelpsNobody() {
        expectHeld("GEOFENCE", [](SyncWorld&, TestLaptop&, protocol::Packet& packet) {
            body(packet).geo.latE7 += 3'600'000;
            body(packet).geo.accuracyCm = 10'000'000;
        });
    }
    void byHand() {
        expectHeld(
            "MANUAL",
            [](SyncWorld&, TestLaptop&, protocol::Packet& packet) {
                body(packet).method = protocol::Method::Manual;
                body(packet).match.reset();
                body(packet).reason = "camera broken";
            },
            false);
    }
    void aPictureOfAPicture() {
        expectHeld("LIVENESS_LOW",
                   [](SyncWorld&, TestLaptop&, protocol::Packet& packet) { body(packet).match->liveness = 120; });
    }
    void aFaceThatIsHardlyHis() {
        expectHeld("FACE_MISMATCH",
                   [](SyncWorld&, TestLaptop&, protocol::Packet& packet) { body(packet).match->score = 200; });
    }
    void aSourceTheSiteDoesNotTake() {
        expectHeld("CAPTURE_SOURCE", [](SyncWorld& world, TestLaptop&, protocol::Packet& packet) {
            world.site.policy.capture = {protocol::CaptureKind::Camera};
            must(world.writer->run(
                [&](sql::Database& writing) { return store::SiteRepository(writing).update(world.site); }));
            body(packet).capture->kind = protocol::CaptureKind::File;
        });
    }
    void theWallClockSetBack() {
        expectHeld("CLOCK_STEP",
                   [](SyncWorld&, TestLaptop&, protocol::Packet& packet) { packet.timestamp.value -= 10 * 60'000; });
    }
    void theWallClockSetBackWithoutAnAnchor() {
        expectHeld("CLOCK_STEP", [](SyncWorld&, TestLaptop&, protocol::Packet& packet) {
            packet.clock.anchor.clear();
            packet.timestamp.value -= 10 * 60'000;
        });
    }
    void aSnapshotOfTheMachine() {
        expectHeld("CLOCK_STEP", [](SyncWorld&, TestLaptop& laptop, protocol::Packet& packet) {
            packet.clock.bootMs = laptop.anchorBootMs - 1;
            packet.clock.anchor.clear();
        });
    }
    /// The packet before it is of the snapshot, too: only the highest clock of the boot tells.
    void aSnapshotIsKnownByTheHighestClockOfItsBoot() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        world.clock.advance(3600'000);
        const auto late = laptop.mark();
        QCOMPARE(world.send(laptop, {laptop.sign(late)})[0].status, PacketStatus::Accepted);
        const auto behind = [&](qint64 ms) {
            world.clock.advance(10'000);
            auto packet = laptop.mark();
            packet.clock.bootMs = late.clock.bootMs - 1800'000 + ms;
            packet.clock.anchor.clear();
            return laptop.sign(packet);
        };
        const auto batch = world.send(laptop, {behind(0), behind(10'000)});
        QCOMPARE(batch[0].code, QByteArray("CLOCK_STEP"));
        QCOMPARE(batch[1].code, QByteArray("CLOCK_STEP"));
        QCOMPARE(world.send(laptop, {behind(20'000)})[0].code, QByteArray("CLOCK_STEP"));
        // Another boot begins where it likes, and this one counts again beyond what it had shown.
        auto other = laptop.mark();
        other.clock.bootId = "another boot";
        other.clock.bootMs = 5;
        other.clock.anchor.clear();
        QCOMPARE(world.send(laptop, {laptop.sign(other)})[0].status, PacketStatus::Accepted);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM boot_clock")), 2);
        QCOMPARE(world.number(QStringLiteral("SELECT MAX(boot_ms) FROM boot_clock")), late.clock.bootMs);
    }
    /// Nor does it help to say nothing of the clock, or something of another boot, in between.
    void aSnapshotIsKnownAcrossOtherBoots() {
        for (const QByteArray& between : {QByteArray(), QByteArray("another boot")})
            for (const bool together : {true, false}) {
                SyncWorld world;
                TestLaptop laptop(world, world.site);
                world.clock.advance(3600'000);
                QList<QByteArray> chain;
                const auto add = [&](const QByteArray& boot, qint64 bootMs) {
                    auto packet = laptop.mark();
                    packet.clock = {boot, boot.isEmpty() ? 0 : bootMs, {}, 0};
                    chain.append(laptop.sign(packet));
                    world.clock.advance(10'000);
                };
                add("boot A", 1'000'000);
                add(between, 7);
                add("boot A", 10'000);
                QList<protocol::PacketResult> results;
                if (together) results = world.send(laptop, chain).answer.results;
                for (const QByteArray& one : together ? QList<QByteArray>() : chain)
                    results += world.send(laptop, {one}).answer.results;
                QCOMPARE(results.size(), 3);
                QVERIFY(results[0].code != "CLOCK_STEP" && results[1].code != "CLOCK_STEP");
                QCOMPARE(results[2].status, PacketStatus::Held);
                QCOMPARE(results[2].code, QByteArray("CLOCK_STEP"));
                // Said once more, it is what it was.
                QCOMPARE(world.send(laptop, {chain[2]})[0].code, QByteArray("CLOCK_STEP"));
            }
    }
    /// A clock that was held for contradicting itself is no measure for those behind it, whatever else held it, within
    /// its request and in later ones, with an anchor and without.
    void aFalseClockHoldsNobodyElse() {
        for (const bool together : {true, false})
            for (const bool anchored : {true, false})
                for (const bool outside : {true, false}) {
                    SyncWorld world;
                    TestLaptop laptop(world, world.site);
                    QList<QByteArray> chain;
                    const auto add = [&](qint64 ahead, bool isOutside = false) {
                        world.clock.advance(60'000);
                        auto packet = laptop.mark();
                        packet.clock.bootMs += ahead;
                        if (!anchored) packet.clock.anchor.clear();
                        if (isOutside) std::get<protocol::Attendance>(packet.body).geo.latE7 += 1'000'000;
                        chain.append(laptop.sign(packet));
                    };
                    add(0);
                    add(400LL * 86'400'000, outside);
                    add(0);
                    add(0);
                    add(-100'000); // and a true snapshot is one all the same
                    QList<protocol::PacketResult> results;
                    if (together) results = world.send(laptop, chain).answer.results;
                    for (const QByteArray& one : together ? QList<QByteArray>() : chain)
                        results += world.send(laptop, {one}).answer.results;
                    QCOMPARE(results.size(), 5);
                    QCOMPARE(results[0].status, PacketStatus::Accepted);
                    QCOMPARE(results[1].status, PacketStatus::Held);
                    QVERIFY(outside || results[1].code == "CLOCK_STEP");
                    QCOMPARE(results[2].code, QByteArray());
                    QCOMPARE(results[3].code, QByteArray());
                    QCOMPARE(results[4].code, QByteArray("CLOCK_STEP"));
                }
    }
    /// What comes late is measured by its place in the chain, not by when it came.
    void aLatePacketIsNoSnapshot() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        QList<QByteArray> chain;
        const qint64 bootMs = laptop.mark().clock.bootMs;
        for (int i = 0; i < 4; ++i) {
            world.clock.advance(60'000);
            chain.append(laptop.sign(laptop.mark()));
        }
        QCOMPARE(world.send(laptop, {chain[0]})[0].status, PacketStatus::Accepted);
        QCOMPARE(world.send(laptop, {chain[3]})[0].code, QByteArray("CHAIN_GAP"));
        for (const auto& late : world.send(laptop, {chain[2], chain[1]}).answer.results)
            QCOMPARE(late.status, PacketStatus::Accepted);
        QCOMPARE(world.number(QStringLiteral("SELECT boot_ms FROM boot_clock")), bootMs + 240'000);
        QCOMPARE(world.number(QStringLiteral("SELECT seq FROM boot_clock")), 4);
        auto back = laptop.mark(); // the next one is one again
        back.clock.bootMs = bootMs + 200'000;
        QVERIFY(world.send(laptop, {laptop.sign(back)})[0].code == "CLOCK_STEP");
    }
    void aMissingPacket() {
        expectHeld("CHAIN_GAP", [](SyncWorld&, TestLaptop& laptop, protocol::Packet& packet) {
            packet.seq = 3;
            packet.prev = crypto::sha256("deleted");
            laptop.seq = 2;
        });
    }
    void aLatePacketMustBeTheOneItsSuccessorNames() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const QByteArray first = laptop.sign(laptop.mark()), second = laptop.sign(laptop.mark());
        QCOMPARE(world.send(laptop, {second})[0].code, "CHAIN_GAP");
        QCOMPARE(world.send(laptop, {first})[0].status, PacketStatus::Accepted);

        TestLaptop other(world, world.site);
        other.sign(other.mark());
        QCOMPARE(world.send(other, {other.sign(other.mark())})[0].code, "CHAIN_GAP");
        const auto head = other.newest;
        other.seq = 0;
        other.newest = crypto::sha256(other.offlineToken);
        const QByteArray instead = other.sign(other.mark());
        other.seq = 2;
        other.newest = head;
        const auto reply = world.send(other, {instead});
        QCOMPARE(reply[0].status, PacketStatus::Held);
        QCOMPARE(reply[0].code, "CHAIN_GAP");
    }

    void anotherPacketNamedBefore() {
        expectHeld("CHAIN_GAP",
                   [](SyncWorld&, TestLaptop&, protocol::Packet& packet) { packet.prev = crypto::sha256("other"); });
    }
    void theSamePhotoAgain() {
        expectHeld("PHOTO_REUSE", [](SyncWorld& world, TestLaptop& laptop, protocol::Packet& packet) {
            // The first packet of the laptop is in the same batch.
            const auto photos = laptop.lastPhotos;
            Q_UNUSED(world)
            body(packet).photo->sha256 = photos.first();
        });
    }
    void anUnknownWorker() {
        expectHeld(
            "WORKER_UNKNOWN",
            [](SyncWorld& world, TestLaptop&, protocol::Packet& packet) {
                body(packet).workerId = WorkerId::generate(world.clock, world.random);
            },
            false);
    }

    void thePhotoOfAnEarlierBatch() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        world.send(laptop, {laptop.sign(laptop.mark())});
        auto packet = laptop.mark();
        body(packet).photo->sha256 = laptop.lastPhotos.first();
        const QByteArray jws = laptop.sign(packet);
        QCOMPARE(world.send(laptop, {jws})[0].code, "PHOTO_REUSE");
        QCOMPARE(world.send(laptop, {jws})[0].status, PacketStatus::Duplicate);
        QCOMPARE(events(world, "PHOTO_REUSE"), 1);
    }

    void oneWorkerAtTwoSites() {
        SyncWorld world;
        const auto far = world.addSite("Far", 290'000'000, 773'000'000); // 55 km north
        TestLaptop here(world, world.site), there(world, far);
        QCOMPARE(world.send(here, {here.sign(here.mark())})[0].status, PacketStatus::Accepted);
        world.clock.advance(10 * 60'000);
        const auto reply = world.send(there, {there.sign(there.mark())});
        QCOMPARE(reply[0].status, PacketStatus::Held);
        QCOMPARE(reply[0].code, "VELOCITY");
        QCOMPARE(events(world, "VELOCITY"), 1);
        // Said twice it is no truer, in the same batch or another; nor does a mark outside the fence hide the first.
        const auto twice = world.send(there, {there.sign(there.mark()), there.sign(there.mark())});
        QCOMPARE(twice[0].code, "VELOCITY");
        QCOMPARE(twice[1].code, "VELOCITY");
        auto outside = here.mark();
        body(outside).geo.latE7 += 5'000'000;
        QCOMPARE(world.send(here, {here.sign(outside)})[0].code, "GEOFENCE");
        QCOMPARE(world.send(there, {there.sign(there.mark())})[0].code, "VELOCITY");
        QCOMPARE(world.send(here, {here.sign(here.mark())})[0].status, PacketStatus::Accepted);
        world.clock.advance(3 * 3600'000);
        QCOMPARE(world.send(there, {there.sign(there.mark())})[0].status, PacketStatus::Accepted);
    }

    void moreMarksThanPeopleCanPass() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const auto packets = laptop.signMarks(32, 100);
        const auto reply = world.send(laptop, packets);
        QCOMPARE(reply[29].status, PacketStatus::Accepted);
        QCOMPARE(reply[30].code, "BURST");
        QCOMPARE(reply[31].code, "BURST");
    }

    void anEnrolmentReleasesTheMarksThatWaited() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        auto early = laptop.mark();
        body(early).workerId = WorkerId::generate(world.clock, world.random);
        auto outside = early;
        const QByteArray first = laptop.sign(early);
        outside = laptop.mark();
        body(outside).workerId = body(early).workerId;
        body(outside).geo.latE7 += 3'600'000;
        const auto held = world.send(laptop, {first, laptop.sign(outside)});
        QCOMPARE(held[0].code, "WORKER_UNKNOWN");
        QCOMPARE(held[1].code, "GEOFENCE");
        laptop.cursor = held.answer.cursor;

        auto enrol = laptop.mark();
        enrol.kind = protocol::PacketKind::WorkerEnrol;
        enrol.body = protocol::WorkerEnrol{body(early).workerId, world.site.siteId, {}, "vouch"};
        const auto reply = world.send(laptop, {laptop.sign(enrol)});
        QCOMPARE(reply[0].status, PacketStatus::Accepted);
        store::MarkRepository marks(world.database());
        QCOMPARE((*must(marks.find(early.packetId))).status, "accepted");
        const auto still = *must(marks.find(outside.packetId));
        QCOMPARE(still.status, "held");
        QCOMPARE(still.codes, QList<QByteArray>{"GEOFENCE"});
        bool told = false;
        for (const auto& change : reply.answer.changes)
            told |= change[QLatin1String("type")] == QLatin1String("mark") &&
                    change[QLatin1String("packetId")] == early.packetId.toString() &&
                    change[QLatin1String("status")] == QLatin1String("accepted");
        QVERIFY(told);
        QVERIFY(verifies(world));
    }

    void anEnrolmentAndItsMarkInOneBatch() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        auto enrol = laptop.mark();
        enrol.kind = protocol::PacketKind::WorkerEnrol;
        const WorkerId id = WorkerId::generate(world.clock, world.random);
        enrol.body = protocol::WorkerEnrol{id, world.site.siteId, {}, "vouch"};
        const QByteArray first = laptop.sign(enrol);
        auto mark = laptop.mark();
        body(mark).workerId = id;
        const auto reply = world.send(laptop, {first, laptop.sign(mark)});
        QCOMPARE(reply[0].status, PacketStatus::Accepted);
        QCOMPARE(reply[1].status, PacketStatus::Accepted);
    }

    void anEnrolmentsVerdictIsKept() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const auto enrolment = [&](const QByteArray& vouch) {
            auto enrol = laptop.mark();
            enrol.kind = protocol::PacketKind::WorkerEnrol;
            enrol.body =
                protocol::WorkerEnrol{WorkerId::generate(world.clock, world.random), world.site.siteId, {}, vouch};
            return laptop.sign(enrol);
        };
        const auto reply = world.send(laptop, {enrolment("forged"), enrolment("twin"), enrolment("fine")});
        QCOMPARE(reply[0].status, PacketStatus::Rejected);
        QCOMPARE(reply[0].code, "VOUCH_INVALID");
        QCOMPARE(reply[1].status, PacketStatus::Held);
        QCOMPARE(reply[1].code, "DUPLICATE_FACE");
        QCOMPARE(reply[2].status, PacketStatus::Accepted);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM fraud_event")), 2);
    }

    // A change says nothing about whether somebody may be marked: it frees no ghost and stops nobody.
    void aChangeDoesNotMakeAWorkerKnownOrUnknown() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const auto send = [&](const WorkerId& id, protocol::PacketKind kind, const QByteArray& json) {
            auto change = laptop.mark();
            change.kind = kind;
            change.body = protocol::OtherBody{id, json};
            const QByteArray first = laptop.sign(change);
            world.clock.advance(20'000);
            auto mark = laptop.mark();
            body(mark).workerId = id;
            return world.send(laptop, {first, laptop.sign(mark)});
        };
        const WorkerId ghost = WorkerId::generate(world.clock, world.random);
        auto twin = laptop.mark();
        twin.kind = protocol::PacketKind::WorkerEnrol;
        twin.body = protocol::WorkerEnrol{ghost, world.site.siteId, {}, "twin"};
        QCOMPARE(world.send(laptop, {laptop.sign(twin)})[0].code, "DUPLICATE_FACE");
        world.enrolment.changes = PacketStatus::Accepted;
        const auto freed = send(ghost, protocol::PacketKind::WorkerConsent, R"({"consent":{"face":false}})");
        QCOMPARE(freed[0].status, PacketStatus::Accepted);
        QCOMPARE(freed[1].code, "WORKER_UNKNOWN");
        world.enrolment.changes = PacketStatus::Held;
        const auto stopped = send(world.worker, protocol::PacketKind::WorkerUpdate, R"({"details":{"phone":"98"}})");
        QCOMPARE(stopped[0].code, "MANUAL");
        QCOMPARE(stopped[1].status, PacketStatus::Accepted);
    }

    // Rejected

    void beforeTheTokensWindow() {
        expectRejected("TIME_WINDOW",
                       [](SyncWorld&, TestLaptop&, protocol::Packet& packet) { packet.timestamp.value -= 86'400'000; });
    }
    void inTheFuture() {
        expectRejected("TIME_WINDOW",
                       [](SyncWorld&, TestLaptop&, protocol::Packet& packet) { packet.timestamp.value += 130'000; });
    }
    void anUnknownToken() {
        expectRejected("TOKEN_INVALID",
                       [](SyncWorld&, TestLaptop&, protocol::Packet& packet) { packet.tok = "nobody"; });
    }
    void anotherDevicesToken() {
        expectRejected("TOKEN_INVALID", [](SyncWorld& world, TestLaptop&, protocol::Packet& packet) {
            packet.tok = TestLaptop(world, world.site).tok;
        });
    }
    void anotherSitesMark() {
        expectRejected("SITE_MISMATCH", [](SyncWorld& world, TestLaptop&, protocol::Packet& packet) {
            body(packet).siteId = world.addSite("Other", 1, 1).siteId;
        });
    }

    void aRejectedPacketDoesNotUseItsSeqUp() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const auto start = laptop.newest;
        for (int i = 0; i < 3; ++i) {
            auto packet = laptop.mark();
            packet.tok = "nobody";
            QCOMPARE(world.send(laptop, {laptop.sign(packet)})[0].code, "TOKEN_INVALID");
            laptop.seq = 0;
            laptop.newest = start;
        }
        const QByteArray first = laptop.sign(laptop.mark());
        QCOMPARE(world.send(laptop, {first})[0].status, PacketStatus::Accepted);
        QCOMPARE(world.send(laptop, {laptop.sign(laptop.mark())})[0].status, PacketStatus::Accepted);
        QCOMPARE(events(world, "TOKEN_INVALID"), 3);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM fraud_event")), 3);
        QVERIFY(verifies(world));
    }

    void aSecondCopyOfTheDeviceFreezesIt() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const QByteArray first = laptop.sign(laptop.mark());
        const qint64 seq = laptop.seq;
        const auto newest = laptop.newest;
        const QByteArray second = laptop.sign(laptop.mark());
        QCOMPARE(world.send(laptop, {first, second})[1].status, PacketStatus::Accepted);
        laptop.seq = seq; // the clone goes on where it was copied
        laptop.newest = newest;
        world.clock.advance(1000);
        const QByteArray forked = laptop.sign(laptop.mark());
        const auto reply = world.send(laptop, {forked});
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply[0].status, PacketStatus::Rejected);
        QCOMPARE(reply[0].code, "CHAIN_FORK");
        QCOMPARE(events(world, "CHAIN_FORK"), 1);
        QVERIFY(
            must(store::FraudRepository(world.database()).quarantined(protocol::packetHash(forked), world.vaultKeys)));
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM packet")), 2);
        QCOMPARE(world.service->handle(laptop.request({}), laptop.caller()).status, 403);
        QVERIFY(verifies(world));
    }

    void aSecondCopyThatSendsItsHeadFirstFreezesItToo() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const auto start = laptop.newest;
        QCOMPARE(world.send(laptop, {laptop.sign(laptop.mark())})[0].status, PacketStatus::Accepted);
        laptop.seq = 0; // the clone goes on where it was copied
        laptop.newest = start;
        world.clock.advance(1000);
        const QByteArray forked = laptop.sign(laptop.mark());
        QCOMPARE(world.send(laptop, {}).status, 200); // its head alone
        QCOMPARE(events(world, "CHAIN_FORK"), 1);
        const auto reply = world.send(laptop, {forked});
        QCOMPARE(reply[0].code, "CHAIN_FORK");
        QVERIFY(
            must(store::FraudRepository(world.database()).quarantined(protocol::packetHash(forked), world.vaultKeys)));
        QCOMPARE(world.service->handle(laptop.request({}), laptop.caller()).status, 403);
        QVERIFY(verifies(world));
    }
};

QTEST_GUILESS_MAIN(PacketFindingsTest)
#include "PacketFindingsTest.moc"
