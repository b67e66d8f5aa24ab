// Every answer proves the log; what a laptop pulls, and what it is never given or asked for.
#include "tests/support/SyncLog.h"

#include "server/store/FileRepository.h"
#include "server/store/FraudRepository.h"

#include "core/base/Base64Url.h"

using namespace haziri;
using namespace haziri::test;
using protocol::PacketStatus;

class WitnessAndPullTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void everyAnswerProvesTheLogOnlyGrew() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const auto key = must(audit::readVerifierKey(world.keys.logVerifierKey()));
        std::optional<audit::Checkpoint> seen;
        for (int round = 0; round < 12; ++round) {
            world.clock.advance(60'000);
            QList<QByteArray> packets;
            for (int i = 0; i <= round % 5; ++i)
                packets.append(laptop.sign(laptop.mark()));
            const auto reply = world.send(laptop, packets);
            const auto checkpoint = must(audit::verifyCheckpoint(reply.answer.checkpoint, key));
            QVERIFY(checkpoint.size > *reply[0].index);
            QList<crypto::Digest> proof;
            for (const auto& hash : reply.answer.consistency)
                proof.append(crypto::toDigest(must(fromBase64Url(hash))));
            if (seen)
                QVERIFY(audit::verifyConsistency(seen->size, seen->root, checkpoint.size, checkpoint.root, proof));
            seen = checkpoint;
            laptop.checkpointSize = checkpoint.size;
        }
        laptop.checkpointSize = 1'000'000; // a log this server never had
        const auto reply = world.send(laptop, QList<QByteArray>());
        QCOMPARE(reply.status, 200);
        QVERIFY(reply.answer.consistency.isEmpty());
    }

    void aLaptopPullsItsSiteAndGoesOnFromItsCursor() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const auto far = world.addSite("Far", 290'000'000, 773'000'000);
        world.addWorker(far);
        const auto reply = world.send(laptop, QList<QByteArray>());
        QStringList types;
        for (const auto& change : reply.answer.changes) {
            types.append(change[QLatin1String("type")].toString());
            QCOMPARE(change[QLatin1String("siteId")].toString(), world.site.siteId.toString());
        }
        QCOMPARE(types, (QStringList{QStringLiteral("site"), QStringLiteral("worker")}));
        laptop.cursor = reply.answer.cursor;
        QVERIFY(world.send(laptop, QList<QByteArray>()).answer.changes.isEmpty());
        const auto id = world.addWorker(world.site);
        const auto next = world.send(laptop, QList<QByteArray>()).answer;
        QCOMPARE(next.changes.size(), 1);
        QCOMPARE(next.changes[0][QLatin1String("workerId")].toString(), id.toString());
        laptop.cursor = "nonsense";
        QCOMPARE(world.send(laptop, QList<QByteArray>()).answer.changes.size(), 3);
    }

    void manyChangesComeInPages() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        for (int i = 0; i < 230; ++i)
            world.addWorker(world.site);
        const auto first = world.send(laptop, QList<QByteArray>()).answer;
        QVERIFY(first.more);
        laptop.cursor = first.cursor;
        const auto second = world.send(laptop, QList<QByteArray>()).answer;
        QVERIFY(!second.more);
        QCOMPARE(first.changes.size() + second.changes.size(), 232);
    }

    void aLatePhotoOfAnErasedPersonIsNotAskedFor() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        must(world.writer->run([&](sql::Database& writing) {
            return store::WorkerRepository(writing, world.vaultKeys, world.random).erase(world.worker);
        }));
        const auto packet = laptop.mark();
        const QByteArray late = laptop.sign(packet);
        for (const auto status :
             {PacketStatus::Held, PacketStatus::Duplicate}) { // when it comes, and when it comes again
            const auto reply = world.send(laptop, {late});
            QCOMPARE(reply[0].status, status);
            QVERIFY(reply.answer.needFiles.isEmpty());
        }
        const auto file = must(
            store::FileRepository(world.database()).find(std::get<protocol::Attendance>(packet.body).photo->fileId));
        QCOMPARE(file->state, QByteArray("erased"));
        // The pictures of others go their way.
        world.worker = world.addWorker(world.site);
        QCOMPARE(world.send(laptop, {laptop.sign(laptop.mark())}).answer.needFiles.size(), 1);
    }

    void whatComesLateBringsNoErasedPersonBack() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        must(world.writer->run([&](sql::Database& writing) {
            return store::WorkerRepository(writing, world.vaultKeys, world.random).erase(world.worker);
        }));
        auto packet = laptop.mark();
        packet.kind = protocol::PacketKind::WorkerEnrol;
        packet.body = protocol::WorkerEnrol{world.worker, world.site.siteId, {}, "forged"};
        const QByteArray late = laptop.sign(packet);
        const auto reply = world.send(laptop, {late});
        QCOMPARE(reply[0].status, PacketStatus::Rejected);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM quarantine")), 0);
        const auto page = must(world.log.entries(world.database(), *reply[0].index, 1));
        QVERIFY(!page.entries[0].data->contains(late));
        QVERIFY(page.entries[0].data->contains(crypto::toBase64Url(crypto::sha256(late))));
        // It keeps its place in the chain, and comes again as it was.
        QCOMPARE(world.send(laptop, {late})[0].index, reply[0].index);
        world.worker = world.addWorker(world.site);
        QCOMPARE(world.send(laptop, {laptop.sign(laptop.mark())})[0].status, PacketStatus::Accepted);
    }

    void aWholeAadhaarNumberIsNotKept() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const auto details = QJsonObject{{QStringLiteral("remarks"), QStringLiteral("4991 1866 5246")}};
        const QByteArray vouch = "e30." + toBase64Url(json::toText({{QStringLiteral("details"), details}})) + ".AA";
        auto packet = laptop.mark();
        packet.kind = protocol::PacketKind::WorkerEnrol;
        packet.timestamp.value += 3600'000; // refused for this here, whatever the vouch says
        packet.body = protocol::WorkerEnrol{world.worker, world.site.siteId, {}, vouch};
        const QByteArray refused = laptop.sign(packet);
        const auto reply = world.send(laptop, {refused});
        QCOMPARE(reply[0].status, PacketStatus::Rejected);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM quarantine")), 0);
        QVERIFY(!must(world.log.entries(world.database(), *reply[0].index, 1)).entries[0].data->contains(refused));
        QCOMPARE(world.send(laptop, {refused})[0].index, reply[0].index);
        QCOMPARE(world.send(laptop, {laptop.sign(laptop.mark())})[0].status, PacketStatus::Accepted);
    }

    /// Evidence stays, whatever is written into it.
    void twelveDigitsHideNoFork() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const auto start = laptop.newest;
        QCOMPARE(world.send(laptop, {laptop.sign(laptop.mark())})[0].status, PacketStatus::Accepted);
        laptop.seq = 0; // the clone goes on where it was copied
        laptop.newest = start;
        world.clock.advance(1000);
        const auto details = QJsonObject{{QStringLiteral("remarks"), QStringLiteral("4991 1866 5246")}};
        const QByteArray vouch = "e30." + toBase64Url(json::toText({{QStringLiteral("details"), details}})) + ".AA";
        auto packet = laptop.mark();
        packet.kind = protocol::PacketKind::WorkerEnrol;
        packet.body = protocol::WorkerEnrol{world.worker, world.site.siteId, {}, vouch};
        const QByteArray forked = laptop.sign(packet);
        QCOMPARE(world.send(laptop, {forked})[0].code, "CHAIN_FORK");
        QVERIFY(
            must(store::FraudRepository(world.database()).quarantined(protocol::packetHash(forked), world.vaultKeys)));
    }
};

QTEST_GUILESS_MAIN(WitnessAndPullTest)
#include "WitnessAndPullTest.moc"
