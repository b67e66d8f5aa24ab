#include "core/face/FaceEngine.h"

#include "core/face/FaceAligner.h"
#include "core/face/FaceDetector.h"
#include "core/face/FaceEmbedder.h"
#include "core/face/FaceLandmarker.h"
#include "core/face/FaceQuality.h"
#include "core/face/LivenessJudge.h"

#include <QThreadPool>
#include <atomic>
#include <future>
#include <mutex>
#include <thread>

namespace haziri::face {

namespace {
constexpr double kInFront = 0.6;

// The view lives as long as `bgr888` does.
cv::Mat viewOf(const QImage& bgr888) {
    return {bgr888.height(), bgr888.width(), CV_8UC3, const_cast<uchar*>(bgr888.constBits()),
            size_t(bgr888.bytesPerLine())};
}

void sortBySize(std::vector<FaceBox>& boxes) {
    std::sort(boxes.begin(), boxes.end(),
              [](const FaceBox& a, const FaceBox& b) { return a.box.height() > b.box.height(); });
}

std::atomic<bool> g_mayUseThreads = true;

// More than two threads gain little on these small networks and would starve the window.
void limitThreadsOnce() {
    static std::once_flag once;
    std::call_once(once, [] { cv::setNumThreads(int(std::clamp(std::thread::hardware_concurrency(), 1U, 2U))); });
}
} // namespace

struct FaceEngine::Stages {
    FaceDetector detector;
    FaceLandmarker landmarker;
    FaceEmbedder embedder;
    LivenessJudge liveness;
    std::unique_ptr<QThreadPool> beside = std::make_unique<QThreadPool>(); ///< for what needs nothing but the box

    Result<Face> look(const cv::Mat& bgr, const FaceBox& box, const ScanOptions& options) {
        if (!options.liveness) return whoIsIt(bgr, box);
        auto alive = judgeBeside(bgr, box);
        auto face = whoIsIt(bgr, box);
        const auto value = alive.get(); // whatever became of the face: the other thread works with what lives here
        if (!face) return face;
        if (!value) return fail(value.error());
        face->liveness = *value;
        return face;
    }

  private:
    // Life and name take about as long as each other, and two threads with a network each do more than two in one.
    std::future<Result<float>> judgeBeside(const cv::Mat& bgr, const FaceBox& box) {
        auto judge =
            std::make_shared<std::packaged_task<Result<float>()>>([=, this] { return liveness.judge(bgr, box); });
        auto result = judge->get_future();
        if (g_mayUseThreads) {
            beside->setMaxThreadCount(1);
            beside->setExpiryTimeout(-1); // the next frame comes in a thirtieth of a second
            beside->start([judge] { (*judge)(); });
        } else {
            (*judge)();
        }
        return result;
    }

    Result<Face> whoIsIt(const cv::Mat& bgr, const FaceBox& box) {
        Face face;
        face.found = box;
        face.tightCrop = !LivenessJudge::hasRoom(bgr.size(), box);
        auto landmarks = landmarker.find(bgr, box);
        if (!landmarks) return fail(landmarks.error());
        face.landmarks = *landmarks;
        const auto aligned = align(bgr, fivePoints(face.landmarks));
        if (!aligned) return fail(aligned.error());
        face.quality = assessQuality(*aligned, box, face.landmarks);
        auto embedding = embedder.embed(*aligned);
        if (!embedding) return fail(embedding.error());
        face.embedding = std::move(*embedding);
        return face;
    }
};

FaceEngine::FaceEngine(std::unique_ptr<Stages> stages)
    : m_stages(std::move(stages)) {}
FaceEngine::~FaceEngine() = default;

Result<std::unique_ptr<FaceEngine>> FaceEngine::load(const ModelManifest& manifest, const QStringList& directories) {
    const auto files = manifest.find(directories);
    if (!files) return fail(files.error());
    limitThreadsOnce();
    auto detector = FaceDetector::load(files->contents.value("detect"));
    if (!detector) return fail(detector.error());
    auto landmarker = FaceLandmarker::load(files->contents.value("landmark"));
    if (!landmarker) return fail(landmarker.error());
    auto embedder = FaceEmbedder::load(files->contents.value("feature"), files->embeddingModel);
    if (!embedder) return fail(embedder.error());
    auto liveness = LivenessJudge::load(files->contents.value("liveness"));
    if (!liveness) return fail(liveness.error());
    return std::unique_ptr<FaceEngine>(new FaceEngine(std::make_unique<Stages>(
        Stages{std::move(*detector), std::move(*landmarker), std::move(*embedder), std::move(*liveness)})));
}

Result<std::unique_ptr<FaceEngine>> FaceEngine::loadStandard() {
    const auto manifest = ModelManifest::standard();
    if (!manifest) return fail(manifest.error());
    return load(*manifest, ModelManifest::standardDirectories());
}

const QByteArray& FaceEngine::modelName() const {
    return m_stages->embedder.modelName();
}

Result<std::vector<FaceBox>> FaceEngine::detect(const QImage& image) {
    if (image.isNull()) return fail("PICTURE_UNREADABLE", QStringLiteral("There is no picture."));
    const QImage bgr = image.convertToFormat(QImage::Format_BGR888);
    auto boxes = m_stages->detector.detect(viewOf(bgr));
    if (boxes) sortBySize(*boxes);
    return boxes;
}

Result<std::vector<Face>> FaceEngine::scan(const QImage& image, const ScanOptions& options) {
    if (image.isNull()) return fail("PICTURE_UNREADABLE", QStringLiteral("There is no picture."));
    const QImage bgr = image.convertToFormat(QImage::Format_BGR888);
    const cv::Mat view = viewOf(bgr);
    auto boxes = m_stages->detector.detect(view);
    if (!boxes) return fail(boxes.error());
    sortBySize(*boxes);
    std::vector<Face> faces;
    for (const FaceBox& box : *boxes) {
        if (qsizetype(faces.size()) >= options.maxFaces) break;
        auto face = m_stages->look(view, box, options);
        if (!face) return fail(face.error());
        faces.push_back(std::move(*face));
    }
    return faces;
}

Result<Face> FaceEngine::readPortrait(const QImage& image) {
    auto faces = scan(image, {.liveness = true, .maxFaces = 2});
    if (!faces) return fail(faces.error());
    if (faces->empty()) return fail("NO_FACE", QStringLiteral("The picture shows no face."));
    if (facesInFront(*faces) > 1)
        return fail("SEVERAL_FACES", QStringLiteral("The picture shows more than one person."));
    const Face& face = faces->front();
    if (face.quality.verdict != Quality::Good)
        return fail("FACE_QUALITY", QString::fromLatin1(toText(face.quality.verdict)));
    // A template of a mask would be met by everybody who wears one.
    if (face.quality.covered) return fail("FACE_COVERED", QStringLiteral("Mouth and nose are covered."));
    if (face.quality.darkGlasses) return fail("EYES_COVERED", QStringLiteral("The eyes are covered."));
    return face;
}

void useOneThread() {
    limitThreadsOnce(); // or a later engine would undo it
    g_mayUseThreads = false;
    cv::setNumThreads(1);
}

qsizetype facesInFront(const std::vector<Face>& faces) {
    if (faces.empty()) return 0;
    const double least = kInFront * faces.front().found.box.height();
    return std::count_if(faces.begin(), faces.end(), [least](const Face& f) { return f.found.box.height() >= least; });
}

} // namespace haziri::face
