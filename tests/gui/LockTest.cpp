// The lock as people meet it: by itself after a while without anybody, and opened by password or by a PIN that has five
// tries. The real store behind the real window.
#include "core/muster/PersonVault.h"
#include "tests/support/GateWindow.h"
#include "ui/setup/SignInCard.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Fields.h"
#include "ui/widgets/Text.h"
#include "ui/words/Words.h"

#include <QFileDialog>
#include <QPointer>
#include <QTimer>
#include <atomic>

using namespace haziri;
using namespace haziri::ui;
using Page = MainWindow::Page;

namespace {

const QString kPassword = QStringLiteral("s3cret \"quoted\" \\ हाज़िरी");

/// A window whose server can be taken away.
struct Desk {
    std::atomic<bool> offline = false;
    std::atomic<qint64> sentBeforeKey = -1; ///< packets that the server had when it was given a personal key
    test::GateWindow gate{[this] {
        auto line = std::make_unique<test::PretendLine>(gate.bench.server);
        line->twist = [this](const sync::HttpRequest& request, sync::HttpAnswer answer) -> Result<sync::HttpAnswer> {
            if (request.path == "/api/v5/users/me/key") sentBeforeKey = gate.bench.server.committed.size();
            if (offline) return fail("OFFLINE", QStringLiteral("no line"));
            return answer;
        };
        return line;
    }};
    SignInPage* lock = gate.window.findChild<SignInPage*>();

    void signIn(const QString& secret) {
        const auto fields = lock->findChildren<Field*>();
        fields[0]->edit()->setText(QStringLiteral("ramesh"));
        fields[1]->edit()->setText(secret);
        QTest::keyClick(fields[1]->edit(), Qt::Key_Return);
    }
    void lockScreen() {
        QTest::keyClick(&gate.window, Qt::Key_L, Qt::ControlModifier);
        QTRY_COMPARE(gate.window.currentPage(), Page::Lock);
    }
    /// The sheet behind the person's name, and in it what chooses a PIN.
    QWidget* openPinSheet() {
        Q_EMIT gate.window.topBar()->pinWanted();
        return QApplication::activePopupWidget();
    }
    bool says(const QString& sentence) const {
        for (const auto* notice : lock->findChildren<Notice*>())
            if (notice->isVisible() && notice->accessibleName().contains(sentence)) return true;
        return false;
    }
};

void choose(QWidget* sheet, const QString& password, const QString& first, const QString& second) {
    const auto fields = sheet->findChildren<Field*>();
    QCOMPARE(fields.size(), 3);
    fields[0]->edit()->setText(password);
    fields[1]->edit()->setText(first);
    fields[2]->edit()->setText(second);
    QTest::keyClick(fields[2]->edit(), Qt::Key_Return);
}

} // namespace

class LockTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase() { Style::apply(*qApp, Theme::load(QStringLiteral("light"))); }

    void nobodyThereAndItLocks() {
        test::GateWindow gate;
        auto* idle = gate.presenter->findChild<QTimer*>(QStringLiteral("idle"));
        QVERIFY(idle && !idle->isActive()); // never, unless it was chosen
        gate.presenter->setIdleLock(std::chrono::hours(1));
        QVERIFY(idle->isActive());
        idle->setTimerType(Qt::PreciseTimer); // else it is rounded, and the key's part cannot be seen
        // Whoever works at it puts it off.
        gate.presenter->setIdleLock(std::chrono::minutes(5));
        QTest::qWait(30);
        const int before = idle->remainingTime();
        QTest::keyClick(&gate.window, Qt::Key_Shift);
        QVERIFY2(idle->remainingTime() > before, "a key did not put the lock off");
        // Locked, the camera's people are nobody's and the timer rests.
        QSignalSpy locked(gate.presenter.get(), &LaptopPresenter::locked);
        gate.presenter->setIdleLock(std::chrono::milliseconds(1));
        QVERIFY(locked.wait(5'000));
        QCOMPARE(gate.window.currentPage(), Page::Lock);
        QVERIFY(!idle->isActive());
        QTRY_VERIFY(gate.laptop->isLocked()); // and so it is after a restart
    }

    void lockedNothingElseOpens() {
        Desk desk;
        MainWindow& window = desk.gate.window;
        TopBar* top = window.topBar();
        const auto seen = [&] { // what could be pressed beside the lock itself
            QStringList texts;
            for (const auto* button : window.findChildren<QAbstractButton*>())
                if (button->isVisible() && !desk.lock->isAncestorOf(button)) texts << button->accessibleName();
            return texts;
        };
        QVERIFY(seen().contains(QStringLiteral("Settings")));
        const qsizetype open = seen().size();
        desk.lockScreen();
        QVERIFY2(!seen().contains(QStringLiteral("Settings")), qPrintable(seen().join(u'|')));
        QVERIFY2(seen().size() < open && !top->findChild<Chip*>()->isVisible(), qPrintable(seen().join(u'|')));
        Q_EMIT top->queueWanted();
        window.open(Page::Today); // whoever answers late
        QCOMPARE(window.currentPage(), Page::Lock);
        QTest::keyClick(&window, Qt::Key_F1);
        QTest::keyClick(&window, Qt::Key_F11);
        QVERIFY(!window.isFullScreen());
        for (const QWidget* other : QApplication::topLevelWidgets())
            QVERIFY2(other == &window || !other->isVisible(), other->metaObject()->className());
        desk.signIn(kPassword);
        QTRY_COMPARE_WITH_TIMEOUT(window.currentPage(), Page::Muster, 20'000);
        QVERIFY(seen().contains(QStringLiteral("Settings")));
        Q_EMIT top->queueWanted();
        QCOMPARE(window.currentPage(), Page::Queue);
    }

    void whatStoodOpenGoesWithTheLock() {
        Desk desk;
        const QPointer<QWidget> sheet = desk.openPinSheet();
        QVERIFY(sheet && sheet->isVisible());
        desk.gate.presenter->lock();
        QVERIFY(!sheet || !sheet->isVisible());
        QVERIFY(!QApplication::activePopupWidget());
        desk.signIn(kPassword);
        QTRY_COMPARE_WITH_TIMEOUT(desk.gate.window.currentPage(), Page::Muster, 20'000);

        const auto dialogs = [&] {
            int shown = 0;
            for (const auto* dialog : desk.gate.window.findChildren<QFileDialog*>())
                shown += dialog->isVisible();
            return shown;
        };
        QSignalSpy cards(desk.gate.laptop.get(), &muster::Laptop::cardReady);
        desk.gate.laptop->requestCard(desk.gate.ravi);
        QVERIFY(cards.wait(5'000));
        QCOMPARE(dialogs(), 1);
        desk.gate.laptop->requestCard(desk.gate.ravi); // its answer comes when it is locked
        desk.gate.presenter->lock();
        QCOMPARE(dialogs(), 0);
        QVERIFY(cards.wait(5'000));
        QCOMPARE(dialogs(), 0);
    }

    // What waits was signed under the key that is about to be replaced: it goes first.
    void aKeyIsReplacedAfterWhatWaitsWasSent() {
        Desk desk;
        desk.lockScreen();
        desk.signIn(kPassword);
        QTRY_COMPARE_WITH_TIMEOUT(desk.gate.window.currentPage(), Page::Muster, 20'000);
        QCOMPARE(desk.sentBeforeKey, 0);
        QSignalSpy marked(desk.gate.laptop.get(), &muster::Laptop::marked);
        desk.gate.laptop->markManually(desk.gate.ravi, muster::Direction::In, QStringLiteral("no light"));
        QVERIFY(marked.wait(5'000));
        desk.lockScreen();
        desk.offline = true;
        QSignalSpy refused(desk.gate.laptop.get(), &muster::Laptop::signInFailed);
        for (int i = 1; i <= muster::PersonVault::kMaxTries; ++i) {
            desk.signIn(QStringLiteral("a guess"));
            QTRY_COMPARE_WITH_TIMEOUT(refused.size(), i, 20'000);
        }
        desk.offline = false;
        desk.signIn(kPassword);
        QTRY_COMPARE_WITH_TIMEOUT(desk.gate.window.currentPage(), Page::Muster, 20'000);
        QCOMPARE(desk.sentBeforeKey, 1);
        QCOMPARE(desk.gate.bench.server.userKeys.size(), std::size_t(2));
    }

    void aPinOpensItWithFiveTries() {
        Desk desk;
        desk.lockScreen();
        desk.signIn(kPassword);
        QTRY_COMPARE(desk.gate.window.currentPage(), Page::Muster);
        QCOMPARE(desk.gate.laptop->user().role, QByteArray("thekedar"));

        QWidget* sheet = desk.openPinSheet();
        QVERIFY(sheet);
        const auto error = [&] {
            QStringList shown;
            for (const Text* text : sheet->findChildren<Text*>())
                shown << text->text();
            return shown.join(u'\n');
        };
        choose(sheet, kPassword, QStringLiteral("730914"), QStringLiteral("730915"));
        QVERIFY(error().contains(QStringLiteral("two different PINs")));
        choose(sheet, kPassword, QStringLiteral("123456"), QStringLiteral("123456"));
        QTRY_VERIFY(error().contains(Words::sentence("PIN_WEAK")));
        choose(sheet, QStringLiteral("not his password"), QStringLiteral("730914"), QStringLiteral("730914"));
        QTRY_VERIFY(error().contains(Words::sentence("WRONG_PASSWORD")));
        QSignalSpy set(desk.gate.laptop.get(), &muster::Laptop::pinSet);
        choose(sheet, kPassword, QStringLiteral("730914"), QStringLiteral("730914"));
        QVERIFY(set.wait(20'000));
        QTRY_VERIFY(!QApplication::activePopupWidget());

        // Without a line it takes the password's place.
        desk.offline = true;
        desk.lockScreen();
        desk.signIn(QStringLiteral("730914"));
        QTRY_COMPARE(desk.gate.window.currentPage(), Page::Muster);

        desk.lockScreen();
        QSignalSpy refused(desk.gate.laptop.get(), &muster::Laptop::signInFailed);
        for (int i = 1; i <= 5; ++i) {
            desk.signIn(QStringLiteral("730915"));
            QTRY_COMPARE_WITH_TIMEOUT(refused.size(), i, 20'000);
            QCOMPARE(desk.gate.window.currentPage(), Page::Lock);
            QVERIFY(desk.says(Words::sentence("WRONG_PIN")));
        }
        desk.signIn(QStringLiteral("730914")); // the right one, too late
        QTRY_COMPARE_WITH_TIMEOUT(refused.size(), 6, 20'000);
        QCOMPARE(desk.gate.window.currentPage(), Page::Lock);
        QVERIFY(desk.says(Words::sentence("PIN_TRIES")));
        desk.signIn(kPassword);
        QTRY_COMPARE_WITH_TIMEOUT(desk.gate.window.currentPage(), Page::Muster, 20'000);
    }
};

QTEST_MAIN(LockTest)
#include "LockTest.moc"
