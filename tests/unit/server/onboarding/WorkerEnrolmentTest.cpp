// A thekedar brings workers in: his vouch, their consent, one face under one name, no more than a day's quota.
#include "tests/support/EnrollingThekedar.h"

using namespace haziri;
using namespace haziri::test;
using protocol::PacketStatus;

class WorkerEnrolmentTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
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
