// Searches of the log: whichever way the server is asked, the same entries are found, in the same order.
#include "core/review/LogScan.h"
#include "tests/support/DemoLog.h"

#include <QSignalSpy>
#include <QTest>

using namespace haziri;
using namespace haziri::review;

namespace {

constexpr qint64 kSize = 22'000;

QByteArray kindOf(qint64 index) {
    static const auto kinds = [] {
        QList<QByteArray> all;
        for (qint64 i = 0; i < kSize; ++i)
            all << LogRecord::of(tests::demoEntry(i)).kind;
        return all;
    }();
    return kinds[index];
}

bool isHeld(qint64 index) {
    static const auto held = [] {
        QSet<qint64> all;
        for (qint64 i = 0; i < kSize; ++i)
            if (LogRecord::of(tests::demoEntry(i)).isHeld()) all << i;
        return all;
    }();
    return held.contains(index);
}

/// A log that counts what it hands out.
struct Log {
    qint64 handedOut = 0;
    int questions = 0;
    bool knowsHeld = true; ///< an older server reads past it

    LogPager::Fetch fetch() {
        return [this](qint64 from, int limit, const std::function<void(Result<LogPage>)>& done) {
            LogPage page{kSize, {}};
            for (qint64 i = from; i < qMin<qint64>(from + limit, kSize); ++i)
                page.entries << tests::demoEntry(i);
            answer(page, done);
        };
    }
    LogPager::Asker asker() {
        return [this](const LogQuestion& question, qint64 from, int limit,
                      const std::function<void(Result<LogPage>)>& done) {
            LogPage page{kSize, {}};
            for (qint64 i = from; i < kSize && page.entries.size() < limit; ++i)
                if ((question.kind.isEmpty() || kindOf(i) == question.kind) &&
                    (!question.isHeldOnly || !knowsHeld || isHeld(i)))
                    page.entries << tests::demoEntry(i);
            answer(page, done);
        };
    }

  private:
    void answer(const LogPage& page, const std::function<void(Result<LogPage>)>& done) {
        handedOut += page.entries.size();
        ++questions;
        QMetaObject::invokeMethod(
            qApp, [page, done] { done(page); }, Qt::QueuedConnection);
    }
};

QList<qint64> foundBy(LogScan& scan, const LogPager::Fetch& fetch, const LogFilter& filter, int rounds) {
    QList<qint64> found;
    const auto connection = QObject::connect(&scan, &LogScan::found, [&](const QList<LogRow>& rows) {
        for (const LogRow& row : rows)
            found << row.record.index;
    });
    scan.start(fetch, filter, kSize, 40);
    for (int i = 0; i < rounds; ++i) {
        if (!QTest::qWaitFor([&] { return !scan.isRunning(); }, 60'000)) return {};
        if (i + 1 < rounds) scan.more(40);
    }
    QObject::disconnect(connection);
    return found;
}

} // namespace

class LogScanTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void bothWaysFindTheSame_data() {
        QTest::addColumn<QSet<QByteArray>>("kinds");
        QTest::newRow("some") << QSet<QByteArray>{"fraud"};
        QTest::newRow("one") << QSet<QByteArray>{"restore"};
        QTest::newRow("several") << QSet<QByteArray>{"fraud", "vault.access", "device.register"};
        QTest::newRow("most") << QSet<QByteArray>{"attendance"};
        QTest::newRow("none") << QSet<QByteArray>{"no.such.kind"};
    }
    void bothWaysFindTheSame() {
        QFETCH(QSet<QByteArray>, kinds);
        LogFilter filter;
        filter.kinds = kinds;
        Log read, asked;
        LogScan plain, asking;
        asking.setAsker(asked.asker());
        const auto expected = foundBy(plain, read.fetch(), filter, 3);
        const auto found = foundBy(asking, asked.fetch(), filter, 3);
        QCOMPARE(found, expected);
        QVERIFY(std::is_sorted(found.rbegin(), found.rend()));
        QCOMPARE(asking.atBeginning(), plain.atBeginning());
        // Asking pays for what is rare: kinds that come every few entries are handed out as often as in reading.
        if (expected.size() <= 1)
            QVERIFY2(asked.handedOut * 100 <= read.handedOut,
                     qPrintable(QStringLiteral("%1 of %2").arg(asked.handedOut).arg(read.handedOut)));
        QVERIFY2(asked.questions < 60, qPrintable(QString::number(asked.questions)));
    }
    void heldMarksAreAskedFor_data() {
        QTest::addColumn<bool>("knowsHeld");
        QTest::addColumn<QSet<QByteArray>>("kinds");
        QTest::newRow("of any kind") << true << QSet<QByteArray>{};
        QTest::newRow("of a kind") << true << QSet<QByteArray>{"attendance"};
        QTest::newRow("of no kind there is") << true << QSet<QByteArray>{"no.such.kind"};
        QTest::newRow("an older server") << false << QSet<QByteArray>{};
        QTest::newRow("an older server, of a kind") << false << QSet<QByteArray>{"attendance"};
    }
    void heldMarksAreAskedFor() {
        QFETCH(bool, knowsHeld);
        QFETCH(QSet<QByteArray>, kinds);
        LogFilter filter;
        filter.heldOnly = true;
        filter.kinds = kinds;
        Log read, asked;
        asked.knowsHeld = knowsHeld;
        LogScan plain, asking;
        asking.setAsker(asked.asker());
        const auto expected = foundBy(plain, read.fetch(), filter, 3);
        QCOMPARE(foundBy(asking, asked.fetch(), filter, 3), expected);
        QCOMPARE(expected.isEmpty(), kinds.contains("no.such.kind"));
        for (const qint64 index : expected)
            QVERIFY(isHeld(index));
        if (knowsHeld) QVERIFY(asked.handedOut < read.handedOut);
    }
    void aFailureEndsTheSearchOnce() {
        LogScan scan;
        int asked = 0;
        scan.setAsker([&](const LogQuestion&, qint64, int, const std::function<void(Result<LogPage>)>& done) {
            ++asked;
            done(fail("OFFLINE"));
        });
        QSignalSpy failed(&scan, &LogScan::failed);
        LogFilter filter;
        filter.kinds = {"fraud", "vault.integrity"};
        scan.start([](qint64, int, const std::function<void(Result<LogPage>)>&) {}, filter, kSize);
        QCOMPARE(failed.count(), 1);
        QVERIFY(!scan.isRunning());
    }
};

QTEST_GUILESS_MAIN(LogScanTest)
#include "LogScanTest.moc"
