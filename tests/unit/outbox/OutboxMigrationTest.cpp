// A store that an earlier version made: every step up keeps every row, and what came since works in it.
#include "core/outbox/OutboxSchema.h"
#include "core/sql/Database.h"
#include "tests/support/OutboxBench.h"

#include <QtTest>

using namespace haziri;
using namespace haziri::test;

namespace {

/// A store with a thousandth of a life in it, brought to the schema of an earlier version.
struct Old {
    OutboxBench bench;
    QString path = bench.dir.filePath(QStringLiteral("outbox.db"));
    QList<OutboxBench::Mark> marks;

    explicit Old(int version) {
        {
            auto box = bench.open(bench.dir.path());
            if (!box || !(*box)->beginEpoch(1, "token")) qFatal("no store");
            for (int i = 0; i < 6; ++i)
                marks.append(*bench.append(**box));
            for (int i = 0; i < 3; ++i)
                if (!(*box)->settle(OutboxBench::synced(marks[i])) || !(*box)->photoSent(marks[i].photo))
                    qFatal("not settled");
        }
        auto database = sql::Database::open(QStringLiteral("sqlite:") + path);
        const auto run = [&](const char* text) {
            if (auto done = (*database)->run(QLatin1StringView(text)); !done)
                qFatal("%s: %s", text, qPrintable(done.error().message));
        };
        // Back down, step by step, to what that version left.
        if (version < 6) run("DROP TABLE erasures");
        if (version < 5) {
            run("DROP INDEX photos_kept");
            run("CREATE INDEX photos_sent ON photos(sent_at) WHERE state = 1");
        }
        if (version < 4) run("DROP TABLE heads");
        if (version < 3) run("DROP INDEX photos_packet");
        if (version < 2) {
            run("DROP INDEX packets_logged");
            run("ALTER TABLE checkpoints DROP COLUMN is_lost");
            run("ALTER TABLE checkpoints DROP COLUMN server_time");
        }
        auto at = (*database)->run(QStringLiteral("DELETE FROM schema_version WHERE version > ?"), {version});
        if (!at || at->affected() == 0) qFatal("the version was not set back");
    }
};

} // namespace

class OutboxMigrationTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void everyRowOfAnEarlierVersionIsThere_data() {
        QTest::addColumn<int>("version");
        for (int version = 1; version < outbox::outboxMigrations().size(); ++version)
            QTest::addRow("from version %d", version) << version;
    }
    void everyRowOfAnEarlierVersionIsThere() {
        QFETCH(int, version);
        Old old(version);
        auto opened = old.bench.open(old.bench.dir.path());
        QVERIFY2(opened.has_value(), opened ? "" : qPrintable(opened.error().message));
        outbox::Outbox& box = **opened;
        const auto rows = box.queue(100, false);
        QCOMPARE(rows->size(), 6);
        for (qsizetype i = 0; i < rows->size(); ++i) {
            QCOMPARE(rows->at(i).packetId, old.marks[i].id);
            QCOMPARE(rows->at(i).state, i < 3 ? outbox::PacketState::Synced : outbox::PacketState::Pending);
            QCOMPARE(box.photo(old.marks[i].photo)->size(), 3000);
        }
        QVERIFY(old.bench.append(box).has_value());
        // What came since.
        const auto end = box.chain();
        QVERIFY(box.keepHead(*end, "head"));
        QCOMPARE(box.headsToTell(5)->size(), 1);
        QCOMPARE(*box.forgetErased(100), false);
        QCOMPARE(*box.prunePhotos({old.bench.clock.now().value + 1}), 3);
    }

    // Years of photos that are gone must not be looked through after every run.
    void whatToPruneIsFoundByItsIndex() {
        Old old(4);
        auto opened = old.bench.open(old.bench.dir.path());
        QVERIFY(opened.has_value());
        auto database = sql::Database::open(QStringLiteral("sqlite:") + old.path);
        auto plan =
            (*database)->run(QStringLiteral("EXPLAIN QUERY PLAN UPDATE photos SET sealed = x'' WHERE state = 1 AND "
                                            "sent_at < ? AND length(sealed) > 0"),
                             {5});
        QVERIFY(plan && plan->next());
        QVERIFY2(plan->text(3).contains(QStringLiteral("photos_kept")), qPrintable(plan->text(3)));
    }
};

QTEST_GUILESS_MAIN(OutboxMigrationTest)
#include "OutboxMigrationTest.moc"
