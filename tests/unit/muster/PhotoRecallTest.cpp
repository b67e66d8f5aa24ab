// What a laptop knows of its earlier photographs comes back a piece at a time, and whole.
#include "core/muster/PhotoRecall.h"
#include "core/muster/DayRecord.h"
#include "tests/support/OutboxBench.h"

#include <QtTest>

using namespace haziri;
using namespace haziri::muster;

class PhotoRecallTest : public QObject {
    Q_OBJECT

    static QByteArray pictureOf(int number) { return "picture " + QByteArray::number(number); }

    static void mark(test::OutboxBench& bench, outbox::Outbox& box, int number) {
        DayRecord day;
        day.workerId = WorkerId::generate(bench.clock, bench.random);
        day.photo = PhotoTrace::of(pictureOf(number)).toText();
        bench.note = day.toText();
        QVERIFY(bench.append(box));
    }

    static bool knows(const PhotoMemory& photos, const test::OutboxBench& bench, int number) {
        const auto nothing = [](const FileId&) { return QImage(); };
        const auto trace = PhotoTrace::of(pictureOf(number));
        return photos.originalOf(pictureOf(number), trace, WorkerId(), bench.clock.now(), nothing).has_value();
    }

  private Q_SLOTS:
    void theNewestFirstAndEachOnce() {
        test::OutboxBench bench;
        auto box = *bench.open(bench.dir.path());
        QVERIFY(box->beginEpoch(1, "token"));
        for (int i = 0; i < 4; ++i)
            mark(bench, *box, i);
        QVERIFY(box->beginEpoch(2, "another")); // numbers begin anew
        for (int i = 4; i < 7; ++i)
            mark(bench, *box, i);
        PhotoMemory photos;
        PhotoRecall recall;
        QCOMPARE(*recall.read(*box, bench.clock.now(), 3, photos), true);
        QVERIFY(knows(photos, bench, 6) && knows(photos, bench, 4) && !knows(photos, bench, 3));
        mark(bench, *box, 7); // comes meanwhile: whoever took it remembers it himself
        QCOMPARE(*recall.read(*box, bench.clock.now(), 3, photos), true);
        QCOMPARE(*recall.read(*box, bench.clock.now(), 3, photos), false);
        QCOMPARE(*recall.read(*box, bench.clock.now(), 3, photos), false);
        QCOMPARE(photos.size(), 7);
        for (int i = 0; i < 7; ++i)
            QVERIFY(knows(photos, bench, i));
    }

    void whatIsTooOldOrNoMarkIsLeftOut() {
        test::OutboxBench bench;
        auto box = *bench.open(bench.dir.path());
        QVERIFY(box->beginEpoch(1, "token"));
        mark(bench, *box, 1);
        bench.clock.advance(PhotoMemory::kKeepMs);
        mark(bench, *box, 2);
        bench.note = "no day record";
        QVERIFY(bench.append(*box));
        PhotoMemory photos;
        PhotoRecall recall;
        QCOMPARE(*recall.read(*box, bench.clock.now(), 100, photos), false);
        QCOMPARE(photos.size(), 1);
        QVERIFY(knows(photos, bench, 2));
    }
};

QTEST_GUILESS_MAIN(PhotoRecallTest)
#include "PhotoRecallTest.moc"
