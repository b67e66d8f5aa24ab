// A log of millions through a keyhole: what is looked at is fetched, and nothing else.
#include "core/review/LogScan.h"
#include "core/review/NameBook.h"
#include "tests/support/DemoLog.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace haziri;
using namespace haziri::review;

namespace {

/// Answers from a generated log of any size, later, as a line would.
struct Keyhole {
    qint64 size = 3'000'000;
    QList<std::pair<qint64, int>> asked;
    QByteArray failWith;
    bool held = false;
    QList<std::function<void()>> waiting;

    LogPager::Fetch fetch() {
        return [this](qint64 from, int limit, std::function<void(Result<LogPage>)> done) {
            asked << std::pair(from, limit);
            auto answer = [this, from, limit, done] {
                if (!failWith.isEmpty()) return done(fail(Error{failWith, {}}));
                LogPage page{size, {}};
                for (qint64 i = from; i < qMin(from + limit, size); ++i)
                    page.entries << tests::demoEntry(i);
                done(page);
            };
            if (held)
                waiting << answer;
            else
                QTimer::singleShot(0, answer);
        };
    }
};

} // namespace

class LogPagerTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void onlyTheAskedPagesAreFetched();
    void whoScrollsPastQuicklyFetchesTheEnd();
    void oldPagesAreForgotten();
    void aGrowingLogKeepsItsPages();
    void aFailureDoesNotBecomeAStorm();
    void answersOfAnEarlierLogAreDropped();
    void theScanFindsKindsNewestFirstAndGoesOn();
    void theScanGoesStraightToADay();
    void theScanStops();
    void namesAreLearnedFromTheLog();
};

void LogPagerTest::onlyTheAskedPagesAreFetched() {
    Keyhole hole;
    LogPager pager;
    pager.setFetch(hole.fetch());
    QSignalSpy arrived(&pager, &LogPager::arrived);
    pager.refresh();
    QTRY_COMPARE(pager.size(), 3'000'000);
    QVERIFY(!pager.row(2'000'050));
    QVERIFY(!pager.row(2'000'051));
    QTRY_COMPARE(arrived.size(), 1);
    QCOMPARE(hole.asked.size(), 2);
    QCOMPARE(hole.asked.last(), std::pair(2'000'000LL, 100));
    QVERIFY(pager.row(2'000'050));
    QCOMPARE(pager.row(2'000'050)->record.index, 2'000'050);
    QVERIFY(!pager.row(3'000'000));
    QVERIFY(!pager.row(-1));
    QCOMPARE(pager.requests(), 2);
}

void LogPagerTest::whoScrollsPastQuicklyFetchesTheEnd() {
    Keyhole hole;
    LogPager pager;
    pager.setFetch(hole.fetch());
    pager.refresh();
    QTRY_COMPARE(pager.size(), 3'000'000);
    for (qint64 index = 0; index < 2'000'000; index += 1000)
        pager.row(index);
    QTRY_VERIFY(pager.peek(1'999'000));
    QTest::qWait(100);
    QVERIFY2(hole.asked.size() < 10, qPrintable(QString::number(hole.asked.size())));
}

void LogPagerTest::oldPagesAreForgotten() {
    Keyhole hole;
    LogPager pager;
    pager.setFetch(hole.fetch());
    pager.refresh();
    QTRY_COMPARE(pager.size(), 3'000'000);
    for (qint64 page = 0; page < 80; ++page) {
        pager.row(page * LogPager::kPage);
        QTRY_VERIFY(pager.peek(page * LogPager::kPage));
    }
    QVERIFY(pager.pagesHeld() <= 60);
    QVERIFY(!pager.peek(0));
    QVERIFY(pager.peek(79 * LogPager::kPage));
}

void LogPagerTest::aGrowingLogKeepsItsPages() {
    Keyhole hole;
    hole.size = 250;
    LogPager pager;
    pager.setFetch(hole.fetch());
    pager.refresh();
    QTRY_COMPARE(pager.size(), 250);
    pager.row(120);
    pager.row(249);
    QTRY_VERIFY(pager.peek(120) && pager.peek(249));
    hole.size = 260;
    QSignalSpy grown(&pager, &LogPager::sizeChanged);
    pager.refresh();
    QTRY_COMPARE(grown.size(), 1);
    QVERIFY(pager.peek(120));
    QVERIFY(!pager.row(259));
    QTRY_VERIFY(pager.peek(259));
}

void LogPagerTest::aFailureDoesNotBecomeAStorm() {
    Keyhole hole;
    LogPager pager;
    pager.setFetch(hole.fetch());
    pager.refresh();
    QTRY_COMPARE(pager.size(), 3'000'000);
    hole.failWith = "OFFLINE";
    QSignalSpy failed(&pager, &LogPager::failed);
    pager.row(5);
    QTRY_COMPARE(failed.size(), 1);
    for (int i = 0; i < 20; ++i) { // a view that repaints
        pager.row(5);
        QTest::qWait(10);
    }
    QCOMPARE(failed.size(), 1);
    hole.failWith.clear();
    pager.refresh();
    QTRY_VERIFY(pager.peek(5));
}

void LogPagerTest::answersOfAnEarlierLogAreDropped() {
    Keyhole hole;
    hole.held = true;
    LogPager pager;
    pager.setFetch(hole.fetch());
    pager.refresh();
    Keyhole other;
    other.size = 7;
    pager.setFetch(other.fetch());
    pager.refresh();
    QTRY_COMPARE(pager.size(), 7);
    hole.waiting.first()();
    QCOMPARE(pager.size(), 7);
}

void LogPagerTest::theScanFindsKindsNewestFirstAndGoesOn() {
    Keyhole hole;
    LogScan scan;
    LogFilter filter;
    filter.kinds = {"fraud"};
    QList<qint64> indexes;
    connect(&scan, &LogScan::found, this, [&](const QList<LogRow>& rows) {
        for (const LogRow& row : rows) {
            QCOMPARE(row.record.kind, QByteArray("fraud"));
            indexes << row.record.index;
        }
    });
    QSignalSpy paused(&scan, &LogScan::paused);
    scan.start(hole.fetch(), filter, hole.size, 150);
    QTRY_COMPARE(paused.size(), 1);
    QCOMPARE(indexes.size(), 150);
    QCOMPARE(indexes.first(), 2'999'991);
    QCOMPARE(hole.asked.size(), 2); // a hundred in each thousand
    scan.more(100);
    QTRY_COMPARE(paused.size(), 2);
    QCOMPARE(indexes.size(), 250);
    QVERIFY(std::is_sorted(indexes.rbegin(), indexes.rend()));
    QCOMPARE(QSet<qint64>(indexes.begin(), indexes.end()).size(), 250);
    QVERIFY(!scan.atBeginning());
}

void LogPagerTest::theScanGoesStraightToADay() {
    Keyhole hole;
    hole.size = 1'284'306;
    const UnixMillis from = LogRecord::of(tests::demoEntry(500'000)).at,
                     until = LogRecord::of(tests::demoEntry(500'200)).at;
    LogFilter filter;
    filter.from = from;
    filter.until = until;
    LogScan scan;
    QList<qint64> indexes;
    connect(&scan, &LogScan::found, this, [&](const QList<LogRow>& rows) {
        for (const LogRow& row : rows)
            indexes << row.record.index;
    });
    QSignalSpy paused(&scan, &LogScan::paused);
    scan.start(hole.fetch(), filter, hole.size, 1000);
    QTRY_COMPARE(paused.size(), 1);
    QCOMPARE(indexes.size(), 200);
    QCOMPARE(indexes.first(), 500'199);
    QCOMPARE(indexes.last(), 500'000);
    QVERIFY(scan.atBeginning());
    QVERIFY2(hole.asked.size() < 26, qPrintable(QString::number(hole.asked.size())));
}

void LogPagerTest::theScanStops() {
    Keyhole hole;
    hole.held = true;
    LogScan scan;
    LogFilter filter;
    filter.kinds = {"nothing.like.it"};
    QSignalSpy progressed(&scan, &LogScan::progressed);
    scan.start(hole.fetch(), filter, hole.size);
    QCOMPARE(hole.waiting.size(), 1);
    scan.stop();
    hole.waiting.first()();
    QCOMPARE(progressed.size(), 0);
    QCOMPARE(hole.waiting.size(), 1);
}

void LogPagerTest::namesAreLearnedFromTheLog() {
    NameBook names;
    bool news = false;
    for (qint64 i = 0; i < 8; ++i)
        news |= names.learn(LogRecord::of(tests::demoEntry(i)));
    QVERIFY(news);
    QCOMPARE(names.site(tests::demoSite(2)), QStringLiteral("Gate B"));
    QCOMPARE(names.user(tests::demoUser(2)), QStringLiteral("Hina"));
    QCOMPARE(names.devices().size(), 2);
    QCOMPARE(names.user(names.ownerOf(names.devices().first())), QStringLiteral("Sunita"));
    QVERIFY(!names.learn(LogRecord::of(tests::demoEntry(1))));
    QVERIFY(names.user({}).isEmpty());
}

QTEST_GUILESS_MAIN(LogPagerTest)
#include "LogPagerTest.moc"
