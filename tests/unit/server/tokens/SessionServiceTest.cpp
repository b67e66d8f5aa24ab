// Signing in, and what keeps guessers and thieves out.
#include "tests/support/ServerWorld.h"

#include "server/tokens/SignInGate.h"

#include <thread>

using namespace haziri;
using namespace haziri::test;
using tokens::SignInGate, tokens::SignInPlaces;

class SessionServiceTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void aDeviceSignsIn() {
        ServerWorld world;
        Laptop laptop = world.laptop("sup");
        const auto answer = world.signIn(laptop);
        QCOMPARE(answer.status, 200);
        const QJsonObject said = ServerWorld::objectOf(answer);
        QCOMPARE(said[QStringLiteral("token")].toString().size(), 43); // 256 bits
        QCOMPARE(said[QStringLiteral("role")].toString(), QStringLiteral("supervisor"));
        QCOMPARE(said[QStringLiteral("userId")].toString(), world.supervisor.toString());
        QVERIFY(said[QStringLiteral("expiresAt")].toInteger() > world.clock.now().value);
        const auto time = protocol::verifyTimeToken(said[QStringLiteral("timeToken")].toString().toLatin1(),
                                                    world.deployment->keys.tokenKey().publicKey());
        QVERIFY(time.has_value());
        QCOMPARE(time->serverTimeMs, world.clock.now().value);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM session WHERE token_hash = ?"),
                              {crypto::toBytes(crypto::sha256(laptop.token))}),
                 1);
        QVERIFY(
            !world.deployment->database->run(QStringLiteral("SELECT token FROM session")).has_value()); // only its hash
    }

    void aProofCountsOnceAndNotForLong() {
        ServerWorld world;
        Laptop laptop = world.laptop("sup");
        const QByteArray body = world.sessionBody(world.proof(laptop, "session"));
        QCOMPARE(world.ask("POST", "/session", body).status, 200);
        const auto again = world.ask("POST", "/session", body);
        QCOMPARE(again.status, 401);
        QCOMPARE(ServerWorld::codeOf(again), QByteArray("PROOF_REPLAYED"));
        for (const qint64 age : {301'000LL, -301'000LL}) {
            const auto late = world.ask("POST", "/session", world.sessionBody(world.proof(laptop, "session", {}, age)));
            QCOMPARE(late.status, 401);
            QCOMPARE(ServerWorld::codeOf(late), QByteArray("PROOF_EXPIRED"));
        }
        QCOMPARE(world.ask("POST", "/session", world.sessionBody(world.proof(laptop, "session", {}, 299'000))).status,
                 200);
    }

    void otherKeysAndPurposesAreRefused() {
        ServerWorld world;
        Laptop laptop = world.laptop("sup");
        Laptop stranger(world.random);
        QCOMPARE(world.ask("POST", "/session", world.sessionBody(world.proof(stranger, "session"))).status, 401);
        stranger.deviceId = laptop.deviceId; // claims to be the laptop
        QCOMPARE(
            ServerWorld::codeOf(world.ask("POST", "/session", world.sessionBody(world.proof(stranger, "session")))),
            QByteArray("PROOF_INVALID"));
        QCOMPARE(world.ask("POST", "/session", world.sessionBody(world.proof(laptop, "register", "x"))).status, 401);
        QCOMPARE(world.ask("POST", "/session", world.sessionBody("a.b.c")).status, 401);
        QCOMPARE(world.ask("POST", "/session", "{\"grant\":\"device\"}").status, 400);
        QCOMPARE(world.ask("POST", "/session", "{\"grant\":\"magic\",\"proof\":\"x\"}").status, 400);
    }

    void unknownUserAndWrongPasswordLookAlike() {
        ServerWorld world;
        Laptop laptop = world.laptop("sup");
        const auto wrong = world.signIn(laptop, "hr", "not it");
        const auto unknown = world.signIn(laptop, "nobody at all", "not it");
        QCOMPARE(wrong.status, 401);
        QCOMPARE(unknown.status, 401);
        QCOMPARE(wrong.body, unknown.body);
        QCOMPARE(ServerWorld::codeOf(wrong), QByteArray("SIGN_IN_FAILED"));
    }

    void guessersBackOffAndAreThenShutOut() {
        ServerWorld world;
        Laptop own = world.laptop("hr");
        Laptop stranger = world.laptop("sup");
        int lastDelay = 0;
        for (int i = 0; i < 10; ++i) {
            const auto answer = world.signIn(stranger, "hr", "guess " + QByteArray::number(i));
            QCOMPARE(answer.status, 401);
            QCOMPARE(answer.delayMs > 0, i >= 5);
            QVERIFY(answer.delayMs >= lastDelay);
            lastDelay = answer.delayMs;
        }
        const auto eleventh = world.signIn(stranger, "hr", "guess");
        QCOMPARE(eleventh.status, 429);
        QVERIFY(ServerWorld::fieldOf(eleventh, "Retry-After").toInt() > 0);
        QCOMPARE(world.signIn(stranger, "hr").status, 429); // even the right one, there
        // The device that the account has used before has an allowance of its own.
        QCOMPARE(world.signIn(own, "hr").status, 200);
        // Others who sit behind the same address are not touched.
        QCOMPARE(world.signIn(stranger, "sup").status, 200);
        // The lock ends; one more failure locks again.
        world.clock.advance(16 * 60'000);
        QCOMPARE(world.signIn(stranger, "hr", "guess").status, 401);
        QCOMPARE(world.signIn(stranger, "hr", "guess").status, 429);
        world.clock.advance(16 * 60'000);
        QCOMPARE(world.signIn(stranger, "hr").status, 200);
        QCOMPARE(world.signIn(stranger, "hr", "guess").delayMs, 0); // forgiven
    }

    /// A clock that was years ahead for an hour shuts nobody out for years.
    void whatWasCountedByAClockThatWasAheadIsPast() {
        ServerWorld world;
        Laptop own = world.laptop("hr");
        constexpr qint64 kAheadMs = 3650LL * 86'400'000;
        world.clock.advance(kAheadMs);
        for (int i = 0; i < 12; ++i)
            world.signIn(own, "hr", "guess " + QByteArray::number(i));
        QCOMPARE(world.signIn(own, "hr").status, 429);
        world.clock.advance(-kAheadMs);
        QCOMPARE(world.signIn(own, "hr").status, 200);
        // Those of a clock that is a little ahead, as another server's may be, count.
        world.clock.advance(60'000);
        for (int i = 0; i < 11; ++i)
            world.signIn(own, "hr", "guess " + QByteArray::number(i));
        world.clock.advance(-60'000);
        QCOMPARE(world.signIn(own, "hr").status, 429);
    }

    /// Whoever reads the database learns from the counts neither who signs in nor what strangers typed.
    void namesAreCountedUnderAKey() {
        ServerWorld world;
        Laptop laptop = world.laptop("sup");
        QCOMPARE(world.signIn(laptop, "hr", "guess").status, 401);
        const auto addressOf = [&] { return world.peer.toString().toLatin1(); };
        for (const QByteArray& place : {"a" + addressOf(), "d" + laptop.deviceId, QByteArray("a")}) {
            const QByteArray plain = crypto::toBase64Url(crypto::sha256("hr\n" + place));
            QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM attempt WHERE name = ?"),
                                  {QString::fromLatin1(plain)}),
                     0);
        }
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM attempt WHERE scope = 'password'")), 1);
        // Another server's key makes another name of it.
        ServerWorld other;
        const auto name = [](ServerWorld& of) {
            return tokens::SignInGate::counterName(**of.house->pool.database(), "hr", "192.0.2.1", {});
        };
        QCOMPARE(name(world), name(world));
        QVERIFY(name(world) != name(other));
    }

    void manyAtOnceAreServedOrAskedToWait() {
        ServerWorld world;
        Laptop laptop = world.laptop("sup");
        std::vector<Laptop> others;
        for (int i = 0; i < 7; ++i)
            others.push_back(world.laptop("sup"));
        std::vector<QByteArray> bodies;
        for (int i = 0; i < 24; ++i)
            bodies.push_back(world.sessionBody(world.proof(i % 8 == 7 ? laptop : others[size_t(i % 8)], "session"),
                                               "sup", "correct horse"));
        std::vector<int> statuses(bodies.size());
        {
            std::vector<std::jthread> threads;
            for (size_t i = 0; i < bodies.size(); ++i)
                threads.emplace_back([&, i] { statuses[i] = world.ask("POST", "/session", bodies[i]).status; });
        }
        QVERIFY(std::count(statuses.begin(), statuses.end(), 200) >= 4);
        QCOMPARE(std::count(statuses.begin(), statuses.end(), 200) + std::count(statuses.begin(), statuses.end(), 503),
                 24);
        QCOMPARE(world.signIn(laptop, "sup").status, 200);
    }

    void oneLaptopCannotTakeEveryPlace() {
        SignInPlaces places;
        auto first = places.take(1), second = places.take(1);
        QVERIFY(first && second);
        QVERIFY(!places.take(1));
        std::vector<std::unique_ptr<SignInPlaces::Place>> rest;
        for (qint64 deviceNo = 2; deviceNo <= 7; ++deviceNo)
            rest.push_back(places.take(deviceNo));
        for (const auto& place : rest)
            QVERIFY(place);
        QVERIFY(!places.take(8)); // eight in all
        first.reset();
        QVERIFY(places.take(1));
    }

    /// Every name has its own allowance; without one of the laptop it might guess at all of them, and keep Argon2 busy.
    void oneLaptopThatTriesManyNamesIsShutOut() {
        ServerWorld world;
        Laptop own = world.laptop("hr");
        Laptop stranger = world.laptop("sup");
        for (int i = 0; i < SignInGate::kMostOfDevice; ++i)
            QCOMPARE(world.signIn(stranger, "name " + QByteArray::number(i), "guess").status, 401);
        const auto next = world.signIn(stranger, "one more", "guess");
        QCOMPARE(next.status, 429);
        QVERIFY(ServerWorld::fieldOf(next, "Retry-After").toInt() > 0);
        QCOMPARE(world.signIn(stranger, "hr").status, 429); // who never signed in there
        QCOMPARE(world.signIn(stranger, "sup").status, 200);
        QCOMPARE(world.signIn(own, "hr").status, 200);
        world.clock.advance(16 * 60'000);
        QCOMPARE(world.signIn(stranger, "hr").status, 200);
    }

    void sessionsEnd() {
        ServerWorld world;
        Laptop laptop = world.laptop("hr");
        QCOMPARE(world.ask(laptop, "GET", "/devices").status, 200);
        // In use it lives on, up to its absolute end.
        for (int hour = 0; hour < 11; ++hour) {
            world.clock.advance(3600'000);
            QCOMPARE(world.ask(laptop, "GET", "/devices").status, 200);
            must(world.house->writer.run([](sql::Database&) { return Result<void>(); })); // the touch is written behind
        }
        world.clock.advance(3600'000);
        const auto ended = world.ask(laptop, "GET", "/devices");
        QCOMPARE(ended.status, 401);
        QCOMPARE(ServerWorld::codeOf(ended), QByteArray("SESSION_EXPIRED"));

        QCOMPARE(world.signIn(laptop, "hr").status, 200);
        world.clock.advance(tokens::SessionService::kPersonIdleMs + 1000);
        QCOMPARE(ServerWorld::codeOf(world.ask(laptop, "GET", "/devices")), QByteArray("SESSION_EXPIRED"));

        QCOMPARE(world.signIn(laptop, "hr").status, 200);
        QCOMPARE(world.ask(laptop, "DELETE", "/session").status, 204);
        QCOMPARE(ServerWorld::codeOf(world.ask(laptop, "GET", "/devices")), QByteArray("SESSION_INVALID"));
    }

    // Signing in again and again, as a script would.
    void oneLaptopHasSoManySessions() {
        ServerWorld world;
        Laptop laptop = world.laptop("hr"); // who has signed in here before
        const QByteArray person = laptop.token;
        QCOMPARE(world.signIn(laptop).status, 200);
        const QByteArray oldest = laptop.token;
        QByteArray second;
        constexpr int most = int(tokens::SessionService::kLiveSessions);
        for (int i = 1; i < most + 20; ++i) {
            if (i % 7 == 0) world.clock.advance(1); // most within one millisecond
            QCOMPARE(world.signIn(laptop).status, 200);
            if (i == 40) second = laptop.token;
        }
        const auto works = [&](const QByteArray& token) {
            Laptop same(world.random);
            same.deviceId = laptop.deviceId;
            same.token = token;
            return world.ask(same, "GET", "/health").status != 401 &&
                   world.ask(same, "DELETE", "/session").status != 401;
        };
        QVERIFY(works(laptop.token)); // the one just given, always
        QVERIFY(works(second));
        QVERIFY(!works(oldest));
        QVERIFY(!works(person));
        const qint64 live = world.number(QStringLiteral("SELECT COUNT(*) FROM session WHERE revoked_at IS NULL"));
        QVERIFY2(live <= most, QByteArray::number(live));
        QVERIFY(world.number(QStringLiteral("SELECT COUNT(*) FROM session")) <= most + 1);
        // Known as a person of this laptop still: her allowance here is her own.
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM session WHERE is_person = 1")), 1);
    }

    void aSessionBelongsToItsDevice() {
        ServerWorld world;
        Laptop hr = world.laptop("hr");
        Laptop thief(world.random);
        thief.token = hr.token;
        QCOMPARE(world.ask(thief, "GET", "/devices").status, 401);
        const QByteArray block = "{\"reason\":\"stolen from the site office\"}";
        Laptop supervisor = world.laptop("sup");
        QCOMPARE(world.ask(hr, "POST", "/devices/" + supervisor.deviceId + "/block", block).status, 200);
        const auto blocked = world.ask(supervisor, "DELETE", "/session");
        QCOMPARE(blocked.status, 403);
        QCOMPARE(ServerWorld::codeOf(blocked), QByteArray("DEVICE_BLOCKED"));
        QCOMPARE(world.signIn(supervisor).status, 403);
        QCOMPARE(world.ask(hr, "POST", "/devices/" + supervisor.deviceId + "/unblock", block).status, 200);
        QCOMPARE(world.ask(supervisor, "DELETE", "/session").status, 401); // revoked for good
        QCOMPARE(world.signIn(supervisor).status, 200);
    }

    void aBlockedPersonIsOutAtOnceAndTheLaptopIsNot() {
        ServerWorld world;
        Laptop hr = world.laptop("hr"), laptop = world.laptop("sup");
        Laptop alone = world.laptop("sup");
        QCOMPARE(world.signIn(alone).status, 200); // nobody signed in
        const QByteArray user = "/users/" + world.supervisor.toText();
        QCOMPARE(world.ask(hr, "POST", user + "/block", "{\"reason\":\"x\"}").status, 400);
        QCOMPARE(world.ask(hr, "POST", user + "/block", "{\"reason\":\"sold marks\"}").status, 200);
        QCOMPARE(ServerWorld::codeOf(world.ask(laptop, "DELETE", "/session")), QByteArray("SESSION_INVALID"));
        QCOMPARE(ServerWorld::codeOf(world.signIn(laptop, "sup")), QByteArray("SIGN_IN_FAILED"));
        QCOMPARE(world.ask(alone, "DELETE", "/session").status, 204); // what it holds can still come in
        QCOMPARE(world.entriesOf("user.block"), 1);
        QVERIFY(world.ask(hr, "GET", "/users").body.contains("sold marks"));
        QCOMPARE(world.ask(hr, "POST", "/users/" + world.hr.toText() + "/block", "{\"reason\":\"me\u00e9\"}").status,
                 403); // people of the office are the administrator's
        QCOMPARE(world.ask(hr, "POST", user + "/unblock", "{\"reason\":\"cleared\"}").status, 200);
        QCOMPARE(world.signIn(laptop, "sup").status, 200);
    }

    void aBlockCountsAtOnceOnEveryServer() {
        ServerWorld world;
        Laptop hr = world.laptop("hr"), laptop = world.laptop("sup"), person = world.laptop("thek");
        // A second server on the same database, with connections, writer and caches of its own.
        auto second = std::make_unique<server::House>(*world.deployment, world.clock);
        world.house.swap(second);
        QCOMPARE(world.ask(laptop, "GET", "/audit/checkpoint").status, 200);
        QCOMPARE(world.ask(person, "GET", "/audit/checkpoint").status, 200);
        world.house.swap(second);
        QCOMPARE(world.ask(hr, "POST", "/devices/" + laptop.deviceId + "/block", "{\"reason\":\"stolen\"}").status,
                 200);
        QCOMPARE(
            world.ask(hr, "POST", "/users/" + world.thekedar.toText() + "/block", "{\"reason\":\"ghosts\"}").status,
            200);
        world.house.swap(second);
        QCOMPARE(ServerWorld::codeOf(world.ask(laptop, "GET", "/audit/checkpoint")), QByteArray("DEVICE_BLOCKED"));
        QCOMPARE(ServerWorld::codeOf(world.ask(person, "GET", "/audit/checkpoint")), QByteArray("SESSION_INVALID"));
        QCOMPARE(world.signIn(person, "thek").status, 401);
        world.house.swap(second);
    }

    void aSessionThatSlippedPastABlockIsNone() {
        ServerWorld world;
        Laptop laptop = world.laptop("sup");
        // As if the sign-in had been under way on another server while its person was blocked there.
        must(world.deployment->database->run(
            QStringLiteral("UPDATE account SET is_disabled = 1 WHERE role = 'supervisor'")));
        QCOMPARE(ServerWorld::codeOf(world.ask(laptop, "DELETE", "/session")), QByteArray("SESSION_INVALID"));
    }

    void anotherPasswordEndsTheSessionsOfTheOldOne() {
        ServerWorld world;
        world.addUser("boss", store::Role::Admin);
        Laptop hr = world.laptop("hr"), laptop = world.laptop("sup"), second = world.laptop("sup");
        Laptop admin = world.laptop("boss");
        const auto change = [&](const QByteArray& old, const QByteArray& fresh) {
            return world.ask(laptop, "PUT", "/users/me/password",
                             "{\"oldPassword\":\"" + old + "\",\"newPassword\":\"" + fresh + "\"}");
        };
        QCOMPARE(change("correct horse", "short").status, 400);
        QCOMPARE(change("wrong", "battery staple").status, 401);
        QCOMPARE(world.ask(second, "GET", "/audit/checkpoint").status, 200);
        QCOMPARE(change("correct horse", "battery staple").status, 204);
        for (const Laptop* one : {&laptop, &second})
            QCOMPARE(ServerWorld::codeOf(world.ask(*one, "DELETE", "/session")), QByteArray("SESSION_INVALID"));
        QCOMPARE(world.signIn(laptop, "sup").status, 401);
        QCOMPARE(world.signIn(laptop, "sup", "battery staple").status, 200);
        // Forgotten: the office gives another one.
        const QByteArray fresh = R"({"password":"third password"})";
        QCOMPARE(world.ask(hr, "POST", "/users/" + world.supervisor.toText() + "/password", fresh).status, 200);
        QCOMPARE(world.ask(laptop, "DELETE", "/session").status, 401);
        QCOMPARE(world.signIn(laptop, "sup", "third password").status, 200);
        QCOMPARE(world.ask(hr, "POST", "/users/" + world.hr.toText() + "/password", fresh).status, 403);
        QCOMPARE(world.ask(admin, "POST", "/users/" + world.hr.toText() + "/password", fresh).status, 200);
        QCOMPARE(world.ask(hr, "GET", "/devices").status, 401);
        QCOMPARE(world.entriesOf("user.password"), 3);
        for (const auto& entry : must(world.deployment->log.entries(*world.deployment->database, 0, 1000)).entries)
            QVERIFY(!entry.data->contains("password\":"));
    }

    void guessingTheOldPasswordEndsLikeGuessingAtTheDoor() {
        ServerWorld world;
        Laptop laptop = world.laptop("sup");
        const QByteArray guess = R"({"oldPassword":"guess","newPassword":"battery staple"})";
        for (int i = 0; i < 10; ++i)
            QCOMPARE(world.ask(laptop, "PUT", "/users/me/password", guess).status, 401);
        const auto eleventh = world.ask(laptop, "PUT", "/users/me/password", guess);
        QCOMPARE(eleventh.status, 429);
        QVERIFY(ServerWorld::fieldOf(eleventh, "Retry-After").toInt() > 0);
    }

    void aNetworkOfAddressesIsOneGuesser() {
        ServerWorld world;
        Laptop stranger = world.laptop("sup");
        for (int i = 0; i < 10; ++i) {
            world.peer = QHostAddress(QStringLiteral("2001:db8::%1").arg(i + 1));
            QCOMPARE(world.signIn(stranger, "hr", "guess").status, 401);
        }
        world.peer = QHostAddress(QStringLiteral("2001:db8::ffff"));
        QCOMPARE(world.signIn(stranger, "hr", "guess").status, 429);
        world.peer = QHostAddress(QStringLiteral("2001:db8:0:1::1"));
        QCOMPARE(world.signIn(stranger, "hr", "guess").status, 401);
    }

    void rolesAreKept() {
        ServerWorld world;
        Laptop supervisor = world.laptop("sup");
        QCOMPARE(ServerWorld::codeOf(world.ask(supervisor, "GET", "/devices")), QByteArray("ROLE_FORBIDDEN"));
        Laptop hr = world.laptop("hr");
        QCOMPARE(world.signIn(hr).status, 200); // the device alone is nobody
        QCOMPARE(ServerWorld::codeOf(world.ask(hr, "GET", "/devices")), QByteArray("PERSON_REQUIRED"));
        QCOMPARE(ServerWorld::codeOf(world.ask("GET", "/devices")), QByteArray("SESSION_MISSING"));
        QCOMPARE(world.ask("GET", "/devices", {}, {{"authorization", "Basic aHI6aHI="}}).status, 401);
    }
};

QTEST_GUILESS_MAIN(SessionServiceTest)
#include "SessionServiceTest.moc"
