// The token key is rotated in two steps, whatever is killed between, and old tokens keep their worth.
#include "tests/support/ServerWorld.h"

#include "server/sync/TokenBook.h"

using namespace haziri;
using namespace haziri::test;
using Step = store::ServerKeys::Turn::Step;

namespace {

store::ServerKeys::Turn turn(ServerWorld& world) {
    return must(store::ServerKeys::turnTokenKey(world.path("data"), world.random));
}

QByteArray read(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("cannot write");
}

std::optional<protocol::OfflineToken> accepted(ServerWorld& world, const Laptop& laptop, const QByteArray& text,
                                               const QByteArray& jti) {
    const auto device = *must(store::DeviceRepository(*world.deployment->database).find(laptop.deviceId));
    store::VerifiedTokens verified;
    sync::TokenBook book(world.deployment->keys, verified, device);
    book.addCarried({text});
    return must(book.find(*world.deployment->database, jti));
}

} // namespace

class TokenRotationTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void announcedFirstUsedLater() {
        ServerWorld world;
        const QByteArray before = world.deployment->keys.tokenKid();
        QVERIFY(world.deployment->keys.keyChain().isEmpty());
        const auto announced = turn(world);
        QVERIFY(announced.step == Step::Announced);
        world.openHouse();
        QCOMPARE(world.deployment->keys.tokenKid(), before);
        QCOMPARE(world.deployment->keys.serverKeys().size(), 2);
        const Laptop laptop = world.laptop("sup"); // hears of both
        QCOMPARE(laptop.registration[QStringLiteral("serverKeys")].toArray().size(), 2);
        const auto used = turn(world);
        QVERIFY(used.step == Step::Signs);
        QCOMPARE(used.kid, announced.kid);
        world.openHouse();
        QCOMPARE(world.deployment->keys.tokenKid(), announced.kid);
        QCOMPARE(world.deployment->keys.serverKeys().size(), 1);
        QVERIFY(world.deployment->keys.hasGone(before));
        QVERIFY(!QFile::exists(world.path("data/keys/token.next")));
    }

    void oldTokensAreGoodAndTheOldKeyMakesNoNewOnes() {
        ServerWorld world;
        const Laptop laptop = world.laptop("sup");
        const QByteArray kept = laptop.registration[QStringLiteral("offlineToken")].toString().toLatin1();
        const auto oldSeed = crypto::SecretBytes::copyOf(read(world.path("data/keys/token.key")));
        const auto oldKey = must(crypto::Ed25519PrivateKey::fromSeed(oldSeed));
        auto token = must(protocol::verifyOfflineToken(kept, oldKey.publicKey()));
        turn(world);
        turn(world);
        world.openHouse();
        QVERIFY(accepted(world, laptop, kept, token.jti));
        QVERIFY(accepted(world, laptop, {}, token.jti)); // a packet that names it, in a request that does not carry it
        token.jti = "made-by-a-thief";
        const QByteArray stolen =
            protocol::signOfflineToken(token, protocol::keyThumbprint(oldKey.publicKey()), oldKey);
        QVERIFY(!accepted(world, laptop, stolen, token.jti));
        const auto stranger = crypto::Ed25519PrivateKey::generate(world.random);
        for (const QByteArray& kid : {world.deployment->keys.tokenKid(), protocol::keyThumbprint(stranger.publicKey())})
            QVERIFY(!accepted(world, laptop, protocol::signOfflineToken(token, kid, stranger), token.jti));
        // The next one the laptop gets is the new key's.
        QByteArray fresh;
        must(world.house->writer.run([&](sql::Database& database) -> Result<void> {
            const auto device = *must(store::DeviceRepository(database).find(laptop.deviceId));
            auto issued = world.house->tokens.currentOfflineToken(database, device, world.clock.now());
            if (!issued) return fail(issued.error());
            fresh = *issued;
            return {};
        }));
        QVERIFY(fresh != kept);
        const auto own = must(protocol::verifyOfflineToken(fresh, world.deployment->keys.tokenKey().publicKey()));
        QVERIFY(accepted(world, laptop, fresh, own.jti));
    }

    void aRepeatedRegistrationNamesTodaysKeys() {
        ServerWorld world;
        Laptop laptop(world.random);
        const QByteArray code = world.code("sup");
        const auto first = world.ask("POST", "/device/register", world.registerBody(laptop, code));
        QCOMPARE(first.status, 201);
        QCOMPARE(world.ask("POST", "/device/register", world.registerBody(laptop, code)).body, first.body);
        turn(world);
        turn(world);
        world.openHouse();
        const auto again = world.ask("POST", "/device/register", world.registerBody(laptop, code));
        QCOMPARE(again.status, 200);
        const auto jws = must(protocol::UnverifiedJws::read(ServerWorld::fieldOf(again, "Haziri-Signature"),
                                                            protocol::Purpose::Response));
        const auto key = ServerWorld::objectOf(again)[QStringLiteral("serverKeys")][0];
        QCOMPARE(key[QStringLiteral("kid")].toString().toLatin1(), jws.kid());
        QCOMPARE(jws.kid(), world.deployment->keys.tokenKid());
    }

    void killedBetweenAnyTwoFilesItGoesOn() {
        ServerWorld world;
        const QString token = world.path("data/keys/token.key"), next = world.path("data/keys/token.next"),
                      chain = world.path("data/keys/token.chain");
        const QByteArray before = world.deployment->keys.tokenKid(), oldSeed = read(token);
        turn(world);
        // Killed after the seed, before the statement: not announced yet.
        QVERIFY(QFile::remove(chain));
        world.openHouse();
        QCOMPARE(world.deployment->keys.serverKeys().size(), 1);
        const auto announced = turn(world);
        QVERIFY(announced.step == Step::Announced);
        const QByteArray nextSeed = read(next);
        turn(world);
        const QByteArray usedChain = read(chain);
        // Killed after the chain, before the seed took its place: still the old key.
        write(token, oldSeed);
        write(next, nextSeed);
        world.openHouse();
        QCOMPARE(world.deployment->keys.tokenKid(), before);
        QVERIFY(!world.deployment->keys.hasGone(before));
        QVERIFY(turn(world).step == Step::Signs);
        // Killed before the announced seed was taken away: the new key, and nothing is announced.
        write(next, nextSeed);
        world.openHouse();
        QCOMPARE(world.deployment->keys.tokenKid(), announced.kid);
        QCOMPARE(world.deployment->keys.serverKeys().size(), 1);
        QVERIFY(turn(world).step == Step::Signs);
        QVERIFY(!QFile::exists(next));
        QCOMPARE(read(chain), usedChain);
        QVERIFY(turn(world).step == Step::Announced);
    }

    void damagedFilesAreSaid() {
        ServerWorld world;
        turn(world);
        for (const char* name : {"data/keys/token.chain", "data/keys/token.next"}) {
            const QByteArray good = read(world.path(name));
            write(world.path(name), good.left(good.size() / 2));
            const auto loaded = store::ServerKeys::load(world.path("data"));
            QVERIFY(!loaded);
            QCOMPARE(loaded.error().code, QByteArray("KEYS_INVALID"));
            write(world.path(name), good);
        }
        QVERIFY(store::ServerKeys::load(world.path("data")));
    }
};

QTEST_GUILESS_MAIN(TokenRotationTest)
#include "TokenRotationTest.moc"
