// The universal endpoint: statuses, codes, what is durable, what is evidence.
#include "tests/support/SyncLog.h"

#include "server/store/FraudRepository.h"

#include "core/base/Base64Url.h"

#include <thread>

using namespace haziri;
using namespace haziri::test;
using protocol::PacketStatus;

class SyncServiceTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void acceptsAChainOfMarks() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const auto packets = laptop.signMarks(5);
        const auto reply = world.send(laptop, packets);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.answer.results.size(), 5);
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(reply[i].message, QString());
            QCOMPARE(reply[i].status, PacketStatus::Accepted);
            QCOMPARE(*reply[i].index, qint64(i));
            QCOMPARE(reply[i].seq, qint64(i + 1));
        }
        QCOMPARE(reply.answer.needFiles.size(), 5);
        QVERIFY(!reply.answer.timeToken.isEmpty());
        QCOMPARE(reply.answer.offlineToken, laptop.offlineToken);
        QCOMPARE(world.number(
                     QStringLiteral("SELECT COUNT(*) FROM mark WHERE status = 'accepted' AND time_class = 'anchored'")),
                 5);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM fraud_event")), 0);
        QVERIFY(verifies(world));
    }

    void aBatchInAnyOrderIsJudgedAsAChain() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        QList<QByteArray> packets;
        for (int i = 0; i < 4; ++i)
            packets.prepend(laptop.sign(laptop.mark()));
        const auto reply = world.send(laptop, packets);
        for (int i = 0; i < 4; ++i) {
            QCOMPARE(reply[i].status, PacketStatus::Accepted);
            QCOMPARE(reply[i].seq, qint64(4 - i));
        }
    }

    void anEmptyBatchIsFine() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const auto reply = world.send(laptop, QList<QByteArray>());
        QCOMPARE(reply.status, 200);
        QVERIFY(reply.answer.results.isEmpty());
        QCOMPARE(logSize(world), 0);
    }

    void sentAgainIsADuplicate() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const QByteArray jws = laptop.sign(laptop.mark());
        const auto first = world.send(laptop, {jws});
        const auto second = world.send(laptop, {jws, jws});
        QCOMPARE(second.status, 200);
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(second[i].status, PacketStatus::Duplicate);
            QCOMPARE(second[i].index, first[0].index);
            QCOMPARE(second[i].recordHash, first[0].recordHash);
        }
        QCOMPARE(second.answer.needFiles, first.answer.needFiles);
        QCOMPARE(logSize(world), 1);
    }

    void twiceInOneBatchIsOneEffect() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const QByteArray jws = laptop.sign(laptop.mark());
        const auto reply = world.send(laptop, {jws, jws});
        QCOMPARE(reply[0].status, PacketStatus::Accepted);
        QCOMPARE(reply[1].status, PacketStatus::Duplicate);
        QCOMPARE(reply[1].index, reply[0].index);
        QCOMPARE(logSize(world), 1);
    }

    void theSameIdForOtherBytesIsAReplay() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const auto packet = laptop.mark();
        QCOMPARE(world.send(laptop, {laptop.sign(packet)})[0].status, PacketStatus::Accepted);
        auto other = laptop.mark();
        other.packetId = packet.packetId;
        const QByteArray jws = laptop.sign(other);
        for (int i = 0; i < 3; ++i) {
            const auto reply = world.send(laptop, {jws});
            QCOMPARE(reply.status, 200);
            QCOMPARE(reply[0].status, PacketStatus::Rejected);
            QCOMPARE(reply[0].code, "REPLAY");
        }
        QCOMPARE(events(world, "REPLAY"), 1);
        QCOMPARE(logSize(world), 2);
    }

    // Decision: an id is used up by whatever the device signed under it, rejected or not; a forgery uses nothing up.
    void theIdOfARejectedPacketIsUsedUp() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        auto late = laptop.mark();
        late.timestamp.value -= 86'400'000;
        const QByteArray rejected = laptop.sign(late);
        QCOMPARE(world.send(laptop, {rejected})[0].code, "TIME_WINDOW");
        auto other = laptop.mark();
        other.packetId = late.packetId;
        const QByteArray replay = laptop.sign(other);
        const auto first = world.send(laptop, {replay});
        QCOMPARE(first[0].code, "REPLAY");
        for (int i = 0; i < 3; ++i) {
            const auto again = world.send(laptop, {rejected, replay});
            QCOMPARE(again[0].code, "TIME_WINDOW");
            QCOMPARE(again[1].code, "REPLAY");
            QCOMPARE(again[1].status, PacketStatus::Rejected);
            QCOMPARE(again[1].index, first[0].index);
            QCOMPARE(again[1].recordHash, first[0].recordHash);
        }
        QCOMPARE(events(world, "TIME_WINDOW"), 1);
        QCOMPARE(events(world, "REPLAY"), 1);
        QCOMPARE(logSize(world), 2);
        QVERIFY2(world.send(laptop, {laptop.sign(laptop.mark())})[0].status == PacketStatus::Accepted,
                 "a replay holds its place in the chain as every signed packet does");
        QVERIFY(verifies(world));
    }

    void theIdOfARejectedPacketIsUsedUpWithinABatchToo() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        auto late = laptop.mark();
        late.timestamp.value -= 86'400'000;
        const QByteArray rejected = laptop.sign(late);
        auto other = laptop.mark();
        other.packetId = late.packetId;
        const auto reply = world.send(laptop, {rejected, laptop.sign(other)});
        QCOMPARE(reply[0].code, "TIME_WINDOW");
        QCOMPARE(reply[1].code, "REPLAY");
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM mark")), 1);
    }

    void aForgeryDoesNotUseAnIdUp() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const auto packet = laptop.mark();
        const QByteArray forged =
            protocol::signJws(protocol::Purpose::Packet, laptop.device.deviceId,
                              crypto::HmacKey(crypto::SecretBytes(32)), protocol::writePacket(packet));
        QCOMPARE(world.send(laptop, {forged})[0].code, "SIGNATURE_INVALID");
        QCOMPARE(world.send(laptop, {laptop.sign(packet)})[0].status, PacketStatus::Accepted);
    }

    void anotherDevicesPacketIsAReplay() {
        SyncWorld world;
        TestLaptop owner(world, world.site), thief(world, world.site);
        const QByteArray stolen = owner.sign(owner.mark());
        QCOMPARE(world.send(thief, {stolen})[0].code, "REPLAY");
        QCOMPARE(world.send(thief, {stolen})[0].status, PacketStatus::Rejected);
        QCOMPARE(events(world, "REPLAY"), 1);
        // The owner loses nothing by it.
        QCOMPARE(world.send(owner, {stolen})[0].status, PacketStatus::Accepted);
        QCOMPARE(world.send(thief, {stolen})[0].code, "REPLAY");
        QCOMPARE(events(world, "REPLAY"), 1);
        QCOMPARE(world.send(owner, {stolen})[0].status, PacketStatus::Duplicate);
    }

    void eachBitOfAPacketMatters() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const QByteArray good = laptop.sign(laptop.mark());
        const QByteArray victim = laptop.sign(laptop.mark());
        const QByteArray head = laptop.request({});
        int flips = 0;
        for (qsizetype from = 0; from < victim.size(); from += 400) {
            QList<QByteArray> packets{good};
            for (qsizetype i = from; i < std::min(from + 400, victim.size()); ++i) {
                QByteArray bent = victim;
                bent[i] = char(bent[i] ^ (1 << (i % 6)));
                // JSON carries text: bits that leave ASCII cannot be sent at all.
                packets.append(bent);
            }
            const auto reply = world.send(laptop, packets);
            QCOMPARE(reply.status, 200);
            QVERIFY(reply[0].status != PacketStatus::Rejected);
            for (qsizetype i = 1; i < packets.size(); ++i, ++flips)
                QVERIFY2(reply[i].status == PacketStatus::Rejected, packets[i].constData());
        }
        QCOMPARE(flips, int(victim.size()));
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM fraud_event")), flips);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM packet")), 1);
        QCOMPARE(world.send(laptop, {victim})[0].status, PacketStatus::Accepted);
    }

    void onlyForgeriesAre403() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const auto packet = laptop.mark();
        const QByteArray forged =
            protocol::signJws(protocol::Purpose::Packet, laptop.device.deviceId,
                              crypto::HmacKey(crypto::SecretBytes(32)), protocol::writePacket(packet));
        for (int i = 0; i < 2; ++i) {
            const auto reply = world.send(laptop, {forged});
            QCOMPARE(reply.status, 403);
            QCOMPARE(reply[0].status, PacketStatus::Rejected);
            QCOMPARE(reply[0].code, "SIGNATURE_INVALID");
            QCOMPARE(reply[0].packetId, packet.packetId.toText());
            QCOMPARE(reply[0].seq, packet.seq);
        }
        QCOMPARE(events(world, "SIGNATURE_INVALID"), 1);
        QCOMPARE(world.send(laptop, {forged, laptop.sign(packet)}).status, 200);
    }

    void foreignAlgorithmsAreForgeries() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const QByteArray payload = toBase64Url(protocol::writePacket(laptop.mark()));
        const auto with = [&](const QByteArray& header) { return toBase64Url(header) + '.' + payload + '.'; };
        const QByteArray none = with("{\"alg\":\"none\",\"typ\":\"haziri-packet\"}");
        const QByteArray publicAsSecret =
            with("{\"alg\":\"HS256\",\"kid\":\"" + laptop.device.deviceId + "\",\"typ\":\"haziri-packet\"}");
        const QByteArray input = publicAsSecret.chopped(1);
        const QByteArray underPublicKey =
            input + '.' +
            toBase64Url(crypto::view(crypto::HmacKey(crypto::SecretBytes::copyOf(laptop.device.publicKey)).mac(input)));
        const QByteArray path =
            with("{\"alg\":\"HS256\",\"kid\":\"../../etc/passwd\",\"typ\":\"haziri-packet\"}") + "AAAA";
        const auto reply = world.send(laptop, {none, underPublicKey, path, "not a token", ""});
        QCOMPARE(reply.status, 403);
        for (const auto& result : reply.answer.results)
            QCOMPARE(result.status, PacketStatus::Rejected);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM packet")), 0);
    }

    void aBadHeadRefusesTheBatchButKeepsNothingOfIt() {
        SyncWorld world;
        TestLaptop laptop(world, world.site), other(world, world.site);
        const QByteArray jws = laptop.sign(laptop.mark());
        protocol::SyncRequest request = must(protocol::readSyncRequest(laptop.request({jws})));
        request.head = other.head();
        const auto reply = world.sendRaw(laptop, protocol::writeSyncRequest(request));
        QCOMPARE(reply.status, 403);
        QCOMPARE(reply[0].status, PacketStatus::Rejected);
        QCOMPARE(reply[0].code, "SIGNATURE_INVALID");
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM packet")), 0);
        QCOMPARE(events(world, "SIGNATURE_INVALID"), 1);
        QCOMPARE(world.send(laptop, {jws})[0].status, PacketStatus::Accepted);
    }

    void requestsThatCannotBeRead() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const QByteArray jws = laptop.sign(laptop.mark());
        const QByteArray good = laptop.request({jws});
        for (qsizetype cut = 0; cut < good.size(); cut += 7)
            QCOMPARE(world.service->handle(good.first(cut), laptop.caller()).status, 400);
        QCOMPARE(world.service->handle(good + ' ' + '}', laptop.caller()).status, 400);
        protocol::SyncRequest headless = must(protocol::readSyncRequest(good));
        headless.head.clear();
        QCOMPARE(world.service->handle(protocol::writeSyncRequest(headless), laptop.caller()).status, 400);
        QCOMPARE(world.service->handle(laptop.request(QList<QByteArray>(501, jws)), laptop.caller()).status, 413);
        QCOMPARE(logSize(world), 0);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM packet")), 0);
    }

    void aBlockedOrForeignDeviceIs403() {
        SyncWorld world;
        TestLaptop laptop(world, world.site), other(world, world.site);
        QCOMPARE(world.service->handle(laptop.request({}), other.caller()).status, 403);
        must(world.writer->run([&](sql::Database& writing) {
            return world.trust.block(writing, laptop.device, "stolen", {}, world.clock.now());
        }));
        const auto answer = world.service->handle(laptop.request({laptop.sign(laptop.mark())}), laptop.caller());
        QCOMPARE(answer.status, 403);
        QVERIFY(answer.body.contains("DEVICE_BLOCKED"));
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM packet")), 0);
    }

    void aDeviceBlockedBetweenCheckAndCommitIs403() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const auto caller = laptop.caller(); // as read before the block
        must(world.writer->run([&](sql::Database& writing) {
            return world.trust.block(writing, laptop.device, "stolen", {}, world.clock.now());
        }));
        QCOMPARE(world.service->handle(laptop.request({laptop.sign(laptop.mark())}), caller).status, 403);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM packet")), 0);
    }

    void aForgedHeadOfADeviceBlockedMeanwhileIs403() {
        SyncWorld world;
        TestLaptop laptop(world, world.site), other(world, world.site);
        const auto caller = laptop.caller();
        must(world.writer->run([&](sql::Database& writing) {
            return world.trust.block(writing, laptop.device, "stolen", {}, world.clock.now());
        }));
        const qint64 before = logSize(world);
        protocol::SyncRequest request = must(protocol::readSyncRequest(laptop.request({laptop.sign(laptop.mark())})));
        request.head = other.head();
        const auto answer = world.service->handle(protocol::writeSyncRequest(request), caller);
        QCOMPARE(answer.status, 403);
        QVERIFY(answer.body.contains("DEVICE_BLOCKED"));
        QVERIFY(!answer.body.contains("offlineToken") && !answer.body.contains("timeToken")); // nothing to go on with
        QCOMPARE(logSize(world), before);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM quarantine")), 0);
    }

    void aForgedHeadIsKeptOnceAndStandsInNobodysWay() {
        SyncWorld world;
        TestLaptop laptop(world, world.site), other(world, world.site);
        const QByteArray mark = laptop.sign(laptop.mark());
        protocol::SyncRequest request = must(protocol::readSyncRequest(laptop.request({mark})));
        // Signed by another key, in this device's name, over what is yet to come.
        request.head = protocol::signHead({laptop.device.deviceId, 1, 7, laptop.newest, world.clock.now()}, other.key);
        for (int i = 0; i < 3; ++i) {
            const auto reply = world.sendRaw(laptop, protocol::writeSyncRequest(request));
            QCOMPARE(reply.status, 403);
            QCOMPARE(reply[0].code, "SIGNATURE_INVALID");
            QVERIFY(!reply[0].index); // the packet itself was not looked at
        }
        QCOMPARE(logSize(world), 1);
        QCOMPARE(events(world, "SIGNATURE_INVALID"), 1);
        QCOMPARE(
            *must(store::FraudRepository(world.database()).quarantined(crypto::sha256(request.head), world.vaultKeys)),
            request.head);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM chain_head")), 0); // none waits for a packet
        QCOMPARE(world.send(laptop, {mark})[0].status, PacketStatus::Accepted);
        QVERIFY(verifies(world));
    }

    void aHeadThatItsDeviceSignedAndNobodyCanReadAccusesNobody() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        protocol::SyncRequest request = must(protocol::readSyncRequest(laptop.request({laptop.sign(laptop.mark())})));
        const QByteArray device = laptop.device.deviceId;
        for (const QByteArray& payload :
             {QByteArray("{}"), "{\"deviceId\":\"" + device + "\",\"epoch\":1,\"seq\":-1,\"hash\":\"" +
                                    crypto::toBase64Url(laptop.newest) + "\",\"iat\":1}"}) {
            request.head = protocol::signJws(protocol::Purpose::Head, device, laptop.key, payload);
            const auto answer = world.service->handle(protocol::writeSyncRequest(request), laptop.caller());
            QCOMPARE(answer.status, 400);
            QVERIFY(answer.body.contains("MALFORMED"));
        }
        QCOMPARE(logSize(world), 0);
    }

    void aStoreThatFailsAcknowledgesNothing() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const auto packets = laptop.signMarks(10, 0);
        // The last statement of the commit fails: everything before it has to go as well.
        must(refuseInserts(world.database(), "time_token"));
        const auto answer = world.service->handle(laptop.request(packets), laptop.caller());
        QCOMPARE(answer.status, 503);
        QVERIFY(!answer.body.contains("results"));
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM packet")), 0);
        QCOMPARE(logSize(world), 0);
        must(allowInserts(world.database(), "time_token"));
        const auto reply = world.send(laptop, packets);
        for (const auto& result : reply.answer.results)
            QCOMPARE(result.status, PacketStatus::Accepted);
        QVERIFY(verifies(world));
    }

    void fiftyTimesTheSameRequestAtOnce() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        auto packets = laptop.signMarks(4, 0);
        packets.append(packets[1].chopped(4) + "AAAA"); // and one forgery
        const QByteArray request = laptop.request(packets);
        const auto caller = laptop.caller();
        std::vector<store::ServiceAnswer> answers(50);
        std::vector<std::thread> threads;
        for (auto& answer : answers)
            threads.emplace_back([&] { answer = world.service->handle(request, caller); });
        for (auto& thread : threads)
            thread.join();

        QList<qint64> indexes;
        int accepted = 0;
        for (const auto& answer : answers) {
            QCOMPARE(answer.status, 200);
            const auto read = must(protocol::readSyncAnswer(answer.body));
            QList<qint64> here;
            for (int i = 0; i < 4; ++i) {
                QVERIFY(read.results[i].status == PacketStatus::Accepted ||
                        read.results[i].status == PacketStatus::Duplicate);
                accepted += read.results[i].status == PacketStatus::Accepted;
                here.append(*read.results[i].index);
            }
            QCOMPARE(read.results[4].status, PacketStatus::Rejected);
            here.append(*read.results[4].index);
            if (indexes.isEmpty()) indexes = here;
            QCOMPARE(here, indexes);
        }
        QCOMPARE(accepted, 4);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM packet")), 4);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM fraud_event")), 1);
        QCOMPARE(logSize(world), 5);
        QVERIFY(verifies(world));
    }

    // One bad item never stands in the way: what its device signed is a link of its chain, readable or not.
    void aPacketThatCannotBeReadLeavesNoHole() {
        for (const bool together : {true, false}) {
            SyncWorld world;
            TestLaptop laptop(world, world.site);
            const QByteArray first = laptop.sign(laptop.mark());
            world.clock.advance(1000);
            auto packet = laptop.mark();
            QJsonObject payload = QJsonDocument::fromJson(protocol::writePacket(packet)).object();
            payload[QLatin1String("direction")] = QStringLiteral("sideways");
            const QByteArray bad =
                protocol::signJws(protocol::Purpose::Packet, laptop.device.deviceId, crypto::HmacKey(laptop.secret),
                                  QJsonDocument(payload).toJson(QJsonDocument::Compact));
            laptop.seq = packet.seq;
            laptop.newest = protocol::packetHash(bad);
            world.clock.advance(1000);
            const QByteArray last = laptop.sign(laptop.mark());
            QList<protocol::PacketResult> results;
            if (together) {
                results = world.send(laptop, {first, bad, last}).answer.results;
            } else {
                for (const QByteArray& one : {first, bad, last})
                    results += world.send(laptop, {one}).answer.results;
            }
            QCOMPARE(results[0].status, PacketStatus::Accepted);
            QCOMPARE(results[1].status, PacketStatus::Rejected);
            QCOMPARE(results[1].code, "MALFORMED");
            QCOMPARE(results[2].status, PacketStatus::Accepted);
            const qint64 size = logSize(world);
            const auto again = world.send(laptop, {bad});
            QCOMPARE(again[0].index, results[1].index);
            QCOMPARE(logSize(world), size);
            QVERIFY(
                must(store::FraudRepository(world.database()).quarantined(protocol::packetHash(bad), world.vaultKeys)));
            QVERIFY(verifies(world));
        }
    }

    void aFullBatchIsQuick() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const auto packets = laptop.signMarks(500, 1000);
        const auto reply = world.send(laptop, packets);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.answer.results.size(), 500);
        for (const auto& result : reply.answer.results)
            QCOMPARE(result.status, PacketStatus::Accepted);
    }
};

QTEST_GUILESS_MAIN(SyncServiceTest)
#include "SyncServiceTest.moc"
