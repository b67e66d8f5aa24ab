// The history of trust: kept where something changed, shown to the office, weighed again under other rules.
#include "tests/support/ServerWorld.h"

#include "server/store/MarkRepository.h"
#include "server/store/PacketRepository.h"

#include <QJsonArray>

using namespace haziri;
using namespace haziri::test;

namespace {

QJsonArray arrayOf(const QJsonObject& object, const char* key) {
    return object[QLatin1String(key)].toArray();
}

} // namespace

class TrustRoutesTest : public QObject {
    Q_OBJECT

    static QJsonObject device(ServerWorld& world, const Laptop& hr, const Laptop& laptop) {
        return ServerWorld::objectOf(world.ask(hr, "GET", "/devices/" + laptop.deviceId));
    }
    /// An accepted mark that came from the laptop just now.
    static PacketId mark(ServerWorld& world, const Laptop& laptop) {
        const auto id = PacketId::generate(world.clock, world.random);
        must(world.house->writer.run([&](sql::Database& database) -> Result<void> {
            const auto device = must(store::DeviceRepository(database).find(laptop.deviceId)).value();
            store::PacketRow packet;
            packet.logIndex = 500 + world.number(QStringLiteral("SELECT COUNT(*) FROM mark"));
            packet.packetId = id;
            packet.deviceNo = device.deviceNo;
            packet.seq = packet.logIndex;
            packet.kind = "attendance";
            packet.committedAt = world.clock.now();
            if (auto kept = store::PacketRepository(database).insert({packet}); !kept) return kept;
            store::MarkRow row;
            row.logIndex = packet.logIndex;
            row.packetId = id;
            row.deviceNo = device.deviceNo;
            row.workerId = WorkerId::generate(world.clock, world.random);
            row.siteId = world.siteId;
            row.direction = "in";
            row.method = "face";
            row.status = "accepted";
            row.timeClass = "anchored";
            row.geo.source = protocol::GeoSource::None;
            return store::MarkRepository(database).insert({row});
        }));
        return id;
    }

  private Q_SLOTS:
    void historyGrowsOnlyWithChange() {
        ServerWorld world;
        Laptop hr = world.laptop("hr"), laptop = world.laptop("sup");
        const auto records = [&] { return arrayOf(device(world, hr, laptop), "history").size(); };
        const auto before = records();
        QVERIFY(before >= 1);
        for (int i = 0; i < 5; ++i)
            QCOMPARE(world.signIn(laptop, "sup").status, 200);
        QCOMPARE(records(), before);
        QCOMPARE(world
                     .ask("POST", "/session", world.sessionBody(world.proof(laptop, "session")),
                          {{"haziri-fingerprint", "ff00ff00ff00ff00"}})
                     .status,
                 200);
        const QJsonObject now = device(world, hr, laptop);
        const QJsonArray history = arrayOf(now, "history");
        QCOMPARE(history.size(), before + 1);
        const QJsonObject newest = history[0].toObject();
        QCOMPARE(newest[QStringLiteral("score")], now[QStringLiteral("trustScore")]);
        QCOMPARE(newest[QStringLiteral("rules")].toString(), QStringLiteral("device-1"));
        QCOMPARE(newest[QStringLiteral("inputs")][QStringLiteral("fingerprintDistance")].toInt(), 64);
        QVERIFY(QJsonDocument(newest).toJson().contains("other-fingerprint"));
        QVERIFY(newest[QStringLiteral("score")].toInt() < history[1][QStringLiteral("score")].toInt());
    }

    void whenAndFromWhereItWasSeen() {
        ServerWorld world;
        Laptop hr = world.laptop("hr"), laptop = world.laptop("sup");
        const auto today = arrayOf(device(world, hr, laptop), "contacts").size();
        world.clock.advance(86'400'000);
        world.peer = QHostAddress(QStringLiteral("198.51.100.7"));
        QCOMPARE(world.signIn(laptop, "sup").status, 200);
        QCOMPARE(world.signIn(hr, "hr").status, 200);
        const auto contacts = arrayOf(device(world, hr, laptop), "contacts");
        QCOMPARE(contacts.size(), today + 1);
        QCOMPARE(contacts[0][QStringLiteral("address")].toString(), QStringLiteral("198.51.100.7"));
        QCOMPARE(contacts[0][QStringLiteral("lastSeen")].toInteger(), world.clock.now().value);
    }

    void otherRulesAreTriedOnThePast() {
        ServerWorld world;
        Laptop hr = world.laptop("hr"), laptop = world.laptop("sup");
        const PacketId young = mark(world, laptop);
        world.clock.advance(10 * 86'400'000LL);
        QCOMPARE(world.signIn(laptop, "sup").status, 200);
        QCOMPARE(world.signIn(hr, "hr").status, 200);
        const PacketId old = mark(world, laptop);
        const qint64 before = world.number(QStringLiteral("SELECT COUNT(*) FROM device_trust"));
        const QByteArray rules = R"({"rules":{"kind":"device","version":9,"validFrom":"2026-01-01","holdBelow":50,
            "base":{"rule":"base","points":100,"detail":"Base"},
            "rules":[{"rule":"young","input":"ageDays","below":9,"points":-70,"detail":"{value} days old"}]}})";
        const auto answer = world.ask(hr, "POST", "/trust/replay", rules);
        QCOMPARE(answer.status, 200);
        const QJsonObject object = ServerWorld::objectOf(answer);
        QCOMPARE(object[QStringLiteral("newRules")].toString(), QStringLiteral("device-9"));
        QCOMPARE(object[QStringLiteral("nowHeld")].toInt(), 1);
        QJsonObject mine;
        for (const auto& one : arrayOf(object, "devices"))
            if (one[QStringLiteral("deviceId")].toString().toLatin1() == laptop.deviceId) mine = one.toObject();
        QCOMPARE(arrayOf(mine, "heldMarks"), (QJsonArray{young.toString()}));
        QVERIFY(!answer.body.contains(old.toText()));
        QCOMPARE(mine[QStringLiteral("newScore")].toInt(), 100);
        QVERIFY(mine[QStringLiteral("changed")].toInt() >= 1);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM device_trust")), before); // nothing was changed

        QCOMPARE(world.ask(hr, "POST", "/trust/replay", R"({"rules":{"kind":"device"}})").status, 400);
        QByteArray worker = rules;
        worker.replace("\"device\"", "\"worker\"").replace("ageDays", "rejectedMarks");
        QCOMPARE(world.ask(hr, "POST", "/trust/replay", worker).status, 400);
        QCOMPARE(world.ask(laptop, "POST", "/trust/replay", rules).status, 403);
        QVERIFY(world.ask(hr, "GET", "/trust/rules").body.contains("\"holdBelow\":5"));
    }

    void theVerbTriesThemToo() {
        ServerWorld world;
        Laptop laptop = world.laptop("sup");
        const auto rules = must(server::printTrustRules(world.arguments({"trust", "rules", "device"})));
        QFile file(world.path("rules.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(rules).replace("\"version\": 1", "\"version\": 2").replace("-10,", "-50,"));
        file.close();
        const auto arguments = world.arguments({"trust", "replay", "--rules", world.path("rules.json").toUtf8()});
        // The verb's clock is the machine's: far from the world's.
        const auto table = must(server::replayTrust(arguments));
        QVERIFY(table.contains("device-1") && table.contains("device-2"));
        QVERIFY(table.endsWith("would no longer: 0\n"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{}");
        file.close();
        QCOMPARE(server::replayTrust(arguments).error().code, QByteArray("MALFORMED"));
    }
};

QTEST_GUILESS_MAIN(TrustRoutesTest)
#include "TrustRoutesTest.moc"
