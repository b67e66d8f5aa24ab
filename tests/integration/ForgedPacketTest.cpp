// Operator forges packets with the HMAC key: the verifier names packets no head covers.
//
// The server's own store is filled by real laptops, then by an operator who holds every key that the server holds: he
// writes packets straight into the log, with good hashes and a good checkpoint. Only the device's own key he has not.
#include "core/audit/ServedEntryJson.h"
#include "tests/support/Programs.h"
#include "tests/support/SyncWorld.h"

using namespace haziri;
using namespace haziri::test;

namespace {

/// What haziri-verify says of the world's log.
class Operator : public SyncWorld {
  public:
    /// As registration writes it; the world's laptops come without.
    void logRegistration(const TestLaptop& laptop) {
        append(
            {"device.register",
             json::toText({{QStringLiteral("deviceId"), QString::fromLatin1(laptop.device.deviceId)},
                           {QStringLiteral("publicKey"), QString::fromLatin1(toBase64Url(laptop.device.publicKey))}}),
             {90, false, clock.now()}});
    }
    qint64 append(const audit::NewEntry& entry) {
        qint64 index = -1;
        must(writer->run([&](sql::Database& writing) -> Result<void> {
            auto appended = log.append(writing, entry);
            if (!appended) return fail(appended.error());
            index = appended->index;
            return {};
        }));
        return index;
    }
    /// A packet in the name of the device, with everything right that the server knows how to make.
    qint64 forge(TestLaptop& laptop, qint64 seq, const crypto::Digest& prev, QJsonArray codes = {}) {
        protocol::Packet packet = laptop.mark();
        packet.seq = seq;
        packet.prev = prev;
        const QByteArray jws = protocol::signJws(protocol::Purpose::Packet, laptop.device.deviceId,
                                                 crypto::HmacKey(laptop.secret), protocol::writePacket(packet));
        forged = protocol::packetHash(jws);
        return append({"attendance",
                       json::toText({{QStringLiteral("deviceId"), QString::fromLatin1(laptop.device.deviceId)},
                                     {QStringLiteral("packetHash"), QLatin1String(crypto::toBase64Url(forged))},
                                     {QStringLiteral("packetId"), packet.packetId.toString()},
                                     {QStringLiteral("status"), QStringLiteral("accepted")},
                                     {QStringLiteral("codes"), codes},
                                     {QStringLiteral("packet"), QString::fromLatin1(jws)}}),
                       {90, false, clock.now()}});
    }
    Run verify() {
        QFile file(folder.filePath(QStringLiteral("log.jsonl")));
        if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write");
        for (const auto& entry : must(log.entries(database(), 0, 1000)).entries)
            file.write(json::toText(audit::writeServedEntry(entry)) + '\n');
        const auto note = must(log.checkpoint(database())).note;
        file.write(json::toText({{QStringLiteral("checkpoint"), QString::fromUtf8(note)}}) + '\n');
        file.close();
        return test::execute("haziri-verify", {"--log", file.fileName().toUtf8(), "--key", keys.logVerifierKey()});
    }

    crypto::Digest forged{};
};

} // namespace

class ForgedPacketTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void allThatLaptopsSentIsCovered() {
        Operator world;
        TestLaptop one(world, world.site), two(world, world.site);
        world.logRegistration(one);
        world.logRegistration(two);
        for (int round = 0; round < 5; ++round)
            for (TestLaptop* laptop : {&one, &two}) {
                world.clock.advance(60'000);
                const QByteArray first = laptop->sign(laptop->mark());
                world.send(*laptop, {first, laptop->sign(laptop->mark())});
            }
        const auto verdict = world.verify();
        QVERIFY2(verdict.out.contains("heads: 20 of 20 packets are covered by 10 heads"), verdict.out.constData());
        QVERIFY2(!verdict.out.contains("warning"), verdict.out.constData());
        QCOMPARE(verdict.exitCode, 0);
    }

    void whatComesLateIsCoveredByTheHeadThatCameBefore() {
        Operator world;
        TestLaptop laptop(world, world.site);
        world.logRegistration(laptop);
        const auto packets = laptop.signMarks(4, 0);
        world.send(laptop, {packets[0]}); // its head names the fourth
        auto verdict = world.verify();
        QVERIFY2(verdict.out.contains("epoch 1 seq 1 (entry 1): not covered"), verdict.out.constData());
        QVERIFY2(verdict.out.contains("epoch 1 seq 4: the device signed it, and the log does not hold it"),
                 verdict.out.constData());
        world.send(laptop, {packets[3]});
        world.send(laptop, {packets[1]});
        world.send(laptop, {packets[2]});
        verdict = world.verify();
        QVERIFY2(verdict.out.contains("heads: 4 of 4 packets"), verdict.out.constData());
        QVERIFY2(!verdict.out.contains("warning"), verdict.out.constData());
        QCOMPARE(verdict.exitCode, 0);
    }

    void refusedPacketsAndGapsOfHonestDevicesAreNoForgery() {
        Operator world;
        TestLaptop laptop(world, world.site);
        world.logRegistration(laptop);
        const QByteArray first = laptop.sign(laptop.mark());
        auto late = laptop.mark();
        late.timestamp.value -= 86'400'000;
        const QByteArray refused = laptop.sign(late);
        const QByteArray third = laptop.sign(laptop.mark());
        QCOMPARE(world.send(laptop, {first, refused, third})[1].code, "TIME_WINDOW");
        laptop.sign(laptop.mark()); // lost
        QCOMPARE(world.send(laptop, {laptop.sign(laptop.mark())})[0].code, "CHAIN_GAP");
        auto other = laptop.mark();
        other.prev = crypto::sha256("another");
        QCOMPARE(world.send(laptop, {laptop.sign(other)})[0].code, "CHAIN_GAP");
        const auto verdict = world.verify();
        QVERIFY2(verdict.out.contains("heads: 4 of 4 packets"), verdict.out.constData());
        QVERIFY2(verdict.out.contains("epoch 1 seq 4: missing; the log says so itself"), verdict.out.constData());
        QCOMPARE(verdict.out.count("warning"), 1);
        QCOMPARE(verdict.exitCode, 0);
    }

    void whatIsMissingInTheMiddleIsNamed() {
        Operator world;
        TestLaptop laptop(world, world.site);
        world.logRegistration(laptop);
        world.send(laptop, {laptop.sign(laptop.mark()), laptop.sign(laptop.mark())});
        laptop.sign(laptop.mark());
        laptop.sign(laptop.mark()); // the third and the fourth never come, and this server keeps quiet about it
        const auto before = laptop.newest;
        world.forge(laptop, 5, before);
        laptop.seq = 5;
        laptop.newest = world.forged;
        world.send(laptop, {laptop.sign(laptop.mark())}); // as if the device had signed it: its head covers it
        const auto verdict = world.verify();
        QVERIFY2(verdict.out.contains("epoch 1 seq 3-4: missing; the device went on after it"),
                 verdict.out.constData());
        QCOMPARE(verdict.exitCode, 0);
    }

    void aForgedTailIsNamed() {
        Operator world;
        TestLaptop laptop(world, world.site);
        world.logRegistration(laptop);
        world.send(laptop, {laptop.sign(laptop.mark())});
        world.forge(laptop, 2, laptop.newest);
        const qint64 index = world.forge(laptop, 3, world.forged);
        const auto verdict = world.verify();
        QVERIFY2(verdict.out.contains("seq 2-3 (entries " + QByteArray::number(index - 1) + '-' +
                                      QByteArray::number(index) + "): not covered by a head"),
                 verdict.out.constData());
        QVERIFY(verdict.out.contains("heads: 1 of 3 packets"));
    }

    // The device goes on, unaware: its own packet takes the place that the forged one has.
    void aForgedTailIsFoundOutWhenTheDeviceGoesOn() {
        Operator world;
        TestLaptop laptop(world, world.site);
        world.logRegistration(laptop);
        world.send(laptop, {laptop.sign(laptop.mark())});
        const qint64 forged = world.forge(laptop, 2, laptop.newest);
        // The operator's server keeps the log silent about it: the true packet goes where nobody looks.
        laptop.sign(laptop.mark());
        world.append({"device.head",
                      json::toText({{QStringLiteral("deviceId"), QString::fromLatin1(laptop.device.deviceId)},
                                    {QStringLiteral("head"), QString::fromLatin1(laptop.head())}}),
                      {90, false, world.clock.now()}});
        const auto verdict = world.verify();
        QCOMPARE(verdict.exitCode, 1);
        QCOMPARE(verdict.firstBad(), forged);
        QVERIFY2(verdict.out.contains("its device did not sign"), verdict.out.constData());
    }

    void aPacketForgedIntoThePastIsNamed() {
        Operator world;
        TestLaptop laptop(world, world.site);
        world.logRegistration(laptop);
        const auto start = laptop.newest;
        world.send(laptop, {laptop.sign(laptop.mark()), laptop.sign(laptop.mark())});
        const qint64 forged = world.forge(laptop, 1, start);
        const auto verdict = world.verify();
        QCOMPARE(verdict.exitCode, 1);
        QCOMPARE(verdict.firstBad(), forged);
    }

    void aPacketPutInThePlaceOfADeletedOneIsNamed() {
        Operator world;
        TestLaptop laptop(world, world.site);
        world.logRegistration(laptop);
        const auto start = laptop.newest;
        laptop.sign(laptop.mark()); // the operator keeps it from the log and puts his own there
        const qint64 forged = world.forge(laptop, 1, start);
        protocol::Packet second = laptop.mark();
        const QByteArray jws = laptop.sign(second);
        world.append({"attendance",
                      json::toText({{QStringLiteral("deviceId"), QString::fromLatin1(laptop.device.deviceId)},
                                    {QStringLiteral("packetHash"), QLatin1String(crypto::toBase64Url(laptop.newest))},
                                    {QStringLiteral("codes"), QJsonArray()},
                                    {QStringLiteral("packet"), QString::fromLatin1(jws)},
                                    {QStringLiteral("head"), QString::fromLatin1(laptop.head())}}),
                      {90, false, world.clock.now()}});
        const auto verdict = world.verify();
        QCOMPARE(verdict.exitCode, 1);
        QCOMPARE(verdict.firstBad(), forged);
    }

    void aHeadThatTheDeviceDidNotSignIsNamed() {
        Operator world;
        TestLaptop laptop(world, world.site), other(world, world.site);
        world.logRegistration(laptop);
        world.logRegistration(other);
        const qint64 index =
            world.append({"device.head",
                          json::toText({{QStringLiteral("deviceId"), QString::fromLatin1(laptop.device.deviceId)},
                                        {QStringLiteral("head"), QString::fromLatin1(other.head())}}),
                          {90, false, world.clock.now()}});
        const auto verdict = world.verify();
        QCOMPARE(verdict.exitCode, 1);
        QCOMPARE(verdict.firstBad(), index);
    }

    // A clone, or a device that lies: the server says so itself, and the log is honest.
    void aForkThatTheServerReportsIsARemark() {
        Operator world;
        TestLaptop laptop(world, world.site);
        world.logRegistration(laptop);
        const QByteArray first = laptop.sign(laptop.mark());
        laptop.newest = crypto::sha256("another packet");
        world.send(laptop, {first});
        const auto verdict = world.verify();
        QVERIFY2(verdict.out.contains("signed another packet there; the log reports it"), verdict.out.constData());
        QCOMPARE(verdict.exitCode, 0);
    }
};

QTEST_GUILESS_MAIN(ForgedPacketTest)
#include "ForgedPacketTest.moc"
