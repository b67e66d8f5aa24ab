// Time of each stage of the face pipeline, and of a search. Milliseconds; run alone on the machine.
//
//   HAZIRI_MODELS_DIR=… HAZIRI_TEST_PICTURES=… FaceBench [--benchmark_…]
#include "core/face/FaceAligner.h"
#include "core/face/FaceDetector.h"
#include "core/face/FaceEmbedder.h"
#include "core/face/FaceEngine.h"
#include "core/face/FaceLandmarker.h"
#include "core/face/Gallery.h"
#include "core/face/LivenessJudge.h"
#include "core/face/Picture.h"

#include <QDir>
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

void search(benchmark::State& state) {
    std::mt19937 random(1);
    std::normal_distribution<float> normal;
    const auto randomFace = [&] {
        Embedding e{"bench", std::vector<float>(512)};
        for (float& v : e.values)
            v = normal(random);
        normalise(e.values);
        return e;
    };
    std::vector<Enrolled> workers;
    for (int i = 0; i < state.range(0); ++i) {
        UuidBytes id{};
        id[0] = 1, id[14] = std::uint8_t(i >> 8), id[15] = std::uint8_t(i);
        workers.push_back({WorkerId(id), {}, {randomFace()}});
    }
    const Gallery gallery("bench", workers);
    const Embedding probe = randomFace();
    for (auto _ : state)
        benchmark::DoNotOptimize(gallery.search(probe));
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
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
