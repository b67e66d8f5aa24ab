// The real store behind the real window, by keyboard: a mark is undone with Ctrl+Z, the screen is locked with Ctrl+L.
#include "tests/support/GateWindow.h"
#include "ui/muster/MusterPage.h"
#include "ui/muster/RollPanel.h"
#include "ui/theme/Style.h"
#include "ui/widgets/CameraView.h"

#include <QSignalSpy>
#include <QTest>

using namespace haziri;
using namespace haziri::ui;
using muster::Laptop;

class GateKeysTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase() { Style::apply(*qApp, Theme::load(QStringLiteral("light"))); }

    void aMarkIsUndoneByKeyboard() {
        test::GateWindow gate;
        QCOMPARE(gate.window.currentPage(), MainWindow::Page::Muster);
        gate.presenter->musterPage()->setFocus();
        QSignalSpy undone(gate.laptop.get(), &Laptop::undone);
        QTest::keyClick(&gate.window, Qt::Key_Z, Qt::ControlModifier); // nothing was marked yet
        QSignalSpy marked(gate.laptop.get(), &Laptop::marked);
        gate.laptop->markManually(gate.ravi, muster::Direction::In, QStringLiteral("sun in the camera"));
        QVERIFY(marked.wait(5'000));
        QVERIFY(undone.isEmpty());
        QCOMPARE(gate.nextRoll().unmarked, 0);
        gate.bench.server.clock.advance(5'000);
        QTest::keyClick(&gate.window, Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(undone.wait(5'000));
        const auto outcome = undone[0][0].value<muster::UndoOutcome>();
        QVERIFY2(outcome.ok, outcome.code.constData());
        QCOMPARE(outcome.name, QStringLiteral("Ravi Kumar"));
        QVERIFY(gate.presenter->musterPage()->camera()->bannerTone() == Tone::Neutral);
        QCOMPARE(gate.nextRoll().unmarked, 1);
        QCOMPARE(gate.laptop->queue().packetsWaiting, 2); // the mark, and what takes it back
        QTest::keyClick(&gate.window, Qt::Key_Z, Qt::ControlModifier);
        QTest::qWait(20);
        QCOMPARE(undone.size(), 1); // nothing is left to undo
    }

    void theScreenIsLockedAndFilled() {
        test::GateWindow gate;
        QTest::keyClick(&gate.window, Qt::Key_F11);
        QVERIFY(gate.window.isFullScreen());
        QTest::keyClick(&gate.window, Qt::Key_F11);
        QVERIFY(!gate.window.isFullScreen());
        QTest::keyClick(&gate.window, Qt::Key_L, Qt::ControlModifier);
        QCOMPARE(gate.window.currentPage(), MainWindow::Page::Lock);
        // Whoever is seen while it is locked is not marked, and nothing is undone.
        QSignalSpy undone(gate.laptop.get(), &Laptop::undone);
        QTest::keyClick(&gate.window, Qt::Key_Z, Qt::ControlModifier);
        QTest::qWait(20);
        QVERIFY(undone.isEmpty());
    }
};

QTEST_MAIN(GateKeysTest)
#include "GateKeysTest.moc"
