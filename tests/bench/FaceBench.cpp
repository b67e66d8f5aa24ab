// Time of each stage of the face pipeline at 640×480, of a search, and of the way from a frame to a name with 5,000
// enrolled; memory. Milliseconds; run alone on the machine.
//
//   HAZIRI_MODELS_DIR=… HAZIRI_TEST_PICTURES=… FaceBench [--benchmark_…]
#include "core/face/FaceAligner.h"
#include "core/face/FaceDetector.h"
#include "core/face/FaceEmbedder.h"
#include "core/face/FaceEngine.h"
#include "core/face/FaceLandmarker.h"
#include "core/face/Gallery.h"
#include "core/face/LivenessJudge.h"
#include "core/face/MatchRule.h"
#include "core/face/Picture.h"

#include <QDir>
#include <QFile>
#include <QPainter>
#include <benchmark/benchmark.h>
#include <cstdio>
#include <random>

using namespace haziri;
using namespace haziri::face;

namespace {

// A person in the middle of a 640×480 camera picture.
QImage cameraPicture() {
    const QString folder = qEnvironmentVariable("HAZIRI_TEST_PICTURES") + QStringLiteral("/johns/John_Salley");
    const QStringList names = QDir(folder).entryList({QStringLiteral("*.jpg")}, QDir::Files, QDir::Name);
    const auto picture = readPicture(names.isEmpty() ? folder : folder + u'/' + names.first());
    if (!picture) {
        std::fprintf(stderr, "%s\nSet HAZIRI_TEST_PICTURES (installer/fetch-test-pictures).\n",
                     qUtf8Printable(picture.error().message));
        std::exit(1);
    }
    QImage canvas(640, 480, QImage::Format_BGR888);
    canvas.fill(QColor(110, 120, 130));
    QPainter(&canvas).drawImage(QRect(200, 100, 240, 240), *picture);
    return canvas;
}

struct Fixture {
    QImage image = cameraPicture();
    cv::Mat bgr{image.height(), image.width(), CV_8UC3, image.bits(), size_t(image.bytesPerLine())};
    ModelFiles files = *ModelManifest::standard()->find(ModelManifest::standardDirectories());
    FaceDetector detector = *FaceDetector::load(files.contents["detect"]);
    FaceLandmarker landmarker = *FaceLandmarker::load(files.contents["landmark"]);
    FaceEmbedder embedder = *FaceEmbedder::load(files.contents["feature"], files.embeddingModel);
    LivenessJudge liveness = *LivenessJudge::load(files.contents["liveness"]);
    std::unique_ptr<FaceEngine> engine = *FaceEngine::loadStandard();
    FaceBox box = detector.detect(bgr)->at(0);
    FivePoints points = fivePoints(*landmarker.find(bgr, box));
    cv::Mat aligned = *align(bgr, points);
};

Fixture& fixture() {
    static Fixture f;
    return f;
}

template <class Stage>
void time(benchmark::State& state, Stage stage) {
    Fixture& f = fixture();
    for (auto _ : state)
        benchmark::DoNotOptimize(stage(f));
}

Embedding randomFace(std::mt19937& random) {
    std::normal_distribution<float> normal;
    Embedding e{fixture().files.embeddingModel, std::vector<float>(512)};
    for (float& v : e.values)
        v = normal(random);
    normalise(e.values);
    return e;
}

Gallery madeUp(qint64 people) {
    std::mt19937 random(1);
    std::vector<Enrolled> workers;
    for (qint64 i = 0; i < people; ++i) {
        UuidBytes id{};
        id[0] = 1, id[14] = std::uint8_t(i >> 8), id[15] = std::uint8_t(i);
        workers.push_back({WorkerId(id), {}, {randomFace(random)}});
    }
    return Gallery(fixture().files.embeddingModel, workers);
}

void search(benchmark::State& state) {
    const Gallery gallery = madeUp(state.range(0));
    std::mt19937 random(2);
    const Embedding probe = randomFace(random);
    for (auto _ : state)
        benchmark::DoNotOptimize(gallery.search(probe));
}

// All of what happens to a frame: detection to liveness, the search, the rule.
void frameToName(benchmark::State& state) {
    const Gallery gallery = madeUp(state.range(0));
    Fixture& f = fixture();
    for (auto _ : state) {
        const auto faces = f.engine->scan(f.image, {.liveness = true, .maxFaces = 2});
        benchmark::DoNotOptimize(MatchRule{}.judge(gallery.search(faces->at(0).embedding), gallery.size()));
    }
}

double peakMemoryMiB() {
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly)) return 0;
    for (const QByteArray& line : status.readAll().split('\n'))
        if (line.startsWith("VmHWM")) return line.simplified().split(' ').value(1).toDouble() / 1024;
    return 0;
}
} // namespace

int main(int argc, char** argv) {
    const auto stage = [](const char* name, auto body) {
        benchmark::RegisterBenchmark(name, [body](benchmark::State& s) {
            time(s, body);
        })->Unit(benchmark::kMillisecond);
    };
    stage("detect", [](Fixture& f) { return f.detector.detect(f.bgr); });
    stage("landmarks", [](Fixture& f) { return f.landmarker.find(f.bgr, f.box); });
    stage("align", [](Fixture& f) { return align(f.bgr, f.points); });
    stage("embed", [](Fixture& f) { return f.embedder.embed(f.aligned); });
    stage("liveness (both crops)", [](Fixture& f) { return f.liveness.judge(f.bgr, f.box); });
    stage("whole frame, 640x480, one face", [](Fixture& f) { return f.engine->scan(f.image); });
    benchmark::RegisterBenchmark("search", search)->Arg(1000)->Arg(5000)->Arg(10000)->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark("frame to name, liveness included, of so many enrolled", frameToName)
        ->Arg(5000)
        ->Unit(benchmark::kMillisecond);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    benchmark::RunSpecifiedBenchmarks();
    std::printf("memory, at most: %.0f MiB\n", peakMemoryMiB());
    return 0;
}
