// How the trust of a thekedar and of his workers hang together.
#include "server/trust/TrustRounds.h"
#include "tests/support/EnrollingThekedar.h"

using namespace haziri;
using namespace haziri::test;
using protocol::PacketStatus;

class ThekedarTrustTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
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
            auto weighed = world.house->people.refreshEnded(database, world.clock.now());
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

    // Marks are counted before the writer is asked. Whatever comes between the two counts all the same, and is what
    // everybody else would count.
    void whatComesAfterTheCountCounts() {
        ServerWorld world;
        Laptop hr = world.laptop("hr");
        Thekedar thekedar(world);
        QList<WorkerId> ids;
        QList<store::MarkRow> marks;
        for (int i = 0; i < 4; ++i) {
            ids.append(thekedar.enrol(templates(someFace(i + 1))).workerId);
            store::MarkRow mark;
            mark.packetId = PacketId::generate(world.clock, world.random);
            mark.workerId = ids.last();
            mark.siteId = world.siteId;
            mark.timestamp = world.clock.now();
            mark.status = "accepted";
            mark.direction = "in";
            mark.method = "face";
            marks.append(mark);
        }
        // In the log, so that a decision of the office finds them.
        const auto insert = [&](store::MarkRow& mark) {
            thekedar.commit(mark.packetId, protocol::PacketKind::Attendance, "{}");
            mark.logIndex = world.number(QStringLiteral("SELECT size FROM log_head")) - 1;
            must(world.house->writer.run(
                [&](sql::Database& database) { return store::MarkRepository(database).insert({mark}); }));
        };
        for (int i = 0; i < 3; ++i)
            insert(marks[i]);
        auto& reading = *world.deployment->database;
        auto counted = must(world.house->people.countMarks(reading, world.thekedar, world.clock.now()));
        QCOMPARE(counted.outcomes.size(), 3);
        const auto refuse = [&](const store::MarkRow& mark) {
            const QByteArray target = "/attendance/" + mark.packetId.toText() + "/override";
            return world.ask(hr, "POST", target, "{\"status\":\"rejected\",\"reason\":\"not there\"}").status;
        };
        QCOMPARE(refuse(marks[1]), 200); // decided
        marks[3].status = "rejected";
        insert(marks[3]); // come
        must(world.house->writer.run([&](sql::Database& database) {
            return world.house->people.refreshThekedar(database, world.thekedar, world.clock.now(), &counted);
        }));
        for (int i = 0; i < 4; ++i) {
            const auto row = *must(store::PeopleTrustRepository(reading).worker(ids[i]));
            QCOMPARE(row.trustScore, must(world.house->people.worker(reading, row, world.clock.now())).score);
            QCOMPARE(row.trustScore, i % 2 == 0 ? 70 : 65);
        }
        // A count of somebody else's workers is none.
        const UserId other = world.addUser("other", store::Role::Thekedar);
        counted = must(world.house->people.countMarks(reading, other, world.clock.now()));
        must(world.house->writer.run([&](sql::Database& database) {
            return world.house->people.refreshThekedar(database, world.thekedar, world.clock.now(), &counted);
        }));
        QCOMPARE(stored(world, ids[1]).trustScore, 65);
    }

    // More than anybody wants to look at one by one: then all is counted again.
    void manyMarksAfterTheCountCountToo() {
        ServerWorld world;
        Thekedar thekedar(world);
        const WorkerId one = thekedar.enrol(templates(someFace(1))).workerId;
        auto& reading = *world.deployment->database;
        const auto counted = must(world.house->people.countMarks(reading, world.thekedar, world.clock.now()));
        QList<store::MarkRow> marks;
        for (int i = 0; i < 600; ++i) {
            store::MarkRow mark;
            mark.logIndex = 1'000'000 + i;
            mark.packetId = PacketId::generate(world.clock, world.random);
            mark.workerId = i == 0 ? one : WorkerId::generate(world.clock, world.random);
            mark.siteId = world.siteId;
            mark.timestamp = world.clock.now();
            mark.status = "rejected";
            mark.direction = "in";
            mark.method = "face";
            marks.append(mark);
        }
        must(world.house->writer.run([&](sql::Database& database) -> Result<void> {
            if (auto kept = store::MarkRepository(database).insert(marks); !kept) return kept;
            return world.house->people.refreshThekedar(database, world.thekedar, world.clock.now(), &counted);
        }));
        QCOMPARE(stored(world, one).trustScore, 65);
    }

    void everybodyWhoIsDueIsWeighedInOneRound() {
        ServerWorld world;
        for (int i = 0; i < 12; ++i)
            world.addUser("thekedar " + QByteArray::number(i), store::Role::Thekedar);
        trust::TrustRounds rounds(world.house->people);
        auto& reading = *world.deployment->database;
        const auto walk = [&](const std::function<bool()>& isOver) {
            return must(rounds.walk(reading, world.house->writer, world.clock.now(), isOver));
        };
        const auto weighed = [&] {
            return world.number(QStringLiteral("SELECT COUNT(*) FROM account WHERE role = 'thekedar' AND trust_at = ?"),
                                {world.clock.now().value});
        };
        const auto never = [] { return false; };
        QCOMPARE(walk(never), 13); // and the world's own
        QCOMPARE(weighed(), 13);
        QCOMPARE(walk(never), 0);
        world.clock.advance(86'400'000 + 1);
        int asked = 0; // the time is up after some; the others come first the next time
        QCOMPARE(walk([&] { return ++asked > 6; }), 5);
        QCOMPARE(weighed(), 5);
        QCOMPARE(walk(never), 8);
        QCOMPARE(weighed(), 13);
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
        const auto counted = must(store::PeopleTrustRepository(*world.deployment->database)
                                      .marksOfVouched(world.thekedar, {world.clock.now().value - 1000}));
        QCOMPARE(counted.outcomes.value(asha).rejectedMarks, 1);
    }
};

QTEST_GUILESS_MAIN(ThekedarTrustTest)
#include "ThekedarTrustTest.moc"
