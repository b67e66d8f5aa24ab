// The handshake, with every status it may answer.
#include "tests/support/ServerWorld.h"

#include "core/audit/Checkpoint.h"
#include "server/store/DeviceRepository.h"

#include <thread>

using namespace haziri;
using namespace haziri::test;

class RegistrationServiceTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void theAnswerIsWholeAndSigned() {
        ServerWorld world;
        Laptop laptop(world.random);
        const QByteArray body = world.registerBody(laptop, world.code("sup"));
        const auto answer = world.ask("POST", "/device/register", body);
        QCOMPARE(answer.status, 201);
        const auto& serverKey = world.deployment->keys.tokenKey().publicKey();
        const auto jws = must(protocol::UnverifiedJws::read(ServerWorld::fieldOf(answer, "Haziri-Signature"),
                                                            protocol::Purpose::Response));
        QVERIFY(jws.verifyDetached(serverKey, answer.body).has_value());
        QVERIFY(!jws.verifyDetached(serverKey, answer.body + ' ').has_value());
        QCOMPARE(jws.requestHash(), crypto::toBase64Url(crypto::sha256(body)));

        const QJsonObject said = ServerWorld::objectOf(answer);
        QCOMPARE(said[QStringLiteral("deviceId")].toString().toLatin1(), laptop.deviceId);
        QCOMPARE(said[QStringLiteral("epoch")].toInteger(), 1);
        QCOMPARE(must(fromBase64Url(said[QStringLiteral("deviceSecret")].toString().toLatin1())).size(), 32);
        QCOMPARE(said[QStringLiteral("site")][QStringLiteral("siteId")].toString(), world.siteId.toString());
        QCOMPARE(said[QStringLiteral("user")][QStringLiteral("role")].toString(), QStringLiteral("supervisor"));
        QCOMPARE(said[QStringLiteral("serverKeys")][0][QStringLiteral("x")].toString().toLatin1(),
                 toBase64Url(serverKey.raw()));
        const auto logKey = must(audit::readVerifierKey(said[QStringLiteral("logKey")].toString().toUtf8()));
        QVERIFY(audit::verifyCheckpoint(said[QStringLiteral("checkpoint")].toString().toUtf8(), logKey).has_value());
        QCOMPARE(world.entriesOf("device.register"), 1);
    }

    void theSecretLiesSealed() {
        if (isOnPostgres()) QSKIP("reads the file of SQLite; AtRestTest looks at every table on both");
        ServerWorld world;
        const Laptop laptop = world.laptop("sup");
        const QByteArray secret =
            must(fromBase64Url(laptop.registration[QStringLiteral("deviceSecret")].toString().toLatin1()));
        must(world.deployment->database->run(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")));
        QFile file(world.path("data/haziri.db"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray all = file.readAll();
        QVERIFY(all.contains(laptop.deviceId)); // the right file
        QVERIFY(!all.contains(secret));
        QVERIFY(!all.contains(toBase64Url(secret)));
    }

    /// Its keys come back from the laptop that holds them, where a restore lost them and not otherwise.
    void aLostEnrolmentIsTakenBack() {
        ServerWorld world;
        Laptop laptop(world.random), other = world.laptop("sup");
        const auto enrol = [&](const QJsonValue& lost, qint64 lastEpoch) {
            auto body = QJsonDocument::fromJson(world.registerBody(laptop, world.code("sup"))).object();
            if (lastEpoch > 0) body.insert(QStringLiteral("lastEpoch"), lastEpoch);
            if (!lost.isUndefined()) body.insert(QStringLiteral("lostEpoch"), lost);
            return world.ask("POST", "/device/register", json::toText(body));
        };
        const auto epochs = [&] {
            return world.number(
                QStringLiteral("SELECT COUNT(*) FROM device_epoch e JOIN device d ON d.device_no = e.device_no "
                               "WHERE d.device_id = ?"),
                {QString::fromLatin1(laptop.deviceId)});
        };
        const UnixMillis backupAt = world.clock.now();
        world.clock.advance(60'000);
        const auto second = ServerWorld::objectOf(enrol(QJsonValue::Undefined, 1)); // its first here has number 2
        QCOMPARE(second[QStringLiteral("epoch")].toInteger(), 2);
        QJsonObject lost{{QStringLiteral("epoch"), 2},
                         {QStringLiteral("deviceSecret"), second[QStringLiteral("deviceSecret")]},
                         {QStringLiteral("offlineToken"), second[QStringLiteral("offlineToken")]}};
        // What a restore does to it.
        must(world.house->writer.run([&](sql::Database& database) -> Result<void> {
            auto gone = database.run(QStringLiteral("DELETE FROM device_epoch WHERE epoch = 2"));
            return gone ? Result<void>() : fail(gone.error());
        }));
        world.clock.advance(60'000);
        QCOMPARE(enrol(lost, 2).status, 201); // no restore was announced: whoever says so may say what he likes
        QCOMPARE(epochs(), 1);
        const auto announce = [&](qint64 from, qint64 to) {
            must(world.house->writer.run([&](sql::Database& database) -> Result<void> {
                audit::NewEntry entry;
                entry.kind = "restore";
                entry.data = json::toText({{QStringLiteral("backupAt"), from}, {QStringLiteral("at"), to}});
                auto appended = world.deployment->log.append(database, entry);
                return appended ? Result<void>() : fail(appended.error());
            }));
        };
        announce(backupAt.value - 10'000'000, backupAt.value); // another one, which lost nothing of it
        QCOMPARE(enrol(lost, 3).status, 201);
        QCOMPARE(epochs(), 2);
        announce(backupAt.value, world.clock.now().value);
        QJsonObject foreign = lost;
        foreign.insert(QStringLiteral("offlineToken"), other.registration[QStringLiteral("offlineToken")]);
        QJsonObject ahead = lost;
        ahead.insert(QStringLiteral("epoch"), 9);
        for (const QJsonObject& wrong : {foreign, ahead})
            QCOMPARE(enrol(wrong, 4).status, 201);
        QCOMPARE(epochs(), 4);
        QJsonObject broken = lost;
        broken.insert(QStringLiteral("deviceSecret"), QStringLiteral("AA"));
        QCOMPARE(enrol(broken, 5).status, 400);
        QCOMPARE(enrol(lost, 5).status, 201);
        QCOMPARE(epochs(), 6); // the new one and the lost one
        QCOMPARE(enrol(lost, 6).status, 201);
        QCOMPARE(epochs(), 7); // once
        auto device = must(store::DeviceRepository(*world.deployment->database).find(laptop.deviceId));
        const auto known =
            must(store::DeviceRepository(*world.deployment->database).epochs(*device, *world.deployment->vaultKeys));
        const auto back = std::find_if(known.begin(), known.end(), [](const auto& one) { return one.epoch == 2; });
        QVERIFY(back != known.end());
        QCOMPARE(toBase64Url(back->secret.view()), second[QStringLiteral("deviceSecret")].toString().toLatin1());
        QCOMPARE(back->registeredAt, backupAt);
    }

    void aRepetitionGetsTheSameAnswer() {
        ServerWorld world;
        Laptop laptop(world.random);
        const QByteArray code = world.code("sup");
        const auto first = world.ask("POST", "/device/register", world.registerBody(laptop, code));
        QCOMPARE(first.status, 201);
        world.clock.advance(30 * 60'000); // the code itself would have expired
        world.openHouse();
        const auto second = world.ask("POST", "/device/register", world.registerBody(laptop, code));
        QCOMPARE(second.status, 200);
        QCOMPARE(second.body, first.body);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM device")), 1);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM device_epoch")), 1);
        QCOMPARE(world.entriesOf("device.register"), 1);
        Laptop other(world.random);
        const auto foreign = world.ask("POST", "/device/register", world.registerBody(other, code));
        QCOMPARE(foreign.status, 409);
        QCOMPARE(ServerWorld::codeOf(foreign), QByteArray("CODE_USED"));
    }

    void fiftyAtOnceAreOne() {
        ServerWorld world;
        Laptop laptop(world.random);
        const QByteArray body = world.registerBody(laptop, world.code("sup"));
        std::vector<http::Response> answers(50);
        {
            std::vector<std::jthread> threads;
            for (auto& answer : answers)
                threads.emplace_back(
                    [&world, &body, &answer] { answer = world.ask("POST", "/device/register", body); });
        }
        int created = 0;
        for (const auto& answer : answers) {
            QVERIFY(answer.status == 200 || answer.status == 201);
            created += answer.status == 201;
            QCOMPARE(answer.body, answers.front().body);
        }
        QCOMPARE(created, 1);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM device_epoch")), 1);
    }

    void aNewCodeBeginsANewEpoch() {
        ServerWorld world;
        Laptop laptop = world.laptop("sup");
        const auto again = world.ask("POST", "/device/register", world.registerBody(laptop, world.code("sup")));
        QCOMPARE(again.status, 201);
        const QJsonObject said = ServerWorld::objectOf(again);
        QCOMPARE(said[QStringLiteral("epoch")].toInteger(), 2);
        QVERIFY(said[QStringLiteral("deviceSecret")] != laptop.registration[QStringLiteral("deviceSecret")]);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM device")), 1);
        QCOMPARE(world.ask(laptop, "DELETE", "/session").status, 401); // of the old registration
    }

    void codesExpireAndUnknownOnesAreCounted() {
        ServerWorld world;
        Laptop laptop(world.random);
        const QByteArray code = world.code("sup");
        world.clock.advance(10 * 60'000);
        const auto late = world.ask("POST", "/device/register", world.registerBody(laptop, code));
        QCOMPARE(late.status, 410);
        QCOMPARE(ServerWorld::codeOf(late), QByteArray("CODE_EXPIRED"));

        for (int i = 0; i < onboarding::RegistrationService::kGuesses; ++i) {
            const auto unknown =
                world.ask("POST", "/device/register", world.registerBody(laptop, "guess" + QByteArray::number(i)));
            QCOMPARE(unknown.status, 403);
            QCOMPARE(ServerWorld::codeOf(unknown), QByteArray("CODE_INVALID"));
        }
        const auto limited = world.ask("POST", "/device/register", world.registerBody(laptop, "guess"));
        QCOMPARE(limited.status, 429);
        QVERIFY(ServerWorld::fieldOf(limited, "Retry-After").toInt() > 0);
        // Nobody behind that address is locked out by the guesser.
        QCOMPARE(world.ask("POST", "/device/register", world.registerBody(laptop, world.code("sup"))).status, 201);
        world.clock.advance(16 * 60'000);
        QCOMPARE(world.ask("POST", "/device/register", world.registerBody(laptop, "guess")).status, 403);
        // What a clock counted that was ahead is past when it is right again.
        constexpr qint64 kAheadMs = 3650LL * 86'400'000;
        world.clock.advance(kAheadMs);
        for (int i = 0; i <= onboarding::RegistrationService::kGuesses; ++i)
            world.ask("POST", "/device/register", world.registerBody(laptop, "guess"));
        world.clock.advance(-kAheadMs);
        QCOMPARE(world.ask("POST", "/device/register", world.registerBody(laptop, "guess")).status, 403);
    }

    void aHouseholdGuessesAsOne() {
        ServerWorld world;
        Laptop laptop(world.random);
        const auto guess = [&](const QString& address) {
            world.peer = QHostAddress(address);
            return world.ask("POST", "/device/register", world.registerBody(laptop, "guess")).status;
        };
        for (int i = 0; i < onboarding::RegistrationService::kGuesses; ++i)
            QCOMPARE(guess(QStringLiteral("2001:db8::%1").arg(i + 1)), 403);
        QCOMPARE(guess(QStringLiteral("2001:db8::ffff")), 429);
        QCOMPARE(guess(QStringLiteral("2001:db8:0:1::1")), 403); // the neighbours
    }

    void theProofMustFit() {
        ServerWorld world;
        Laptop laptop(world.random), other(world.random);
        const QByteArray code = world.code("sup");
        const auto with = [&](const QByteArray& proof) {
            QJsonObject body = QJsonDocument::fromJson(world.registerBody(laptop, code)).object();
            body.insert(QStringLiteral("proof"), QString::fromLatin1(proof));
            return world.ask("POST", "/device/register", json::toText(body));
        };
        QCOMPARE(ServerWorld::codeOf(with(world.proof(other, "register", code))), QByteArray("PROOF_INVALID"));
        QCOMPARE(ServerWorld::codeOf(with(world.proof(laptop, "register", "another code"))),
                 QByteArray("PROOF_INVALID"));
        QCOMPARE(ServerWorld::codeOf(with(world.proof(laptop, "session"))), QByteArray("PROOF_INVALID"));
        QCOMPARE(ServerWorld::codeOf(with(world.proof(laptop, "register", code, 301'000))),
                 QByteArray("PROOF_EXPIRED"));
        QCOMPARE(with("x").status, 403);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM device")), 0);
        QCOMPARE(with(world.proof(laptop, "register", code)).status, 201); // nothing of it used the code up
    }

    void malformedBodiesAre400() {
        ServerWorld world;
        Laptop laptop(world.random);
        const QByteArray good = world.registerBody(laptop, world.code("sup"));
        for (qsizetype cut = 1; cut < good.size(); cut += 37)
            QCOMPARE(world.ask("POST", "/device/register", good.left(cut)).status, 400);
        QCOMPARE(world.ask("POST", "/device/register", good + "x").status, 400);
        QByteArray twice = good;
        twice.insert(1, "\"proof\":\"a\",");
        QCOMPARE(world.ask("POST", "/device/register", twice).status, 400);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM device")), 0);
        QCOMPARE(world.ask("POST", "/device/register", good).status, 201);
    }

    void aBlockedDeviceDoesNotComeBackByANewCode() {
        ServerWorld world;
        Laptop hr = world.laptop("hr"), laptop = world.laptop("sup");
        QCOMPARE(world.ask(hr, "POST", "/devices/" + laptop.deviceId + "/block", "{\"reason\":\"stolen\"}").status,
                 200);
        const QByteArray code = world.code("sup");
        const auto refused = world.ask("POST", "/device/register", world.registerBody(laptop, code));
        QCOMPARE(refused.status, 403);
        QCOMPARE(ServerWorld::codeOf(refused), QByteArray("DEVICE_BLOCKED"));
    }

    void aBlockedDeviceDoesNotGetItsSecretAgain() {
        ServerWorld world;
        Laptop hr = world.laptop("hr"), laptop(world.random);
        const QByteArray body = world.registerBody(laptop, world.code("sup"));
        QCOMPARE(world.ask("POST", "/device/register", body).status, 201);
        QCOMPARE(world.ask(hr, "POST", "/devices/" + laptop.deviceId + "/block", "{\"reason\":\"stolen\"}").status,
                 200);
        const auto refused = world.ask("POST", "/device/register", body);
        QCOMPARE(refused.status, 403);
        QCOMPARE(ServerWorld::codeOf(refused), QByteArray("DEVICE_BLOCKED"));
        QVERIFY(!refused.body.contains("deviceSecret"));
        QCOMPARE(world.ask(hr, "POST", "/devices/" + laptop.deviceId + "/unblock", "{\"reason\":\"found\"}").status,
                 200);
        QCOMPARE(world.ask("POST", "/device/register", body).status, 200);
    }

    void theCodeOfABlockedPersonIsNone() {
        ServerWorld world;
        Laptop hr = world.laptop("hr"), laptop(world.random);
        const QByteArray code = world.code("sup");
        const QByteArray user = "/users/" + world.supervisor.toText();
        QCOMPARE(world.ask(hr, "POST", user + "/block", "{\"reason\":\"left\"}").status, 200);
        QCOMPARE(ServerWorld::codeOf(world.ask("POST", "/device/register", world.registerBody(laptop, code))),
                 QByteArray("CODE_INVALID"));
        QCOMPARE(world.ask(hr, "POST", user + "/unblock", "{\"reason\":\"back\"}").status, 200);
        QCOMPARE(world.ask("POST", "/device/register", world.registerBody(laptop, code)).status, 201);
    }
};

QTEST_GUILESS_MAIN(RegistrationServiceTest)
#include "RegistrationServiceTest.moc"
