// HR's window over a log of a million entries of a real server: opening, scrolling, searching, proving, verifying and
// stopping. Says how long each took and for how long the window stood still at the most (one event of its thread); ends
// with 1 where one event took more than 16 ms of the thread's processor time.
//
//   build/dev/bin/LogWindow --entries 1000000 [--folder DIR]
#include "tests/bench/server/BenchLaptop.h"
#include "tests/bench/server/LogFiller.h"
#include "tests/support/TimedApplication.h"

#include "core/sync/HttpsTransport.h"
#include "ui/frame/MainWindow.h"
#include "ui/presenter/ReviewPresenter.h"
#include "ui/review/AuditPage.h"
#include "ui/review/EntryInspector.h"
#include "ui/setup/SignInCard.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Table.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>

using namespace haziri;
using namespace haziri::bench;
using namespace haziri::ui;

namespace {

double worst = 0; ///< processor time of the longest event so far, ms

test::TimedApplication& app() {
    return static_cast<test::TimedApplication&>(*qApp);
}

/// Runs the loop until `isDone`; ends the program after `seconds`.
template <class Done>
void waitFor(const char* what, int seconds, Done isDone) {
    QElapsedTimer timer;
    timer.start();
    while (!isDone()) {
        QTest::qWait(2);
        if (timer.elapsed() > seconds * 1000LL) qFatal("%s does not come to an end", what);
    }
}

void tell(const char* what, const QElapsedTimer& timer) {
    const auto slots = app().takeSlots();
    const test::SlotSummary sum(slots);
    std::printf(
        "%-44s %9.0f ms   longest event %6.1f ms (processor %6.1f)   above %.0f ms: %zu (processor %zu) of %zu\n", what,
        double(timer.elapsed()), sum.longestWall, sum.longestCpu, test::kSlotMs, sum.lateWall, sum.lateCpu, sum.count);
    for (const auto& slot : slots)
        if (slot.wallMs > 2 * test::kSlotMs)
            std::printf("    %6.1f ms (processor %6.1f)%s\n", slot.wallMs, slot.cpuMs, slot.what.constData());
    worst = std::max(worst, sum.longestCpu);
    std::fflush(stdout);
}

/// One thing that HR does, timed.
template <class Do>
void step(const char* what, Do doIt) {
    app().takeSlots();
    QElapsedTimer timer;
    timer.start();
    doIt();
    tell(what, timer);
}

} // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", qgetenv("QT_QPA_PLATFORM").isEmpty() ? "offscreen" : qgetenv("QT_QPA_PLATFORM"));
    test::TimedApplication application(argc, argv);
    application.phase = {};
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOption({QStringLiteral("entries"), QStringLiteral("Length of the log"), QStringLiteral("N"),
                      QStringLiteral("1000000")});
    parser.addOption({QStringLiteral("folder"), QStringLiteral("Where the deployment is made"), QStringLiteral("DIR"),
                      QDir::tempPath()});
    parser.addOption({QStringLiteral("smoke"), QStringLiteral("Only see that all of it works")});
    parser.process(application);
    const qint64 entries = parser.value(QStringLiteral("entries")).toLongLong();

    QTemporaryDir folder(parser.value(QStringLiteral("folder")) + QStringLiteral("/haziri-window-XXXXXX"));
    BenchServer server(QCoreApplication::applicationDirPath(), folder.path(), {}, 200);
    const auto keys = must(store::ServerKeys::load(server.dataDir()));
    crypto::SystemRandom random;
    server.start(1);
    const BenchLaptop laptop(server, random, {});
    server.stop();
    fillLog(server, keys, entries);
    server.start(1);

    sync::ServerAccess access;
    access.baseUrl = QUrl(QStringLiteral("http://127.0.0.1:%1").arg(server.port(0)));
    access.deviceId = laptop.deviceId();
    access.fingerprint = {{QStringLiteral("simHash"), QStringLiteral("00ff00ff00ff00ff")}};
    access.simHash = "00ff00ff00ff00ff";
    access.logKey = server.logKey();
    access.signProof = [&](const protocol::Proof& proof) { return laptop.signProof(proof); };

    Style::apply(application, Theme::load(QStringLiteral("light")));
    SystemClock clock;
    MainWindow window;
    ReviewPresenter presenter(
        window,
        [&] {
            return std::make_unique<review::ReviewClient>(
                access, [&] { return std::make_unique<sync::HttpsTransport>(access.baseUrl, access.pin); }, clock,
                random);
        },
        clock);
    presenter.setWitnessFile(folder.filePath(QStringLiteral("witness")));
    window.resize(1366, 768);
    window.setRole("admin");
    window.show();
    AuditPage* page = presenter.auditPage();
    AuditLogModel* model = page->model();
    std::printf("log of %lld entries\n", (long long)entries);

    step("sign in, until the newest row stands there", [&] {
        window.open(MainWindow::Page::Audit);
        Q_EMIT presenter.signInPage()->card()->submitted(QStringLiteral("root"),
                                                         crypto::SecretBytes::copyOf("a benchmark's password"));
        waitFor("signing in", 60, [&] { return model->rowCount() > 0 && model->rowAt(0); });
    });
    if (model->rowCount() < entries) qFatal("the window shows %d rows", model->rowCount());
    QScrollBar* bar = page->table()->verticalScrollBar();
    step("the bar from top to bottom, 600 frames", [&] {
        for (int i = 0; i <= 600; ++i) {
            bar->setValue(int(qint64(bar->maximum()) * i / 600));
            QTest::qWait(4);
        }
        waitFor("the last row", 60, [&] { return model->rowAt(model->rowCount() - 1) != nullptr; });
    });
    step("200 turns of the wheel", [&] {
        for (int i = 0; i < 200; ++i) {
            bar->setValue(bar->value() - bar->singleStep() * 3);
            QTest::qWait(4);
        }
    });
    step("to an entry by its number, with its proof", [&] {
        page->goTo(entries / 2);
        waitFor("the entry", 60, [&] { return page->inspector()->index() == entries / 2; });
        QTest::qWait(200);
    });
    const auto search = [&](const QSet<QByteArray>& kinds) {
        review::LogFilter filter;
        filter.kinds = kinds;
        model->setFilter(filter);
        waitFor("the search", 600, [&] { return !model->isSearching(); });
    };
    step("search: laptops enrolled (one, at the beginning)", [&] {
        search({"device.register"});
        if (model->rowCount() != 1) qFatal("found %d enrolments", model->rowCount());
    });
    step("search: attendance, the newest sixty", [&] {
        search({"attendance"});
        if (model->rowCount() < 60) qFatal("found %d marks", model->rowCount());
    });
    step("search: held marks (none)", [&] {
        review::LogFilter filter;
        filter.heldOnly = true;
        model->setFilter(filter);
        waitFor("the search", 1800, [&] { return !model->isSearching(); });
        if (model->rowCount() != 0) qFatal("found %d held marks", model->rowCount());
        model->setFilter({});
    });
    if (!parser.isSet(QStringLiteral("smoke")))
        step("verify, stopped after two seconds", [&] {
            Q_EMIT page->verifyWanted();
            QTest::qWait(2000);
            Q_EMIT page->cancelWanted();
            waitFor("stopping", 30, [&] { return page->report().has_value(); });
        });
    step("verify all", [&] {
        Q_EMIT page->verifyWanted();
        waitFor("verifying", 1800,
                [&] { return page->report() && page->report()->outcome != review::VerifyReport::Outcome::Cancelled; });
        if (page->report()->outcome != review::VerifyReport::Outcome::Whole) qFatal("the log is not whole");
    });
    presenter.signOut();
    std::printf("longest event of all: %.1f ms of the thread's processor time\n", worst);
    return !parser.isSet(QStringLiteral("smoke")) && worst > test::kSlotMs ? 1 : 0;
}
