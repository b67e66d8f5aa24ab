// The real window on a laptop with many workers: how long until the roll can be used, how much memory, and which turns
// of the window's event loop took longer than a picture on the screen lasts (16 ms).
//
//   WindowBench [WORKERS [MARKS [--assert]]]       5,000 workers and 1,000 marks of today unless told otherwise
//
// Makes the profile in one process and measures in another, so that nothing is warm but the disk's cache. Ends with 1
// where a turn took more than 16 ms of the thread's processor time; with --assert where another goal is missed too: 2 s
// to a usable muster, 400 MB. Without a display: QT_QPA_PLATFORM=offscreen.
#include "core/base/Base64Url.h"
#include "core/capture/SourceSpec.h"
#include "core/face/Embedding.h"
#include "core/face/ModelManifest.h"
#include "core/muster/MarkRecorder.h"
#include "tests/support/LaptopBench.h"
#include "tests/support/TimedApplication.h"
#include "ui/frame/MainWindow.h"
#include "ui/muster/MusterPage.h"
#include "ui/presenter/LaptopPresenter.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Fields.h"
#include "ui/words/Languages.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QProcess>
#include <QTimer>
#include <algorithm>
#include <cstdio>
#include <random>

using namespace haziri;

namespace {

double memoryMb(const char* what) {
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly)) return 0;
    for (const QByteArray& line : status.readAll().split('\n'))
        if (line.startsWith(what)) return line.simplified().split(' ').value(1).toDouble() * 1024 / 1e6;
    return 0;
}

int make(const QString& folder, int workers, int marks) {
    test::LaptopBench bench;
    const auto manifest = face::ModelManifest::standard();
    const QByteArray model = manifest ? manifest->embeddingModel() : QByteArrayLiteral("model");
    std::mt19937 random(7);
    std::normal_distribution<float> normal;
    QList<outbox::PulledChange> changes;
    QList<WorkerId> ids;
    for (int i = 0; i < workers; ++i) {
        face::Embedding face{model, std::vector<float>(512)};
        for (float& value : face.values)
            value = normal(random);
        face::normalise(face.values);
        const WorkerId id = WorkerId::generate(bench.server.clock, bench.random);
        ids << id;
        const QJsonObject shape{{QStringLiteral("model"), QString::fromUtf8(model)},
                                {QStringLiteral("vector"), QLatin1StringView(toBase64Url(face.toBytes()))}};
        changes.append({"worker",
                        {{QStringLiteral("type"), QStringLiteral("worker")},
                         {QStringLiteral("workerId"), id.toString()},
                         {QStringLiteral("siteId"), bench.server.siteId.toString()},
                         {QStringLiteral("name"), QStringLiteral("Worker number %1").arg(i)},
                         {QStringLiteral("trade"), i % 3 ? QStringLiteral("mason") : QStringLiteral("helper")},
                         {QStringLiteral("thekedarName"), QStringLiteral("Gang %1").arg(i % 20)},
                         {QStringLiteral("active"), true},
                         {QStringLiteral("consentFace"), true},
                         {QStringLiteral("trustScore"), 60},
                         {QStringLiteral("templates"), QJsonArray{shape, shape, shape}}}});
    }
    if (!bench.profile->outbox().applyPull(changes, "c1")) return 1;
    muster::PacketWriter writer(*bench.profile, bench.server.clock, bench.random);
    muster::MarkRecorder recorder(*bench.profile, writer, bench.server.clock, bench.random, 10);
    for (int i = 0; i < marks; ++i)
        recorder.markManually({ids[i % ids.size()], QStringLiteral("Worker number %1").arg(i), {}, {}},
                              muster::Direction::In, QStringLiteral("bench"), {}, bench.server.userId, {});
    bench.engine.reset();
    bench.client.reset();
    bench.profile.reset();
    return QFile::rename(bench.dir.filePath(QStringLiteral("p")), folder + QStringLiteral("/p")) &&
                   QFile::copy(bench.dir.filePath(QStringLiteral("pass")), folder + QStringLiteral("/pass"))
               ? 0
               : 1;
}

int measure(int argc, char** argv, const QString& folder, int workers, bool asserting) {
    QElapsedTimer since;
    since.start();
    test::TimedApplication app(argc, argv);
    test::FakeClock clock;
    crypto::SystemRandom random;
    ui::Languages languages(app);
    languages.use(QStringLiteral("en"));
    ui::Style::apply(app, ui::Theme::load(QStringLiteral("light")));
    muster::Laptop::Options options;
    options.profileDir = folder + QStringLiteral("/p");
    options.keyPassphraseFile = folder + QStringLiteral("/pass");
    options.autoSync = false;
    options.clock = &clock;
    muster::Laptop laptop(options);
    ui::MainWindow window;
    ui::CameraDesk camera(laptop.gallery(), clock, random);
    ui::Tones tones;
    tones.setOn(false);
    ui::LaptopPresenter presenter(laptop, window, camera, tones, clock);
    double usable = -1, startMemory = 0;
    int steps = 0;
    QTimer work;
    QObject::connect(&laptop, &muster::Laptop::rollReady, &window, [&](const muster::RollSnapshot& roll) {
        if (roll.rows.size() < workers || usable >= 0) return;
        // Behind this turn: when it is painted.
        QTimer::singleShot(0, &window, [&] {
            window.repaint();
            usable = double(since.nsecsElapsed()) / 1e6;
            startMemory = memoryMb("VmRSS");
            app.phase = "work";
            work.start(60);
        });
    });
    // Then a busy minute in short: marks, searches, other pages, the other language and look.
    QObject::connect(&work, &QTimer::timeout, &window, [&] {
        const auto known = laptop.workers();
        auto* page = presenter.musterPage();
        auto* search = page->findChild<ui::SearchField*>();
        switch (++steps % 6) {
        case 0:
            laptop.markManually(known[(steps * 37) % known.size()].workerId, muster::Direction::Out,
                                QStringLiteral("bench"));
            break;
        case 1:
            search->setText(QString::number(steps));
            break;
        case 2:
            search->clear();
            break;
        case 3:
            window.open(steps % 12 < 6 ? ui::MainWindow::Page::Queue : ui::MainWindow::Page::Workers);
            break;
        case 4:
            window.open(ui::MainWindow::Page::Muster);
            break;
        default:
            break;
        }
        if (steps >= 120) app.quit();
    });
    window.open(ui::MainWindow::Page::Setup);
    window.resize(1366, 768);
    presenter.start();
    window.show();
    QTimer::singleShot(90'000, &app, [&] { app.quit(); });
    QApplication::exec();

    std::printf("workers %d\n", workers);
    std::printf("usable muster after %.0f ms\n", usable);
    std::printf("memory then %.0f MB, most %.0f MB\n", startMemory, memoryMb("VmHWM"));
    auto slots = app.takeSlots();
    const test::SlotSummary sum(slots);
    std::printf("%zu turns of the window's loop, longest %.1f ms (processor %.1f), over %.0f ms: %zu (processor %zu)\n",
                sum.count, sum.longestWall, sum.longestCpu, test::kSlotMs, sum.lateWall, sum.lateCpu);
    std::sort(slots.begin(), slots.end(), [](const auto& a, const auto& b) { return a.wallMs > b.wallMs; });
    for (size_t i = 0; i < std::min<size_t>(slots.size(), 12); ++i)
        std::printf("  %6.1f ms (processor %6.1f)  %s\n", slots[i].wallMs, slots[i].cpuMs, slots[i].what.constData());
    if (usable < 0) return 1;
    return asserting && (sum.lateCpu > 0 || usable > 2000 || memoryMb("VmHWM") > 400) ? 1 : 0;
}

} // namespace

int main(int argc, char** argv) {
    const QByteArrayList words(argv + 1, argv + argc);
    const bool asserting = words.contains("--assert");
    if (words.value(0) == "--measure")
        return measure(argc, argv, QString::fromUtf8(words.value(1)), words.value(2).toInt(), asserting);
    const int workers = words.value(0, "5000").toInt(), marks = words.value(1, "1000").toInt();
    if (workers < 1 || marks < 0) return 2;
    QCoreApplication app(argc, argv);
    QTemporaryDir folder;
    if (const int failed = make(folder.path(), workers, marks)) return failed;
    QProcess other;
    other.setProcessChannelMode(QProcess::ForwardedChannels);
    QStringList arguments{QStringLiteral("--measure"), folder.path(), QString::number(workers)};
    if (asserting) arguments << QStringLiteral("--assert");
    other.start(QCoreApplication::applicationFilePath(), arguments);
    return other.waitForFinished(120'000) ? other.exitCode() : 1;
}
