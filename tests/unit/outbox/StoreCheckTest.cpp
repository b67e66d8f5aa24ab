// A store of years opens without being read as a whole; damage in it is found all the same, and not forgotten.
#include "core/outbox/StoreCheck.h"
#include "tests/support/OutboxBench.h"

#include <QFileInfo>
#include <QtTest>

using namespace haziri;
using namespace haziri::test;
using outbox::WholeCheck;

namespace {

struct Large {
    OutboxBench bench;
    QString path = bench.dir.filePath(QStringLiteral("outbox.db"));
    Large() {
        auto box = bench.open(bench.dir.path());
        if (!box || !(*box)->beginEpoch(1, "token") || !bench.append(**box)) qFatal("no store");
        if (!(*box)->setValue("filler", QByteArray(outbox::kCheckAtOnceBytes + 1'000'000, 'f'))) qFatal("no room");
        box->reset();
        if (QFileInfo(path).size() <= outbox::kCheckAtOnceBytes) qFatal("not large");
    }
    Result<std::unique_ptr<outbox::Outbox>> open(WholeCheck check) {
        return outbox::Outbox::open(path, bench.key.clone(), bench.clock, bench.random, check);
    }
    /// In a page that nobody reads at the start.
    void damage() const {
        QFile file(path);
        if (!file.open(QIODevice::ReadWrite) || !file.seek(file.size() / 2 / 4096 * 4096)) qFatal("not opened");
        file.write(QByteArray(16, '\xff'));
    }
};

} // namespace

class StoreCheckTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void aLargeStoreIsDueOnceADay() {
        Large large;
        auto box = large.open(WholeCheck::Later);
        QVERIFY(box.has_value());
        QVERIFY((*box)->needsWholeCheck());
        QVERIFY(outbox::checkWholeStore(large.path)); // beside the open one
        QVERIFY((*box)->wholeCheckDone());
        QVERIFY(!(*box)->needsWholeCheck());
        *box = *large.open(WholeCheck::Later);
        QVERIFY(!(*box)->needsWholeCheck());
        large.bench.clock.advance(outbox::kCheckEveryMs);
        QVERIFY((*box)->needsWholeCheck());
        large.bench.clock.advance(-10 * outbox::kCheckEveryMs); // a clock that was set back is no excuse
        QVERIFY((*box)->needsWholeCheck());
        *box = *large.open(WholeCheck::AtOnce); // a verb looks itself
        QVERIFY(!(*box)->needsWholeCheck());
    }

    void aSmallStoreIsAlwaysRead() {
        OutboxBench bench;
        auto box = bench.open(bench.dir.path());
        QVERIFY(box.has_value());
        QVERIFY(!(*box)->needsWholeCheck());
    }

    void damageIsFoundLaterAndNotForgotten() {
        Large large;
        large.damage();
        {
            auto box = large.open(WholeCheck::Later);
            QVERIFY(box.has_value()); // what is read at the start is sound
            QCOMPARE((*box)->summary()->pending, 1);
            QCOMPARE(outbox::checkWholeStore(large.path).error().code, QByteArray("OUTBOX_DAMAGED"));
        }
        QVERIFY(outbox::wasFoundDamaged(large.path));
        QCOMPARE(large.open(WholeCheck::Later).error().code, QByteArray("OUTBOX_DAMAGED"));
        QCOMPARE(large.open(WholeCheck::AtOnce).error().code, QByteArray("OUTBOX_DAMAGED"));
    }

    void aVerbFindsItAtOnce() {
        Large large;
        large.damage();
        QCOMPARE(large.open(WholeCheck::AtOnce).error().code, QByteArray("OUTBOX_DAMAGED"));
    }

    // A note from before, and a store that was brought back in the meantime.
    void aSoundStoreTakesTheNoteAway() {
        Large large;
        QFile note(large.path + QStringLiteral(".damaged"));
        QVERIFY(note.open(QIODevice::WriteOnly));
        note.close();
        QVERIFY(large.open(WholeCheck::Later).has_value());
        QVERIFY(!outbox::wasFoundDamaged(large.path));
    }
};

QTEST_GUILESS_MAIN(StoreCheckTest)
#include "StoreCheckTest.moc"
