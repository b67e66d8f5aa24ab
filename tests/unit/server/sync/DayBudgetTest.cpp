// One laptop does not fill the database: what it brings beside marks is bounded by the day, and nothing is lost by it.
#include "tests/support/SyncLog.h"

#include "server/store/DeviceDayRepository.h"

using namespace haziri;
using namespace haziri::test;
using protocol::PacketStatus;

namespace {

constexpr qint64 kDay = 86'400'000;

struct Bounded {
    explicit Bounded(SyncWorld& world)
        : service({*world.pool,
                   *world.writer,
                   world.log,
                   world.keys,
                   world.vaultKeys,
                   world.trust,
                   world.attendance,
                   world.tokens,
                   world.enrolment,
                   world.clock,
                   world.random,
                   {6, 1'000'000, 4}}) {}

    store::ServiceAnswer send(TestLaptop& laptop, const QList<QByteArray>& packets) {
        return service.handle(laptop.request(packets), laptop.caller());
    }

    sync::SyncService service;
};

QByteArray codeOf(const store::ServiceAnswer& answer) {
    return QJsonDocument::fromJson(answer.body).object()[QStringLiteral("code")].toString().toLatin1();
}

QByteArray headerOf(const store::ServiceAnswer& answer, const QByteArray& name) {
    for (const auto& [key, value] : answer.headers)
        if (key == name) return value;
    return {};
}

/// Each another text that nobody signed.
QList<QByteArray> forged(TestLaptop& laptop, int count) {
    static int number = 0;
    QList<QByteArray> all;
    for (int i = 0; i < count; ++i) {
        auto packet = laptop.mark();
        packet.tok = "forged " + QByteArray::number(++number);
        const crypto::SecretBytes other = crypto::SecretBytes::copyOf(QByteArray(32, 'o'));
        all.append(protocol::signJws(protocol::Purpose::Packet, laptop.device.deviceId, crypto::HmacKey(other),
                                     protocol::writePacket(packet)));
    }
    return all;
}

/// As many as are signed, none with anything new beside it.
void signHead(TestLaptop& laptop, int number) {
    laptop.newest = crypto::sha256("head " + QByteArray::number(number));
    ++laptop.seq;
}

} // namespace

class DayBudgetTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void refusedPacketsAreBoundedAndMarksGoOn() {
        SyncWorld world;
        Bounded server(world);
        TestLaptop laptop(world, world.site), other(world, world.site);
        QCOMPARE(server.send(laptop, forged(laptop, 5)).status, 403);
        QCOMPARE(events(world, "DAY_BUDGET"), 0);
        QCOMPARE(server.send(laptop, forged(laptop, 1) + laptop.signMarks(1)).status, 200); // taken whole
        QCOMPARE(events(world, "DAY_BUDGET"), 1);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM quarantine")), 6);
        const qint64 size = logSize(world);

        const auto over = server.send(laptop, forged(laptop, 1) + laptop.signMarks(1));
        QCOMPARE(over.status, 429);
        QCOMPARE(codeOf(over), QByteArray("TOO_MANY_REFUSED"));
        QVERIFY(headerOf(over, "Retry-After").toInt() > 0);
        QCOMPARE(logSize(world), size); // nothing stored, nothing settled
        laptop.seq -= 1;
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM quarantine")), 6);
        QCOMPARE(server.send(other, forged(other, 1)).status, 403); // each has its own

        Bounded again(world); // after a restart as before
        QCOMPARE(codeOf(again.send(laptop, forged(laptop, 1))), QByteArray("TOO_MANY_REFUSED"));
        QCOMPARE(again.send(laptop, laptop.signMarks(1)).status, 200);
        QCOMPARE(events(world, "DAY_BUDGET"), 1);

        world.clock.advance(kDay);
        QCOMPARE(again.send(laptop, forged(laptop, 1)).status, 403);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM quarantine")), 8);
    }

    // What only the store shows to be a replay cannot be known before it is taken: at twice the budget nothing goes on.
    void atTwiceTheBudgetNothingIsTaken() {
        SyncWorld world;
        Bounded server(world);
        TestLaptop laptop(world, world.site);
        const auto first = laptop.mark();
        QCOMPARE(server.send(laptop, {laptop.sign(first)}).status, 200);
        const auto replays = [&](int count) {
            QList<QByteArray> all;
            for (int i = 0; i < count; ++i) {
                world.clock.advance(1000);
                auto packet = laptop.mark();
                packet.packetId = first.packetId;
                all.append(laptop.sign(packet));
            }
            return all;
        };
        QCOMPARE(server.send(laptop, replays(7)).status, 200);
        QCOMPARE(server.send(laptop, replays(5)).status, 200); // not known before
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM quarantine")), 12);
        QCOMPARE(codeOf(server.send(laptop, laptop.signMarks(1))), QByteArray("TOO_MANY_REFUSED"));
        QCOMPARE(events(world, "DAY_BUDGET"), 1);
    }

    void bytesCountToo() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        sync::SyncService service({*world.pool,
                                   *world.writer,
                                   world.log,
                                   world.keys,
                                   world.vaultKeys,
                                   world.trust,
                                   world.attendance,
                                   world.tokens,
                                   world.enrolment,
                                   world.clock,
                                   world.random,
                                   {1000, 2000, 1000}});
        QCOMPARE(service.handle(laptop.request(forged(laptop, 3)), laptop.caller()).status, 403);
        QCOMPARE(service.handle(laptop.request(forged(laptop, 1)), laptop.caller()).status, 429);
    }

    void headsThatBringNothingAreBounded() {
        SyncWorld world;
        Bounded server(world);
        TestLaptop laptop(world, world.site);
        for (int i = 0; i < 4; ++i) {
            signHead(laptop, i);
            QCOMPARE(server.send(laptop, {}).status, 200);
        }
        QCOMPARE(events(world, "DAY_BUDGET"), 1);
        signHead(laptop, 5);
        QCOMPARE(codeOf(server.send(laptop, {})), QByteArray("TOO_MANY_HEADS"));
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM chain_head")), 4);
        laptop.seq = 0;
        laptop.newest = crypto::sha256(laptop.offlineToken);
        QCOMPARE(server.send(laptop, laptop.signMarks(1)).status, 200);
        world.clock.advance(kDay);
        signHead(laptop, 6);
        QCOMPARE(server.send(laptop, {}).status, 200);
    }

    // A head that is not its device's is refused as a packet is.
    void forgedHeadsCountAsRefused() {
        SyncWorld world;
        Bounded server(world);
        TestLaptop laptop(world, world.site);
        const auto other = crypto::Ed25519PrivateKey::generate(world.random);
        const auto send = [&](int i) {
            protocol::SyncRequest request;
            request.deviceId = laptop.device.deviceId;
            request.head =
                protocol::signHead({laptop.device.deviceId, 1, i, crypto::sha256("x"), world.clock.now()}, other);
            return server.service.handle(protocol::writeSyncRequest(request), laptop.caller()).status;
        };
        for (int i = 1; i <= 6; ++i)
            QCOMPARE(send(i), 403);
        QCOMPARE(send(7), 429);
    }

    // Another User-Agent with every request, and a time token in every answer.
    void whatEveryRequestAddsIsTrimmed() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const qint64 no = laptop.device.deviceNo;
        const qint64 now = world.clock.now().value;
        must(world.writer->run([&](sql::Database& writing) -> Result<void> {
            store::DeviceRepository devices(writing);
            store::TokenRepository tokens(writing);
            for (int i = 0; i < 250; ++i) {
                store::DeviceContact contact{"127.0.0.1", "agent " + QByteArray::number(i), {}, {}, {}, {}, 1};
                contact.lastAt = {now + i};
                if (auto noted = devices.noteContacts({{no, contact}}); !noted) return noted;
                store::TrustRecord record{{now + i}, i % 2, "rules", "{}", {}};
                if (auto kept = store::TrustRepository(writing).insert(no, record); !kept) return kept;
            }
            QList<store::KeptTimeToken> times;
            for (int i = 0; i < store::DeviceDayRepository::kTimeTokens + 5; ++i)
                times.append({"flood " + QByteArray::number(i), no, {now + i}, std::nullopt});
            if (auto kept = tokens.keepTimes(times); !kept) return kept;
            return store::DeviceDayRepository(writing).trim({now + 1000});
        }));
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM device_contact WHERE device_no = ?"), {no}), 200);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM device_contact WHERE user_agent = 'agent 0'")), 1);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM device_trust WHERE device_no = ?"), {no}), 200);
        const qint64 left = world.number(
            QStringLiteral("SELECT COUNT(*) FROM time_token WHERE device_no = ? AND boot_id IS NULL"), {no});
        QVERIFY2(left >= store::DeviceDayRepository::kTimeTokens && left <= store::DeviceDayRepository::kTimeTokens + 1,
                 QByteArray::number(left));
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM time_token WHERE jti = 'flood 20004'")), 1);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM time_token WHERE jti = 'flood 0'")), 0);
    }
};

QTEST_GUILESS_MAIN(DayBudgetTest)
#include "DayBudgetTest.moc"
