// What a laptop asks for all day costs the same after years of marks.
#include "tests/support/FaultyDisk.h"
#include "tests/support/OutboxBench.h"

#include <QtTest>

using namespace haziri;
using namespace haziri::test;

class OutboxGrowthTest : public QObject {
    Q_OBJECT

    /// Reads of a newly opened store for what waits and for the newest marks, behind so many that are done.
    static qint64 readsBehind(int done) {
        FaultyDisk disk(31);
        OutboxBench bench;
        {
            auto box = bench.open(bench.dir.path());
            if (!box || !(*box)->beginEpoch(1, "token")) qFatal("no store");
            for (int i = 0; i < done + 3; ++i) {
                const auto mark = bench.append(**box);
                if (!mark) qFatal("no mark");
                if (i >= done) continue;
                if (!(*box)->settle(OutboxBench::synced(*mark)) || !(*box)->photoSent(mark->photo)) qFatal("not done");
            }
        }
        auto box = bench.open(bench.dir.path());
        if (!box) qFatal("no store");
        const qint64 before = disk.reads();
        if (!(*box)->photosReady(10) || (*box)->pending(500, 1 << 20)->size() != 3 || (*box)->summary()->pending != 3)
            qFatal("what waits is not there");
        if ((*box)->queue(5, true)->size() != 5) qFatal("the newest marks are not there");
        return disk.reads() - before;
    }

  private Q_SLOTS:
    void whatWaitsIsFoundWithoutReadingWhatIsDone() {
        const qint64 few = readsBehind(10), many = readsBehind(4000);
        QVERIFY2(many <= few + 60,
                 qPrintable(QStringLiteral("%1 reads behind 10 marks, %2 behind 4000").arg(few).arg(many)));
    }
};

QTEST_GUILESS_MAIN(OutboxGrowthTest)
#include "OutboxGrowthTest.moc"
