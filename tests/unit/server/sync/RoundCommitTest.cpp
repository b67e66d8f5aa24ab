// Batches that wait for the writer together: each comes out as if it had come alone, one after the other.
#include "server/sync/RoundCommit.h"
#include "tests/support/SyncWorld.h"

#include "server/store/DeviceRepository.h"

#include "core/audit/LogVerifier.h"

#include <atomic>
#include <latch>
#include <list>
#include <thread>

using namespace haziri;
using namespace haziri::test;
using protocol::Attendance;
using protocol::PacketStatus;

namespace {

Attendance& body(protocol::Packet& packet) {
    return std::get<Attendance>(packet.body);
}

bool verifies(SyncWorld& world) {
    audit::LogVerifier verifier;
    for (const auto& served : must(world.log.entries(world.database(), 0, 1000)).entries)
        verifier.add(served);
    return !verifier.close(must(world.log.checkpoint(world.database())).value);
}

struct Sent {
    TestLaptop* laptop = nullptr;
    QList<QByteArray> packets;
    SyncWorld::Reply reply = {};
};

/// All requests arrive while the writer is busy with `before`.
void sendTogether(SyncWorld& world, std::vector<Sent>& all, const store::GroupWriter::Work& before) {
    std::latch release(1);
    std::atomic<int> arrived = 0;
    auto busy = world.writer->submit([&](sql::Database& writing) {
        release.wait();
        return before(writing);
    });
    std::vector<std::thread> threads;
    for (Sent& one : all)
        threads.emplace_back([&] {
            const QByteArray request = one.laptop->request(one.packets);
            const auto caller = one.laptop->caller();
            ++arrived;
            const auto raw = world.service->handle(request, caller);
            one.reply.status = raw.status;
            if (raw.status == 200) one.reply.answer = must(protocol::readSyncAnswer(raw.body));
        });
    while (arrived < int(all.size()))
        std::this_thread::yield();
    // Those that come late are committed in another round, which must make no difference.
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
    release.count_down();
    for (std::thread& thread : threads)
        thread.join();
    must(busy.get());
}

void sendTogether(SyncWorld& world, std::vector<Sent>& all) {
    sendTogether(world, all, [](sql::Database&) { return Result<void>(); });
}

int countOf(const std::vector<Sent>& all, PacketStatus status) {
    int count = 0;
    for (const Sent& one : all)
        for (const auto& result : one.reply.answer.results)
            count += result.status == status ? 1 : 0;
    return count;
}

sync::CheckedPacket checked(protocol::Packet packet) {
    sync::CheckedPacket one;
    one.packet = std::move(packet);
    return one;
}

} // namespace

class RoundCommitTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void roundsHoldWhatSharesNothing() {
        SyncWorld world;
        std::list<TestLaptop> laptops;
        std::list<sync::BatchInput> inputs;
        const std::vector<store::DeviceEpoch> epochs;
        const auto input = [&](std::optional<protocol::Packet> packet) {
            sync::BatchInput one{laptops.back().device, {}, {}, {}, {}, epochs, {}, {}, {}};
            if (packet) one.packets.append(checked(*packet));
            one.touched = sync::touchedBy(one);
            inputs.push_back(std::move(one));
        };
        const auto mark = [&](const WorkerId& worker) {
            auto packet = laptops.emplace_back(world, world.site).mark();
            body(packet).workerId = worker;
            return packet;
        };
        const WorkerId a = world.addWorker(world.site), b = world.addWorker(world.site);
        input(mark(a));
        input(mark(b));
        laptops.emplace_back(world, world.site);
        input({}); // only its head
        input({}); // the same device again
        input(mark(b));
        auto samePhoto = mark(a);
        body(samePhoto).photo = body(*inputs.back().packets.first().packet).photo;
        input(samePhoto);
        auto correction = mark(world.worker);
        correction.body = protocol::Correction{};
        input(correction);
        input(mark(world.worker));

        sync::BatchInputs all;
        for (const auto& one : inputs)
            all.append(&one);
        QList<qsizetype> sizes;
        sync::BatchInputs again;
        for (const auto& round : sync::roundsOf(all)) {
            sizes.append(round.size());
            again += round;
        }
        QCOMPARE(sizes, (QList<qsizetype>{3, 2, 1, 1, 1}));
        QCOMPARE(again, all);
    }

    void manyLaptopsTogether() {
        SyncWorld world;
        std::list<TestLaptop> laptops;
        for (int i = 0; i < 6; ++i)
            laptops.emplace_back(world, world.site);
        for (int round = 0; round < 3; ++round) {
            world.clock.advance(3 * 3600'000);
            std::vector<Sent> all;
            for (TestLaptop& laptop : laptops) {
                Sent& one = all.emplace_back(Sent{&laptop, {}});
                for (int n = 0; n <= round; ++n) {
                    auto packet = laptop.mark();
                    body(packet).workerId = world.addWorker(world.site);
                    one.packets.append(laptop.sign(packet));
                }
            }
            sendTogether(world, all);
            QCOMPARE(countOf(all, PacketStatus::Accepted), 6 * (round + 1));
            // Said again together, each finds its own.
            auto repeated = all;
            sendTogether(world, repeated);
            QCOMPARE(countOf(repeated, PacketStatus::Duplicate), 6 * (round + 1));
            for (size_t i = 0; i < all.size(); ++i)
                for (qsizetype n = 0; n <= round; ++n) {
                    QCOMPARE(repeated[i].reply[n].index, all[i].reply[n].index);
                    QCOMPARE(repeated[i].reply[n].recordHash, all[i].reply[n].recordHash);
                    QVERIFY(!all[i].reply.answer.timeToken.isEmpty() && !all[i].reply.answer.offlineToken.isEmpty());
                }
        }
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(DISTINCT log_index) FROM packet")), 36);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM mark WHERE status = 'accepted'")), 36);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM chain_head WHERE state = 'matched'")), 18);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM chain_head")), 18);
        QVERIFY(verifies(world));
    }

    void whoSharesAWorkerIsJudgedBesideTheOther() {
        SyncWorld world;
        const auto far = world.addSite("Delhi North", 290'000'000, 773'000'000);
        TestLaptop here(world, world.site), there(world, far);
        std::vector<Sent> all{{&here, {here.sign(here.mark())}}, {&there, {there.sign(there.mark())}}};
        sendTogether(world, all);
        QCOMPARE(countOf(all, PacketStatus::Accepted), 1);
        QCOMPARE(countOf(all, PacketStatus::Held), 1);
        const auto& held = all[0].reply[0].status == PacketStatus::Held ? all[0] : all[1];
        QCOMPARE(held.reply[0].code, "VELOCITY");
        QVERIFY(verifies(world));
    }

    void oneThatFailsTakesNobodyWithIt() {
        SyncWorld world;
        TestLaptop good(world, world.site), bad(world, world.site);
        auto enrolment = bad.mark();
        enrolment.kind = protocol::PacketKind::WorkerEnrol;
        protocol::WorkerEnrol twice;
        twice.workerId = world.worker; // there already: PlainEnrolment's insert is a conflict of the store
        twice.siteId = world.site.siteId;
        twice.vouch = "good";
        enrolment.body = twice;
        std::vector<Sent> all{{&good, {good.sign(good.mark())}}, {&bad, {bad.sign(enrolment)}}};
        sendTogether(world, all);
        QCOMPARE(all[0].reply.status, 200);
        QCOMPARE(all[0].reply[0].status, PacketStatus::Accepted);
        QCOMPARE(all[1].reply.status, 503);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM packet")), 1);
        QVERIFY(verifies(world));
    }

    void eachHasTheClocksOfItsOwnBoots() {
        SyncWorld world;
        std::list<TestLaptop> laptops;
        for (int i = 0; i < 4; ++i)
            laptops.emplace_back(world, world.site);
        // A round that fails for the sake of one leaves nothing in the clocks of those who are then tried alone.
        auto& bad = laptops.emplace_back(world, world.site);
        auto enrolment = bad.mark();
        enrolment.kind = protocol::PacketKind::WorkerEnrol;
        protocol::WorkerEnrol twice;
        twice.workerId = world.worker;
        twice.siteId = world.site.siteId;
        twice.vouch = "good";
        enrolment.body = twice;
        const QByteArray failing = bad.sign(enrolment);
        for (const qint64 bootMs : {1'000'000, 10'000, 2'000'000}) {
            world.clock.advance(3 * 3600'000);
            std::vector<Sent> all;
            qint64 own = 0;
            for (TestLaptop& laptop : laptops) {
                if (&laptop == &bad) continue;
                auto packet = laptop.mark();
                body(packet).workerId = world.addWorker(world.site);
                packet.clock = {"the same name for all", bootMs + own++, {}, 0};
                auto other = laptop.mark(); // nothing of a clock in between
                other.seq = packet.seq + 1;
                Sent& one = all.emplace_back(Sent{&laptop, {laptop.sign(packet)}});
                other.prev = laptop.newest;
                body(other).workerId = world.addWorker(world.site);
                other.clock = {};
                one.packets.append(laptop.sign(other));
            }
            all.push_back({&bad, {failing}});
            sendTogether(world, all);
            for (size_t i = 0; i < 4; ++i) {
                QCOMPARE(all[i].reply.status, 200);
                QCOMPARE(all[i].reply[0].code == "CLOCK_STEP", bootMs == 10'000);
            }
            QCOMPARE(all[4].reply.status, 503);
        }
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM boot_clock")), 4);
        QCOMPARE(world.number(QStringLiteral("SELECT SUM(boot_ms) FROM boot_clock")), 8'000'006);
    }

    void oneIsBlockedWhileItWaits() {
        SyncWorld world;
        TestLaptop good(world, world.site), blocked(world, world.site);
        auto other = blocked.mark();
        body(other).workerId = world.addWorker(world.site);
        std::vector<Sent> all{{&good, {good.sign(good.mark())}}, {&blocked, {blocked.sign(other)}}};
        sendTogether(world, all, [&](sql::Database& writing) {
            return store::DeviceRepository(writing).setBlocked(blocked.device.deviceNo, true, "lost");
        });
        QCOMPARE(all[0].reply.status, 200);
        QCOMPARE(all[1].reply.status, 403);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM packet")), 1);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM chain_head")), 1);
        QVERIFY(verifies(world));
    }
};

QTEST_GUILESS_MAIN(RoundCommitTest)
#include "RoundCommitTest.moc"
