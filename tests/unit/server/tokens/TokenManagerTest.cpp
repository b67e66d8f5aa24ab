#include "tests/support/ServerWorld.h"

#include "core/protocol/Tokens.h"

using namespace haziri;
using namespace haziri::test;

namespace {

QByteArray current(ServerWorld& world, const store::Device& device) {
    QByteArray text;
    must(world.house->writer.run([&](sql::Database& database) -> Result<void> {
        auto token = world.house->tokens.currentOfflineToken(database, device, world.clock.now());
        if (!token) return fail(token.error());
        text = *token;
        return {};
    }));
    return text;
}

} // namespace

class TokenManagerTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void offlineTokensSayWhatTheyAllow() {
        ServerWorld world;
        world.clock.advance(987);
        const Laptop laptop = world.laptop("sup");
        const QByteArray text = laptop.registration[QStringLiteral("offlineToken")].toString().toLatin1();
        const auto token = must(protocol::verifyOfflineToken(text, world.deployment->keys.tokenKey().publicKey()));
        QCOMPARE(token.deviceId, laptop.deviceId);
        QCOMPARE(token.siteId, world.siteId);
        QCOMPARE(token.sub, world.supervisor);
        QCOMPARE(token.iss, QByteArray("haziri.test/log"));
        QCOMPARE(token.timeWindow.from.value, token.nbf * 1000); // or the last moments of the window would be refused
        QCOMPARE(token.timeWindow.to.value, token.exp * 1000);
        QVERIFY(token.timeWindow.contains(world.clock.now(), 330));
        QVERIFY(!token.timeWindow.contains({world.clock.now().value - 3600'000}, 330));
        QVERIFY(
            token.timeWindow.contains({world.clock.now().value + 20LL * 24 * 3600'000}, 330)); // weeks without a line
        QVERIFY(!token.timeWindow.contains({world.clock.now().value + 31LL * 24 * 3600'000}, 330));
    }

    void aTokenIsKeptForHalfItsLife() {
        ServerWorld world;
        const Laptop laptop = world.laptop("sup");
        auto device = *must(store::DeviceRepository(*world.deployment->database).find(laptop.deviceId));
        const QByteArray first = current(world, device);
        QCOMPARE(first, laptop.registration[QStringLiteral("offlineToken")].toString().toLatin1());
        world.clock.advance(14LL * 24 * 3600'000);
        QCOMPARE(current(world, device), first);
        world.clock.advance(2LL * 24 * 3600'000);
        const QByteArray second = current(world, device);
        QVERIFY(second != first);
        QCOMPARE(current(world, device), second);
        device.userId = world.hr; // another person's laptop now
        QVERIFY(current(world, device) != second);
    }
};

QTEST_GUILESS_MAIN(TokenManagerTest)
#include "TokenManagerTest.moc"
