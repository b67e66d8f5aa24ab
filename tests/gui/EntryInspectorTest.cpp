// One entry of the log under the glass: its proof, its photo, and what is left of it when the session ends.
#include "ui/review/EntryInspector.h"
#include "tests/support/DemoFeed.h"
#include "tests/support/DemoReview.h"
#include "tests/support/ReviewDesk.h"
#include "ui/review/ProofView.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Fields.h"
#include "ui/widgets/PhotoBox.h"
#include "ui/widgets/Table.h"

#include <QBuffer>
#include <QTest>

using namespace haziri;
using namespace haziri::ui;
using test::FakeOffice;
using test::ReviewDesk;
using test::textsOf;
using test::visible;
using Page = MainWindow::Page;

class EntryInspectorTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase() { Style::apply(*qApp, Theme::load(QStringLiteral("light"))); }
    void theProofIsAskedForAndDrawn();
    void aLieAboutAnEntryIsSeenAtOnce();
    void aPhotoOpensOnlyForAPurpose();
    void anotherEntryClosesThePhoto();
    void signingOutLeavesNothingBehind();
    void anEndedSessionAsksToSignIn();
};

void EntryInspectorTest::theProofIsAskedForAndDrawn() {
    FakeOffice office(300);
    ReviewDesk desk(office);
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

void EntryInspectorTest::aLieAboutAnEntryIsSeenAtOnce() {
    FakeOffice office(300);
    office.log.spoilEntry(123); // whole in itself, but not what the tree holds
    ReviewDesk desk(office);
    desk.signIn();
    AuditPage* page = desk.presenter.auditPage();
    office.log.checkpoint.root = tests::DemoLog(300).checkpoint.root;
    page->goTo(123);
    QTRY_VERIFY(visible<QWidget>(page->inspector(), QStringLiteral("does not fit")));
    QVERIFY(!page->inspector()->findChild<ProofView*>()->isVisible());
}

void EntryInspectorTest::aPhotoOpensOnlyForAPurpose() {
    FakeOffice office(300);
    QBuffer buffer(&office.photo);
    QVERIFY(tests::drawnPortrait(1).save(&buffer, "JPG"));
    ReviewDesk desk(office);
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

void EntryInspectorTest::anotherEntryClosesThePhoto() {
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

void EntryInspectorTest::signingOutLeavesNothingBehind() {
    FakeOffice office(300);
    ReviewDesk desk(office);
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

void EntryInspectorTest::anEndedSessionAsksToSignIn() {
    FakeOffice office(300);
    ReviewDesk desk(office);
    desk.signIn();
    {
        const std::lock_guard lock(office.mutex);
        office.isSignedIn = false;
    }
    desk.window.open(Page::Alerts);
    QTRY_COMPARE(desk.window.currentPage(), Page::ReviewSignIn);
}

QTEST_MAIN(EntryInspectorTest)
#include "EntryInspectorTest.moc"
