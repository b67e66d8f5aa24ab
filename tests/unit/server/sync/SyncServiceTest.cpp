// The universal endpoint: statuses, codes, what is durable, what is evidence.
#include "tests/support/SyncWorld.h"

#include "server/store/FileRepository.h"
#include "server/store/FraudRepository.h"

#include "core/audit/LogVerifier.h"
#include "core/base/Base64Url.h"

#include <atomic>
#include <thread>

using namespace haziri;
using namespace haziri::test;
using protocol::Attendance;
using protocol::PacketStatus;

namespace {

Attendance& body(protocol::Packet& packet) {
    return std::get<Attendance>(packet.body);
}

qint64 events(SyncWorld& world, const char* code) {
    return world.number(QStringLiteral("SELECT COUNT(*) FROM fraud_event WHERE code = ?"), {QLatin1String(code)});
}

qint64 logSize(SyncWorld& world) {
    return world.number(QStringLiteral("SELECT size FROM log_head"));
}

bool verifies(SyncWorld& world) {
    audit::LogVerifier verifier;
    for (const auto& served : must(world.log.entries(world.database(), 0, 1000)).entries)
        verifier.add(served);
    return !verifier.close(must(world.log.checkpoint(world.database())).value);
}

} // namespace

class SyncServiceTest : public QObject {
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

    // Held

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

    // Heads

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

    // Time

    void timeIsAsSureAsItsEvidence() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const QByteArray anchored = laptop.sign(laptop.mark());
        world.clock.advance(3600'000);
        laptop.bootId = "boot-2"; // after a reboot the anchor says nothing
        laptop.anchorBootMs = 0;
        auto packet = laptop.mark();
        packet.clock = {"boot-2", 1000, {}, 0};
        const QByteArray bounded = laptop.sign(packet);
        auto stale = laptop.mark();
        stale.clock = {"boot-2", 2000, laptop.timeJti, 0}; // a token of another boot
        const QByteArray alsoBounded = laptop.sign(stale);
        auto clockless = laptop.mark();
        clockless.clock = {};
        const QByteArray unanchored = laptop.sign(clockless);
        world.clock.advance(3600'000);
        const auto reply = world.send(laptop, {anchored, bounded, alsoBounded, unanchored});
        const auto timeClass = [&](int i) {
            return (*must(store::MarkRepository(world.database()).list({{}, {}, {}, {}, {}, *reply[i].index - 1, 1}))
                         .begin());
        };
        for (int i = 0; i < 4; ++i)
            QVERIFY(reply[i].status == PacketStatus::Accepted);
        const qint64 now = world.clock.now().value;
        QCOMPARE(timeClass(0).timeClass, "anchored");
        QVERIFY(timeClass(0).latest.value - timeClass(0).earliest.value < 10'000);
        QCOMPARE(timeClass(1).timeClass, "bounded");
        QCOMPARE(timeClass(1).latest.value, now);
        QVERIFY(timeClass(1).earliest.value <= now - 2 * 3600'000);
        QCOMPARE(timeClass(2).timeClass, "bounded");
        QCOMPARE(timeClass(2).earliest.value, timeClass(1).earliest.value + 1000);
        QCOMPARE(timeClass(3).timeClass, "unanchored");
    }

    void theClockGoesWrongInEveryWay_data() {
        QTest::addColumn<qint64>("wallMs");  // how far the laptop's wall clock is off
        QTest::addColumn<bool>("reboots");   // after the last time token
        QTest::addColumn<qint64>("sleepMs"); // suspended before the mark; the boot clock counts it
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("timeClass");
        const qint64 day = 86'400'000;
        QTest::newRow("right") << qint64(0) << false << qint64(0) << QByteArray() << QByteArray("anchored");
        QTest::newRow("back a day") << -day << false << qint64(0) << QByteArray("CLOCK_STEP") << QByteArray("anchored");
        QTest::newRow("forward ten years")
            << 3652 * day << false << qint64(0) << QByteArray("TIME_WINDOW") << QByteArray("anchored");
        QTest::newRow("eight hours asleep") << qint64(0) << false << day / 3 << QByteArray() << QByteArray("anchored");
        QTest::newRow("a reboot") << qint64(0) << true << qint64(0) << QByteArray() << QByteArray("bounded");
        QTest::newRow("a reboot, and back a day")
            << -day << true << qint64(0) << QByteArray("CLOCK_STEP") << QByteArray("bounded");
        QTest::newRow("a reboot, and forward ten years")
            << 3652 * day << true << qint64(0) << QByteArray("TIME_WINDOW") << QByteArray("bounded");
    }
    void theClockGoesWrongInEveryWay() {
        QFETCH(qint64, wallMs);
        QFETCH(bool, reboots);
        QFETCH(qint64, sleepMs);
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, timeClass);
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        world.clock.advance(2 * 86'400'000); // well inside the token's week
        const QByteArray before = laptop.sign(laptop.mark());
        const qint64 beforeAt = world.clock.now().value;
        world.clock.advance(60'000 + sleepMs);
        auto packet = laptop.mark();
        packet.timestamp.value += wallMs;
        if (reboots) packet.clock = {"boot-2", 5'000, {}, 0};
        const qint64 truth = world.clock.now().value;
        const QByteArray jws = laptop.sign(packet);
        world.clock.advance(3600'000); // until there is a line
        const auto reply = world.send(laptop, {before, jws});
        QCOMPARE(reply[0].status, PacketStatus::Accepted);
        QCOMPARE(reply[1].code, code);

        // What HR sees: the estimate does not move with the wall clock.
        QJsonObject served;
        for (const auto& mark : must(world.attendance.list(world.database(), {}))[QLatin1String("marks")].toArray())
            if (mark[QLatin1String("packetId")].toString() == packet.packetId.toString()) served = mark.toObject();
        QCOMPARE(served[QLatin1String("timeClass")].toString().toLatin1(), timeClass);
        const qint64 earliest = served[QLatin1String("earliest")].toInteger();
        const qint64 latest = served[QLatin1String("latest")].toInteger();
        QVERIFY(earliest <= truth && truth <= latest);
        if (timeClass == "anchored") {
            QVERIFY(latest - earliest < 60'000); // two days of drift, a slow line
        } else {
            QVERIFY(std::abs(earliest - beforeAt) < 60'000);
            QCOMPARE(latest, world.clock.now().value);
        }
    }

    void timeTokensThatNobodyNamedAreForgotten() {
        SyncWorld world;
        TestLaptop laptop(world, world.site), other(world, world.site);
        world.send(other, QList<QByteArray>());
        const qint64 others = world.number(QStringLiteral("SELECT COUNT(*) FROM time_token"));
        const QByteArray first = laptop.sign(laptop.mark());
        for (int i = 0; i < 50; ++i) {
            world.clock.advance(3600'000);
            world.send(laptop, QList<QByteArray>());
        }
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM time_token")), others + 50);
        QCOMPARE(world.send(laptop, {first})[0].status, PacketStatus::Accepted); // names the oldest: all may be needed
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM time_token")), others + 51);
        const auto newest = must(protocol::verifyTimeToken(world.send(laptop, QList<QByteArray>()).answer.timeToken,
                                                           world.keys.tokenKey().publicKey()));
        auto fresh = laptop.mark();
        fresh.clock.anchor = newest.jti;
        fresh.clock.anchorBootMs = world.clock.boot().bootMs;
        QCOMPARE(world.send(laptop, {laptop.sign(fresh)})[0].status, PacketStatus::Accepted);
        // The named ones, those of the last day, and the other laptop's.
        const qint64 kept = world.number(QStringLiteral("SELECT COUNT(*) FROM time_token"));
        QVERIFY2(kept < others + 32, QByteArray::number(kept).constData());
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM time_token WHERE boot_id IS NOT NULL")), 2);
        world.clock.advance(3600'000);
        auto late = laptop.mark(); // names the first one still
        QCOMPARE(world.send(laptop, {laptop.sign(late)})[0].status, PacketStatus::Accepted);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM mark WHERE time_class = 'anchored'")), 3);
    }

    void aClockSetBackOverARebootIsFound() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        world.clock.advance(3600'000);
        const QByteArray first = laptop.sign(laptop.mark());
        auto packet = laptop.mark();
        packet.clock = {"boot-2", 1000, {}, 0};
        packet.timestamp.value -= 1800'000;
        const auto reply = world.send(laptop, {first, laptop.sign(packet)});
        QCOMPARE(reply[1].code, "CLOCK_STEP");
    }

    // Witness and pull

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
