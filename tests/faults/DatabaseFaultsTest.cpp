// PostgreSQL breaks off at every write in turn, goes away and comes back: nothing is acknowledged that is not there,
// and the server recovers by itself.
#include "core/audit/LogVerifier.h"
#include "core/sql/PostgresWait.h"
#include "tests/support/SyncWorld.h"

#include <QElapsedTimer>
#include <chrono>
#include <sys/resource.h>
#include <thread>

using namespace haziri;
using namespace haziri::test;
using protocol::PacketStatus;

class DatabaseFaultsTest : public QObject {
    Q_OBJECT
    TemporaryPostgres m_postgres;

    static bool verifies(SyncWorld& world) {
        audit::LogVerifier verifier;
        for (const auto& served : must(world.log.entries(world.database(), 0, 1000)).entries)
            verifier.add(served);
        return !verifier.close(must(world.log.checkpoint(world.database())).value);
    }

    /// From now on the n-th writing statement (from 1) ends its own connection; a sequence forgets nothing in a
    /// rollback. `when`: before the statement, or as late as the commit.
    static void breakAt(SyncWorld& world, int n, const QString& when) {
        must(world.database().script(
            QStringLiteral("CREATE SEQUENCE fault_step;;\n"
                           "CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN\n"
                           "IF nextval('fault_step') = %1 THEN PERFORM pg_terminate_backend(pg_backend_pid());\n"
                           "END IF; RETURN NULL; END $$;;\n"
                           "DO $$ DECLARE name text; BEGIN\n"
                           "FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP\n"
                           "EXECUTE format('%2', name); END LOOP; END $$;;\n")
                .arg(n)
                .arg(when)));
    }
    static bool hasBroken(SyncWorld& world, int n) {
        return world.number(QStringLiteral("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM fault_step")) >=
               n;
    }

  private Q_SLOTS:
    void initTestCase() { must(m_postgres.start()); }

    void aConnectionThatBreaksAtAnyWriteLosesNothing_data() {
        QTest::addColumn<QString>("when");
        QTest::newRow("before a statement") << QStringLiteral(
            "CREATE TRIGGER fault BEFORE INSERT OR UPDATE OR DELETE ON %I FOR EACH STATEMENT EXECUTE FUNCTION fault()");
        QTest::newRow("at the commit") << QStringLiteral(
            "CREATE CONSTRAINT TRIGGER fault AFTER INSERT OR UPDATE OR DELETE ON %I DEFERRABLE INITIALLY DEFERRED "
            "FOR EACH ROW EXECUTE FUNCTION fault()");
    }
    void aConnectionThatBreaksAtAnyWriteLosesNothing() {
        QFETCH(QString, when);
        int refused = 0;
        bool wasHurt = true;
        for (int n = 1; wasHurt; n += n < 12 ? 1 : 5) {
            QVERIFY2(n < 400, "an end of the steps was to come");
            SyncWorld world(must(m_postgres.freshDatabase()));
            TestLaptop laptop(world, world.site);
            QCOMPARE(world.send(laptop, {laptop.sign(laptop.mark())}).status, 200);
            const qint64 before = world.number(QStringLiteral("SELECT size FROM log_head"));
            const auto packets = laptop.signMarks(5);
            const QByteArray request = laptop.request(packets);
            breakAt(world, n, when);
            const auto answer = world.service->handle(request, laptop.caller());
            wasHurt = hasBroken(world, n);
            QVERIFY2(answer.status == (wasHurt ? 503 : 200), answer.body.constData());
            if (wasHurt) {
                ++refused;
                QVERIFY(!answer.body.contains("\"results\""));
                QCOMPARE(world.number(QStringLiteral("SELECT size FROM log_head")), before);
            }
            must(world.database().run(QStringLiteral("SELECT setval('fault_step', 1000000)")));
            const auto again = world.send(laptop, packets);
            QCOMPARE(again.status, 200);
            for (const auto& result : again.answer.results)
                QCOMPARE(result.status, wasHurt ? PacketStatus::Accepted : PacketStatus::Duplicate);
            QVERIFY(verifies(world));
        }
        QVERIFY2(refused > 5, "it was to break in many places");
    }

    void aDatabaseThatGoesAwayComesBackByItself() {
        TemporaryPostgres postgres;
        must(postgres.start());
        SyncWorld world(must(postgres.freshDatabase()));
        TestLaptop laptop(world, world.site);
        const auto packets = laptop.signMarks(3);
        const auto caller = laptop.caller();
        const QByteArray request = laptop.request(packets);
        for (int round = 0; round < 2; ++round) {
            postgres.stop();
            for (int i = 0; i < 3; ++i) {
                const auto away = world.service->handle(request, caller);
                QCOMPARE(away.status, 503);
                QVERIFY2(away.body.contains("STORE_UNAVAILABLE"), away.body.constData());
            }
            must(postgres.start());
            const auto back = world.service->handle(request, caller);
            QCOMPARE(back.status, 200);
            const auto results = must(protocol::readSyncAnswer(back.body)).results;
            for (const auto& result : results)
                QCOMPARE(result.status, round == 0 ? PacketStatus::Accepted : PacketStatus::Duplicate);
        }
        QVERIFY(verifies(world));
    }

    /// The kernel goes on acknowledging for it, so that no timeout of TCP's sees anything.
    void aFrozenDatabaseIsNotWaitedFor() {
        TemporaryPostgres postgres;
        must(postgres.start());
        SyncWorld world(must(postgres.freshDatabase()));
        TestLaptop laptop(world, world.site);
        const auto packets = laptop.signMarks(3);
        const auto caller = laptop.caller();
        const QByteArray request = laptop.request(packets);
        postgres.freeze(true);
        QElapsedTimer waited;
        waited.start();
        const auto away = world.service->handle(request, caller);
        const qint64 first = waited.restart();
        const auto still = world.service->handle(request, caller); // nothing is open any more
        const qint64 second = waited.elapsed();
        postgres.freeze(false);
        QCOMPARE(away.status, 503);
        QVERIFY2(away.body.contains("STORE_UNAVAILABLE"), away.body.constData());
        QCOMPARE(still.status, 503);
        QVERIFY2(first < 20'000 && second < 20'000, qPrintable(QStringLiteral("%1 and %2 ms").arg(first).arg(second)));
        const auto back = world.service->handle(request, caller);
        QCOMPARE(back.status, 200);
        for (const auto& result : must(protocol::readSyncAnswer(back.body)).results)
            QVERIFY(result.status == PacketStatus::Accepted || result.status == PacketStatus::Duplicate);
        QVERIFY(verifies(world));
    }

    void aBusyDatabaseIsWaitedFor() {
        SyncWorld world(must(m_postgres.freshDatabase()));
        auto slow = must(world.database().run(
            QStringLiteral("SELECT count(*) FROM (SELECT pg_sleep(%1)) AS nap").arg(sql::kSilenceMs / 1000 + 1)));
        QVERIFY(slow.next());
        QCOMPARE(slow.integer(0), 1);
    }

    /// Nor does one that could not be asked: this side has no descriptor left for it.
    void aSlowStatementOutlivesAQuestionThatCannotBeAsked() {
        auto database = must(sql::Database::open(must(m_postgres.freshDatabase())));
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
        rlimit none = before;
        none.rlim_cur = 3; // what is open stays open
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &none), 0);
        auto slow = database->run(
            QStringLiteral("SELECT count(*) FROM (SELECT pg_sleep(%1)) AS nap").arg(sql::kSilenceMs / 1000 + 1));
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &before), 0);
        QVERIFY2(slow.has_value(), slow ? "" : qPrintable(slow.error().message));
        QVERIFY(slow->next());
    }

    /// One question that nobody answers in time cuts nothing.
    void aSlowStatementOutlivesAnUnansweredQuestion() {
        TemporaryPostgres postgres;
        must(postgres.start());
        auto database = must(sql::Database::open(must(postgres.freshDatabase())));
        std::thread door([&] {
            postgres.freezeDoor(true);
            std::this_thread::sleep_for(std::chrono::milliseconds(sql::kSilenceMs + 3500)); // the second is answered
            postgres.freezeDoor(false);
        });
        auto slow = database->run(QStringLiteral("SELECT count(*) FROM (SELECT pg_sleep(7)) AS nap"));
        door.join();
        QVERIFY2(slow.has_value(), slow ? "" : qPrintable(slow.error().message));
        QVERIFY(slow->next());
        QCOMPARE(slow->integer(0), 1);
    }
};

QTEST_GUILESS_MAIN(DatabaseFaultsTest)
#include "DatabaseFaultsTest.moc"
