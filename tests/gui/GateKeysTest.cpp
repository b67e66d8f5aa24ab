// The real store behind the real window, by keyboard: a mark is undone with Ctrl+Z, the screen is locked with Ctrl+L.
#include "core/base/Json.h"
#include "tests/support/LaptopBench.h"
#include "ui/frame/MainWindow.h"
#include "ui/muster/MusterPage.h"
#include "ui/muster/RollPanel.h"
#include "ui/presenter/LaptopPresenter.h"
#include "ui/theme/Style.h"
#include "ui/widgets/CameraView.h"

#include <QSignalSpy>
#include <QTest>

using namespace haziri;
using namespace haziri::ui;
using muster::Laptop;

namespace {

/// A laptop that is enrolled and knows one worker; nobody else has its profile open.
struct Gate {
    test::LaptopBench bench;
    WorkerId ravi = WorkerId::generate(bench.server.clock, bench.random);
    std::unique_ptr<Laptop> laptop;
    MainWindow window;
    std::unique_ptr<CameraDesk> camera;
    Tones tones;
    std::unique_ptr<LaptopPresenter> presenter;

    Gate() {
        const outbox::PulledChange worker{"worker",
                                          {{QStringLiteral("type"), QStringLiteral("worker")},
                                           {QStringLiteral("workerId"), ravi.toString()},
                                           {QStringLiteral("siteId"), bench.server.siteId.toString()},
                                           {QStringLiteral("name"), QStringLiteral("Ravi Kumar")},
                                           {QStringLiteral("active"), true}}};
        if (!bench.profile->outbox().applyPull({worker}, "c1")) qFatal("no worker");
        bench.engine.reset();
        bench.client.reset();
        bench.profile.reset();
        Laptop::Options options;
        options.profileDir = bench.dir.filePath(QStringLiteral("p"));
        options.keyPassphraseFile = bench.dir.filePath(QStringLiteral("pass"));
        options.autoSync = false;
        options.clock = &bench.server.clock;
        laptop = std::make_unique<Laptop>(options);
        camera = std::make_unique<CameraDesk>(laptop->gallery(), bench.server.clock, bench.random);
        tones.setOn(false);
        presenter = std::make_unique<LaptopPresenter>(*laptop, window, *camera, tones, bench.server.clock);
        QSignalSpy rolls(laptop.get(), &Laptop::rollReady);
        window.resize(1366, 768);
        presenter->start();
        window.show();
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window)) qFatal("the window is not active");
        if (rolls.isEmpty() && !rolls.wait(10'000)) qFatal("no roll");
    }
    ~Gate() { presenter.reset(); }

    muster::RollSnapshot nextRoll() {
        QSignalSpy rolls(laptop.get(), &Laptop::rollReady);
        if (!rolls.wait(5'000)) qFatal("no roll");
        return rolls.last()[0].value<muster::RollSnapshot>();
    }
};

} // namespace

class GateKeysTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase() { Style::apply(*qApp, Theme::load(QStringLiteral("light"))); }

    void aMarkIsUndoneByKeyboard() {
        Gate gate;
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
        Gate gate;
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
