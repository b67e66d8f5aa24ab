// A thekedar brings workers in: his vouch, their consent, one face under one name, no more than a day's quota.
#include "tests/support/ServerWorld.h"

#include "core/protocol/Vouch.h"
#include "server/keeping/WorkerErasure.h"
#include "server/store/Columns.h"
#include "server/store/FraudRepository.h"
#include "server/store/MarkRepository.h"
#include "server/store/PacketRepository.h"
#include "server/store/PeopleTrustRepository.h"

#include <cmath>
#include <future>
#include <thread>

using namespace haziri;
using namespace haziri::test;
using protocol::PacketStatus;

namespace {

/// A unit-like vector whose direction is chosen by `seed`; different seeds are nearly at right angles.
QByteArray someFace(int seed, float mixed = 0, int otherSeed = 0) {
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
        made.recordedBy = m_world.thekedar;
        made.tok = "token";
        made.timestamp = m_world.clock.now();
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

    /// As server/sync keeps what it answered.
    void commit(const protocol::Packet& made) { commit(made.packetId, made.kind, protocol::writePacket(made)); }
    void commit(const PacketId& packetId, protocol::PacketKind kind, const QByteArray& text) {
        must(m_world.house->writer.run([&](sql::Database& database) -> Result<void> {
            const QJsonObject record{{QStringLiteral("packet"), QLatin1String("e30." + toBase64Url(text) + ".AA")}};
            auto logged = m_world.deployment->log.append(
                database, {protocol::toText(kind), json::toText(record), {0, false, m_world.clock.now()}});
            if (!logged) return fail(logged.error());
            store::PacketRow row;
            row.logIndex = row.seq = logged->index;
            row.packetId = packetId;
            row.deviceNo = device.deviceNo;
            row.kind = protocol::toText(kind);
            return store::PacketRepository(database).insert({row});
        }));
    }

    /// A packet of kind worker.update or worker.consent, committed as server/sync does it.
    PacketId change(protocol::PacketKind kind, const WorkerId& workerId, QJsonObject payload,
                    const QByteArray& expectedCode) {
        payload.insert(QStringLiteral("workerId"), workerId.toString());
        protocol::Packet made;
        made.kind = kind;
        made.packetId = PacketId::generate(m_world.clock, m_world.random);
        made.deviceId = laptop.deviceId;
        const QByteArray text = json::toText(payload);
        made.body = protocol::OtherBody{workerId, text};
        const auto verdict = send(made);
        if (verdict.code != expectedCode)
            qFatal("%s instead of %s", verdict.code.constData(), expectedCode.constData());
        commit(made.packetId, kind, text);
        return made.packetId;
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

/// Ram, a mason, with his pay and phone as the office knows them.
WorkerId enteredBy(ServerWorld& world, const SiteId& siteId, const UserId& thekedarId) {
    onboarding::NewWorker entered;
    entered.name = "Ram";
    entered.trade = "mason";
    entered.siteId = siteId;
    entered.thekedarId = thekedarId;
    entered.details = {{QStringLiteral("phone"), QStringLiteral("98")},
                       {QStringLiteral("dailyRatePaise"), 90'000},
                       {QStringLiteral("pay"), QJsonObject{{QStringLiteral("kept"), true}}}};
    return world.add([&](sql::Database& database, onboarding::OfficeBook& book) {
        return book.addWorker(database, entered, *world.deployment->vaultKeys);
    });
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
        must(world.house->writer.run([&](sql::Database& database) -> Result<void> {
            auto added =
                world.deployment->log.append(database, audit::NewEntry{"restore", "{}", {0, false, world.clock.now()}});
            return added ? Result<void>() : Result<void>(fail(added.error()));
        }));
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

    void aThekedarsTrustIsAbused() {
        ServerWorld world;
        Laptop hr = world.laptop("hr");
        Thekedar thekedar(world);
        const auto one = thekedar.enrol(templates(someFace(1))).workerId,
                   two = thekedar.enrol(templates(someFace(2))).workerId;
        const auto shown = [&](const WorkerId& id) {
            if (world.signIn(hr, "hr").status != 200) qFatal("HR cannot sign in");
            return ServerWorld::objectOf(world.ask(hr, "GET", "/workers/" + id.toText()));
        };
        const auto score = [&](const WorkerId& id) { return shown(id)[QStringLiteral("trustScore")].toInt(); };
        QCOMPARE(score(one), 70); // capped: he himself is trusted 80
        QVERIFY(QJsonDocument(shown(one)).toJson().contains("\"inherited\""));
        QVERIFY(shown(one)[QStringLiteral("isInherited")].toBool());
        const QByteArray user = "/users/" + world.thekedar.toText();
        const qint64 changes = world.number(QStringLiteral("SELECT MAX(change_no) FROM change_feed"));
        QCOMPARE(world.ask(hr, "POST", user + "/block", "{\"reason\":\"ghosts\"}").status, 200);
        for (const auto& id : {one, two}) {
            QCOMPARE(stored(world, id).trustScore, 0); // at once, and for the laptops too
            QCOMPARE(score(id), 0);
        }
        QVERIFY(world.number(QStringLiteral("SELECT COUNT(*) FROM change_feed WHERE type = 'worker' AND change_no > ?"),
                             {changes}) == 2);
        QCOMPARE(thekedar.enrol(templates(someFace(3))).code, QByteArray("VOUCH_INVALID"));
        QCOMPARE(world.ask(hr, "POST", user + "/unblock", "{\"reason\":\"cleared\"}").status, 200);
        QCOMPARE(stored(world, one).trustScore, 70);

        world.clock.advance(30LL * 86'400'000 - 1000);
        QVERIFY(shown(one)[QStringLiteral("isInherited")].toBool());
        world.clock.advance(2000); // day 31: his own
        QVERIFY(!shown(one)[QStringLiteral("isInherited")].toBool());
        QCOMPARE(score(one), 50);
        must(world.house->writer.run([&](sql::Database& database) -> Result<void> {
            auto weighed = world.house->people.refreshDue(database, world.clock.now());
            return weighed ? Result<void>() : Result<void>(fail(weighed.error()));
        }));
        QCOMPARE(stored(world, one).trustScore, 50);
        QCOMPARE(world.signIn(hr, "hr").status, 200);
        QCOMPARE(world.ask(hr, "POST", user + "/block", "{\"reason\":\"ghosts\"}").status, 200);
        QCOMPARE(stored(world, one).trustScore, 15); // whom a blocked man brought stays in doubt
    }

    // A decision that is committed while somebody blocks or unblocks the thekedar is not put back by old counts.
    void whatIsDecidedMeanwhileCounts() {
        ServerWorld world;
        Laptop hr = world.laptop("hr");
        Thekedar thekedar(world);
        const WorkerId one = thekedar.enrol(templates(someFace(1))).workerId;
        store::MarkRow mark;
        mark.logIndex = 1'000'000;
        mark.packetId = PacketId::generate(world.clock, world.random);
        mark.workerId = one;
        mark.siteId = world.siteId;
        mark.timestamp = world.clock.now();
        mark.status = "accepted";
        mark.direction = "in";
        mark.method = "face";
        must(world.house->writer.run(
            [&](sql::Database& database) { return store::MarkRepository(database).insert({mark}); }));
        const QByteArray user = "/users/" + world.thekedar.toText();
        QCOMPARE(world.ask(hr, "POST", user + "/block", "{\"reason\":\"ghosts\"}").status, 200);
        std::promise<void> begun;
        auto refusing = world.house->writer.submit([&](sql::Database& database) -> Result<void> {
            begun.set_value();
            std::this_thread::sleep_for(std::chrono::milliseconds(150)); // who counts now counts what was
            auto done = database.run(QStringLiteral("UPDATE mark SET status = 'rejected' WHERE log_index = 1000000"));
            return done ? Result<void>() : fail(done.error());
        });
        begun.get_future().wait();
        QCOMPARE(world.ask(hr, "POST", user + "/unblock", "{\"reason\":\"cleared\"}").status, 200);
        must(refusing.get());
        QCOMPARE(stored(world, one).trustScore, 65); // 70 inherited, 5 for the refused mark
    }

    // With few statements, since the writer is held meanwhile; and each by what became of his own marks.
    void thousandsFallTogether() {
        ServerWorld world;
        Laptop hr = world.laptop("hr");
        const int kWorkers = 3000, kMarks = qEnvironmentVariableIntValue("HAZIRI_MARKS_EACH") + 2;
        const UnixMillis now = world.clock.now();
        QList<QVariantList> workers;
        QList<WorkerId> ids;
        QList<store::MarkRow> marks;
        for (int i = 0; i < kWorkers; ++i) {
            const auto id = WorkerId::generate(world.clock, world.random);
            ids.append(id);
            const bool inherits = i % 3 > 0;
            workers.append({store::column(id), store::column(world.siteId), store::column(world.thekedar), 70,
                            inherits ? now.value + 86'400'000 : now.value - 1, now.value - 10 * 86'400'000,
                            store::column(PacketId::generate(world.clock, world.random))});
            for (int n = 0; n < kMarks; ++n) {
                store::MarkRow mark;
                mark.logIndex = 1'000'000 + marks.size();
                mark.packetId = PacketId::generate(world.clock, world.random);
                mark.workerId = id;
                mark.siteId = world.siteId;
                mark.timestamp = now;
                mark.status = i % 5 == 0 ? "rejected" : "accepted";
                mark.direction = "in";
                mark.method = "face";
                marks.append(mark);
            }
        }
        must(world.house->writer.run([&](sql::Database& database) -> Result<void> {
            auto kept = database.runBatch(
                QStringLiteral("INSERT INTO worker (worker_id, site_id, thekedar_id, name, trade, status, code, "
                               "is_active, consent_face, consent, trust_score, inherited_until, created_at, packet_id) "
                               "VALUES (?, ?, ?, '', '', 'active', '', 1, 0, '{}', ?, ?, ?, ?)"),
                workers);
            return kept ? store::MarkRepository(database).insert(marks) : kept;
        }));
        const qint64 changes = world.number(QStringLiteral("SELECT MAX(change_no) FROM change_feed"));
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(
            world.ask(hr, "POST", "/users/" + world.thekedar.toText() + "/block", "{\"reason\":\"ghosts\"}").status,
            200);
        qInfo("%d workers with %d marks each: %lld ms", kWorkers, kMarks, clock.elapsed());
        const auto count = [&](const char* where) {
            return world.number(QStringLiteral("SELECT COUNT(*) FROM worker WHERE ") + QLatin1String(where));
        };
        QCOMPARE(count("inherited_until > created_at + 864000000 AND trust_score = 0"), 2000);              // with him
        QCOMPARE(count("inherited_until < created_at + 864000000 AND trust_score BETWEEN 0 AND 60"), 1000); // in doubt
        QCOMPARE(count("trust_at > 0 AND trust_explain <> '[]'"), 3000);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(DISTINCT trust_score) FROM worker WHERE inherited_until < "
                                             "created_at + 864000000")),
                 2); // whose marks were refused is trusted less
        QCOMPARE(
            world.number(QStringLiteral("SELECT COUNT(*) FROM change_feed WHERE type = 'worker' AND change_no > ?"),
                         {changes}),
            3000);
        // Each as if he were weighed alone.
        auto& database = *world.deployment->database;
        for (int i = 0; i < kWorkers; i += 101) {
            const auto row = *must(store::PeopleTrustRepository(database).worker(ids[i]));
            QCOMPARE(row.trustScore, must(world.house->people.worker(database, row, now)).score);
        }
        // A decision about one of them that leaves his thekedar's score as it is concerns nobody else.
        must(world.house->writer.run([&](sql::Database& writing) -> Result<void> {
            if (auto set = writing.run(QStringLiteral("UPDATE worker SET trust_at = 1")); !set)
                return fail(set.error());
            return world.house->people.refreshWorker(writing, ids[1], now);
        }));
        QCOMPARE(count("trust_at > 1"), 1);
    }

    void whatBecomesOfHisWorkersIsHisTrust() {
        ServerWorld world;
        Laptop hr = world.laptop("hr");
        Thekedar thekedar(world);
        const auto worker = thekedar.enrol(templates(someFace(1))).workerId;
        const auto ofThekedar = [&] {
            return must(world.house->people.thekedar(*world.deployment->database, world.thekedar, world.clock.now()));
        };
        QCOMPARE(ofThekedar().score, 80);
        EventId eventId(makeUuidV7(world.clock.now(), world.random));
        must(world.house->writer.run([&](sql::Database& database) -> Result<void> {
            for (int i = 0; i < 3; ++i) {
                store::FraudEvent event;
                event.eventId = i == 0 ? eventId : EventId(makeUuidV7(world.clock.now(), world.random));
                event.finding = crypto::sha256(QByteArray::number(i));
                event.at = world.clock.now();
                event.code = "FACE_MISMATCH";
                event.workerId = worker;
                if (i > 0) event.state = "reject";
                if (auto kept = store::FraudRepository(database).insert(event); !kept) return fail(kept.error());
            }
            return {};
        }));
        QCOMPARE(world
                     .ask(hr, "POST", "/fraud/" + eventId.toText() + "/resolve",
                          R"({"decision":"reject","reason":"another face"})")
                     .status,
                 200);
        QCOMPARE(ofThekedar().score, 50);               // three confirmed
        QCOMPARE(stored(world, worker).trustScore, 25); // inherits 50, and pays for his own
        world.clock.advance(8 * 86'400'000LL);
        QCOMPARE(ofThekedar().score, 46); // and he was never seen
        QVERIFY(world.ask(hr, "GET", "/users").status == 401);
        QCOMPARE(world.signIn(hr, "hr").status, 200);
        QVERIFY(world.ask(hr, "GET", "/users").body.contains("confirmed-events"));
    }

    void aWithdrawalBeforeTheEnrolmentCountsWhenItArrives() {
        ServerWorld world;
        Thekedar thekedar(world);
        const auto faces = templates(someFace(1));
        const auto vouch = thekedar.vouch(faces);
        const QJsonObject no{{QStringLiteral("face"), false}};
        const auto early = thekedar.change(protocol::PacketKind::WorkerConsent, vouch.workerId,
                                           {{QStringLiteral("consent"), no}}, "WORKER_UNKNOWN");
        const auto verdict = thekedar.send(thekedar.packet(vouch, faces));
        QCOMPARE(verdict.status, PacketStatus::Accepted);
        QVERIFY(verdict.photos.isEmpty());
        const auto worker = stored(world, vouch.workerId);
        QVERIFY(!worker.consentFace && worker.templates.isEmpty());
        QCOMPARE(world.entriesOf("worker.decide"), 1);
        QCOMPARE(must(store::WorkerChangeRepository(*world.deployment->database).find(early))->status,
                 QByteArray("accepted"));
        // The face is nobody's: it may come again.
        QCOMPARE(thekedar.enrol(faces).status, PacketStatus::Accepted);
    }

    void changesWaitForTheOfficeAndAreAppliedOnce() {
        ServerWorld world;
        Laptop hr = world.laptop("hr");
        Thekedar thekedar(world);
        const auto worker = thekedar.enrol(templates(someFace(1))).workerId;
        using Kind = protocol::PacketKind;
        const QJsonObject details{
            {QStringLiteral("details"), QJsonObject{{QStringLiteral("trade"), QStringLiteral("mason")},
                                                    {QStringLiteral("phone"), QStringLiteral("98")}}}};
        const QJsonObject yes{{QStringLiteral("consent"), QJsonObject{{QStringLiteral("face"), true}}}},
            no{{QStringLiteral("consent"), QJsonObject{{QStringLiteral("face"), false}}}};
        const auto decide = [&](const PacketId& id, const char* decision) {
            return world.ask(hr, "POST", "/worker-changes/" + id.toText() + "/decide",
                             QByteArray("{\"reason\":\"looked at it\",\"decision\":\"") + decision + "\"}");
        };
        const auto update = thekedar.change(Kind::WorkerUpdate, worker, details, "MANUAL");
        const auto other = thekedar.change(
            Kind::WorkerUpdate, worker,
            {{QStringLiteral("details"), QJsonObject{{QStringLiteral("name"), QStringLiteral("Zed")}}}}, "MANUAL");
        const auto broken = thekedar.change(
            Kind::WorkerUpdate, worker,
            {{QStringLiteral("details"), QJsonObject{{QStringLiteral("name"), QStringLiteral("a\nb")}}}}, "MANUAL");
        auto waiting = ServerWorld::objectOf(world.ask(hr, "GET", "/worker-changes?state=held"));
        QCOMPARE(waiting[QStringLiteral("changes")].toArray().size(), 3);
        QVERIFY(QJsonDocument(waiting).toJson().contains("mason"));
        QCOMPARE(stored(world, worker).trade, QByteArray());
        QCOMPARE(decide(update, "accept").status, 200);
        QCOMPARE(decide(update, "accept").status, 409);
        QCOMPARE(decide(other, "reject").status, 200);
        QCOMPARE(decide(broken, "accept").status, 400);
        const auto changed = stored(world, worker);
        QCOMPARE(changed.trade, QByteArray("mason"));
        QCOMPARE(changed.name, QByteArray("Asha"));
        QCOMPARE(changed.details[QStringLiteral("phone")].toString(), QStringLiteral("98"));
        QCOMPARE(world.entriesOf("worker.decide"), 2);

        thekedar.change(Kind::WorkerConsent, worker, no, "");
        QVERIFY(!stored(world, worker).consentFace);
        const auto anew = thekedar.change(Kind::WorkerConsent, worker, yes, "MANUAL");
        // By the address of marks too: one decision for whatever waits.
        QCOMPARE(world
                     .ask(hr, "POST", "/attendance/" + anew.toText() + "/override",
                          R"({"status":"accepted","reason":"he signed a paper"})")
                     .status,
                 200);
        QVERIFY(stored(world, worker).consentFace);
        Laptop supervisor = world.laptop("sup");
        QCOMPARE(world.ask(supervisor, "GET", "/worker-changes").status, 403);
    }

    void anEnrolmentInDoubtIsDecidedByItsPacket() {
        ServerWorld world;
        Laptop hr = world.laptop("hr");
        Thekedar thekedar(world);
        thekedar.enrol(templates(someFace(1)));
        const auto faces = templates(someFace(1));
        const auto accepted = thekedar.packet(thekedar.vouch(faces), faces);
        QCOMPARE(thekedar.send(accepted).code, QByteArray("DUPLICATE_FACE"));
        const auto refused = thekedar.packet(thekedar.vouch(faces), faces);
        QCOMPARE(thekedar.send(refused).code, QByteArray("DUPLICATE_FACE"));
        const auto decide = [&](const protocol::Packet& packet, const char* decision) {
            return world
                .ask(hr, "POST", "/worker-changes/" + packet.packetId.toText() + "/decide",
                     QByteArray("{\"reason\":\"looked at it\",\"decision\":\"") + decision + "\"}")
                .status;
        };
        QCOMPARE(decide(accepted, "accept"), 200);
        QCOMPARE(decide(refused, "reject"), 200);
        QCOMPARE(stored(world, std::get<protocol::WorkerEnrol>(accepted.body).workerId).status,
                 store::WorkerStatus::Active);
        QCOMPARE(stored(world, std::get<protocol::WorkerEnrol>(refused.body).workerId).status,
                 store::WorkerStatus::Inactive);
        const auto his =
            must(world.house->people.thekedar(*world.deployment->database, world.thekedar, world.clock.now()));
        QCOMPARE(his.score, 65); // one refused
    }

    void templatesMustBeVectors() {
        ServerWorld world;
        Thekedar thekedar(world);
        QByteArray notANumber = someFace(1);
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
        const auto first = thekedar.enrol(templates(someFace(1)));
        QCOMPARE(first.status, PacketStatus::Accepted);
        QCOMPARE(thekedar.enrol(templates(someFace(2))).status, PacketStatus::Accepted);
        const auto twin = thekedar.enrol(templates(someFace(1, 0.3F, 9))); // another picture of the same person
        QCOMPARE(twin.status, PacketStatus::Held);
        QCOMPARE(twin.code, QByteArray("DUPLICATE_FACE"));
        QVERIFY(twin.message.contains(first.workerId.toString()));
        QCOMPARE(stored(world, twin.workerId).status, store::WorkerStatus::Held);
        // Another model's vectors say nothing about this one's.
        QCOMPARE(thekedar.enrol({{"another_model", someFace(1)}}).status, PacketStatus::Accepted);
        // After a restart the faces are read back from their sealed rows.
        world.openHouse();
        QCOMPARE(thekedar.enrol(templates(someFace(2))).code, QByteArray("DUPLICATE_FACE"));
        QCOMPARE(thekedar.enrol(templates(someFace(3))).status, PacketStatus::Accepted);
    }

    void withoutConsentThereIsNoFace() {
        ServerWorld world;
        Thekedar thekedar(world);
        auto vouch = thekedar.vouch({});
        vouch.consent.face = false;
        QCOMPARE(thekedar.send(thekedar.packet(vouch, {})).status, PacketStatus::Accepted);
        QVERIFY(!stored(world, vouch.workerId).consentFace);

        const auto enrolled = thekedar.enrol(templates(someFace(5)));
        protocol::Packet withdrawal;
        withdrawal.kind = protocol::PacketKind::WorkerConsent;
        withdrawal.packetId = PacketId::generate(world.clock, world.random);
        withdrawal.deviceId = thekedar.laptop.deviceId;
        withdrawal.body = protocol::OtherBody{enrolled.workerId, "{\"consent\":{\"face\":false,\"language\":\"hi\"}}"};
        QCOMPARE(thekedar.send(withdrawal).status, PacketStatus::Accepted);
        QVERIFY(stored(world, enrolled.workerId).templates.isEmpty());
        QCOMPARE(thekedar.enrol(templates(someFace(5))).status, PacketStatus::Accepted); // forgotten indeed
        withdrawal.packetId = PacketId::generate(world.clock, world.random);
        withdrawal.body =
            protocol::OtherBody{WorkerId::generate(world.clock, world.random), "{\"consent\":{\"face\":false}}"};
        QCOMPARE(thekedar.send(withdrawal).code, QByteArray("WORKER_UNKNOWN"));
    }

    void consentIsChangedAtHomeAndGivenOnlyUnderAVouch() {
        ServerWorld world;
        Thekedar thekedar(world);
        const auto enrolled = thekedar.enrol(templates(someFace(5)));
        const auto change = [&](const QByteArray& json, const QByteArray& deviceId) {
            protocol::Packet packet;
            packet.kind = protocol::PacketKind::WorkerConsent;
            packet.packetId = PacketId::generate(world.clock, world.random);
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
        const auto faces = templates(someFace(7));
        auto later = thekedar.vouch(faces);
        later.workerId = ram;
        QCOMPARE(thekedar.send(thekedar.packet(later, faces)).status, PacketStatus::Accepted);
        QCOMPARE(stored(world, ram).templates.size(), 1);
    }

    // What the office knows of somebody outlives his enrolment; only the vouch's own words are put over it.
    void anEnrolmentTakesNothingFromWhomTheOfficeEntered() {
        ServerWorld world;
        Thekedar thekedar(world);
        const WorkerId ram = enteredBy(world, world.siteId, world.thekedar);
        const auto faces = templates(someFace(7));
        auto vouch = thekedar.vouch(faces);
        vouch.workerId = ram;
        vouch.details.dailyRatePaise = 120'000;
        QCOMPARE(thekedar.send(thekedar.packet(vouch, faces)).status, PacketStatus::Accepted);
        const auto kept = stored(world, ram);
        QCOMPARE(kept.templates.size(), 1);
        QCOMPARE(kept.trade, QByteArray("mason"));
        QCOMPARE(kept.details[QStringLiteral("phone")].toString(), QStringLiteral("98"));
        QVERIFY(kept.details.contains(QStringLiteral("pay")));
        QCOMPARE(kept.details[QStringLiteral("dailyRatePaise")].toInteger(), 90'000);
        QCOMPARE(kept.details[QStringLiteral("aadhaarLast4")].toString(), QStringLiteral("1234"));
    }

    void nobodyIsTakenFromAnotherSiteOrThekedar() {
        ServerWorld world;
        Laptop hr = world.laptop("hr");
        Thekedar thekedar(world);
        const SiteId elsewhere = world.add([](sql::Database& database, onboarding::OfficeBook& book) {
            return book.addSite(database, "Elsewhere", 26.9, 75.8, 200);
        });
        const auto faces = templates(someFace(7));
        const auto packetOf = [&](const WorkerId& id) {
            auto vouch = thekedar.vouch(faces);
            vouch.workerId = id;
            return thekedar.packet(vouch, faces);
        };
        const auto far = thekedar.send(packetOf(enteredBy(world, elsewhere, {})));
        QCOMPARE(far.status, PacketStatus::Rejected);
        QCOMPARE(far.code, QByteArray("SITE_MISMATCH"));

        const WorkerId others = enteredBy(world, world.siteId, world.addUser("other", store::Role::Thekedar));
        const WorkerId gone = enteredBy(world, world.siteId, {});
        must(world.house->writer.run([&](sql::Database& database) -> Result<void> {
            store::WorkerRepository workers(database, *world.deployment->vaultKeys, world.random);
            auto row = must(workers.find(gone));
            row->status = store::WorkerStatus::Inactive;
            return workers.update(*row);
        }));
        for (const auto& [id, status] :
             {std::pair{others, store::WorkerStatus::Active}, std::pair{gone, store::WorkerStatus::Inactive}}) {
            const auto first = packetOf(id), second = packetOf(id);
            for (const auto& packet : {first, second}) {
                const auto verdict = thekedar.send(packet);
                QCOMPARE(verdict.status, PacketStatus::Held);
                QCOMPARE(verdict.code, QByteArray("MANUAL"));
            }
            QCOMPARE(stored(world, id).status, status); // nothing happened to him
            QCOMPARE(stored(world, id).name, QByteArray("Ram"));
            QVERIFY(stored(world, id).templates.isEmpty());
            const auto decide = [&](const protocol::Packet& packet, const char* decision) {
                return world
                    .ask(hr, "POST", "/worker-changes/" + packet.packetId.toText() + "/decide",
                         QByteArray("{\"reason\":\"looked at it\",\"decision\":\"") + decision + "\"}")
                    .status;
            };
            QCOMPARE(decide(first, "reject"), 200);
            QCOMPARE(stored(world, id).status, status); // a refused fraud strikes nobody
        }
        // Accepted, what the packet said counts; nobody is enrolled twice.
        const auto late = packetOf(gone), twice = packetOf(gone);
        QCOMPARE(thekedar.send(late).code, QByteArray("MANUAL"));
        QCOMPARE(thekedar.send(twice).code, QByteArray("MANUAL"));
        const auto accept = [&](const protocol::Packet& packet) {
            return world
                .ask(hr, "POST", "/worker-changes/" + packet.packetId.toText() + "/decide",
                     R"({"reason":"he is back","decision":"accept"})")
                .status;
        };
        thekedar.commit(late);
        thekedar.commit(twice);
        QCOMPARE(accept(late), 200);
        const auto back = stored(world, gone);
        QCOMPARE(back.status, store::WorkerStatus::Active);
        QCOMPARE(back.packetId, late.packetId);
        QCOMPARE(back.thekedarId, world.thekedar);
        QCOMPARE(back.templates.size(), 1);
        QVERIFY(back.details.contains(QStringLiteral("pay")));
        QCOMPARE(accept(twice), 409);
    }

    void aTradeStaysWhereAChangeDoesNotNameIt() {
        ServerWorld world;
        Laptop hr = world.laptop("hr");
        Thekedar thekedar(world);
        const WorkerId ram = enteredBy(world, world.siteId, {});
        const auto update = thekedar.change(
            protocol::PacketKind::WorkerUpdate, ram,
            {{QStringLiteral("details"), QJsonObject{{QStringLiteral("phone"), QStringLiteral("99")}}}}, "MANUAL");
        QCOMPARE(world
                     .ask(hr, "POST", "/worker-changes/" + update.toText() + "/decide",
                          R"({"reason":"looked at it","decision":"accept"})")
                     .status,
                 200);
        QCOMPARE(stored(world, ram).details[QStringLiteral("phone")].toString(), QStringLiteral("99"));
        QCOMPARE(stored(world, ram).trade, QByteArray("mason"));
        QCOMPARE(stored(world, ram).name, QByteArray("Ram"));
    }

    void marksTakenBackAreNoRefusals() {
        ServerWorld world;
        Thekedar thekedar(world);
        const auto asha = thekedar.enrol(templates(someFace(1))).workerId;
        must(world.house->writer.run([&](sql::Database& database) -> Result<void> {
            QList<store::MarkRow> marks;
            for (int i = 0; i < 3; ++i) {
                store::MarkRow mark;
                mark.logIndex = 1'000'000 + i;
                mark.packetId = PacketId::generate(world.clock, world.random);
                mark.workerId = asha;
                mark.siteId = world.siteId;
                mark.timestamp = world.clock.now();
                mark.method = "card";
                mark.direction = "in";
                mark.status = i == 0 ? "rejected" : "corrected";
                marks.append(mark);
            }
            return store::MarkRepository(database).insert(marks);
        }));
        const auto outcomes = must(store::PeopleTrustRepository(*world.deployment->database)
                                       .outcomesOfVouched(world.thekedar, {world.clock.now().value - 1000}));
        QCOMPARE(outcomes.value(asha).rejectedMarks, 1);
    }

    void anErasedWorkerStaysErasedWhateverComesLate() {
        ServerWorld world;
        Thekedar thekedar(world);
        const auto faces = templates(someFace(5));
        const auto vouch = thekedar.vouch(faces);
        const WorkerId asha = vouch.workerId;
        QCOMPARE(thekedar.send(thekedar.packet(vouch, faces)).status, PacketStatus::Accepted);
        // Of the second only marks came before the erasure; her enrolment is still on its way.
        const auto unknown = thekedar.vouch({});
        must(world.house->writer.run([&](sql::Database& database) -> Result<void> {
            store::MarkRow mark;
            mark.logIndex = 1'000'000;
            mark.packetId = PacketId::generate(world.clock, world.random);
            mark.workerId = unknown.workerId;
            mark.siteId = world.siteId;
            mark.method = "card";
            mark.direction = "in";
            mark.status = "held";
            if (auto kept = store::MarkRepository(database).insert({mark}); !kept) return kept;
            for (const WorkerId& worker : {asha, unknown.workerId}) {
                auto& deployment = *world.deployment;
                auto erased =
                    keeping::WorkerErasure({deployment.log, *deployment.vaultKeys, world.clock, deployment.random})
                        .erase(database, worker);
                if (!erased) return fail(erased.error());
            }
            return {};
        }));
        for (const auto& [late, its] : {std::pair{vouch, faces}, std::pair{unknown, QList<protocol::Template>()}}) {
            const auto verdict = thekedar.send(thekedar.packet(late, its));
            QCOMPARE(verdict.status, PacketStatus::Rejected);
            QCOMPARE(verdict.code, QByteArray("REPLAY"));
            const auto row = stored(world, late.workerId);
            QCOMPARE(row.status, store::WorkerStatus::Erased);
            QVERIFY(row.name.isEmpty() && row.templates.isEmpty() && row.details.isEmpty());
            protocol::Packet update;
            update.kind = protocol::PacketKind::WorkerUpdate;
            update.deviceId = thekedar.laptop.deviceId;
            update.body = protocol::OtherBody{late.workerId, "{\"details\":{\"name\":\"Asha again\"}}"};
            QCOMPARE(thekedar.send(update).status, PacketStatus::Rejected);
        }
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM worker_change WHERE status = 'held'")), 0);
        world.clock.advance(61'000);                                    // a running server forgets within a minute
        QCOMPARE(thekedar.enrol(faces).status, PacketStatus::Accepted); // the face is nobody's any more
    }

    void aDayHasAQuota() {
        ServerWorld world;
        Thekedar thekedar(world);
        for (int i = 0; i < onboarding::WorkerEnrolment::kDailyQuota; ++i)
            QCOMPARE(thekedar.enrol({}).status, PacketStatus::Accepted);
        const auto over = thekedar.enrol({});
        QCOMPARE(over.status, PacketStatus::Held);
        QCOMPARE(over.code, QByteArray("QUOTA"));
        // Which day it is, is not the laptop's to say.
        for (const int offset : {-840, -420, 0, 420, 840}) {
            auto packet = thekedar.packet(thekedar.vouch({}), {});
            packet.tzOffsetMin = offset;
            QCOMPARE(thekedar.send(packet).code, QByteArray("QUOTA"));
        }
        world.clock.advance(24LL * 3600'000);
        QCOMPARE(thekedar.enrol({}).status, PacketStatus::Accepted);
    }
};

QTEST_GUILESS_MAIN(WorkerEnrolmentTest)
#include "WorkerEnrolmentTest.moc"
