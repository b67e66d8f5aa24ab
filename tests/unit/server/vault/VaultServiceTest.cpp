// Evidence: sealed on disk, shown only after its access stands in the log, never shown damaged.
#include "tests/support/AnnouncedPhoto.h"

#include "server/vault/VaultKeys.h"

#include <QDirIterator>
#include <thread>

using namespace haziri;
using namespace haziri::test;

namespace {

constexpr const char* kPurpose = "checking a held mark";

http::Response look(ServerWorld& world, const Laptop& laptop, const Evidence& evidence,
                    const QByteArray& purpose = kPurpose) {
    http::Fields fields;
    if (!purpose.isNull()) fields.emplaceBack("haziri-purpose", purpose);
    return world.ask(laptop, "GET", target(evidence), {}, fields);
}

QStringList blobs(const ServerWorld& world) {
    QStringList paths;
    QDirIterator all(world.path("data/uploads"), QDir::Files, QDirIterator::Subdirectories);
    while (all.hasNext())
        paths.append(all.next());
    return paths;
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void overwrite(const QString& path, const QByteArray& content) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qUtf8Printable(path));
}

const QByteArray kJpeg = QByteArray("\xff\xd8\xff\xe0") + QByteArray(5000, 'p') + "a face is in here";

} // namespace

class VaultServiceTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void whatWasAnnouncedIsTakenSealedAndShown() {
        ServerWorld world;
        Laptop laptop = world.laptop("sup"), hr = world.laptop("hr");
        const Evidence evidence = announce(world, laptop, kJpeg);
        QCOMPARE(look(world, hr, evidence).status, 404); // not here yet
        QCOMPARE(world.ask(laptop, "PUT", target(evidence), kJpeg).status, 201);
        QCOMPARE(world.ask(laptop, "PUT", target(evidence), kJpeg).status, 200);
        const auto shown = look(world, hr, evidence);
        QCOMPARE(shown.status, 200);
        QCOMPARE(shown.body, kJpeg);
        QCOMPARE(shown.contentType, QByteArray("image/jpeg"));
        QCOMPARE(world.entriesOf("vault.access"), 1);
        const auto page = must(world.deployment->log.entries(*world.deployment->database, 0, 1000));
        const QJsonObject access = QJsonDocument::fromJson(page.entries.last().data.value()).object();
        QCOMPARE(access[QStringLiteral("userId")].toString(), world.hr.toString());
        QCOMPARE(access[QStringLiteral("fileId")].toString(), evidence.fileId.toString());
        QCOMPARE(access[QStringLiteral("purpose")].toString(), QLatin1String(kPurpose));
        QCOMPARE(access[QStringLiteral("deviceId")].toString().toLatin1(), hr.deviceId);
        QCOMPARE(access[QStringLiteral("address")].toString(), QStringLiteral("192.0.2.1"));
        QCOMPARE(blobs(world).size(), 1);
        QVERIFY(!contentOf(blobs(world).first()).contains("pppp"));
    }

    void receiptsAreSigned() {
        ServerWorld world;
        Laptop laptop = world.laptop("sup");
        const Evidence evidence = announce(world, laptop, kJpeg);
        for (const int status : {201, 200}) {
            const auto answer = world.ask(laptop, "PUT", target(evidence), kJpeg);
            QCOMPARE(answer.status, status);
            const auto jws = must(protocol::UnverifiedJws::read(ServerWorld::fieldOf(answer, "Haziri-Signature"),
                                                                protocol::Purpose::Response));
            must(jws.verifyDetached(world.deployment->keys.tokenKey().publicKey(), answer.body));
            QCOMPARE(jws.requestHash(), crypto::toBase64Url(crypto::sha256(kJpeg)));
        }
        QVERIFY(ServerWorld::fieldOf(world.ask(laptop, "PUT", target(evidence), kJpeg + 'x'), "Haziri-Signature")
                    .isEmpty());
    }

    void onlyTheAnnouncedBytesByTheirDevice() {
        ServerWorld world;
        Laptop laptop = world.laptop("sup"), other = world.laptop("sup");
        const Evidence evidence = announce(world, laptop, kJpeg);
        QByteArray flipped = kJpeg;
        flipped[100] = 'q';
        QCOMPARE(world.ask(laptop, "PUT", target(evidence), flipped).status, 422);
        QCOMPARE(world.ask(laptop, "PUT", target(evidence), kJpeg + 'x').status, 422);
        QCOMPARE(world.ask(laptop, "PUT", target(evidence), kJpeg.chopped(1)).status, 422);
        QCOMPARE(world.ask(other, "PUT", target(evidence), kJpeg).status, 403);
        const Evidence unknown{FileId::generate(world.clock, world.random), kJpeg};
        QCOMPARE(world.ask(laptop, "PUT", target(unknown), kJpeg).status, 404);
        QCOMPARE(world.ask(laptop, "PUT", "/vault/..%2f..%2fkeys%2flog.key", kJpeg).status, 404);
        QVERIFY(blobs(world).isEmpty());
        QCOMPARE(world.ask(laptop, "PUT", target(evidence), kJpeg).status, 201);
        QCOMPARE(world.ask(laptop, "PUT", target(evidence), flipped).status, 422);
    }

    void uploadsAtOnceLeaveOneThatOpens() {
        ServerWorld world;
        Laptop laptop = world.laptop("sup"), hr = world.laptop("hr");
        const Evidence evidence = announce(world, laptop, kJpeg);
        std::vector<int> statuses(16);
        {
            std::vector<std::jthread> threads;
            for (int& status : statuses)
                threads.emplace_back([&] { status = world.ask(laptop, "PUT", target(evidence), kJpeg).status; });
        }
        QCOMPARE(std::count(statuses.begin(), statuses.end(), 201), 1);
        QCOMPARE(std::count(statuses.begin(), statuses.end(), 200), 15);
        QCOMPARE(look(world, hr, evidence).body, kJpeg);
        QCOMPARE(blobs(world).size(), 1);
    }

    void aPurposeIsDue() {
        ServerWorld world;
        Laptop laptop = world.laptop("sup"), hr = world.laptop("hr");
        const Evidence evidence = announce(world, laptop, kJpeg);
        QCOMPARE(world.ask(laptop, "PUT", target(evidence), kJpeg).status, 201);
        for (const QByteArray& purpose :
             {QByteArray(), QByteArray("short"), QByteArray("       7       "), QByteArray(201, 'x')}) {
            const auto refused = look(world, hr, evidence, purpose);
            QCOMPARE(refused.status, 403);
            QCOMPARE(ServerWorld::codeOf(refused), QByteArray("PURPOSE_REQUIRED"));
        }
        QCOMPARE(look(world, laptop, evidence).status, 403); // a supervisor, whatever his purpose
        QCOMPARE(world.entriesOf("vault.access"), 0);
        // Characters, not bytes: eight of Hindi are enough, and two hundred of them fit.
        QCOMPARE(look(world, hr, evidence, QStringLiteral("हाज़िरी जाँच").toUtf8()).status, 200);
        QCOMPARE(look(world, hr, evidence, QByteArray("जाँ").repeated(60)).status, 200);
    }

    void withoutALogEntryThereAreNoBytes() {
        ServerWorld world;
        Laptop laptop = world.laptop("sup"), hr = world.laptop("hr");
        const Evidence evidence = announce(world, laptop, kJpeg);
        QCOMPARE(world.ask(laptop, "PUT", target(evidence), kJpeg).status, 201);
        must(refuseInserts(*world.deployment->database, "log_entry"));
        const auto refused = look(world, hr, evidence);
        QCOMPARE(refused.status, 503);
        QVERIFY(!refused.body.contains("pppp"));
        must(allowInserts(*world.deployment->database, "log_entry"));
        QCOMPARE(look(world, hr, evidence).status, 200);
    }

    void damageIsFoundAndLogged_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("bit flipped") << 0;
        QTest::newRow("truncated") << 1;
        QTest::newRow("extended") << 2;
        QTest::newRow("swapped with another") << 3;
        QTest::newRow("gone") << 4;
    }

    void damageIsFoundAndLogged() {
        QFETCH(int, kind);
        ServerWorld world;
        Laptop laptop = world.laptop("sup"), hr = world.laptop("hr");
        const Evidence one = announce(world, laptop, kJpeg), two = announce(world, laptop, kJpeg + "another");
        QCOMPARE(world.ask(laptop, "PUT", target(one), one.bytes).status, 201);
        const QString path = blobs(world).first();
        QCOMPARE(world.ask(laptop, "PUT", target(two), two.bytes).status, 201);
        QStringList others = blobs(world);
        others.removeOne(path);
        QByteArray content = contentOf(path);
        if (kind == 0) content[content.size() / 2] = char(content[content.size() / 2] ^ 4);
        if (kind == 1) content.chop(1);
        if (kind == 2) content += '\0';
        if (kind == 3) content = contentOf(others.first());
        if (kind == 4)
            QVERIFY(QFile::remove(path));
        else
            overwrite(path, content);

        const auto refused = look(world, hr, one);
        QCOMPARE(refused.status, 500);
        QCOMPARE(ServerWorld::codeOf(refused), QByteArray("VAULT_INTEGRITY"));
        QVERIFY(!refused.body.contains("pppp"));
        QCOMPARE(world.entriesOf("vault.integrity"), 1);
        QCOMPARE(world.entriesOf("vault.access"), 0);
        QCOMPARE(look(world, hr, two).status, 200);
    }

    void browsingIsLimited() {
        ServerWorld world;
        Laptop laptop = world.laptop("sup"), hr = world.laptop("hr");
        const Evidence evidence = announce(world, laptop, kJpeg);
        QCOMPARE(world.ask(laptop, "PUT", target(evidence), kJpeg).status, 201);
        for (int i = 0; i < vault::VaultService::kViews; ++i)
            QCOMPARE(look(world, hr, evidence).status, 200);
        const auto limited = look(world, hr, evidence);
        QCOMPARE(limited.status, 429);
        QVERIFY(ServerWorld::fieldOf(limited, "Retry-After").toInt() > 0);
        world.openHouse(); // a restart, and another server beside it, know of them too
        QCOMPARE(look(world, hr, evidence).status, 429);
        world.clock.advance(vault::VaultService::kViewWindowMs + 1);
        QCOMPARE(look(world, hr, evidence).status, 200);
    }

    void viewsOfAClockThatWasAheadShutNobodyOut() {
        ServerWorld world;
        Laptop laptop = world.laptop("sup"), hr = world.laptop("hr");
        const Evidence evidence = announce(world, laptop, kJpeg);
        QCOMPARE(world.ask(laptop, "PUT", target(evidence), kJpeg).status, 201);
        constexpr qint64 kAheadMs = 6LL * 3'600'000;
        world.clock.advance(kAheadMs);
        Laptop then = world.laptop("hr");
        for (int i = 0; i < vault::VaultService::kViews; ++i)
            QCOMPARE(look(world, then, evidence).status, 200);
        QCOMPARE(look(world, then, evidence).status, 429);
        world.clock.advance(-kAheadMs);
        QCOMPARE(look(world, hr, evidence).status, 200);
        world.openHouse(); // nor do those that the log tells of
        QCOMPARE(look(world, hr, evidence).status, 200);
    }

    void theRightKeysAreDue() {
        const QByteArray k1 = "k1:" + QByteArray(32, 'a').toBase64(), k2 = "k2:" + QByteArray(32, 'b').toBase64();
        ServerWorld world(k1);
        Laptop laptop = world.laptop("sup"), hr = world.laptop("hr");
        const Evidence evidence = announce(world, laptop, kJpeg);
        QCOMPARE(world.ask(laptop, "PUT", target(evidence), kJpeg).status, 201);
        const auto open = [&](const QByteArray& keys) {
            qputenv("HAZIRI_VAULT_KEYS", keys);
            auto opened = world.deployment->openVaultKeys();
            return opened ? QByteArray() : opened.error().code;
        };
        QCOMPARE(open(""), QByteArray("KEYS_MISSING"));
        QCOMPARE(open("k1:short"), QByteArray("KEYS_INVALID"));
        QCOMPARE(open(k2), QByteArray("KEYS_INVALID")); // k1 is still needed
        QCOMPARE(open("k1:" + QByteArray(32, 'c').toBase64()), QByteArray("KEYS_INVALID"));
        QCOMPARE(open(k2 + ',' + k1), QByteArray());
        QCOMPARE(open(k1), QByteArray("KEYS_INVALID")); // and now k2 as well
        qputenv("HAZIRI_VAULT_KEYS", k2 + ',' + k1);
        world.openHouse();
        QCOMPARE(look(world, hr, evidence).body, kJpeg); // the old key opens what it sealed
    }
};

QTEST_GUILESS_MAIN(VaultServiceTest)
#include "VaultServiceTest.moc"
