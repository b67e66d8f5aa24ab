// How sure the time of a mark is, by its evidence.
#include "tests/support/SyncLog.h"

using namespace haziri;
using namespace haziri::test;
using protocol::PacketStatus;

class PacketTimeTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
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
};

QTEST_GUILESS_MAIN(PacketTimeTest)
#include "PacketTimeTest.moc"
