// An enrolment that is refused, or that breaks at any step, leaves the laptop's old one whole: it goes on marking, what
// it marks is believed, and the same code can be given again.
#include "tests/support/FaultyDisk.h"
#include "tests/support/LaptopBench.h"

#include <QtTest>

using namespace haziri;
using test::FaultyDisk;

namespace {

/// Who signed the newest packet: does this secret open it, and is its epoch the chain's?
bool newestIsSignedWith(test::LaptopBench& bench, const QByteArray& secret) {
    const auto pending = bench.profile->outbox().pending(10'000, 1 << 30);
    if (!pending || pending->isEmpty()) return false;
    auto token = protocol::UnverifiedJws::read(pending->last().jws, protocol::Purpose::Packet);
    auto payload = token->verify(crypto::HmacKey(crypto::SecretBytes::copyOf(secret)));
    const auto packet = payload ? protocol::readPacket(*payload) : Result<protocol::Packet>(fail(payload.error()));
    return packet && packet->epoch == pending->last().epoch && packet->epoch == bench.profile->outbox().chain()->epoch;
}

/// The server hands out the next epoch.
void nextEpoch(test::LaptopBench& bench) {
    ++bench.server.epoch;
    bench.server.deviceSecret = crypto::randomBytes(bench.random, 32);
}

} // namespace

class EnrolmentFaultsTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void aRefusedEnrolmentLeavesTheOldSecret() {
        test::LaptopBench bench;
        const QByteArray secret = bench.server.deviceSecret;
        bench.mark();
        // A server that was restored numbers its epochs anew: another secret under a number that is used.
        bench.server.deviceSecret = crypto::randomBytes(bench.random, 32);
        QVERIFY(bench.registerHere().startsWith("EPOCH_OLD"));
        bench.mark();
        QVERIFY(newestIsSignedWith(bench, secret));
        bench.reopen();
        bench.mark();
        QVERIFY(newestIsSignedWith(bench, secret));
    }

    void aForeignServersEnrolmentLeavesEverything() {
        test::LaptopBench bench, other;
        const QByteArray secret = bench.server.deviceSecret;
        other.server.epoch = 2;
        test::PretendLine toOther(other.server);
        bench.engine.reset();
        bench.client = std::make_unique<sync::ServerClient>(
            toOther, bench.profile->identity(), device::Fingerprint::ofThisMachine(), bench.server.clock, bench.random);
        QVERIFY(bench.registerHere().startsWith("SERVER_CHANGED"));
        bench.reopen();
        bench.mark();
        QVERIFY(newestIsSignedWith(bench, secret));
    }

    void aDiskThatFailsAtAnyStepLeavesTheOldEnrolment_data() {
        QTest::addColumn<FaultyDisk::Fault>("fault");
        QTest::newRow("full") << FaultyDisk::Fault::Full;
        QTest::newRow("broken") << FaultyDisk::Fault::Broken;
    }
    void aDiskThatFailsAtAnyStepLeavesTheOldEnrolment() {
        QFETCH(FaultyDisk::Fault, fault);
        FaultyDisk disk(31);
        int rounds = 0;
        for (bool wasHurt = true; wasHurt; ++rounds) {
            QVERIFY2(rounds < 200, "an end of the steps was to come");
            test::LaptopBench bench;
            const QByteArray secret = bench.server.deviceSecret;
            bench.mark();
            nextEpoch(bench);
            disk.failAfter(rounds, fault);
            const QByteArray code = bench.registerHere();
            wasHurt = disk.hasFailed();
            disk.mend();
            const bool enrolled = code.isEmpty();
            QVERIFY2(enrolled || code.startsWith("STORE_UNAVAILABLE"), code.constData());
            for (const bool again : {false, true}) { // as the program goes on, and as it starts after a crash
                if (again) bench.reopen();
                QCOMPARE(bench.profile->outbox().chain()->epoch, enrolled ? 2 : 1);
                bench.mark();
                QVERIFY(newestIsSignedWith(bench, enrolled ? bench.server.deviceSecret : secret));
            }
            QCOMPARE(bench.registerHere(), QByteArray()); // the same code once more
            bench.mark();
            QVERIFY(newestIsSignedWith(bench, bench.server.deviceSecret));
            QCOMPARE(bench.profile->outbox().summary()->quarantined, 0);
        }
        QVERIFY2(rounds > 3, "the disk was to fail in several places");
    }

    void aKeyStoreThatTakesNothingLeavesTheOldEnrolment() {
        test::LaptopBench bench;
        const QByteArray secret = bench.server.deviceSecret;
        bench.mark();
        nextEpoch(bench);
        // A folder stands where the new file would be written, which stops root too.
        const QString keys = bench.dir.filePath(QStringLiteral("p/keys.sealed"));
        QVERIFY(QFile::rename(keys, keys + QStringLiteral(".away")) && QDir().mkpath(keys + QStringLiteral("/full")));
        QVERIFY(!bench.registerHere().isEmpty());
        QVERIFY(QDir(keys).removeRecursively() && QFile::rename(keys + QStringLiteral(".away"), keys));
        bench.mark();
        QVERIFY(newestIsSignedWith(bench, secret));
        bench.reopen();
        bench.mark();
        QVERIFY(newestIsSignedWith(bench, secret));
        QCOMPARE(bench.registerHere(), QByteArray());
        bench.mark();
        QVERIFY(newestIsSignedWith(bench, bench.server.deviceSecret));
    }

    // A locked keychain may say "no such entry" of every key: no other one may be made in its place.
    void keysThatAreNotShownAreNotMadeAnew() {
        test::LaptopBench bench;
        bench.mark();
        bench.engine.reset();
        bench.client.reset();
        bench.profile.reset();
        const QString keys = bench.dir.filePath(QStringLiteral("p/keys.sealed"));
        for (const bool storeToo : {false, true}) {
            const QString store = bench.dir.filePath(QStringLiteral("p/outbox.db"));
            QVERIFY(QFile::rename(keys, keys + QStringLiteral(".away")));
            if (storeToo) QVERIFY(QFile::rename(store, store + QStringLiteral(".away")));
            const auto opened = muster::Profile::open(
                {bench.dir.filePath(QStringLiteral("p")), bench.dir.filePath(QStringLiteral("pass"))},
                bench.server.clock, bench.random);
            QCOMPARE(opened.error().code, QByteArray("KEYS_GONE"));
            QVERIFY(!QFile::exists(keys));
            QVERIFY(QFile::rename(keys + QStringLiteral(".away"), keys));
            if (storeToo) QVERIFY(QFile::rename(store + QStringLiteral(".away"), store));
        }
        bench.reopen();
        bench.mark();
        QVERIFY(newestIsSignedWith(bench, bench.server.deviceSecret));
    }

    void aDamagedNoteIsNamedAndLeftAlone() {
        test::LaptopBench bench;
        bench.mark();
        bench.engine.reset();
        bench.client.reset();
        bench.profile.reset();
        const QString path = bench.dir.filePath(QStringLiteral("p/profile.json"));
        QFile whole(path);
        QVERIFY(whole.open(QIODevice::ReadOnly));
        const QByteArray right = whole.readAll();
        const auto put = [&](const QByteArray& bytes) {
            QFile file(path);
            return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
        };
        for (const QByteArray& broken : {QByteArray(), QByteArray("\xff\xfe"), right.chopped(3), QByteArray("{}")}) {
            QVERIFY(put(broken));
            const auto opened = muster::Profile::open(
                {bench.dir.filePath(QStringLiteral("p")), bench.dir.filePath(QStringLiteral("pass"))},
                bench.server.clock, bench.random);
            QVERIFY(!opened);
            QVERIFY2(opened.error().message.contains(QStringLiteral("profile.json")),
                     qPrintable(opened.error().message));
        }
        QVERIFY(put(right));
        bench.reopen();
        bench.mark();
    }

    // A restored server that has lost the newest enrolments learns from the laptop where to go on.
    void theLaptopSaysWhichEpochsItUsed() {
        test::LaptopBench bench;
        nextEpoch(bench);
        QCOMPARE(bench.registerHere(), QByteArray());
        bench.profile.reset();
        bench.reopen();
        QCOMPARE(bench.profile->lastEpoch(), 2);
        (void)bench.registerHere();
        const auto& last = bench.line.requests.last();
        QCOMPARE(last.path, QByteArray("/api/v5/device/register"));
        QVERIFY2(last.body.contains("\"lastEpoch\":2"), last.body.constData());
    }
};

QTEST_GUILESS_MAIN(EnrolmentFaultsTest)
#include "EnrolmentFaultsTest.moc"
