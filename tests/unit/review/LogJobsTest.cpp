// Verification and export of a whole log, over real HTTP against a fake office and against sources in memory.
#include "core/base/Json.h"
#include "core/review/LogExportJob.h"
#include "core/review/LogVerifierJob.h"
#include "core/review/RemoteLogSource.h"
#include "core/sync/HttpsTransport.h"
#include "tests/support/FakeOffice.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace haziri;
using namespace haziri::review;
using test::FakeOffice;
using Outcome = VerifyReport::Outcome;

class LogJobsTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void aWholeLogIsWhole_data();
    void aWholeLogIsWhole();
    void theFirstBadEntryIsNamed_data();
    void theFirstBadEntryIsNamed();
    void anEntryThatFollowsAChangedOneIsNamed();
    void aLogShorterThanItsCheckpointIsBad();
    void entriesOfAnotherTreeAreBad();
    void aForeignCheckpointIsRefused();
    void noLineIsNoVerdict();
    void theNextVerificationIsHeldAgainstTheLast();
    void aRewrittenLogIsAForkAndBothSidesAreKept();
    void aSpoiltConsistencyProofIsAFork();
    void anAnnouncedRestoreIsToldAsOne();
    void aRestoreIsNotBelievedWithoutProof_data();
    void aRestoreIsNotBelievedWithoutProof();
    void oneRestoreExcusesOneStepBack();
    void cancelStopsWhileAnAnswerIsAwaited();
    void destructionStops();
    void theExportHoldsEveryEntryAndTheCheckpoint();
    void aCancelledExportLeavesNothing();
    void anExportOfFewerEntriesThanAreSworn();

  private:
    static LogSourceFactory sourceOf(const FakeOffice& office);
    static VerifyReport verify(const FakeOffice& office, const QString& witness = {});
    static void rewrite(FakeOffice& office, qint64 size, qint64 changed);
    static void change(FakeOffice& office, const tests::DemoLog& log);
};

LogSourceFactory LogJobsTest::sourceOf(const FakeOffice& office) {
    return [access = office.access()]() -> std::unique_ptr<LogSource> {
        return std::make_unique<RemoteLogSource>(
            access, std::make_unique<sync::HttpsTransport>(access.baseUrl, access.pin), QByteArray());
    };
}

VerifyReport LogJobsTest::verify(const FakeOffice& office, const QString& witness) {
    LogVerifierJob job(sourceOf(office), office.logKeyText(), WitnessFile(witness));
    QSignalSpy finished(&job, &LogVerifierJob::finished);
    job.start();
    [&] { QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20'000); }();
    return finished.isEmpty() ? VerifyReport() : finished.first().first().value<VerifyReport>();
}

/// Another history of that length: from `changed` on every hash is another one, and the checkpoint fits it.
void LogJobsTest::rewrite(FakeOffice& office, qint64 size, qint64 changed) {
    change(office, tests::DemoLog(size, changed));
}

void LogJobsTest::change(FakeOffice& office, const tests::DemoLog& log) {
    const std::lock_guard lock(office.mutex);
    office.log = log;
}

void LogJobsTest::aWholeLogIsWhole_data() {
    QTest::addColumn<qint64>("size");
    for (const qint64 size : {1, 2, 999, 1000, 1001, 2500})
        QTest::addRow("%lld", size) << size;
}

void LogJobsTest::aWholeLogIsWhole() {
    QFETCH(qint64, size);
    FakeOffice office(size);
    office.log.erase(0);
    const auto report = verify(office);
    QCOMPARE(report.outcome, Outcome::Whole);
    QCOMPARE(report.size, size);
    QCOMPARE(report.checked, size);
    QCOMPARE(report.erased, 1);
    QCOMPARE(report.root, crypto::toBase64Url(office.log.checkpoint.root));
    QCOMPARE(office.asked.size(), (size + 999) / 1000); // no page twice, none ahead of the end
}

void LogJobsTest::theFirstBadEntryIsNamed_data() {
    QTest::addColumn<qint64>("index");
    for (const qint64 index : {0, 1, 999, 1000, 1499})
        QTest::addRow("%lld", index) << index;
}

void LogJobsTest::theFirstBadEntryIsNamed() {
    QFETCH(qint64, index);
    FakeOffice office(1500);
    office.log.spoilData(index);
    if (index < 1400) office.log.spoilData(1400);
    const auto report = verify(office);
    QCOMPARE(report.outcome, Outcome::Bad);
    QVERIFY(report.bad);
    QCOMPARE(report.bad->index, index);
    QCOMPARE(report.bad->what, QStringLiteral("dataHash"));
    QVERIFY(!report.bad->expected.isEmpty());
    QVERIFY(report.bad->expected != report.bad->found);
    QCOMPARE(report.checked, index);
}

void LogJobsTest::anEntryThatFollowsAChangedOneIsNamed() {
    FakeOffice office(40);
    office.log.spoilEntry(20);
    const auto report = verify(office);
    QCOMPARE(report.outcome, Outcome::Bad);
    QCOMPARE(report.bad->index, 21);
    QCOMPARE(report.bad->what, QStringLiteral("prevHash"));
}

void LogJobsTest::aLogShorterThanItsCheckpointIsBad() {
    FakeOffice office(40);
    office.log.entries.removeLast();
    const auto report = verify(office);
    QCOMPARE(report.outcome, Outcome::Bad);
    QCOMPARE(report.bad->what, QStringLiteral("size"));
    QCOMPARE(report.bad->index, 39);
}

void LogJobsTest::entriesOfAnotherTreeAreBad() {
    FakeOffice office(50);
    office.log.checkpoint.root[3] ^= 1;
    const auto report = verify(office);
    QCOMPARE(report.outcome, Outcome::Bad);
    QCOMPARE(report.bad->what, QStringLiteral("root"));
}

void LogJobsTest::noLineIsNoVerdict() {
    auto office = std::make_unique<FakeOffice>(5);
    LogVerifierJob job(sourceOf(*office), office->logKeyText());
    office.reset();
    QSignalSpy finished(&job, &LogVerifierJob::finished);
    job.start();
    QTRY_COMPARE(finished.size(), 1);
    const auto report = finished.first().first().value<VerifyReport>();
    QCOMPARE(report.outcome, Outcome::Failed);
    QCOMPARE(report.error.code, QByteArray("OFFLINE"));
}

void LogJobsTest::aForeignCheckpointIsRefused() {
    FakeOffice office(5);
    const FakeOffice other(5);
    LogVerifierJob job(sourceOf(office), other.logKeyText());
    QSignalSpy finished(&job, &LogVerifierJob::finished);
    job.start();
    QTRY_COMPARE(finished.size(), 1);
    const auto report = finished.first().first().value<VerifyReport>();
    QCOMPARE(report.outcome, Outcome::Failed);
    QCOMPARE(report.error.code, QByteArray("CHECKPOINT_INVALID"));
}

void LogJobsTest::theNextVerificationIsHeldAgainstTheLast() {
    QTemporaryDir folder;
    const QString witness = folder.filePath(QStringLiteral("witness"));
    FakeOffice office(700);
    QCOMPARE(verify(office, witness).witnessed, 0);
    QCOMPARE(verify(office, witness).witnessed, 700);
    {
        const std::lock_guard lock(office.mutex);
        office.log = tests::DemoLog(1300);
    }
    const auto grown = verify(office, witness);
    QCOMPARE(grown.outcome, Outcome::Whole);
    QCOMPARE(grown.witnessed, 700);
    QCOMPARE(verify(office, witness).witnessed, 1300);
}

void LogJobsTest::aRewrittenLogIsAForkAndBothSidesAreKept() {
    for (const qint64 size : {300, 299, 450}) {
        QTemporaryDir folder;
        const QString witness = folder.filePath(QStringLiteral("witness"));
        FakeOffice office(300);
        QCOMPARE(verify(office, witness).outcome, Outcome::Whole);
        const QByteArray kept = WitnessFile(witness).note();
        rewrite(office, size, 120);
        const auto report = verify(office, witness);
        QCOMPARE(report.outcome, Outcome::Fork);
        QCOMPARE(report.error.code, QByteArray("LOG_FORK"));
        QCOMPARE(WitnessFile(witness).note(), kept);
        const QStringList evidence = QDir(folder.path()).entryList({QStringLiteral("witness.fork-*")});
        QCOMPARE(evidence.size(), 1);
        QFile file(folder.filePath(evidence.first()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith(kept));
    }
}

void LogJobsTest::aSpoiltConsistencyProofIsAFork() {
    QTemporaryDir folder;
    const QString witness = folder.filePath(QStringLiteral("witness"));
    FakeOffice office(100);
    QCOMPARE(verify(office, witness).outcome, Outcome::Whole);
    office.log = tests::DemoLog(130);
    office.spoilsConsistency = true;
    QCOMPARE(verify(office, witness).outcome, Outcome::Fork);
}

void LogJobsTest::anAnnouncedRestoreIsToldAsOne() {
    for (const qint64 size : {201, 250, 300, 450}) { // shorter than before, as long, longer
        QTemporaryDir folder;
        const QString witness = folder.filePath(QStringLiteral("witness"));
        FakeOffice office(300);
        QCOMPARE(verify(office, witness).outcome, Outcome::Whole);
        const QByteArray kept = WitnessFile(witness).note();
        change(office, tests::DemoLog(size, -1, {200, 3600'000}));
        const auto report = verify(office, witness);
        QCOMPARE(report.outcome, Outcome::Restored);
        QCOMPARE(report.restoredTo, 200);
        QCOMPARE(report.witnessed, 200);
        QCOMPARE(report.checked, size);
        QVERIFY(report.restoredAt.value > 0);
        const QStringList evidence = QDir(folder.path()).entryList({QStringLiteral("witness.restored-*")});
        QCOMPARE(evidence.size(), 1);
        QFile file(folder.filePath(evidence.first()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith(kept));
        QVERIFY(QDir(folder.path()).entryList({QStringLiteral("witness.fork-*")}).isEmpty());
        // From here on the restored log is what the server is held to.
        change(office, tests::DemoLog(500, -1, {200, 3600'000}));
        const auto next = verify(office, witness);
        QCOMPARE(next.outcome, Outcome::Whole);
        QCOMPARE(next.witnessed, size);
    }
}

void LogJobsTest::aRestoreIsNotBelievedWithoutProof_data() {
    QTest::addColumn<qint64>("otherFrom");
    QTest::addColumn<qint64>("at");
    QTest::addColumn<qint64>("laterMs");
    QTest::addColumn<bool>("hasPast");
    QTest::newRow("what was before it was changed") << 150LL << 200LL << 3600'000LL << true;
    QTest::newRow("the last entry before it was changed") << 199LL << 200LL << 3600'000LL << true;
    QTest::newRow("the first was changed") << 0LL << 200LL << 3600'000LL << true;
    QTest::newRow("it is older than what was verified") << -1LL << 200LL << 0LL << true;
    QTest::newRow("as old as the last entry") << -1LL << 200LL << 99 * 700LL << true;
    QTest::newRow("it lies behind what was verified") << 250LL << 310LL << 3600'000LL << true;
    QTest::newRow("right at the end of it") << 250LL << 300LL << 3600'000LL << true;
    QTest::newRow("nothing is known of before") << -1LL << 200LL << 3600'000LL << false;
}

void LogJobsTest::aRestoreIsNotBelievedWithoutProof() {
    QFETCH(qint64, otherFrom);
    QFETCH(qint64, at);
    QFETCH(qint64, laterMs);
    QFETCH(bool, hasPast);
    QTemporaryDir folder;
    const QString witness = folder.filePath(QStringLiteral("witness"));
    FakeOffice office(300);
    QCOMPARE(verify(office, witness).outcome, Outcome::Whole);
    const QByteArray kept = WitnessFile(witness).note();
    if (!hasPast) QVERIFY(QFile::remove(witness + QStringLiteral(".past")));
    change(office, tests::DemoLog(350, otherFrom, {at, laterMs}));
    const auto report = verify(office, witness);
    QCOMPARE(report.outcome, Outcome::Fork);
    QCOMPARE(report.error.code, QByteArray("LOG_FORK"));
    QCOMPARE(WitnessFile(witness).note(), kept);
    QCOMPARE(QDir(folder.path()).entryList({QStringLiteral("witness.fork-*")}).size(), 1);
}

void LogJobsTest::oneRestoreExcusesOneStepBack() {
    QTemporaryDir folder;
    const QString witness = folder.filePath(QStringLiteral("witness"));
    FakeOffice office(300);
    QCOMPARE(verify(office, witness).outcome, Outcome::Whole);
    const qint64 centuryMs = 100LL * 365 * 86'400'000; // not by a date of long hence either
    change(office, tests::DemoLog(280, -1, {200, centuryMs}));
    QCOMPARE(verify(office, witness).outcome, Outcome::Restored);
    change(office, tests::DemoLog(290, 220, {200, centuryMs}));
    QCOMPARE(verify(office, witness).outcome, Outcome::Fork);
}

void LogJobsTest::cancelStopsWhileAnAnswerIsAwaited() {
    FakeOffice office(5000);
    office.answerDelayMs = 300;
    LogVerifierJob job(sourceOf(office), office.logKeyText());
    QSignalSpy finished(&job, &LogVerifierJob::finished);
    job.start();
    QTRY_VERIFY([&] {
        const std::lock_guard lock(office.mutex);
        return !office.asked.isEmpty();
    }());
    job.cancel();
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(!job.isRunning());
    const auto report = finished.first().first().value<VerifyReport>();
    QCOMPARE(report.outcome, Outcome::Cancelled);
    QVERIFY(report.checked < 5000);
    {
        const std::lock_guard lock(office.mutex);
        office.answerDelayMs = 0;
    }
    job.start(); // and it can begin again
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 2, 20'000);
    QCOMPARE(finished.last().first().value<VerifyReport>().outcome, Outcome::Whole);
}

void LogJobsTest::destructionStops() {
    FakeOffice office(3000);
    office.answerDelayMs = 200;
    auto job = std::make_unique<LogVerifierJob>(sourceOf(office), office.logKeyText());
    QSignalSpy finished(job.get(), &LogVerifierJob::finished);
    job->start();
    job.reset();
    QCoreApplication::processEvents();
    QCOMPARE(finished.size(), 0);
}

void LogJobsTest::theExportHoldsEveryEntryAndTheCheckpoint() {
    QTemporaryDir folder;
    FakeOffice office(1200);
    const QString path = folder.filePath(QStringLiteral("log.jsonl"));
    LogExportJob job(sourceOf(office), path);
    QSignalSpy finished(&job, &LogExportJob::finished);
    job.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20'000);
    const auto report = finished.first().first().value<ExportReport>();
    QVERIFY2(report.ok, report.error.code.constData());
    QCOMPARE(report.entries, 1200);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArrayList lines = file.readAll().trimmed().split('\n');
    QCOMPARE(lines.size(), 1201);
    audit::LogVerifier verifier;
    for (qsizetype i = 0; i < 1200; ++i) {
        const auto page = readLogPage("{\"size\":1200,\"entries\":[" + lines[i] + "]}");
        QVERIFY(page);
        QVERIFY(!verifier.add(page->entries.first()));
    }
    const auto last = json::Reader::parse(lines.last());
    QVERIFY(last);
    const auto point =
        audit::verifyCheckpoint(last->text("checkpoint", 4096), *audit::readVerifierKey(office.logKeyText()));
    QVERIFY(point);
    QVERIFY(!verifier.close(*point));
}

void LogJobsTest::aCancelledExportLeavesNothing() {
    QTemporaryDir folder;
    FakeOffice office(5000);
    office.answerDelayMs = 100;
    LogExportJob job(sourceOf(office), folder.filePath(QStringLiteral("log.jsonl")));
    QSignalSpy finished(&job, &LogExportJob::finished);
    job.start();
    QTRY_VERIFY([&] {
        const std::lock_guard lock(office.mutex);
        return !office.asked.isEmpty();
    }());
    job.cancel();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.first().first().value<ExportReport>().error.code, QByteArray("CANCELLED"));
    QVERIFY(QDir(folder.path()).isEmpty());
}

// The checkpoint speaks of more than the server hands out: a file that says so would only fail later, elsewhere.
void LogJobsTest::anExportOfFewerEntriesThanAreSworn() {
    QTemporaryDir folder;
    FakeOffice office(1200);
    office.log.entries.removeLast();
    LogExportJob job(sourceOf(office), folder.filePath(QStringLiteral("log.jsonl")));
    QSignalSpy finished(&job, &LogExportJob::finished);
    job.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20'000);
    const auto report = finished.first().first().value<ExportReport>();
    QVERIFY(!report.ok);
    QVERIFY(!report.error.code.isEmpty());
    QVERIFY(QDir(folder.path()).isEmpty());
}

QTEST_GUILESS_MAIN(LogJobsTest)
#include "LogJobsTest.moc"
