// The verification that runs beside the window: names the first bad entry, shows progress, stops when told to.
#include "core/review/LogVerifierJob.h"
#include "tests/support/DemoLog.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

using namespace haziri;
using namespace haziri::review;
using Outcome = VerifyReport::Outcome;

namespace {

/// Serves a made-up log; may wait at its gate before each page, so that a test can act in between.
class DemoSource final : public LogSource {
  public:
    DemoSource(const tests::DemoLog& log, QSemaphore* gate)
        : m_log(log)
        , m_gate(gate) {}
    Result<audit::Checkpoint> checkpoint() override { return m_log.checkpoint; }
    Result<LogPage> fetch(qint64 from, int limit) override {
        if (m_gate) m_gate->acquire();
        if (m_cancelled) return fail("CANCELLED");
        return m_log.page(from, limit);
    }
    void cancel() override {
        m_cancelled = true;
        if (m_gate) m_gate->release();
    }

  private:
    const tests::DemoLog& m_log;
    QSemaphore* m_gate;
    std::atomic<bool> m_cancelled{false};
};

} // namespace

class LogVerifierJobTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void wholeLog();
    void namesTheFirstBad_data();
    void namesTheFirstBad();
    void shorterThanItsCheckpoint();
    void otherRoot();
    void canBeStopped();
    void lineFails();
    void destroyingStops();

  private:
    static VerifyReport run(const tests::DemoLog& log) {
        LogVerifierJob job([&] { return std::make_unique<DemoSource>(log, nullptr); });
        QSignalSpy done(&job, &LogVerifierJob::finished);
        job.start();
        if (!done.wait(20'000)) return {};
        return done[0][0].value<VerifyReport>();
    }
};

void LogVerifierJobTest::wholeLog() {
    const tests::DemoLog log(2500);
    LogVerifierJob job([&] { return std::make_unique<DemoSource>(log, nullptr); });
    QSignalSpy done(&job, &LogVerifierJob::finished), progress(&job, &LogVerifierJob::progress);
    job.start();
    QVERIFY(job.isRunning());
    QVERIFY(done.wait(20'000));
    QVERIFY(!job.isRunning());
    const auto report = done[0][0].value<VerifyReport>();
    QCOMPARE(report.outcome, Outcome::Whole);
    QCOMPARE(report.checked, 2500);
    QVERIFY(!progress.isEmpty());
    QCOMPARE(progress.last()[0].toLongLong(), 2500);
    QCOMPARE(progress.last()[1].toLongLong(), 2500);
}

void LogVerifierJobTest::namesTheFirstBad_data() {
    QTest::addColumn<qint64>("index");
    QTest::addColumn<bool>("dataOnly");
    QTest::addColumn<qint64>("expectBad");
    QTest::addColumn<QString>("what");
    for (const qint64 index : {0, 1, 999, 1000, 1001, 2498}) {
        QTest::addRow("record %d", int(index)) << index << true << index << QStringLiteral("dataHash");
        // A rewritten entry with a fresh hash is whole in itself; the one after it betrays it.
        QTest::addRow("entry %d", int(index)) << index << false << index + 1 << QStringLiteral("prevHash");
    }
}

void LogVerifierJobTest::namesTheFirstBad() {
    QFETCH(qint64, index);
    QFETCH(bool, dataOnly);
    QFETCH(qint64, expectBad);
    QFETCH(QString, what);
    tests::DemoLog log(2500);
    if (dataOnly)
        log.spoilData(index);
    else
        log.spoilEntry(index);
    if (index + 300 < 2500) log.spoilData(index + 300); // only the first counts
    const VerifyReport report = run(log);
    QCOMPARE(report.outcome, Outcome::Bad);
    QCOMPARE(report.bad->index, expectBad);
    QCOMPARE(report.bad->what, what);
    QCOMPARE(report.checked, expectBad);
    QVERIFY(!report.bad->expected.isEmpty() && !report.bad->found.isEmpty());
    QVERIFY(report.bad->expected != report.bad->found);
}

void LogVerifierJobTest::shorterThanItsCheckpoint() {
    tests::DemoLog log(1200);
    log.entries.removeLast();
    const VerifyReport report = run(log);
    QCOMPARE(report.outcome, Outcome::Bad);
    QCOMPARE(report.checked, 1199);
}

void LogVerifierJobTest::otherRoot() {
    tests::DemoLog log(50);
    log.checkpoint.root[3] ^= 1;
    const VerifyReport report = run(log);
    QCOMPARE(report.outcome, Outcome::Bad);
    QCOMPARE(report.bad->what, QStringLiteral("root"));
}

void LogVerifierJobTest::canBeStopped() {
    const tests::DemoLog log(5000);
    QSemaphore gate;
    LogVerifierJob job([&] { return std::make_unique<DemoSource>(log, &gate); });
    QSignalSpy done(&job, &LogVerifierJob::finished), progress(&job, &LogVerifierJob::progress);
    job.start();
    gate.release(2); // two pages pass
    QVERIFY(progress.wait(10'000));
    job.cancel();
    QVERIFY(!done.isEmpty() || done.wait(10'000));
    const auto report = done[0][0].value<VerifyReport>();
    QCOMPARE(report.outcome, Outcome::Cancelled);
    QVERIFY(report.checked < 5000);
    gate.release(100);
    job.start(); // and once more from the beginning
    QVERIFY(done.wait(10'000));
    QCOMPARE(done[1][0].value<VerifyReport>().outcome, Outcome::Whole);
}

void LogVerifierJobTest::lineFails() {
    class Broken final : public LogSource {
        Result<audit::Checkpoint> checkpoint() override { return fail("OFFLINE"); }
        Result<LogPage> fetch(qint64, int) override { return fail("OFFLINE"); }
    };
    LogVerifierJob job([] { return std::make_unique<Broken>(); });
    QSignalSpy done(&job, &LogVerifierJob::finished);
    job.start();
    QVERIFY(done.wait(10'000));
    const auto report = done[0][0].value<VerifyReport>();
    QCOMPARE(report.outcome, Outcome::Failed);
    QCOMPARE(report.error.code, QByteArray("OFFLINE"));
}

void LogVerifierJobTest::destroyingStops() {
    const tests::DemoLog log(3000);
    QSemaphore gate;
    auto job = std::make_unique<LogVerifierJob>([&] { return std::make_unique<DemoSource>(log, &gate); });
    QSignalSpy progress(job.get(), &LogVerifierJob::progress);
    job->start();
    gate.release(1);
    QVERIFY(progress.wait(10'000));
    job.reset(); // must come back although the source waits at its gate
    QVERIFY(true);
}

QTEST_GUILESS_MAIN(LogVerifierJobTest)
#include "LogVerifierJobTest.moc"
