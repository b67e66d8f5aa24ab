// Who may vouch for a worker, with which key, and what his vouch gives.
#include "tests/support/EnrollingThekedar.h"

using namespace haziri;
using namespace haziri::test;
using protocol::PacketStatus;

namespace {

void announceRestore(ServerWorld& world) {
    must(world.house->writer.run([&](sql::Database& database) -> Result<void> {
        auto added =
            world.deployment->log.append(database, audit::NewEntry{"restore", "{}", {0, false, world.clock.now()}});
        return added ? Result<void>() : Result<void>(fail(added.error()));
    }));
}

} // namespace

class VouchTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void keysAreRegisteredOnce() {
        ServerWorld world;
        Thekedar thekedar(world);
        QCOMPARE(thekedar.m_registered.status, 201);
        QCOMPARE(thekedar.registerKey(thekedar.key).status, 200);
        QCOMPARE(world.entriesOf("user.key"), 1);
        QCOMPARE(thekedar.registerKey(crypto::Ed25519PrivateKey::generate(world.random), world.hr).status, 401);
        Laptop supervisor = world.laptop("sup");
        QCOMPARE(world.ask(supervisor, "PUT", "/users/me/key", "{}").status, 400);
        QCOMPARE(world.signIn(supervisor).status, 200);
        QCOMPARE(world.ask(supervisor, "PUT", "/users/me/key", "{}").status, 403); // nobody has signed in
    }

    void aVouchedWorkerInheritsForThirtyDays() {
        ServerWorld world;
        Thekedar thekedar(world);
        const auto verdict = thekedar.enrol(templates(someFace(1)));
        QCOMPARE(verdict.status, PacketStatus::Accepted);
        const store::Worker worker = stored(world, verdict.workerId);
        QCOMPARE(worker.name, QByteArray("Asha"));
        QCOMPARE(worker.status, store::WorkerStatus::Active);
        QCOMPARE(worker.thekedarId, world.thekedar);
        QCOMPARE(worker.templates.size(), 1);
        QVERIFY(worker.consentFace);
        QCOMPARE(*worker.inheritedUntil, world.clock.now().value + 30LL * 24 * 3600'000);
        QCOMPARE(worker.trustScore, trust::builtInRules().thekedar().inheritMost);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM change_feed WHERE type = 'worker'")), 1);
    }

    void vouchesThatDoNotFitAreRejected() {
        ServerWorld world;
        Thekedar thekedar(world);
        const auto faces = templates(someFace(1));
        const auto rejects = [&](const protocol::Packet& packet) {
            const auto verdict = thekedar.send(packet);
            return verdict.status == PacketStatus::Rejected && verdict.code == "VOUCH_INVALID";
        };
        auto body = [](protocol::Packet& packet) -> protocol::WorkerEnrol& {
            return std::get<protocol::WorkerEnrol>(packet.body);
        };

        auto packet = thekedar.packet(thekedar.vouch(faces), faces);
        body(packet).workerId = WorkerId::generate(world.clock, world.random);
        QVERIFY(rejects(packet));
        packet = thekedar.packet(thekedar.vouch(faces), faces);
        body(packet).siteId = SiteId::generate(world.clock, world.random);
        QVERIFY(rejects(packet));
        packet = thekedar.packet(thekedar.vouch(faces), templates(someFace(2)));
        QVERIFY(rejects(packet));
        auto vouch = thekedar.vouch(faces);
        vouch.thekedarId = world.hr;
        QVERIFY(rejects(thekedar.packet(vouch, faces)));
        vouch = thekedar.vouch(faces);
        vouch.iat.value += 3 * 60'000;
        QVERIFY(rejects(thekedar.packet(vouch, faces)));
        vouch = thekedar.vouch(faces);
        vouch.consent.face = false;
        QVERIFY(rejects(thekedar.packet(vouch, faces)));
        packet = thekedar.packet(thekedar.vouch(faces), faces);
        body(packet).vouch[body(packet).vouch.size() - 10] =
            body(packet).vouch[body(packet).vouch.size() - 10] == 'A' ? 'B' : 'A';
        QVERIFY(rejects(packet));
        packet = thekedar.packet(thekedar.vouch(faces), faces);
        body(packet).vouch =
            protocol::signVouch(thekedar.vouch(faces), crypto::Ed25519PrivateKey::generate(world.random));
        QVERIFY(rejects(packet));
        body(packet).vouch = "a.b.c";
        QVERIFY(rejects(packet));
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM worker")), 0);
        QCOMPARE(thekedar.enrol(faces).status, PacketStatus::Accepted);
    }

    void onlyTheNewestKeyAndOnlyThekedarsCount() {
        ServerWorld world;
        Thekedar thekedar(world);
        const auto faces = templates(someFace(1));
        const auto packet = thekedar.packet(thekedar.vouch(faces), faces);
        const auto prepared =
            must(world.house->enrolment.prepare(*world.deployment->database, packet, world.clock.now()));
        world.clock.advance(1000);
        QCOMPARE(thekedar.registerKey(crypto::Ed25519PrivateKey::generate(world.random)).status, 201);
        QCOMPARE(thekedar.apply(packet, prepared).code, QByteArray("VOUCH_INVALID")); // replaced between the two steps
    }

    // He enrolled somebody out of reach, and then the office gave him a new password: his next sign-in makes a new key.
    void whatAnEarlierKeySignedInItsTimeStaysGood() {
        ServerWorld world;
        Thekedar thekedar(world);
        const auto faces = templates(someFace(1));
        const auto offline = thekedar.packet(thekedar.vouch(faces), faces);
        world.clock.advance(121'000);
        auto doubtful = thekedar.packet(thekedar.vouch(templates(someFace(2))), templates(someFace(2)));
        world.clock.advance(119'000); // so shortly before that the clocks cannot say which was first
        const auto newer = crypto::Ed25519PrivateKey::generate(world.random);
        QCOMPARE(thekedar.registerKey(newer).status, 201);
        world.clock.advance(1000);
        QCOMPARE(thekedar.registerKey(crypto::Ed25519PrivateKey::generate(world.random)).status, 201);
        QCOMPARE(thekedar.enrol(templates(someFace(3))).code, QByteArray("VOUCH_INVALID")); // signed after its time
        QCOMPARE(thekedar.send(doubtful).code, QByteArray("VOUCH_INVALID"));
        Laptop other = world.laptop("sup");
        auto elsewhere = offline;
        elsewhere.deviceId = other.deviceId;
        QCOMPARE(thekedar.send(elsewhere).code, QByteArray("VOUCH_INVALID"));
        QCOMPARE(thekedar.send(offline).status, PacketStatus::Accepted);
    }

    // The log went back to before the key: what its laptop sends again is put before a person, neither refused nor
    // taken. What is dated later is signed by nobody, as ever.
    void aKeyThatARestoreLostIsNoForgery() {
        ServerWorld world;
        Thekedar thekedar(world);
        thekedar.key = crypto::Ed25519PrivateKey::generate(world.random); // nobody knows it
        const auto faces = templates(someFace(1));
        const auto before = thekedar.packet(thekedar.vouch(faces), faces);
        QCOMPARE(thekedar.send(before).code, QByteArray("VOUCH_INVALID"));
        auto stranger = thekedar.vouch({});
        stranger.thekedarId = UserId::generate(world.clock, world.random);
        auto otherSite = thekedar.vouch({});
        auto misplaced = thekedar.packet(otherSite, {});
        std::get<protocol::WorkerEnrol>(misplaced.body).siteId = SiteId::generate(world.clock, world.random);
        world.clock.advance(60'000);
        announceRestore(world);
        const auto verdict = thekedar.send(before);
        QCOMPARE(verdict.status, PacketStatus::Held);
        QCOMPARE(verdict.code, QByteArray("MANUAL"));
        QVERIFY2(verdict.message.contains(QStringLiteral("set back")), qPrintable(verdict.message));
        QVERIFY(stored(world, std::get<protocol::WorkerEnrol>(before.body).workerId).status ==
                store::WorkerStatus::Held);
        QCOMPARE(thekedar.send(thekedar.packet(stranger, {})).code, QByteArray("VOUCH_INVALID"));
        QCOMPARE(thekedar.send(misplaced).code, QByteArray("VOUCH_INVALID"));
        QCOMPARE(thekedar.enrol(templates(someFace(2))).code, QByteArray("VOUCH_INVALID"));
        QCOMPARE(thekedar.registerKey(thekedar.key).status, 201);
        QCOMPARE(thekedar.enrol(templates(someFace(3))).status, PacketStatus::Accepted);
    }

    // Whoever holds a laptop could otherwise enrol anybody's face in a thekedar's name and have the thekedar's own
    // people held.
    void anUncheckedVouchStandsInNobodysWay() {
        ServerWorld world;
        Laptop hr = world.laptop("hr");
        Thekedar thekedar(world);
        auto known = std::exchange(thekedar.key, crypto::Ed25519PrivateKey::generate(world.random)); // nobody knows it
        const auto unchecked = [&](int face) {
            return thekedar.packet(thekedar.vouch(templates(someFace(face))), templates(someFace(face)));
        };
        QList<protocol::Packet> lost;
        for (int i = 0; i < 60; ++i)
            lost.append(unchecked(100 + i));
        const auto refused = unchecked(1), believed = unchecked(2), twin = unchecked(3), late = unchecked(4);
        const WorkerId ram = enteredBy(world, world.siteId, world.thekedar);
        auto given = thekedar.vouch(templates(someFace(5)));
        given.workerId = ram;
        const auto ofRam = thekedar.packet(given, templates(someFace(5)));
        thekedar.key = std::move(known);
        world.clock.advance(60'000);
        announceRestore(world);

        for (const auto& packet : lost + QList{refused, believed}) // more than a day's quota, and none is of it
            QCOMPARE(thekedar.send(packet).code, QByteArray("MANUAL"));
        const auto score =
            must(world.house->people.thekedar(*world.deployment->database, world.thekedar, world.clock.now()));
        QCOMPARE(score.inputs.value("heldEnrolments"), 0);
        QCOMPARE(score.inputs.value("workers"), 0);
        // His own man, whose face somebody sent before: not held for it, after a restart neither.
        QCOMPARE(thekedar.enrol(templates(someFace(1))).status, PacketStatus::Accepted);
        world.openHouse();
        QCOMPARE(thekedar.enrol(templates(someFace(100))).status, PacketStatus::Accepted);
        QCOMPARE(thekedar.enrol(templates(someFace(3))).status, PacketStatus::Accepted);

        // What it is held for itself says that nobody could check it.
        const auto duplicate = thekedar.send(twin);
        QCOMPARE(duplicate.code, QByteArray("DUPLICATE_FACE"));
        QVERIFY2(duplicate.message.contains(QStringLiteral("signature could not be checked")),
                 qPrintable(duplicate.message));
        QVERIFY(stored(world, duplicate.workerId).isVouchUnchecked());
        for (int i = 0; i < onboarding::WorkerEnrolment::kDailyQuota - 4; ++i) // Ram is of this day too
            QCOMPARE(thekedar.send(thekedar.packet(thekedar.vouch({}), {})).status, PacketStatus::Accepted);
        const auto over = thekedar.send(late);
        QCOMPARE(over.code, QByteArray("QUOTA"));
        QVERIFY(over.message.contains(QStringLiteral("signature could not be checked")));

        // The office decides: refused it stays out, believed it is a face like any other.
        world.clock.advance(86'400'000);
        QCOMPARE(world.signIn(hr, "hr").status, 200);
        const auto decide = [&](const protocol::Packet& packet, const char* decision) {
            thekedar.commit(packet);
            return world.ask(hr, "POST", "/worker-changes/" + packet.packetId.toText() + "/decide",
                             "{\"decision\":\"" + QByteArray(decision) + "\",\"reason\":\"asked him\"}");
        };
        QCOMPARE(decide(lost[1], "reject").status, 200);
        QCOMPARE(thekedar.enrol(templates(someFace(101))).status, PacketStatus::Accepted);
        QCOMPARE(decide(believed, "accept").status, 200);
        QCOMPARE(thekedar.enrol(templates(someFace(2))).code, QByteArray("DUPLICATE_FACE"));
        world.openHouse();
        QCOMPARE(thekedar.enrol(templates(someFace(2))).code, QByteArray("DUPLICATE_FACE"));

        // Of somebody whom the office had entered: he stays as he is, until a person believes it.
        QCOMPARE(thekedar.send(ofRam).code, QByteArray("MANUAL"));
        QVERIFY(stored(world, ram).templates.isEmpty());
        const auto taken = decide(ofRam, "accept");
        QVERIFY2(taken.status == 200, taken.body.constData());
        QCOMPARE(stored(world, ram).templates.size(), 1);
        QCOMPARE(stored(world, ram).packetId, ofRam.packetId);
    }

    void anOlderKeyPutAgainIsTheNewest() {
        ServerWorld world;
        Thekedar thekedar(world);
        const auto other = crypto::Ed25519PrivateKey::generate(world.random);
        QCOMPARE(thekedar.registerKey(other).status, 201); // in the same millisecond
        QCOMPARE(thekedar.enrol(templates(someFace(1))).code, QByteArray("VOUCH_INVALID"));
        QCOMPARE(thekedar.registerKey(thekedar.key).status, 201);
        QCOMPARE(thekedar.registerKey(thekedar.key).status, 200);
        QCOMPARE(world.entriesOf("user.key"), 3);
        QCOMPARE(thekedar.enrol(templates(someFace(1))).status, PacketStatus::Accepted);
    }

    void namesThatBreakLinesAreRefused() {
        ServerWorld world;
        Thekedar thekedar(world);
        for (const QByteArray& name : {QByteArray("Asha\r\nX: y"), QByteArray("A\tB"), QByteArray("A\xe2\x80\xae")}) {
            auto vouch = thekedar.vouch({});
            vouch.details.name = name;
            QCOMPARE(thekedar.send(thekedar.packet(vouch, {})).code, QByteArray("VOUCH_INVALID"));
        }
        auto vouch = thekedar.vouch({});
        vouch.details.guardian = "a\nb";
        QCOMPARE(thekedar.send(thekedar.packet(vouch, {})).code, QByteArray("VOUCH_INVALID"));
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM worker")), 0);
    }
};

QTEST_GUILESS_MAIN(VouchTest)
#include "VouchTest.moc"
