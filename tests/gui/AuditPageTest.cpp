// The audit chain as HR drives it: over HTTP against a fake office where the line matters, else over a keyhole.
#include "tests/support/DemoFeed.h"
#include "tests/support/DemoReview.h"
#include "tests/support/ReviewDesk.h"
#include "ui/review/EntryInspector.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Fields.h"
#include "ui/widgets/Table.h"
#include "ui/words/Languages.h"
#include "ui/words/Words.h"

#include <QScrollBar>
#include <QTest>

using namespace haziri;
using namespace haziri::ui;
using test::FakeOffice;
using test::ReviewDesk;
using test::textsOf;
using test::visible;
using Outcome = review::VerifyReport::Outcome;

namespace {

AuditLogModel::Fetch keyhole(qint64 size, qint64& handedOut) {
    return [size, &handedOut](qint64 from, int limit, const std::function<void(Result<review::LogPage>)>& done) {
        review::LogPage page{size, {}};
        for (qint64 i = from; i < qMin(from + limit, size); ++i)
            page.entries << tests::demoEntry(i);
        handedOut += page.entries.size();
        done(page);
    };
}

} // namespace

class AuditPageTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase() { Style::apply(*qApp, Theme::load(QStringLiteral("light"))); }
    void millionsOfRowsCostWhatIsSeen();
    void entriesAreSaidInWords();
    void newEntriesComeInAboveTheRowThatIsRead();
    void aKindIsFoundWithoutReadingEverything();
    void aNameAndANumberAreSearched();
    void aTamperedLogIsNamedByItsFirstBadEntry();
    void aRestoredLogIsWholeAgain();
    void verifyingCanBeStopped();
    void aRewrittenLogIsNotTrusted();
    void theExportIsWritten();
    void theNewestNoticeOutlivesTheLanguage();
};

void AuditPageTest::millionsOfRowsCostWhatIsSeen() {
    AuditPage page;
    page.resize(1274, 712);
    page.show();
    qint64 handedOut = 0;
    page.model()->setFetch(keyhole(5'000'000, handedOut));
    page.model()->load();
    QTRY_COMPARE(page.model()->rowCount(), 5'000'000);
    QTRY_VERIFY(page.model()->rowAt(0));
    QVERIFY2(handedOut <= 201, qPrintable(QString::number(handedOut)));
    QCOMPARE(page.model()->index(0, AuditLogModel::Index).data().toString(), QStringLiteral("49,99,999"));
    QScrollBar* bar = page.table()->verticalScrollBar();
    for (int i = 0; i <= 500; ++i) { // a quick hand on the bar
        bar->setValue(int(qint64(bar->maximum()) * i / 500));
        page.table()->viewport()->repaint();
    }
    QTRY_VERIFY(page.model()->rowAt(4'999'990));
    QVERIFY2(handedOut <= 2000, qPrintable(QString::number(handedOut)));
    QVERIFY(page.model()->pager().pagesHeld() <= 60);
    page.goTo(2'345'678);
    QTRY_COMPARE(page.inspector()->index(), std::optional<qint64>(2'345'678));
    const QModelIndex at = page.model()->index(page.model()->rowOfIndex(2'345'678), 0);
    QVERIFY(page.table()->viewport()->rect().contains(page.table()->visualRect(at).center()));
}

void AuditPageTest::entriesAreSaidInWords() {
    AuditLogModel model;
    qint64 handedOut = 0;
    model.setNames(tests::demoNames(false));
    model.setFetch(keyhole(1'284'306, handedOut));
    model.load();
    QTRY_VERIFY(model.rowAt(0));
    const auto cell = [&](qint64 at, int role) {
        return model.index(model.rowOfIndex(at), AuditLogModel::What).data(role).toString();
    };
    QCOMPARE(cell(1284305, Qt::DisplayRole), QStringLiteral("Hina opened a photo"));
    QCOMPARE(cell(1284305, SubTextRole), QStringLiteral("Wage dispute at gate A"));
    QCOMPARE(cell(1284304, Qt::DisplayRole), QStringLiteral("Rajesh Oraon IN"));
    QCOMPARE(cell(1284304, SubTextRole), QStringLiteral("Gate A"));
    QVERIFY(cell(1284300, SubTextRole).contains(QStringLiteral("cloned disk")));
    QCOMPARE(model.index(model.rowOfIndex(1284302), AuditLogModel::Kind).data(ChipToneRole).toInt(), int(Tone::Held));
    // Without names nobody is invented: the end of the id stands there.
    model.setNames(nullptr);
    QVERIFY(cell(1284304, Qt::DisplayRole).startsWith(QStringLiteral("worker ")));
}

void AuditPageTest::newEntriesComeInAboveTheRowThatIsRead() {
    FakeOffice office(300);
    ReviewDesk desk(office);
    desk.signIn();
    AuditPage* page = desk.presenter.auditPage();
    page->goTo(250);
    QTRY_COMPARE(page->inspector()->index(), std::optional<qint64>(250));
    {
        const std::lock_guard lock(office.mutex);
        office.log = tests::DemoLog(310);
    }
    Q_EMIT page->refreshWanted();
    QTRY_COMPARE(page->model()->rowCount(), 310);
    QCOMPARE(page->model()->indexOfRow(page->table()->currentIndex().row()), 250);
    QCOMPARE(page->inspector()->index(), std::optional<qint64>(250));
}

void AuditPageTest::aKindIsFoundWithoutReadingEverything() {
    AuditPage page;
    page.resize(1274, 712);
    page.show();
    qint64 handedOut = 0;
    page.model()->setFetch(keyhole(2'000'000, handedOut));
    page.model()->load();
    QTRY_COMPARE(page.model()->rowCount(), 2'000'000);
    handedOut = 0;
    review::LogFilter filter;
    filter.kinds = {"fraud"};
    page.model()->setFilter(filter);
    QTRY_VERIFY(page.model()->rowCount() >= 60 && !page.model()->isSearching());
    for (int row = 0; row < page.model()->rowCount(); ++row)
        QCOMPARE(page.model()->rowAt(row)->record.kind, QByteArray("fraud"));
    QVERIFY2(handedOut <= 4000, qPrintable(QString::number(handedOut)));
    const int before = page.model()->rowCount();
    page.table()->scrollToBottom(); // asks for more
    QTRY_VERIFY(page.model()->rowCount() > before);
    page.goTo(77); // not a fraud: the filter steps aside
    QTRY_COMPARE(page.inspector()->index(), std::optional<qint64>(77));
    QVERIFY(!page.model()->isFiltered());
}

void AuditPageTest::aNameAndANumberAreSearched() {
    AuditPage page;
    page.resize(1274, 712);
    page.show();
    page.setNames(tests::demoNames(false));
    qint64 handedOut = 0;
    page.model()->setFetch(keyhole(5000, handedOut));
    page.model()->load();
    QTRY_COMPARE(page.model()->rowCount(), 5000);
    auto* search = page.findChild<SearchField*>();
    search->setText(QStringLiteral("oraon"));
    QTest::keyClick(search, Qt::Key_Return);
    QTRY_VERIFY(page.model()->isFiltered() && page.model()->rowCount() > 0 && !page.model()->isSearching());
    const WorkerId wanted = *tests::demoNames(false)->workersNamed(QStringLiteral("Oraon")).begin();
    QCOMPARE(page.model()->rowAt(0)->record.workerId, wanted);
    search->setText(QStringLiteral("nobody of this name"));
    QTest::keyClick(search, Qt::Key_Return);
    QTRY_VERIFY(!page.model()->isSearching());
    QCOMPARE(page.model()->rowCount(), 0);
    QCOMPARE(page.table()->emptyState()->accessibleName(), QStringLiteral("Nothing fits"));
    search->setText(QStringLiteral("4321"));
    QTest::keyClick(search, Qt::Key_Return);
    QTRY_COMPARE(page.inspector()->index(), std::optional<qint64>(4321));
    search->clear();
    QTRY_COMPARE(page.model()->rowCount(), 5000);
}

void AuditPageTest::aTamperedLogIsNamedByItsFirstBadEntry() {
    FakeOffice office(1700);
    office.log.spoilData(1417);
    office.log.spoilData(1600);
    ReviewDesk desk(office);
    desk.signIn();
    AuditPage* page = desk.presenter.auditPage();
    visible<Button>(page, QStringLiteral("Verify all"))->click();
    QVERIFY(visible<Button>(page, QStringLiteral("Stop")));
    QTRY_VERIFY_WITH_TIMEOUT(page->report().has_value(), 20'000);
    QCOMPARE(page->report()->outcome, Outcome::Bad);
    QTRY_COMPARE(page->inspector()->index(), std::optional<qint64>(1417));
    auto* notice = page->findChild<Notice*>();
    QVERIFY(notice->isVisible());
    QVERIFY2(notice->accessibleName().contains(QStringLiteral("1,417")), qPrintable(notice->accessibleName()));
    const int row = page->model()->rowOfIndex(1417);
    QCOMPARE(page->model()->index(row, AuditLogModel::What).data(RowToneRole).toInt(), int(Tone::Bad));
    QVERIFY(!page->model()->index(row - 1, AuditLogModel::What).data(RowToneRole).isValid());
    const QString said = textsOf(page->inspector());
    const auto& bad = *page->report()->bad;
    QVERIFY(said.contains(QString::fromLatin1(bad.expected)));
    QVERIFY(said.contains(QString::fromLatin1(bad.found)));
    QVERIFY(said.contains(QStringLiteral("was changed after it was written")));
    QVERIFY(!said.contains(QStringLiteral("dataHash"))); // words, not codes
}

void AuditPageTest::aRestoredLogIsWholeAgain() {
    FakeOffice office(300);
    ReviewDesk desk(office);
    desk.signIn();
    AuditPage* page = desk.presenter.auditPage();
    page->goTo(124);
    QTRY_VERIFY(visible<QWidget>(page->inspector(), QStringLiteral("proven")));
    const tests::DemoLog whole = office.log;
    {
        const std::lock_guard lock(office.mutex);
        office.log.spoilData(124);
    }
    // What stands on the screen was read before the change; the verification reads it anew.
    Q_EMIT page->verifyWanted();
    QTRY_VERIFY(page->report().has_value());
    QCOMPARE(page->report()->outcome, Outcome::Bad);
    QTRY_VERIFY(visible<QWidget>(page->inspector(), QStringLiteral("does not fit")));
    {
        const std::lock_guard lock(office.mutex);
        office.log = whole;
    }
    Q_EMIT page->verifyWanted();
    QTRY_VERIFY(page->report().has_value());
    QCOMPARE(page->report()->outcome, Outcome::Whole);
    QTRY_VERIFY(visible<QWidget>(page->inspector(), QStringLiteral("proven")));
    QVERIFY(!textsOf(page->inspector()).contains(QStringLiteral("was changed")));
}

void AuditPageTest::verifyingCanBeStopped() {
    FakeOffice office(6000);
    ReviewDesk desk(office);
    desk.signIn();
    {
        const std::lock_guard lock(office.mutex);
        office.answerDelayMs = 150;
    }
    AuditPage* page = desk.presenter.auditPage();
    visible<Button>(page, QStringLiteral("Verify all"))->click();
    QTest::qWait(250);
    visible<Button>(page, QStringLiteral("Stop"))->click();
    QTRY_VERIFY(page->report().has_value());
    QCOMPARE(page->report()->outcome, Outcome::Cancelled);
    QVERIFY(visible<Button>(page, QStringLiteral("Verify all")));
    QVERIFY2(page->findChild<Notice*>()->accessibleName().contains(QStringLiteral("the rest is not known")),
             "a stopped check must not look like a whole log");
}

void AuditPageTest::aRewrittenLogIsNotTrusted() {
    FakeOffice office(400);
    ReviewDesk desk(office);
    desk.signIn();
    AuditPage* page = desk.presenter.auditPage();
    Q_EMIT page->verifyWanted();
    QTRY_VERIFY(page->report().has_value());
    QCOMPARE(page->report()->outcome, Outcome::Whole);
    QVERIFY(visible<QWidget>(
        &desk.window,
        QStringLiteral("Whole up to 400 · verified %1").arg(QTime::currentTime().toString(QStringLiteral("HH:mm")))));
    {
        const std::lock_guard lock(office.mutex);
        office.log = tests::DemoLog(420, 200);
    }
    Q_EMIT page->verifyWanted();
    QTRY_VERIFY(page->report().has_value());
    QCOMPARE(page->report()->outcome, Outcome::Fork);
    QVERIFY(visible<QWidget>(&desk.window, QStringLiteral("Do not trust the server")));
    QCOMPARE(QDir(desk.folder.path()).entryList({QStringLiteral("witness.fork-*")}).size(), 1);
}

void AuditPageTest::theExportIsWritten() {
    FakeOffice office(1100);
    ReviewDesk desk(office);
    desk.signIn();
    const QString path = desk.folder.filePath(QStringLiteral("log.jsonl"));
    desk.presenter.exportTo(path);
    auto* notice = desk.presenter.auditPage()->findChild<Notice*>();
    QTRY_VERIFY(notice->isVisible());
    QVERIFY2(notice->accessibleName().contains(QStringLiteral("1,100")), qPrintable(notice->accessibleName()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count('\n'), 1101);
}

// A language that is changed under them changes their words, and not which of them stands there.
void AuditPageTest::theNewestNoticeOutlivesTheLanguage() {
    Languages languages(*qApp);
    AuditPage page;
    page.show();
    auto* notice = page.findChild<Notice*>();
    const auto turn = [&](const QString& language) {
        languages.use(language);
        QCoreApplication::processEvents();
    };
    review::VerifyReport report;
    report.outcome = Outcome::Bad;
    report.size = 60;
    report.checked = 17;
    report.bad = audit::BadEntry{17, QStringLiteral("dataHash"), "a", "b"};
    page.setReport(report, tests::today(7, 47));
    auto* showIt = visible<Button>(notice, QStringLiteral("Show it"));
    QVERIFY(showIt);
    turn(QStringLiteral("hi"));
    QCOMPARE(notice->accessibleName(), AuditPage::tr("Somebody changed the log. Entry %1 is the first that does not "
                                                     "fit; all %2 before it are whole.")
                                           .arg(17)
                                           .arg(17));
    QCOMPARE(showIt->accessibleName(), AuditPage::tr("Show it"));
    QVERIFY(showIt->accessibleName() != QStringLiteral("Show it"));
    page.showError("OFFLINE");
    const QString newer = notice->accessibleName();
    QVERIFY(newer.contains(Words::sentence("OFFLINE")) && !showIt->isVisible());
    turn(QStringLiteral("mr"));
    QVERIFY(notice->accessibleName().contains(Words::sentence("OFFLINE")));
    QVERIFY(notice->accessibleName() != newer && !showIt->isVisible());
    turn(QStringLiteral("en"));
}

QTEST_MAIN(AuditPageTest)
#include "AuditPageTest.moc"
