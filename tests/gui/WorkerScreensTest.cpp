// The thekedar's screens: the list, a profile, and the wizard step by step.
#include "tests/support/DemoFeed.h"
#include "tests/support/ScreenBook.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/CameraView.h"
#include "ui/widgets/Table.h"
#include "ui/workers/OnboardWizard.h"
#include "ui/workers/WorkerProfile.h"
#include "ui/workers/WorkersPage.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace haziri;
using namespace haziri::ui;

class WorkerScreensTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void allScreens_data() { test::ScreenBook::addRows(); }
    void allScreens() {
        MainWindow window;
        m_book.open(window);
        m_book.fillRail({MainWindow::Page::Muster, MainWindow::Page::Workers, MainWindow::Page::Queue});
        m_book.fillFrame();
        workers(window);
    }

  private:
    void workers(MainWindow& window);
    test::ScreenBook m_book;
};

void WorkerScreensTest::workers(MainWindow& window) {
    auto* page = new WorkersPage;
    window.addPage(MainWindow::Page::Workers, page);
    window.topBar()->setPerson({{}, m_book.say("Ramesh", "रमेश"), "thekedar"});
    window.setRole("thekedar");
    window.setTitle(MainWindow::Page::Workers, [] { return std::pair(MainWindow::tr("Workers"), QString()); });
    window.open(MainWindow::Page::Workers);
    m_book.shoot(QStringLiteral("workers-empty"));
    QList<muster::KnownWorker> known;
    for (const auto& row : tests::demoRoll(m_book.isIndian()).rows) {
        muster::KnownWorker worker;
        worker.workerId = row.workerId;
        worker.name = row.name;
        worker.trade = row.trade;
        worker.gang = row.gang;
        worker.consentFace = known.size() != 2;
        worker.trustScore = 72;
        if (known.size() % 3 == 0) worker.inheritedUntil = {tests::today(7, 0).value + 20LL * 86'400'000};
        if (worker.consentFace) worker.templates << protocol::Template{"m", "v"};
        known << worker;
    }
    page->setWorkers(known, tests::today(7, 41));
    m_book.shoot(QStringLiteral("workers"));
    QSignalSpy cards(page, &WorkersPage::cardWanted);
    auto* table = page->findChild<Table*>();
    Q_EMIT table->rowOpened(table->model()->index(0, 0));
    muster::MarkDetail mark;
    for (int i = 0; i < 3; ++i) {
        mark.row.at = {tests::today(7, 41).value - i * 86'400'000LL};
        mark.row.status = i ? "synced" : "pending";
        if (i) mark.row.index = 1284300 - i;
        page->profile()->setMarks(QDate(2026, 11, 22 - i), {mark});
    }
    m_book.shoot(QStringLiteral("workers-profile"));
    for (Button* button : page->profile()->findChildren<Button*>())
        if (button->accessibleName() == WorkerProfile::tr("Save card…")) button->click();
    QCOMPARE(cards.size(), 1);
    QCOMPARE(cards[0][0].value<WorkerId>(), page->profile()->worker());
    Q_EMIT page->profile()->closed();
    const auto press = [&] {
        for (Button* button : page->wizard()->findChildren<Button*>())
            if (button->isVisible() && button->isEnabled() && button->minimumWidth() >= 220) return button->click();
    };
    for (Button* button : page->findChildren<Button*>())
        if (button->accessibleName() == WorkersPage::tr("New worker") && button->isVisible()) button->click();
    QVERIFY(page->isOnboarding());
    page->wizard()->begin(m_book.say("Ramesh", "रमेश"));
    for (auto* edit : page->wizard()->findChildren<QLineEdit*>())
        if (edit->accessibleName() == OnboardWizard::tr("Full name")) edit->setText(known[0].name);
    m_book.shoot(QStringLiteral("onboard-1"));
    press();
    QCOMPARE(page->wizard()->step(), int(OnboardWizard::Consent));
    for (auto* box : page->wizard()->findChildren<QCheckBox*>())
        box->setChecked(true);
    page->wizard()->setVoice(true);
    m_book.shoot(QStringLiteral("onboard-2"));
    press();
    page->wizard()->camera()->setFrame(tests::drawnFrame(3));
    page->wizard()->setFaces({{tests::drawnFaceRect(3), capture::FaceState::Looking, {}, {}}});
    press();
    QCOMPARE(page->wizard()->shots().size(), 1);
    page->wizard()->setFaces({{tests::drawnFaceRect(3), capture::FaceState::Poor, "COME_CLOSER", {}}});
    press(); // not good enough: no picture is taken
    QCOMPARE(page->wizard()->shots().size(), 1);
    m_book.shoot(QStringLiteral("onboard-3"));
    page->wizard()->setFaces({{tests::drawnFaceRect(3), capture::FaceState::Looking, {}, {}}});
    for (int i = 0; i < 3; ++i)
        press();
    QCOMPARE(page->wizard()->step(), int(OnboardWizard::Sign));
    for (auto* edit : page->wizard()->findChildren<QLineEdit*>())
        if (edit->accessibleName() == OnboardWizard::tr("Password or PIN")) edit->setText(QStringLiteral("246813"));
    QSignalSpy signatures(page->wizard(), &OnboardWizard::finished);
    page->wizard()->setChecking(true);
    press(); // the faces are being compared: nobody signs yet
    muster::LikenessCheck check;
    check.alike << muster::Likeness{known[3].workerId, known[3].name, known[3].trade,
                                    known[3].gang,     712,           tests::drawnPortrait(4)};
    page->wizard()->setLikeness(check);
    press(); // he has not said that it is somebody else
    QVERIFY(signatures.isEmpty());
    m_book.shoot(QStringLiteral("onboard-4"));
    for (auto* box : page->wizard()->findChildren<QCheckBox*>())
        if (box->isVisible()) box->setChecked(true);
    press();
    QCOMPARE(signatures.size(), 1);
    QVERIFY(signatures[0][0].value<muster::EnrolRequest>().despiteLikeness);
    muster::EnrolOutcome refused; // somebody of another laptop came in between
    refused.code = "DUPLICATE_FACE";
    refused.looksLikeName = known[3].name;
    page->wizard()->setOutcome(refused);
    m_book.shoot(QStringLiteral("onboard-5"));
    check.code = "FACES_DIFFER";
    page->wizard()->setLikeness(check);
    QCOMPARE(page->wizard()->step(), int(OnboardWizard::Face)); // the pictures are taken again
    QVERIFY(page->wizard()->shots().isEmpty());
}

QTEST_MAIN(WorkerScreensTest)
#include "WorkerScreensTest.moc"
