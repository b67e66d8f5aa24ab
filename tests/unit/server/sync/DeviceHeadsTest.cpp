// Signed heads: forks, cut tails, and what contradicts nothing.
#include "tests/support/SyncLog.h"

using namespace haziri;
using namespace haziri::test;
using protocol::PacketStatus;

class DeviceHeadsTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void aHeadOfALostEnrolmentSettlesNothing() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const QByteArray mark = laptop.sign(laptop.mark());
        laptop.epoch = 2;
        const auto answer = world.service->handle(laptop.request({mark}), laptop.caller());
        QCOMPARE(answer.status, 403);
        QVERIFY(answer.body.contains("EPOCH_UNKNOWN") && !answer.body.contains("results"));
        QCOMPARE(logSize(world), 0);
        laptop.epoch = 1;
        QCOMPARE(world.sendRaw(laptop, laptop.request({mark}))[0].status, PacketStatus::Accepted);
    }

    void aHeadAheadOfTheBatchIsCheckedWhenItsPacketComes() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const QByteArray first = laptop.sign(laptop.mark()), second = laptop.sign(laptop.mark());
        QCOMPARE(world.send(laptop, {first}).status, 200); // the head names the second already
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM chain_head WHERE state = 'waiting'")), 1);
        QCOMPARE(world.send(laptop, {second}).status, 200);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM chain_head WHERE state = 'matched'")), 1);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM fraud_event")), 0);
    }

    void aHeadThatContradictsItsPacketIsEvidence() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const QByteArray first = laptop.sign(laptop.mark());
        const auto newest = laptop.newest;
        laptop.newest = crypto::sha256("another packet");
        const QByteArray request = laptop.request({first});
        for (int i = 0; i < 2; ++i)
            QCOMPARE(world.sendRaw(laptop, request)[0].index, qint64(0));
        QCOMPARE(events(world, "CHAIN_FORK"), 1);
        laptop.newest = newest;
        QCOMPARE(world.send(laptop, {laptop.sign(laptop.mark())})[0].status, PacketStatus::Accepted);
    }

    void theSameHashAtTwoPlacesIsTwoForks() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const QByteArray first = laptop.sign(laptop.mark());
        world.clock.advance(5000);
        const QByteArray second = laptop.sign(laptop.mark());
        QCOMPARE(world.send(laptop, {first, second}).status, 200);
        laptop.newest = crypto::sha256("another packet");
        for (const qint64 seq : {1, 2, 2, 1}) {
            laptop.seq = seq;
            QCOMPARE(world.send(laptop, {}).status, 200);
        }
        QCOMPARE(events(world, "CHAIN_FORK"), 2);
    }

    void newHeadsTravelInTheLog() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const QByteArray first = laptop.sign(laptop.mark()), second = laptop.sign(laptop.mark());
        const QByteArray request = laptop.request({first, second});
        world.sendRaw(laptop, request);
        world.sendRaw(laptop, request);
        QCOMPARE(logSize(world), 2); // in the record of the batch's last packet, once
        const auto entries = must(world.log.entries(world.database(), 0, 10)).entries;
        QVERIFY(!entries[0].data->contains("\"head\":"));
        const auto record = must(json::Reader::parse(*entries[1].data));
        const auto head = must(protocol::verifyHead(record.text("head", 2000), laptop.key.publicKey()));
        QCOMPARE(head.seq, qint64(2));
        QCOMPARE(head.hash, protocol::packetHash(second));

        laptop.sign(laptop.mark()); // recorded, but only its head comes
        world.send(laptop, QList<QByteArray>());
        world.send(laptop, QList<QByteArray>());
        QCOMPARE(logSize(world), 3);
        QVERIFY(must(world.log.entries(world.database(), 2, 1)).entries[0].entry.contains("\"device.head\""));
        QVERIFY(verifies(world));
    }

    void aHeadIsCheckedHoweverManyWait() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        for (int seq = 2; seq < 260; ++seq) {
            laptop.seq = seq;
            laptop.newest = crypto::sha256(QByteArray::number(seq));
            world.send(laptop, QList<QByteArray>());
        }
        laptop.seq = 299;
        const QByteArray jws = laptop.sign(laptop.mark());
        world.send(laptop, QList<QByteArray>());
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM chain_head WHERE state = 'waiting'")), 259);
        world.send(laptop, {jws});
        QCOMPARE(world.number(QStringLiteral("SELECT seq FROM chain_head WHERE state = 'matched'")), 300);
    }

    void aHeadOfNoPacketContradictsNothing() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        laptop.newest = crypto::Digest{};
        QCOMPARE(world.send(laptop, QList<QByteArray>()).status, 200);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM fraud_event")), 0);
    }

    void aCutTailShowsInTheHeads() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const QByteArray first = laptop.sign(laptop.mark());
        const auto newest = laptop.newest;
        laptop.sign(laptop.mark());
        laptop.sign(laptop.mark());
        QCOMPARE(world.send(laptop, {first}).status, 200);
        laptop.seq = 1;
        laptop.newest = newest;
        world.clock.advance(60'000);
        QCOMPARE(world.send(laptop, QList<QByteArray>()).status, 200);
        QCOMPARE(events(world, "CHAIN_GAP"), 1);
    }

    void aTailThatWasCutWhereASyncEndedShowsToo() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const QByteArray first = laptop.sign(laptop.mark());
        QCOMPARE(world.send(laptop, {first}).status, 200); // its head names the first
        const auto newest = laptop.newest;
        laptop.sign(laptop.mark());
        laptop.sign(laptop.mark());
        QCOMPARE(world.send(laptop, QList<QByteArray>()).status, 200); // signed, and never sent
        const QByteArray retried = laptop.request({});
        laptop.seq = 1;
        laptop.newest = newest;
        world.clock.advance(60'000);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(world.send(laptop, QList<QByteArray>()).status, 200);
        QCOMPARE(events(world, "CHAIN_GAP"), 1);
        QCOMPARE(world.sendRaw(laptop, retried).status, 200); // an old request that comes late is no step
        QCOMPARE(events(world, "CHAIN_GAP"), 1);
    }
};

QTEST_GUILESS_MAIN(DeviceHeadsTest)
#include "DeviceHeadsTest.moc"
