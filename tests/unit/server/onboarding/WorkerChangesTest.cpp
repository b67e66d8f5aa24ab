// Changes of what is known of a worker, and of his consent: what waits for the office, and what it decides.
#include "tests/support/EnrollingThekedar.h"

using namespace haziri;
using namespace haziri::test;
using protocol::PacketStatus;

class WorkerChangesTest : public QObject {
    Q_OBJECT

    /// An alert about the packet, as server/sync opens one.
    static EventId alertOf(ServerWorld& world, const protocol::Packet& packet, const WorkerId& worker) {
        store::FraudEvent event;
        event.eventId = EventId(makeUuidV7(world.clock.now(), world.random));
        event.finding = crypto::sha256(packet.packetId.toText());
        event.at = world.clock.now();
        event.code = "DUPLICATE_FACE";
        event.packetId = packet.packetId;
        event.workerId = worker;
        event.siteId = world.siteId;
        must(world.house->writer.run([&](sql::Database& database) -> Result<void> {
            auto kept = store::FraudRepository(database).insert(event);
            return kept ? Result<void>() : Result<void>(fail(kept.error()));
        }));
        return event.eventId;
    }

  private Q_SLOTS:
    void whoeverDecidesOtherwiseMovesTheEnrolmentToo() {
        ServerWorld world;
        Laptop hr = world.laptop("hr");
        Thekedar thekedar(world);
        thekedar.enrol(templates(someFace(1)));
        const auto twin = thekedar.packet(thekedar.vouch(templates(someFace(1))), templates(someFace(1)));
        const WorkerId id = std::get<protocol::WorkerEnrol>(twin.body).workerId;
        QCOMPARE(thekedar.send(twin).code, QByteArray("DUPLICATE_FACE"));
        thekedar.commit(twin);
        const EventId alert = alertOf(world, twin, id);
        const auto decide = [&](const char* decision) {
            const QByteArray body = "{\"decision\":\"" + QByteArray(decision) + "\",\"reason\":\"thought again\"}";
            const auto answer = world.ask(hr, "POST", "/fraud/" + alert.toText() + "/resolve", body);
            if (answer.status != 200) qFatal("%s", answer.body.constData());
            return stored(world, id).status;
        };
        const auto change = [&] {
            return (*must(store::WorkerChangeRepository(*world.deployment->database).find(twin.packetId))).status;
        };
        QCOMPARE(decide("reject"), store::WorkerStatus::Inactive);
        QCOMPARE(world.entriesOf("worker.decide"), 0); // fraud.resolve says it
        QCOMPARE(decide("accept"), store::WorkerStatus::Active);
        QCOMPARE(change(), QByteArray("accepted"));
        QCOMPARE(world.entriesOf("worker.decide"), 1);
        QCOMPARE(decide("accept"), store::WorkerStatus::Active); // sent again
        QCOMPARE(world.entriesOf("worker.decide"), 1);
        QCOMPARE(decide("reject"), store::WorkerStatus::Inactive);
        QCOMPARE(change(), QByteArray("rejected"));
        QCOMPARE(decide("ask"), store::WorkerStatus::Held);
        QCOMPARE(change(), QByteArray("held"));
        QCOMPARE(decide("accept"), store::WorkerStatus::Active);
        // Who was put elsewhere since, by another decision, stays there.
        must(world.house->writer.run([&](sql::Database& database) -> Result<void> {
            store::WorkerRepository workers(database, *world.deployment->vaultKeys, world.random);
            auto row = must(workers.find(id));
            row->status = store::WorkerStatus::Inactive;
            return workers.update(*row);
        }));
        QCOMPARE(decide("ask"), store::WorkerStatus::Inactive);
        QCOMPARE(change(), QByteArray("accepted"));
    }

    void whomTheOfficeEnteredLosesTheFaceAndStays() {
        ServerWorld world;
        Laptop hr = world.laptop("hr");
        Thekedar thekedar(world);
        thekedar.enrol(templates(someFace(1)));
        const WorkerId ram = enteredBy(world, world.siteId, world.thekedar);
        auto vouch = thekedar.vouch(templates(someFace(1)));
        vouch.workerId = ram;
        const auto packet = thekedar.packet(vouch, templates(someFace(1)));
        QCOMPARE(thekedar.send(packet).code, QByteArray("DUPLICATE_FACE"));
        thekedar.commit(packet);
        const EventId alert = alertOf(world, packet, ram);
        const auto faces = [&](const char* decision) {
            const QByteArray body = "{\"decision\":\"" + QByteArray(decision) + "\",\"reason\":\"thought again\"}";
            const auto answer = world.ask(hr, "POST", "/fraud/" + alert.toText() + "/resolve", body);
            if (answer.status != 200) qFatal("%s", answer.body.constData());
            return stored(world, ram).templates.size();
        };
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(faces("reject"), 0);
            QCOMPARE(stored(world, ram).status, store::WorkerStatus::Active);
            QCOMPARE(faces("accept"), 1);
            QCOMPARE(stored(world, ram).packetId, packet.packetId);
        }
        QCOMPARE(faces("ask"), 0);
        QCOMPARE(stored(world, ram).status, store::WorkerStatus::Active);
        QVERIFY(stored(world, ram).details.contains(QStringLiteral("pay")));
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
};

QTEST_GUILESS_MAIN(WorkerChangesTest)
#include "WorkerChangesTest.moc"
