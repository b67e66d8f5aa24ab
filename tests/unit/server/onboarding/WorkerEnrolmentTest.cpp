// A thekedar brings workers in: his vouch, their consent, one face under one name, no more than a day's quota.
#include "tests/support/ServerWorld.h"

#include "core/protocol/Vouch.h"

#include <cmath>

using namespace haziri;
using namespace haziri::test;
using protocol::PacketStatus;

namespace {

/// A unit-like vector whose direction is chosen by `seed`; different seeds are nearly at right angles.
QByteArray face(int seed, float mixed = 0, int otherSeed = 0) {
    const auto values = [](int from) {
        SeededRandom random{std::uint64_t(from)};
        std::array<std::uint8_t, 512> bytes{};
        random.fill(bytes);
        return bytes;
    };
    const auto own = values(seed), other = values(otherSeed);
    QByteArray vector(128 * 4, '\0');
    for (size_t i = 0; i < 128; ++i) {
        const float value = (float(own[i]) - 127.5F) * (1 - mixed) + (float(other[i]) - 127.5F) * mixed;
        memcpy(vector.data() + i * 4, &value, 4);
    }
    return vector;
}

class Thekedar {
  public:
    Thekedar(ServerWorld& world, const QByteArray& name = "thek")
        : m_world(world)
        , laptop(world.laptop(name))
        , key(crypto::Ed25519PrivateKey::generate(world.random)) {
        m_registered = registerKey(key);
        device = *must(store::DeviceRepository(*world.deployment->database).find(laptop.deviceId));
    }

    http::Response registerKey(const crypto::Ed25519PrivateKey& personal, const UserId& claimed = {}) {
        protocol::Proof proof;
        proof.aud = "user-key";
        proof.userId = (claimed.isNull() ? m_world.thekedar : claimed).toText();
        proof.iat = m_world.clock.now();
        proof.jti = "key-" + QByteArray::number(++m_jti);
        return m_world.ask(
            laptop, "PUT", "/users/me/key",
            json::toText({{QStringLiteral("publicKey"), QString::fromLatin1(toBase64Url(personal.publicKey().raw()))},
                          {QStringLiteral("proof"), QString::fromLatin1(protocol::signProof(proof, personal))}}));
    }

    protocol::Vouch vouch(const QList<protocol::Template>& templates) {
        protocol::Vouch made;
        made.workerId = WorkerId::generate(m_world.clock, m_world.random);
        made.siteId = m_world.siteId;
        made.thekedarId = m_world.thekedar;
        made.iat = m_world.clock.now();
        made.details.name = "Asha";
        made.details.aadhaarLast4 = "1234";
        made.consent = {"1", "hi", m_world.clock.now(), true};
        made.templatesHash = protocol::templatesHash(templates);
        return made;
    }
    protocol::Packet packet(const protocol::Vouch& vouched, const QList<protocol::Template>& templates) {
        protocol::Packet made;
        made.kind = protocol::PacketKind::WorkerEnrol;
        made.packetId = PacketId::generate(m_world.clock, m_world.random);
        made.deviceId = laptop.deviceId;
        made.tzOffsetMin = 330;
        made.body =
            protocol::WorkerEnrol{vouched.workerId, vouched.siteId, templates, protocol::signVouch(vouched, key)};
        return made;
    }
    store::EnrolmentVerdict send(const protocol::Packet& packet) {
        const auto prepared =
            must(m_world.house->enrolment.prepare(*m_world.deployment->database, packet, m_world.clock.now()));
        return apply(packet, prepared);
    }
    store::EnrolmentVerdict apply(const protocol::Packet& packet, const store::EnrolmentVerdict& prepared) {
        store::EnrolmentVerdict verdict;
        must(m_world.house->writer.run([&](sql::Database& database) -> Result<void> {
            auto applied = m_world.house->enrolment.apply(database, packet, prepared, m_world.clock.now());
            if (!applied) return fail(applied.error());
            verdict = *applied;
            return {};
        }));
        return verdict;
    }
    store::EnrolmentVerdict enrol(const QList<protocol::Template>& templates) {
        return send(packet(vouch(templates), templates));
    }

    ServerWorld& m_world;
    Laptop laptop;
    crypto::Ed25519PrivateKey key;
    store::Device device;
    http::Response m_registered;

  private:
    int m_jti = 0;
};

QList<protocol::Template> templates(const QByteArray& vector) {
    return {{"fr_feature", vector}};
}

store::Worker stored(ServerWorld& world, const WorkerId& id) {
    return must(store::WorkerRepository(*world.deployment->database, *world.deployment->vaultKeys, world.random)
                    .find(id))
        .value_or(store::Worker{});
}

} // namespace

class WorkerEnrolmentTest : public QObject {
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
        const auto verdict = thekedar.enrol(templates(face(1)));
        QCOMPARE(verdict.status, PacketStatus::Accepted);
        const store::Worker worker = stored(world, verdict.workerId);
        QCOMPARE(worker.name, QByteArray("Asha"));
        QCOMPARE(worker.status, store::WorkerStatus::Active);
        QCOMPARE(worker.thekedarId, world.thekedar);
        QCOMPARE(worker.templates.size(), 1);
        QVERIFY(worker.consentFace);
        QCOMPARE(*worker.inheritedUntil, world.clock.now().value + 30LL * 24 * 3600'000);
        QCOMPARE(worker.trustScore, std::min(thekedar.device.trustScore, onboarding::WorkerEnrolment::kTrustCap));
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM change_feed WHERE type = 'worker'")), 1);
    }

    void vouchesThatDoNotFitAreRejected() {
        ServerWorld world;
        Thekedar thekedar(world);
        const auto faces = templates(face(1));
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
        packet = thekedar.packet(thekedar.vouch(faces), templates(face(2)));
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
        const auto faces = templates(face(1));
        const auto packet = thekedar.packet(thekedar.vouch(faces), faces);
        const auto prepared =
            must(world.house->enrolment.prepare(*world.deployment->database, packet, world.clock.now()));
        world.clock.advance(1000);
        QCOMPARE(thekedar.registerKey(crypto::Ed25519PrivateKey::generate(world.random)).status, 201);
        QCOMPARE(thekedar.apply(packet, prepared).code, QByteArray("VOUCH_INVALID")); // replaced between the two steps
    }

    void anOlderKeyPutAgainIsTheNewest() {
        ServerWorld world;
        Thekedar thekedar(world);
        const auto other = crypto::Ed25519PrivateKey::generate(world.random);
        QCOMPARE(thekedar.registerKey(other).status, 201); // in the same millisecond
        QCOMPARE(thekedar.enrol(templates(face(1))).code, QByteArray("VOUCH_INVALID"));
        QCOMPARE(thekedar.registerKey(thekedar.key).status, 201);
        QCOMPARE(thekedar.registerKey(thekedar.key).status, 200);
        QCOMPARE(world.entriesOf("user.key"), 3);
        QCOMPARE(thekedar.enrol(templates(face(1))).status, PacketStatus::Accepted);
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

    void templatesMustBeVectors() {
        ServerWorld world;
        Thekedar thekedar(world);
        QByteArray notANumber = face(1);
        const float nan = std::nanf("");
        memcpy(notANumber.data() + 40, &nan, 4);
        for (const QByteArray& vector :
             {QByteArray(511, 'x'), QByteArray(512, '\0'), notANumber, QByteArray(4 * 5000, 'x')}) {
            const auto verdict = thekedar.enrol(templates(vector));
            QCOMPARE(verdict.status, PacketStatus::Rejected);
            QCOMPARE(verdict.code, QByteArray("MALFORMED"));
        }
    }

    void oneFaceHasOneName() {
        ServerWorld world;
        Thekedar thekedar(world);
        const auto first = thekedar.enrol(templates(face(1)));
        QCOMPARE(first.status, PacketStatus::Accepted);
        QCOMPARE(thekedar.enrol(templates(face(2))).status, PacketStatus::Accepted);
        const auto twin = thekedar.enrol(templates(face(1, 0.3F, 9))); // another picture of the same person
        QCOMPARE(twin.status, PacketStatus::Held);
        QCOMPARE(twin.code, QByteArray("DUPLICATE_FACE"));
        QVERIFY(twin.message.contains(first.workerId.toString()));
        QCOMPARE(stored(world, twin.workerId).status, store::WorkerStatus::Held);
        // Another model's vectors say nothing about this one's.
        QCOMPARE(thekedar.enrol({{"another_model", face(1)}}).status, PacketStatus::Accepted);
        // After a restart the faces are read back from their sealed rows.
        world.openHouse();
        QCOMPARE(thekedar.enrol(templates(face(2))).code, QByteArray("DUPLICATE_FACE"));
        QCOMPARE(thekedar.enrol(templates(face(3))).status, PacketStatus::Accepted);
    }

    void withoutConsentThereIsNoFace() {
        ServerWorld world;
        Thekedar thekedar(world);
        auto vouch = thekedar.vouch({});
        vouch.consent.face = false;
        QCOMPARE(thekedar.send(thekedar.packet(vouch, {})).status, PacketStatus::Accepted);
        QVERIFY(!stored(world, vouch.workerId).consentFace);

        const auto enrolled = thekedar.enrol(templates(face(5)));
        protocol::Packet withdrawal;
        withdrawal.kind = protocol::PacketKind::WorkerConsent;
        withdrawal.deviceId = thekedar.laptop.deviceId;
        withdrawal.body = protocol::OtherBody{enrolled.workerId, "{\"consent\":{\"face\":false,\"language\":\"hi\"}}"};
        QCOMPARE(thekedar.send(withdrawal).status, PacketStatus::Accepted);
        QVERIFY(stored(world, enrolled.workerId).templates.isEmpty());
        QCOMPARE(thekedar.enrol(templates(face(5))).status, PacketStatus::Accepted); // forgotten indeed
        withdrawal.body =
            protocol::OtherBody{WorkerId::generate(world.clock, world.random), "{\"consent\":{\"face\":false}}"};
        QCOMPARE(thekedar.send(withdrawal).code, QByteArray("WORKER_UNKNOWN"));
    }

    void consentIsChangedAtHomeAndGivenOnlyUnderAVouch() {
        ServerWorld world;
        Thekedar thekedar(world);
        const auto enrolled = thekedar.enrol(templates(face(5)));
        const auto change = [&](const QByteArray& json, const QByteArray& deviceId) {
            protocol::Packet packet;
            packet.kind = protocol::PacketKind::WorkerConsent;
            packet.deviceId = deviceId;
            packet.body = protocol::OtherBody{enrolled.workerId, json};
            return thekedar.send(packet);
        };
        const QByteArray withdrawal = "{\"consent\":{\"face\":false,\"phone\":\"98100\"}}";
        const SiteId home = world.siteId;
        world.siteId = world.add([](sql::Database& database, onboarding::OfficeBook& book) {
            return book.addSite(database, "Elsewhere", 26.9, 75.8, 200);
        });
        const Laptop foreign = world.laptop("sup");
        world.siteId = home;
        QCOMPARE(change(withdrawal, foreign.deviceId).code, QByteArray("SITE_MISMATCH"));
        QCOMPARE(stored(world, enrolled.workerId).templates.size(), 1);

        const QByteArray own = thekedar.laptop.deviceId;
        QCOMPARE(change("{\"consent\":{\"face\":1}}", own).code, QByteArray("MALFORMED"));
        QCOMPARE(change(withdrawal, own).status, PacketStatus::Accepted);
        QVERIFY(!stored(world, enrolled.workerId).consentFace);
        QVERIFY(!stored(world, enrolled.workerId).consent.contains(QStringLiteral("phone")));
        const auto given = change("{\"consent\":{\"face\":true}}", own);
        QCOMPARE(given.status, PacketStatus::Held);
        QCOMPARE(given.code, QByteArray("MANUAL"));
        QVERIFY(!stored(world, enrolled.workerId).consentFace);
    }

    void anEnrolmentIsNeverOverwritten() {
        ServerWorld world;
        Thekedar thekedar(world);
        auto vouch = thekedar.vouch({});
        QCOMPARE(thekedar.send(thekedar.packet(vouch, {})).status, PacketStatus::Accepted);
        vouch.details.name = "Somebody else";
        const auto again = thekedar.send(thekedar.packet(vouch, {}));
        QCOMPARE(again.status, PacketStatus::Rejected);
        QCOMPARE(stored(world, vouch.workerId).name, QByteArray("Asha"));
        // A worker whom the office entered gets his face later.
        onboarding::NewWorker entered;
        entered.name = "Ram";
        entered.siteId = world.siteId;
        const WorkerId ram = world.add([&](sql::Database& d, onboarding::OfficeBook& book) {
            return book.addWorker(d, entered, *world.deployment->vaultKeys);
        });
        const auto faces = templates(face(7));
        auto later = thekedar.vouch(faces);
        later.workerId = ram;
        QCOMPARE(thekedar.send(thekedar.packet(later, faces)).status, PacketStatus::Accepted);
        QCOMPARE(stored(world, ram).templates.size(), 1);
    }

    void aDayHasAQuota() {
        ServerWorld world;
        Thekedar thekedar(world);
        for (int i = 0; i < onboarding::WorkerEnrolment::kDailyQuota; ++i)
            QCOMPARE(thekedar.enrol({}).status, PacketStatus::Accepted);
        const auto over = thekedar.enrol({});
        QCOMPARE(over.status, PacketStatus::Held);
        QCOMPARE(over.code, QByteArray("QUOTA"));
        world.clock.advance(24LL * 3600'000);
        QCOMPARE(thekedar.enrol({}).status, PacketStatus::Accepted);
    }
};

QTEST_GUILESS_MAIN(WorkerEnrolmentTest)
#include "WorkerEnrolmentTest.moc"
