// The gate as it runs all day: the real models look at a 640×480 stream while the real muster page paints it, with a
// large site enrolled. Prints what people at the gate feel: pictures a second, time to a decision, the longest time in
// which the window answered nobody, and memory.
//
//   HAZIRI_MODELS_DIR=… GateBench FOLDER_OF_PEOPLE|VIDEO [seconds=45] [enrolled=5000] [frames a second=30]
//
// FOLDER_OF_PEOPLE has a folder with pictures for each person; the first three of each are enrolled, the others pass
// one after another, 1.5 s each. Of a video nobody is enrolled but made-up people. Nothing is stored: how long a mark
// takes to be durable is measured elsewhere.
#include "core/capture/CapturePipeline.h"
#include "core/capture/SourceSpec.h"
#include "core/face/Picture.h"
#include "tests/support/DemoFeed.h"
#include "tests/support/PictureStream.h"
#include "tests/support/SeededRandom.h"
#include "ui/muster/MusterPage.h"
#include "ui/theme/Style.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QThread>
#include <algorithm>
#include <cstdio>
#include <numeric>
#include <random>
#include <sys/resource.h>

using namespace haziri;

namespace {

/// Times every event from the loop to the end of its handling; what it causes directly belongs to it.
class TimedApplication final : public QApplication {
  public:
    using QApplication::QApplication;
    bool notify(QObject* receiver, QEvent* event) override {
        // Every thread's events come through here.
        if (QThread::currentThread() != thread() || m_depth > 0) return QApplication::notify(receiver, event);
        ++m_depth;
        QElapsedTimer clock;
        clock.start();
        const bool done = QApplication::notify(receiver, event);
        slots_.push_back(double(clock.nsecsElapsed()) / 1e6);
        --m_depth;
        return done;
    }
    std::vector<double> slots_; ///< milliseconds

  private:
    int m_depth = 0;
};

double quantile(std::vector<double> values, double q) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    return values[size_t(q * double(values.size() - 1) + 0.5)];
}

/// "VmRSS" now, "VmHWM" the most so far; MiB.
double memoryMiB(const char* what) {
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly)) return 0;
    for (const QByteArray& line : status.readAll().split('\n'))
        if (line.startsWith(what)) return line.simplified().split(' ').value(1).toDouble() / 1024;
    return 0;
}

double processorSeconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) { return double(t.tv_sec) + double(t.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

WorkerId worker(int n) {
    UuidBytes id{};
    id[0] = 1, id[13] = std::uint8_t(n >> 16), id[14] = std::uint8_t(n >> 8), id[15] = std::uint8_t(n);
    return WorkerId(id);
}

std::vector<face::Enrolled> madeUpPeople(int count, const QByteArray& model) {
    std::mt19937 random(7);
    std::normal_distribution<float> normal;
    std::vector<face::Enrolled> people;
    for (int i = 0; i < count; ++i) {
        face::Embedding e{model, std::vector<float>(512)};
        for (float& v : e.values)
            v = normal(random);
        face::normalise(e.values);
        people.push_back({worker(1000 + i), QStringLiteral("Made up %1").arg(i), {std::move(e)}});
    }
    return people;
}

struct People {
    std::vector<face::Enrolled> enrolled;
    QList<test::PictureStream::Scene> scenes;
};

/// Everybody of the folder, over and over, until the time is full.
People peopleOf(const QString& folder, face::FaceEngine& engine, int seconds, int fps) {
    People result;
    QList<QList<QImage>> passing;
    const QStringList names = QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    for (const QString& name : names) {
        const QDir dir(folder + u'/' + name);
        face::Enrolled enrolled{worker(int(passing.size()) + 1), name, {}};
        QList<QImage> views;
        for (const QString& file : dir.entryList({QStringLiteral("*.jpg"), QStringLiteral("*.png")}, QDir::Files)) {
            const auto picture = face::readPicture(dir.filePath(file));
            if (!picture) continue;
            if (enrolled.templates.size() < 3) {
                if (auto portrait = engine.readPortrait(*picture)) enrolled.templates.push_back(portrait->embedding);
            } else if (views.size() < 3) {
                views.append(test::onCanvas(*picture, 0.45, {int(views.size()) * 12 - 12, 0}));
            }
        }
        if (enrolled.templates.empty() || views.isEmpty()) continue;
        result.enrolled.push_back(std::move(enrolled));
        passing.append(views);
    }
    for (int frames = 0, n = 0; !passing.isEmpty() && frames < seconds * fps; ++n) {
        const QList<QImage>& views = passing[n % passing.size()];
        for (const QImage& view : views) {
            result.scenes.append({view, int(1.5 * fps / double(views.size()))});
            frames += result.scenes.last().frames;
        }
        result.scenes.append({QImage(), int(0.8 * fps)});
        frames += result.scenes.last().frames;
    }
    return result;
}

QImage faceOf(const capture::Decision& decision) {
    const QImage photo = QImage::fromData(decision.photoJpeg);
    const QRectF& f = decision.faceInPhoto;
    return photo.copy(
        QRectF(f.x() * photo.width(), f.y() * photo.height(), f.width() * photo.width(), f.height() * photo.height())
            .toRect());
}

int number(const QStringList& arguments, int place, int otherwise) {
    return arguments.size() > place ? std::max(1, arguments[place].toInt()) : otherwise;
}
} // namespace

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    TimedApplication app(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 2) {
        std::fprintf(stderr, "GateBench FOLDER_OF_PEOPLE|VIDEO [seconds=45] [enrolled=5000] [frames a second=30]\n");
        return 2;
    }
    const int seconds = number(arguments, 2, 45), enrolled = number(arguments, 3, 5000), fps = number(arguments, 4, 30);
    auto engine = face::FaceEngine::loadStandard();
    if (!engine) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(engine.error().message));
        return 1;
    }
    const SystemClock clock;
    const bool isFolder = QFileInfo(arguments[1]).isDir();
    const People people = isFolder ? peopleOf(arguments[1], **engine, seconds, fps) : People();
    std::unique_ptr<capture::FrameSource> source;
    if (isFolder) {
        source = std::make_unique<test::PictureStream>(people.scenes, clock, fps);
    } else if (auto video = capture::openSource({capture::SourceSpec::Kind::File, arguments[1]}, clock)) {
        source = std::move(*video);
    }
    if (!source || (isFolder && people.scenes.isEmpty())) {
        std::fprintf(stderr, "%s: nothing to show\n", qUtf8Printable(arguments[1]));
        return 1;
    }

    const double before = memoryMiB("VmRSS");
    auto gallery = std::make_shared<face::GallerySlot>();
    auto workers = madeUpPeople(enrolled, (*engine)->modelName());
    workers.insert(workers.end(), people.enrolled.begin(), people.enrolled.end());
    gallery->replace(face::Gallery((*engine)->modelName(), workers));
    workers.clear();
    workers.shrink_to_fit();

    ui::Style::apply(app, ui::Theme::load(QStringLiteral("light")));
    ui::MusterPage page;
    page.resize(1274, 712); // what the window leaves at 1366×768
    page.setRoll(tests::demoRoll(false));
    page.show();

    test::SeededRandom random;
    capture::CaptureSettings settings;
    settings.repeatAfterMs = 0; // the few pass again and again
    // Life is judged in every frame, and believed: what pictures of pictures say of it would only make them wait.
    settings.livenessFrames = 0;
    settings.livenessLimit = settings.livenessClearlyLow = 0;
    capture::CapturePipeline pipeline(std::move(*engine), gallery, random, settings);
    std::vector<double> toDecision;
    int named = 0, looked = 0, delivered = 0;
    const auto outcomeOf = [](const capture::Decision& decision) {
        muster::MarkOutcome outcome = tests::demoOutcome(muster::MarkOutcome::Kind::Recorded, false);
        outcome.name = decision.name;
        outcome.time = decision.at;
        return outcome;
    };
    QObject::connect(&pipeline, &capture::CapturePipeline::frameReady, &page, [&](const QImage& frame) {
        ++delivered;
        page.camera()->setFrame(frame);
    });
    QObject::connect(&pipeline, &capture::CapturePipeline::facesSeen, &page, [&](const auto& faces) {
        ++looked;
        page.setFaces(faces);
    });
    QObject::connect(&pipeline, &capture::CapturePipeline::decided, &page, [&](const capture::Decision& decision) {
        toDecision.push_back(double(clock.now().value - decision.at.value)); // since the frame that settled it came
        const bool known = decision.kind == capture::DecisionKind::Recognised;
        named += known;
        if (known)
            page.showOutcome(outcomeOf(decision), faceOf(decision));
        else
            page.stepAside(decision, faceOf(decision));
    });
    QObject::connect(&pipeline, &capture::CapturePipeline::finished, &app, &QCoreApplication::quit);
    QObject::connect(&pipeline, &capture::CapturePipeline::failed, &app, [](const Error& error) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(error.message));
        QCoreApplication::exit(1);
    });
    QTimer::singleShot(seconds * 1000, &app, &QCoreApplication::quit);
    app.processEvents();

    app.slots_.clear();
    const qint64 paintedBefore = page.camera()->paintedFrames();
    const double idle = memoryMiB("VmRSS"), processorBefore = processorSeconds();
    QElapsedTimer run;
    run.start();
    pipeline.start(std::move(source));
    const int result = QApplication::exec();
    const double took = double(run.elapsed()) / 1000, processor = processorSeconds() - processorBefore;
    const auto painted = double(page.camera()->paintedFrames() - paintedBefore);
    pipeline.stop();

    const double busy = std::accumulate(app.slots_.begin(), app.slots_.end(), 0.0);
    std::printf("enrolled                        %d made up, %zu real\n", enrolled, people.enrolled.size());
    std::printf("ran                             %.1f s, %d frames a second offered\n", took, isFolder ? fps : 0);
    std::printf("painted frames/s                %.1f (delivered to the window %.1f)\n", painted / took,
                delivered / took);
    std::printf("frames judged/s                 %.1f\n", looked / took);
    std::printf("decisions                       %zu, %d with a name\n", toDecision.size(), named);
    std::printf("frame to decision, p50/p95/max  %.0f / %.0f / %.0f ms\n", quantile(toDecision, 0.5),
                quantile(toDecision, 0.95), quantile(toDecision, 1));
    std::printf("window's thread, longest/p99    %.1f / %.1f ms, busy %.0f %%\n", quantile(app.slots_, 1),
                quantile(app.slots_, 0.99), busy / took / 10);
    std::printf("processor                       %.2f cores\n", processor / took);
    std::printf("memory, before the gallery / page shown / now / most   %.0f / %.0f / %.0f / %.0f MiB\n", before, idle,
                memoryMiB("VmRSS"), memoryMiB("VmHWM"));
    return result;
}
