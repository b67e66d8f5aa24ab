// The real window over the real store of a laptop, for tests that drive it as a person does.
#pragma once

#include "tests/support/LaptopBench.h"
#include "ui/frame/MainWindow.h"
#include "ui/presenter/LaptopPresenter.h"

#include <QTest>

namespace haziri::test {

/// A laptop that is enrolled and knows one worker; nobody else has its profile open.
struct GateWindow {
    LaptopBench bench;
    WorkerId ravi = WorkerId::generate(bench.server.clock, bench.random);
    std::unique_ptr<muster::Laptop> laptop;
    ui::MainWindow window;
    std::unique_ptr<ui::CameraDesk> camera;
    ui::Tones tones;
    std::unique_ptr<ui::LaptopPresenter> presenter;

    /// `line`: the way to its server; nothing: none is asked.
    explicit GateWindow(std::function<std::unique_ptr<sync::Transport>()> line = {}) {
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
        muster::Laptop::Options options;
        options.profileDir = bench.dir.filePath(QStringLiteral("p"));
        options.keyPassphraseFile = bench.dir.filePath(QStringLiteral("pass"));
        options.autoSync = false;
        if (line) options.makeTransport = [line](const QUrl&, const QByteArray&) { return line(); };
        options.clock = &bench.server.clock;
        laptop = std::make_unique<muster::Laptop>(options);
        camera = std::make_unique<ui::CameraDesk>(laptop->gallery(), bench.server.clock, bench.random);
        tones.setOn(false);
        presenter = std::make_unique<ui::LaptopPresenter>(*laptop, window, *camera, tones, bench.server.clock);
        QSignalSpy rolls(laptop.get(), &muster::Laptop::rollReady);
        window.resize(1366, 768);
        presenter->start();
        window.show();
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window)) qFatal("the window is not active");
        if (rolls.isEmpty() && !rolls.wait(10'000)) qFatal("no roll");
    }
    ~GateWindow() { presenter.reset(); }

    muster::RollSnapshot nextRoll() {
        QSignalSpy rolls(laptop.get(), &muster::Laptop::rollReady);
        if (!rolls.wait(5'000)) qFatal("no roll");
        return rolls.last()[0].value<muster::RollSnapshot>();
    }
};

} // namespace haziri::test
