// The main jobs with the keyboard alone: no click, no call past the keys. And Tab leads through every control of a page
// and back to where it began.
#include "tests/support/DemoFeed.h"
#include "tests/support/DemoReview.h"
#include "tests/support/GateWindow.h"
#include "tests/support/ManualClock.h"
#include "ui/frame/HelpWindow.h"
#include "ui/muster/ManualSheet.h"
#include "ui/muster/MusterPage.h"
#include "ui/office/DevicesPage.h"
#include "ui/office/PayPage.h"
#include "ui/office/PlacesPage.h"
#include "ui/queue/QueuePage.h"
#include "ui/review/AlertsPage.h"
#include "ui/setup/JoinPage.h"
#include "ui/setup/SignInCard.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/Fields.h"
#include "ui/widgets/Table.h"
#include "ui/workers/WorkersPage.h"

#include <QAccessible>
#include <QSignalSpy>

using namespace haziri;
using namespace haziri::ui;
using Page = MainWindow::Page;

namespace {

void press(int key, Qt::KeyboardModifiers modifiers = {}) {
    QWidget* at = QApplication::focusWidget();
    QTest::keyClick(at ? at : QApplication::activeWindow(), Qt::Key(key), modifiers);
}

void type(const char* text) {
    QVERIFY(QApplication::focusWidget());
    QTest::keyClicks(QApplication::focusWidget(), QLatin1String(text));
}

QString nameHere() {
    const QWidget* here = QApplication::focusWidget();
    return here ? here->accessibleName() : QString();
}

/// Tab until a control of that name has the keyboard's attention.
bool tabTo(const QString& name, int most = 60) {
    for (int i = 0; i < most; ++i) {
        if (nameHere() == name) return true;
        press(Qt::Key_Tab);
    }
    return false;
}

/// Controls that Tab should reach and does not; and those that no screen reader could name.
QStringList notReached(QWidget& page) {
    QSet<const QWidget*> seen;
    page.setFocus();
    for (int i = 0; i < 200; ++i) {
        press(Qt::Key_Tab);
        if (seen.contains(QApplication::focusWidget())) break;
        seen.insert(QApplication::focusWidget());
    }
    QStringList missing;
    for (QWidget* widget : page.findChildren<QWidget*>()) {
        const bool takesKeys =
            widget->isVisible() && widget->isEnabled() && widget->focusPolicy() & Qt::TabFocus && !widget->focusProxy();
        if (!takesKeys) continue;
        const QString what =
            QStringLiteral("%1 \"%2\"").arg(QLatin1String(widget->metaObject()->className()), widget->accessibleName());
        if (!seen.contains(widget)) missing << QStringLiteral("not reached: ") + what;
        QAccessibleInterface* told = QAccessible::queryAccessibleInterface(widget);
        if (!told || told->text(QAccessible::Name).trimmed().isEmpty()) missing << QStringLiteral("nameless: ") + what;
    }
    return missing;
}

void show(QWidget& page) {
    page.resize(1274, 712);
    page.show();
    page.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&page));
}

} // namespace

class KeyboardTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { Style::apply(*qApp, Theme::load(QStringLiteral("light"))); }

    void signIn() {
        SignInPage page(SignInCard::Purpose::Review);
        show(page);
        QList<std::pair<QString, QByteArray>> given;
        connect(page.card(), &SignInCard::submitted, this, [&](const QString& user, const crypto::SecretBytes& word) {
            given << std::pair(user, word.view().toByteArray());
        });
        page.setFocus();
        type("hina");
        press(Qt::Key_Tab);
        type("open sesame");
        press(Qt::Key_Return);
        QCOMPARE(given.size(), 1);
        QCOMPARE(given.first().first, QStringLiteral("hina"));
        QCOMPARE(given.first().second, QByteArray("open sesame"));
    }

    /// F9, the card's number, Enter, Enter: in the store.
    void markByNumber() {
        test::GateWindow gate;
        QSignalSpy marked(gate.laptop.get(), &muster::Laptop::marked);
        gate.presenter->musterPage()->setFocus();
        press(Qt::Key_F9);
        type(gate.ravi.toText().right(8).constData());
        press(Qt::Key_Return);
        QCOMPARE(nameHere(), QStringLiteral("Record mark"));
        press(Qt::Key_Return);
        QVERIFY(marked.wait(5'000));
        QCOMPARE(gate.nextRoll().unmarked, 0);
    }

    /// Space presses what has the keyboard's attention, and opens the sheet only where nothing has.
    void spaceBelongsToTheButton() {
        test::GateWindow gate;
        MusterPage* page = gate.presenter->musterPage();
        page->setFocus();
        press(Qt::Key_Space);
        QVERIFY(page->findChild<ManualSheet*>()->isVisible());
        type("Ravi");
        press(Qt::Key_Return);
        QVERIFY(tabTo(QStringLiteral("Face is covered")));
        press(Qt::Key_Space); // a reason, not a new sheet
        QCOMPARE(nameHere(), QStringLiteral("Face is covered"));
        QVERIFY(tabTo(QStringLiteral("Record mark")));
        QSignalSpy asked(page, &MusterPage::manualMark);
        press(Qt::Key_Space);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][2].toString(), QStringLiteral("Face is covered"));
    }

    void theTray() {
        MusterPage page;
        show(page);
        page.setRoll(tests::demoRoll(false));
        page.camera()->setFrame(tests::drawnFrame(1));
        page.stepAside(tests::demoDecision(capture::DecisionKind::Ambiguous), tests::drawnPortrait(2));
        QSignalSpy asked(&page, &MusterPage::manualMark);
        QTest::qWait(10); // chips of before are gone
        const auto* chip = page.tray()->findChild<Chip*>();
        QVERIFY(chip && chip->isVisible());
        page.setFocus();
        QVERIFY(tabTo(chip->accessibleName()));
        press(Qt::Key_Return);
        QCOMPARE(nameHere(), QStringLiteral("Record mark")); // the likelier person is chosen beforehand
        press(Qt::Key_Return);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][0].value<WorkerId>(), tests::workerNumber(3));
        // Nobody is chosen by Enter in an empty search.
        page.stepAside(tests::demoDecision(capture::DecisionKind::Unknown), tests::drawnPortrait(1));
        page.markByHand();
        press(Qt::Key_Return);
        QVERIFY(tabTo(QStringLiteral("Name or card number")));
        QVERIFY(!tabTo(QStringLiteral("Record mark"), 30)); // grey: Tab passes it by
        QCOMPARE(asked.size(), 1);
    }

    void aDecision() {
        AlertsPage page;
        show(page);
        page.setNames(tests::demoNames(false));
        page.setAlerts(tests::demoAlerts());
        QSignalSpy decided(&page, &AlertsPage::decided);
        page.setFocus();
        QVERIFY(tabTo(QStringLiteral("Alerts")));
        press(Qt::Key_Down);
        press(Qt::Key_Down);
        QVERIFY(tabTo(QStringLiteral("Reason")));
        type("two faces, one photo");
        QVERIFY(tabTo(QStringLiteral("Reject")));
        press(Qt::Key_Return);
        QCOMPARE(decided.size(), 1);
        QCOMPARE(decided[0][0].value<EventId>(), page.model()->alert(2).eventId);
        QVERIFY(decided[0][1].value<review::Ruling>() == review::Ruling::Reject);
        QCOMPARE(decided[0][2].toString(), QStringLiteral("two faces, one photo"));
    }

    /// F1 answers everywhere, also before the laptop has joined.
    void help() {
        MainWindow window;
        auto* join = new JoinPage;
        window.addPage(Page::Setup, join);
        window.open(Page::Setup);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        join->setFocus();
        QVERIFY(qobject_cast<QLineEdit*>(QApplication::focusWidget()));
        press(Qt::Key_F1);
        auto* help = window.findChild<HelpWindow*>();
        QVERIFY(help && help->isVisible());
        QVERIFY(help->text().contains(QStringLiteral("mark by hand")));
        QTest::keyClick(help, Qt::Key_Escape);
        QVERIFY(!help->isVisible());
    }

    void tabLeadsEverywhere_data() {
        QTest::addColumn<QString>("which");
        for (const char* which : {"muster", "by hand", "queue", "workers", "join", "sign-in", "alerts", "laptops",
                                  "pay", "sites", "people"})
            QTest::newRow(which) << QString::fromLatin1(which);
    }
    void tabLeadsEverywhere() {
        QFETCH(QString, which);
        static test::ManualClock clock(tests::today(7, 44).value);
        const auto page = make(which, clock);
        QVERIFY(page);
        show(*page);
        const QStringList missing = notReached(*page);
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QStringLiteral("; "))));
    }

  private:
    static std::unique_ptr<QWidget> make(const QString& which, const Clock& clock);
};

std::unique_ptr<QWidget> KeyboardTest::make(const QString& which, const Clock& clock) {
    const auto is = [&](const char* name) { return which == QLatin1String(name); };
    if (is("muster") || is("by hand")) {
        auto page = std::make_unique<MusterPage>();
        page->setRoll(tests::demoRoll(false));
        page->camera()->setFrame(tests::drawnFrame(1));
        page->stepAside(tests::demoDecision(capture::DecisionKind::Unknown), tests::drawnPortrait(1));
        page->showOutcome(tests::demoOutcome(muster::MarkOutcome::Kind::Recorded, false));
        if (is("by hand")) page->markByHand();
        return page;
    }
    if (is("queue")) {
        auto page = std::make_unique<QueuePage>();
        page->setRows(tests::demoQueue(false));
        return page;
    }
    if (is("workers")) return std::make_unique<WorkersPage>();
    if (is("join")) return std::make_unique<JoinPage>();
    if (is("sign-in")) return std::make_unique<SignInPage>(SignInCard::Purpose::Unlock);
    if (is("alerts")) {
        auto page = std::make_unique<AlertsPage>();
        page->setAlerts(tests::demoAlerts());
        page->reason()->edit()->setText(QStringLiteral("looked at"));
        return page;
    }
    if (is("laptops")) {
        auto page = std::make_unique<DevicesPage>();
        page->setDevices(tests::demoDevices());
        page->reason()->edit()->setText(QStringLiteral("looked at"));
        return page;
    }
    if (is("pay")) {
        auto page = std::make_unique<PayPage>([] { return QDate(2026, 11, 22); });
        page->setSites(tests::demoSites(false));
        page->setLines(tests::demoPay(false));
        page->select(page->model()->line(4).workerId);
        return page;
    }
    auto page = std::make_unique<PlacesPage>(clock);
    page->setSites(tests::demoSites(false));
    page->setUsers(tests::demoUsers(false));
    if (is("people")) page->setView(PlacesPage::People);
    return page;
}

QTEST_MAIN(KeyboardTest)
#include "KeyboardTest.moc"
