// The gate's screens: muster, chips, settings, queue, the first start.
#include "tests/support/DemoFeed.h"
#include "tests/support/ScreenBook.h"
#include "ui/frame/HelpWindow.h"
#include "ui/frame/SettingsSheet.h"
#include "ui/muster/CheckSheet.h"
#include "ui/muster/MusterPage.h"
#include "ui/muster/RollPanel.h"
#include "ui/queue/QueuePage.h"
#include "ui/setup/JoinPage.h"
#include "ui/setup/SignInCard.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/Table.h"
#include "ui/words/Words.h"

#include <QCheckBox>
#include <QContextMenuEvent>
#include <QTest>

using namespace haziri;
using namespace haziri::ui;

class GateScreensTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void allScreens_data() { test::ScreenBook::addRows(); }
    void allScreens() {
        MainWindow window;
        m_book.open(window);
        m_book.fillRail({MainWindow::Page::Muster, MainWindow::Page::Queue});
        muster(window);
        chips(window);
        settings(window);
        queue(window);
        setup(window);
    }

  private:
    void muster(MainWindow& window);
    void chips(MainWindow& window);
    void settings(MainWindow& window);
    void queue(MainWindow& window);
    void setup(MainWindow& window);
    test::ScreenBook m_book;
};

void GateScreensTest::muster(MainWindow& window) {
    using Kind = muster::MarkOutcome::Kind;
    using State = capture::FaceState;
    auto* page = new MusterPage;
    window.addPage(MainWindow::Page::Muster, page);
    m_book.fillFrame();
    window.open(MainWindow::Page::Muster);
    page->setRoll({});
    m_book.shoot(QStringLiteral("muster-empty"));
    page->setRoll(tests::demoRoll(m_book.isIndian()));
    page->camera()->setFrame(tests::drawnFrame(5));
    const auto see = [&](State state, const char* code = "") {
        page->setFaces({{tests::drawnFaceRect(5), state, code, {}}});
    };
    see(State::Looking, "COME_CLOSER");
    m_book.shoot(QStringLiteral("muster-looking"));
    page->stepAside(tests::demoDecision(capture::DecisionKind::Unknown), tests::drawnPortrait(3));
    see(State::Unknown);
    m_book.shoot(QStringLiteral("muster-unknown"));
    page->stepAside(tests::demoDecision(capture::DecisionKind::Ambiguous), tests::drawnPortrait(4));
    page->showOutcome(tests::demoOutcome(Kind::Held, m_book.isIndian()), tests::drawnPortrait(5));
    see(State::Recognised);
    QTest::qWait(650);
    m_book.shoot(QStringLiteral("muster-held"));
    page->showOutcome(tests::demoOutcome(Kind::Recorded, m_book.isIndian()), tests::drawnPortrait(5));
    see(State::Recognised);
    QTest::qWait(650);
    m_book.shoot(QStringLiteral("muster-recorded"));
    muster::UndoOutcome undone;
    undone.ok = true;
    undone.name = tests::demoOutcome(Kind::Recorded, m_book.isIndian()).name;
    undone.time = tests::today(7, 41);
    page->showUndone(undone);
    QTest::qWait(650);
    m_book.shoot(QStringLiteral("muster-undone"));
    page->checkCamera();
    page->setFrame(tests::drawnFrame(5));
    m_book.shoot(QStringLiteral("muster-check-begins"));
    auto* check = page->findChild<CheckSheet*>();
    capture::CameraReport report{11.5, 48, 3, 22, false, {"LIGHT_LOW", "PICTURE_SOFT"}};
    check->setReport(report);
    m_book.shoot(QStringLiteral("muster-check"));
    report.problems.clear();
    report.face = true;
    check->setReport(report);
    m_book.shoot(QStringLiteral("muster-check-good"));
    page->showOutcome(tests::demoOutcome(Kind::Failed, m_book.isIndian()));
    page->markByHand();
    m_book.shoot(QStringLiteral("muster-by-hand"));
    page->camera()->hideBanner();
    page->focusSearch();
    page->setCameraProblem("CAMERA_LOST");
    m_book.shoot(QStringLiteral("muster-no-camera"));
    Q_EMIT page->roll()->personOpened(tests::workerNumber(6), page->roll()->model()->row(5).name);
    page->setMarks(tests::workerNumber(6), tests::demoMarks(m_book.isIndian()));
    m_book.shoot(QStringLiteral("muster-person"));
}

void GateScreensTest::chips(MainWindow& window) {
    int number = 0;
    for (Chip* chip : {window.topBar()->lineChip(), window.topBar()->queueChip(), window.topBar()->clockChip(),
                       window.topBar()->personChip()}) {
        chip->click();
        QWidget* sheet = QApplication::activePopupWidget();
        QVERIFY(sheet);
        m_book.shootSheet(QStringLiteral("chip%1").arg(++number), sheet);
    }
}

void GateScreensTest::settings(MainWindow& window) {
    SettingsSheet settings;
    settings.theme = Theme::names().first();
    settings.language = m_book.language();
    settings.cameras = {{QStringLiteral("default"), QStringLiteral("USB 2.0 HD Webcam")}};
    settings.receivers = {{QStringLiteral("off"), QStringLiteral("GPS")}};
    settings.about = {{QStringLiteral("0.1"), QStringLiteral("9f3a1c71e")}};
    int chosen = 0;
    settings.voiceChosen = settings.soundChosen = [&](bool) { ++chosen; };
    settings.lockChosen = [](int) {};
    settings.diagnosticsWanted = [] {};
    settings.openBeside(window.topBar());
    m_book.shootSheet(QStringLiteral("settings"), QApplication::activePopupWidget());
    settings.openBeside(window.topBar());
    QWidget* sheet = QApplication::activePopupWidget();
    QVERIFY(sheet);
    for (auto* box : sheet->findChildren<QCheckBox*>())
        box->click();
    QCOMPARE(chosen, 2); // the sound, and the voice where there is one
    sheet->close();
}

void GateScreensTest::queue(MainWindow& window) {
    auto* page = new QueuePage;
    window.addPage(MainWindow::Page::Queue, page);
    window.setRole("supervisor");
    window.setTitle(MainWindow::Page::Queue,
                    [] { return std::pair(MainWindow::tr("Queue"), Words::day(QDate(2026, 11, 22))); });
    window.open(MainWindow::Page::Queue);
    m_book.shoot(QStringLiteral("queue-empty"));
    page->setLine({muster::LineState::Offline, tests::today(7, 12), "OFFLINE", {}});
    page->setSummary(tests::demoQueueSummary(), tests::today(7, 41));
    page->setRows(tests::demoQueue(m_book.isIndian()));
    m_book.shoot(QStringLiteral("queue"));
    auto* table = page->findChild<Table*>();
    QContextMenuEvent keys(QContextMenuEvent::Keyboard, {}, table->mapToGlobal(QPoint(10, 10)));
    QCoreApplication::sendEvent(table->viewport(), &keys);
    m_book.shootSheet(QStringLiteral("queue-sort"), QApplication::activePopupWidget());
    muster::SyncSummary unbelieved;
    unbelieved.code = "ANSWER_UNSIGNED";
    page->showSummary(unbelieved);
    m_book.shoot(QStringLiteral("queue-error"));
}

void GateScreensTest::setup(MainWindow& window) {
    auto* join = new JoinPage;
    window.addPage(MainWindow::Page::Setup, join);
    window.setRole({});
    window.topBar()->setLaptopChipsVisible(false);
    window.setTitle(MainWindow::Page::Setup, nullptr);
    window.open(MainWindow::Page::Setup);
    m_book.shoot(QStringLiteral("join"));
    join->showError("CODE_EXPIRED");
    m_book.shoot(QStringLiteral("join-error"));
    join->showBlocked("KEY_PASSPHRASE_MISSING", {});
    m_book.shoot(QStringLiteral("join-blocked"));
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QTest::keyClick(&window, Qt::Key_F1);
    auto* help = window.findChild<HelpWindow*>();
    QVERIFY(help && help->isVisible());
    m_book.shootSheet(QStringLiteral("help"), help);
    auto* lock = new SignInPage(SignInCard::Purpose::Unlock);
    window.addPage(MainWindow::Page::Lock, lock);
    window.open(MainWindow::Page::Lock);
    lock->card()->showError("TOO_MANY_TRIES");
    m_book.shoot(QStringLiteral("lock"));
}

QTEST_MAIN(GateScreensTest)
#include "GateScreensTest.moc"
