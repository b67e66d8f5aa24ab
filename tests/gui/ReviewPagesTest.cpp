// HR's screens as a person drives them: over HTTP against a fake office where the line matters, else over a keyhole.
#include "core/crypto/SystemRandom.h"
#include "core/sync/HttpsTransport.h"
#include "tests/support/DemoFeed.h"
#include "tests/support/DemoReview.h"
#include "tests/support/FakeOffice.h"
#include "ui/frame/MainWindow.h"
#include "ui/presenter/ReviewPresenter.h"
#include "ui/review/AlertEvidence.h"
#include "ui/review/AlertsPage.h"
#include "ui/review/AuditPage.h"
#include "ui/review/EntryInspector.h"
#include "ui/review/ProofView.h"
#include "ui/review/QCustomPlotHeader.h"
#include "ui/review/TodayPage.h"
#include "ui/setup/SignInCard.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Fields.h"
#include "ui/widgets/PhotoBox.h"
#include "ui/widgets/Table.h"
#include "ui/widgets/Text.h"

#include <QBuffer>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolTip>

using namespace haziri;
using namespace haziri::ui;
using test::FakeOffice;
using Outcome = review::VerifyReport::Outcome;
using Page = MainWindow::Page;

namespace {

/// A signed-in window over a fake office.
struct Desk {
    explicit Desk(FakeOffice& served)
        : access(served.access())
        , presenter(
              window,
              [this] {
                  return std::make_unique<review::ReviewClient>(
                      access, [this] { return std::make_unique<sync::HttpsTransport>(access.baseUrl, access.pin); },
                      clock, random);
              },
              clock) {
        window.resize(1366, 768);
        window.setRole("hr");
        presenter.setWitnessFile(folder.filePath(QStringLiteral("witness")));
        window.show();
    }
    void signIn() {
        window.open(Page::Audit);
        QCOMPARE(window.currentPage(), Page::ReviewSignIn);
        Q_EMIT presenter.signInPage()->card()->submitted(QStringLiteral("hina"),
                                                         crypto::SecretBytes::copyOf("open \"sesame\""));
        QTRY_COMPARE(window.currentPage(), Page::Audit);
        QTRY_VERIFY(presenter.auditPage()->model()->rowAt(0));
    }

    QTemporaryDir folder;
    SystemClock clock;
    crypto::SystemRandom random;
    sync::ServerAccess access;
    MainWindow window;
    ReviewPresenter presenter;
};

template <class W>
W* visible(QWidget* in, const QString& accessibleName) {
    for (W* widget : in->findChildren<W*>())
        if (widget->accessibleName() == accessibleName && widget->isVisible()) return widget;
    return nullptr;
}

QString textsOf(QWidget* in) {
    QStringList texts;
    for (Text* text : in->findChildren<Text*>())
        if (text->isVisible()) texts << text->text();
    return texts.join(QLatin1Char('\n'));
}

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

class ReviewPagesTest : public QObject {
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
    void theProofIsAskedForAndDrawn();
    void aLieAboutAnEntryIsSeenAtOnce();
    void aPhotoOpensOnlyForAPurpose();
    void anotherEntryClosesThePhoto();
    void alertsAreRankedAndDecided();
    void theEvidenceStandsSideBySide();
    void aServerThatCannotDecideIsToldHonestly();
    void theDayIsCounted();
    void theChartZoomsTellsAndIsSaved();
    void manySitesShareALine();
    void theExportIsWritten();
    void signingOutLeavesNothingBehind();
    void anEndedSessionAsksToSignIn();
};

void ReviewPagesTest::millionsOfRowsCostWhatIsSeen() {
    AuditPage page;
    page.resize(1274, 712);
    page.show();
    qint64 handedOut = 0;
    page.model()->setFetch(keyhole(5'000'000, handedOut));
    page.model()->load();
    QTRY_COMPARE(page.model()->rowCount(), 5'000'000);
    QTRY_VERIFY(page.model()->rowAt(0));
    QVERIFY2(handedOut <= 201, qPrintable(QString::number(handedOut)));
    QCOMPARE(page.model()->index(0, AuditLogModel::Index).data().toString(), QStringLiteral("4999999"));
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

void ReviewPagesTest::entriesAreSaidInWords() {
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
    QCOMPARE(cell(1284305, SubTextRole), QStringLiteral("Wage dispute of 22 November"));
    QCOMPARE(cell(1284304, Qt::DisplayRole), QStringLiteral("Rajesh Oraon IN"));
    QCOMPARE(cell(1284304, SubTextRole), QStringLiteral("Gate A"));
    QVERIFY(cell(1284300, SubTextRole).contains(QStringLiteral("cloned disk")));
    QCOMPARE(model.index(model.rowOfIndex(1284302), AuditLogModel::Kind).data(ChipToneRole).toInt(), int(Tone::Held));
    // Without names nobody is invented: the end of the id stands there.
    model.setNames(nullptr);
    QVERIFY(cell(1284304, Qt::DisplayRole).startsWith(QStringLiteral("worker ")));
}

void ReviewPagesTest::newEntriesComeInAboveTheRowThatIsRead() {
    FakeOffice office(300);
    Desk desk(office);
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

void ReviewPagesTest::aKindIsFoundWithoutReadingEverything() {
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

void ReviewPagesTest::aNameAndANumberAreSearched() {
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

void ReviewPagesTest::aTamperedLogIsNamedByItsFirstBadEntry() {
    FakeOffice office(1700);
    office.log.spoilData(1417);
    office.log.spoilData(1600);
    Desk desk(office);
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

void ReviewPagesTest::aRestoredLogIsWholeAgain() {
    FakeOffice office(300);
    Desk desk(office);
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

void ReviewPagesTest::verifyingCanBeStopped() {
    FakeOffice office(6000);
    Desk desk(office);
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

void ReviewPagesTest::aRewrittenLogIsNotTrusted() {
    FakeOffice office(400);
    Desk desk(office);
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

void ReviewPagesTest::theProofIsAskedForAndDrawn() {
    FakeOffice office(300);
    Desk desk(office);
    desk.signIn();
    AuditPage* page = desk.presenter.auditPage();
    page->goTo(123);
    auto* proof = page->inspector()->findChild<ProofView*>();
    QTRY_VERIFY(proof->isVisible());
    QVERIFY(textsOf(page->inspector()).contains(QStringLiteral("9 hashes to the checkpoint")));
    QVERIFY(visible<QWidget>(page->inspector(), QStringLiteral("proven")));
    const QImage drawn = proof->grab().toImage();
    proof->clear();
    QVERIFY(proof->grab().toImage() != drawn);
}

void ReviewPagesTest::aLieAboutAnEntryIsSeenAtOnce() {
    FakeOffice office(300);
    office.log.spoilEntry(123); // whole in itself, but not what the tree holds
    Desk desk(office);
    desk.signIn();
    AuditPage* page = desk.presenter.auditPage();
    office.log.checkpoint.root = tests::DemoLog(300).checkpoint.root;
    page->goTo(123);
    QTRY_VERIFY(visible<QWidget>(page->inspector(), QStringLiteral("does not fit")));
    QVERIFY(!page->inspector()->findChild<ProofView*>()->isVisible());
}

void ReviewPagesTest::aPhotoOpensOnlyForAPurpose() {
    FakeOffice office(300);
    QBuffer buffer(&office.photo);
    QVERIFY(tests::drawnPortrait(1).save(&buffer, "JPG"));
    Desk desk(office);
    desk.signIn();
    AuditPage* page = desk.presenter.auditPage();
    EntryInspector* inspector = page->inspector();
    page->goTo(124);
    QTRY_COMPARE(inspector->index(), std::optional<qint64>(124));
    QVERIFY(!inspector->photo()->hasPhoto());
    visible<Button>(inspector, QStringLiteral("Show photo…"))->click();
    auto* open = visible<Button>(inspector, QStringLiteral("Open photo"));
    auto* purpose = visible<QLineEdit>(inspector, QStringLiteral("Why do you need to see it?"));
    QVERIFY(open && purpose);
    QTest::keyClicks(purpose, QStringLiteral("  why     "));
    QVERIFY(!open->isEnabled());
    open->click();
    QVERIFY(office.purposes.isEmpty());
    purpose->setText(QStringLiteral("Wage dispute"));
    {
        const std::lock_guard lock(office.mutex);
        office.log = tests::DemoLog(301); // the server writes the look down
    }
    open->click();
    QVERIFY(!inspector->photo()->hasPhoto()); // not before the server gave it
    QTRY_VERIFY(inspector->photo()->hasPhoto());
    QCOMPARE(office.purposes, QList<QByteArray>{"Wage dispute"});
    QVERIFY(inspector->photo()->accessibleDescription().startsWith(QStringLiteral("hina · ")));
    QTRY_COMPARE(page->model()->rowCount(), 301); // and it is to be seen at once
    QCOMPARE(inspector->index(), std::optional<qint64>(124));
}

void ReviewPagesTest::anotherEntryClosesThePhoto() {
    EntryInspector inspector;
    inspector.resize(446, 680);
    inspector.QWidget::show();
    const auto row = [](qint64 index) {
        const auto served = tests::demoEntry(index);
        return review::LogRow{served, review::LogRecord::of(served)};
    };
    inspector.show(row(14));
    const FileId file = row(14).record.photo;
    inspector.showPhoto(row(13).record.photo, tests::drawnPortrait(1), QStringLiteral("Hina"), tests::today(7, 1));
    QVERIFY(!inspector.photo()->hasPhoto()); // an answer for another entry
    inspector.showPhoto(file, tests::drawnPortrait(1), QStringLiteral("Hina"), tests::today(7, 1));
    const QImage marked = inspector.photo()->rendered();
    inspector.photo()->setWatermark({});
    QVERIFY(inspector.photo()->rendered() != marked); // the viewer's name is in the picture
    inspector.show(row(14));                          // the same one again
    QVERIFY(inspector.photo()->hasPhoto());
    inspector.show(row(13));
    QVERIFY(!inspector.photo()->hasPhoto());
    inspector.showPhotoError(row(13).record.photo, "VAULT_INTEGRITY");
    QVERIFY(!inspector.photo()->hasPhoto());
}

void ReviewPagesTest::alertsAreRankedAndDecided() {
    FakeOffice office(20);
    const QByteArray first =
        R"({"eventId":"01935211-0000-7000-8000-000000000010","at":1000,"code":"GEOFENCE","deviceId":"d","points":10,"state":"open","detail":"1.2 km","index":9})";
    const QByteArray second =
        R"({"eventId":"01935211-0000-7000-8000-000000000011","at":900,"code":"REPLAY","deviceId":"d","points":40,"state":"open","detail":""})";
    office.alerts = "{\"total\":2,\"events\":[" + first + ',' + second + "]}";
    Desk desk(office);
    desk.signIn();
    desk.window.open(Page::Alerts);
    AlertsPage* page = desk.presenter.alertsPage();
    QTRY_COMPARE(page->model()->rowCount(), 2);
    QCOMPARE(page->model()->alert(0).code, QByteArray("REPLAY"));
    Button* reject = page->button(review::Ruling::Reject);
    QVERIFY(!reject->isEnabled());
    page->reason()->edit()->setText(QStringLiteral("no"));
    QVERIFY(!reject->isEnabled());
    page->reason()->edit()->setText(QStringLiteral("sent twice by a copied laptop"));
    QVERIFY(reject->isEnabled());
    {
        const std::lock_guard lock(office.mutex);
        office.alerts = "{\"total\":1,\"events\":[" + first + "]}";
    }
    reject->click();
    QVERIFY(!reject->isEnabled()); // not twice
    QTRY_COMPARE(page->model()->rowCount(), 1);
    QCOMPARE(office.resolved.size(), 1);
    QVERIFY(office.resolved[0].startsWith("01935211-0000-7000-8000-000000000011"));
    QVERIFY(office.resolved[0].contains("\"reject\""));
    QCOMPARE(page->model()->alert(0).code, QByteArray("GEOFENCE"));
    QVERIFY(page->reason()->edit()->text().isEmpty());
    visible<Button>(page, QStringLiteral("Open in the log"))->click();
    QCOMPARE(desk.window.currentPage(), Page::Audit);
    QTRY_COMPARE(desk.presenter.auditPage()->inspector()->index(), std::optional<qint64>(9));
}

void ReviewPagesTest::aServerThatCannotDecideIsToldHonestly() {
    FakeOffice office(20);
    office.resolves = false;
    office.alerts =
        R"({"total":1,"events":[{"eventId":"01935211-0000-7000-8000-000000000010","at":1000,"code":"GEOFENCE","deviceId":"d","points":10,"state":"open"}]})";
    Desk desk(office);
    desk.signIn();
    desk.window.open(Page::Alerts);
    AlertsPage* page = desk.presenter.alertsPage();
    QTRY_COMPARE(page->model()->rowCount(), 1);
    page->reason()->edit()->setText(QStringLiteral("he was there"));
    page->button(review::Ruling::Accept)->click();
    QTRY_VERIFY(textsOf(page).contains(QStringLiteral("Nothing was changed")));
    QCOMPARE(page->model()->rowCount(), 1);
    QCOMPARE(page->reason()->edit()->text(), QStringLiteral("he was there"));
    QVERIFY(page->button(review::Ruling::Accept)->isEnabled());
}

void ReviewPagesTest::theEvidenceStandsSideBySide() {
    FakeOffice office(120);
    std::optional<review::LogRecord> mark;
    for (const auto& entry : office.log.entries)
        if (const auto record = review::LogRecord::of(entry); record.attendance() && !record.photo.isNull())
            mark = record;
    QVERIFY(mark);
    const FileId enrolled(tests::demoUser(900).bytes());
    QBuffer picture;
    QVERIFY(picture.open(QIODevice::WriteOnly) && tests::drawnPortrait(1).save(&picture, "JPG"));
    office.photo = picture.data();
    office.alerts = "{\"total\":1,\"events\":[{\"eventId\":\"01935211-0000-7000-8000-000000000010\",\"at\":1000,"
                    "\"code\":\"GEOFENCE\",\"deviceId\":\"d\",\"points\":30,\"state\":\"open\",\"detail\":\"English\","
                    "\"reason\":\"geofence.outside\",\"parameters\":{\"metres\":1208,\"radiusM\":180},"
                    "\"expectedLossPaise\":54000,\"workerId\":\"" +
                    mark->workerId.toText() + "\",\"siteId\":\"" + mark->siteId.toText() +
                    "\",\"index\":" + QByteArray::number(mark->index) + "}]}";
    office.bodies["/api/v5/workers/" + mark->workerId.toText()] = "{\"photos\":[\"" + enrolled.toText() + "\"]}";
    office.bodies["/api/v5/sites"] = "{\"sites\":[{\"siteId\":\"" + mark->siteId.toText() +
                                     "\",\"name\":\"Gate\",\"latE7\":285355000,\"lonE7\":772910000,\"radiusM\":180}]}";
    Desk desk(office);
    desk.signIn();
    desk.window.open(Page::Alerts);
    AlertsPage* page = desk.presenter.alertsPage();
    AlertEvidence* evidence = page->evidence();
    QTRY_VERIFY(evidence->facts().record && evidence->facts().isComplete && evidence->facts().site);
    QCOMPARE(evidence->facts().enrolled, enrolled);
    QCOMPARE(evidence->facts().record->photo, mark->photo);
    const QString texts = textsOf(page);
    QVERIFY2(texts.contains(QStringLiteral("1,208 m from the centre of the site")), qPrintable(texts));
    QCOMPARE(page->model()->data(page->model()->index(0, AlertModel::Points), Qt::DisplayRole).toString(),
             QStringLiteral("₹ 540"));
    // Nothing is asked of the vault before somebody says why.
    QVERIFY(office.purposes.isEmpty());
    QVERIFY(!evidence->enrolledPhoto()->hasPhoto() && !evidence->markPhoto()->hasPhoto());
    evidence->open(QStringLiteral("wage dispute"));
    QTRY_VERIFY(evidence->enrolledPhoto()->hasPhoto() && evidence->markPhoto()->hasPhoto());
    {
        const std::lock_guard lock(office.mutex);
        QCOMPARE(office.purposes, QList<QByteArray>({"wage dispute", "wage dispute"}));
    }
    desk.presenter.signOut();
    QVERIFY(!evidence->enrolledPhoto()->hasPhoto() && !evidence->facts().record);
}

void ReviewPagesTest::theDayIsCounted() {
    FakeOffice office(20);
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    QByteArrayList marks;
    for (int i = 1; i <= 3; ++i)
        marks << "{\"packetId\":\"01935212-0000-7000-8000-00000000000" + QByteArray::number(i) + "\",\"workerId\":\"" +
                     tests::workerNumber(i < 3 ? 1 : 2).toText() + "\",\"siteId\":\"" + tests::demoSite(1).toText() +
                     "\",\"timestamp\":" + QByteArray::number(now - i) +
                     ",\"tzOffsetMin\":" + QByteArray::number(QDateTime::currentDateTime().offsetFromUtc() / 60) +
                     ",\"direction\":\"in\",\"method\":\"face\",\"status\":\"accepted\",\"codes\":[],\"index\":1}";
    office.marks = "{\"marks\":[" + marks.join(',') + "]}";
    Desk desk(office);
    desk.signIn();
    desk.window.open(Page::Today);
    TodayPage* page = desk.presenter.todayPage();
    // One person counts once, however often he passed.
    QTRY_VERIFY(visible<QWidget>(page, QStringLiteral("Present of expected: 2 / 0")));
    QVERIFY(visible<QWidget>(page, QStringLiteral("Alerts: 0 ")));
}

void ReviewPagesTest::theChartZoomsTellsAndIsSaved() {
    TodayPage page;
    page.resize(1274, 712);
    page.setNames(tests::demoNames(false));
    page.setDays(tests::demoDays(), QDate(2026, 11, 22), true);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    QCustomPlot* plot = page.plot();
    QTRY_VERIFY(plot->isVisible() && plot->axisRect()->rect().width() > 300);
    const QPoint centre = plot->axisRect()->rect().center();
    const double whole = plot->xAxis->range().size();
    // Zoom, and back to all days.
    QWheelEvent wheel(centre, plot->mapToGlobal(centre), {}, {0, 240}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                      false);
    QCoreApplication::sendEvent(plot, &wheel);
    QVERIFY(plot->xAxis->range().size() < whole * 0.9);
    QTest::mouseDClick(plot, Qt::LeftButton, Qt::NoModifier, centre);
    QCOMPARE(plot->xAxis->range().size(), whole);
    // The values under the pointer, in words.
    QTest::mouseMove(plot, centre);
    QTRY_VERIFY(QToolTip::text().contains(QStringLiteral("2026")));
    QVERIFY2(QToolTip::text().contains(QStringLiteral("Gate A: ")), qPrintable(QToolTip::text()));
    QToolTip::hideText();
    // The legend takes a line away and brings it back.
    const int graphs = plot->graphCount();
    QTRY_VERIFY(visible<Chip>(&page, QStringLiteral("Gate A")));
    visible<Chip>(&page, QStringLiteral("Gate A"))->click();
    QVERIFY(plot->graphCount() < graphs);
    QTRY_VERIFY(visible<Chip>(&page, QStringLiteral("Gate A")));
    visible<Chip>(&page, QStringLiteral("Gate A"))->click();
    QCOMPARE(plot->graphCount(), graphs);
    // Both files open again.
    const QTemporaryDir folder;
    const QString png = folder.filePath(QStringLiteral("a.png")), pdf = folder.filePath(QStringLiteral("a.pdf"));
    page.savePlot(png);
    const QImage picture(png);
    QCOMPARE(picture.width(), plot->width() * 2);
    QSet<QRgb> colours;
    for (int x = 0; x < picture.width(); x += 3)
        for (int y = 0; y < picture.height(); y += 3)
            colours.insert(picture.pixel(x, y));
    QVERIFY(colours.size() > 20); // lines, grid and words
    page.savePlot(pdf);
    QFile file(pdf);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().startsWith("%PDF-1."));
    page.savePlot(folder.filePath(QStringLiteral("nowhere/a.png")));
    QVERIFY(!textsOf(&page).contains(QStringLiteral("nowhere"))); // nothing was saved, and nothing says so
}

void ReviewPagesTest::manySitesShareALine() {
    const QDate today(2026, 11, 22);
    review::AttendanceDays days(today, 30);
    for (int site = 1; site <= 9; ++site)
        for (int worker = 0; worker < 20 - site; ++worker) {
            review::Mark mark;
            mark.siteId = tests::demoSite(site);
            mark.workerId = tests::workerNumber(site * 100 + worker);
            mark.timestamp = {today.startOfDay(Qt::UTC).toMSecsSinceEpoch() + 4 * 3'600'000};
            mark.tzOffsetMin = 330;
            mark.direction = "in";
            mark.status = "accepted";
            days.add(mark);
        }
    TodayPage page;
    page.resize(1274, 712);
    page.setDays(days, today, true);
    page.show();
    QCOMPARE(page.plot()->graphCount(), 4);
    QCOMPARE(page.plot()->graph(3)->name(), QStringLiteral("6 other sites"));
    QCOMPARE(page.plot()->graph(3)->data()->at(29)->mainValue(), 16.0 + 15 + 14 + 13 + 12 + 11);
}

void ReviewPagesTest::theExportIsWritten() {
    FakeOffice office(1100);
    Desk desk(office);
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

void ReviewPagesTest::signingOutLeavesNothingBehind() {
    FakeOffice office(300);
    Desk desk(office);
    desk.signIn();
    AuditPage* page = desk.presenter.auditPage();
    page->goTo(124);
    QTRY_COMPARE(page->inspector()->index(), std::optional<qint64>(124));
    const auto* row = page->model()->rowAt(page->model()->rowOfIndex(124));
    page->inspector()->showPhoto(row->record.photo, tests::drawnPortrait(1), QStringLiteral("Hina"),
                                 tests::today(7, 1));
    desk.presenter.signOut();
    QVERIFY(!page->inspector()->index());
    QVERIFY(!page->inspector()->photo()->hasPhoto());
    QCOMPARE(page->model()->rowCount(), 0);
    desk.window.open(Page::Today);
    QCOMPARE(desk.window.currentPage(), Page::ReviewSignIn);
}

void ReviewPagesTest::anEndedSessionAsksToSignIn() {
    FakeOffice office(300);
    Desk desk(office);
    desk.signIn();
    {
        const std::lock_guard lock(office.mutex);
        office.isSignedIn = false;
    }
    desk.window.open(Page::Alerts);
    QTRY_COMPARE(desk.window.currentPage(), Page::ReviewSignIn);
}

QTEST_MAIN(ReviewPagesTest)
#include "ReviewPagesTest.moc"
