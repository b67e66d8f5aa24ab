#include "core/face/FaceDetector.h"

#include "core/face/Network.h"

#include <cmath>
#include <opencv2/imgproc.hpp>

namespace haziri::face {

namespace {
constexpr int kWidth = 320, kHeight = 240;
constexpr double kFillsThePicture = 0.55; // a box taller than this share of the picture wants a wider canvas
constexpr double kWide = 2.0;

cv::Mat asTable(const cv::Mat& output, int columns) {
    CV_Assert(output.type() == CV_32F && output.total() % size_t(columns) == 0);
    return output.reshape(1, int(output.total()) / columns);
}
} // namespace

std::vector<FaceBox> decodeDetections(const cv::Mat& scores, const cv::Mat& boxes, cv::Size canvas,
                                      const DetectorLimits& limits) {
    CV_Assert(scores.rows == boxes.rows && scores.cols == 2 && boxes.cols == 4);
    std::vector<cv::Rect2d> rects;
    std::vector<float> chances;
    for (int row = 0; row < scores.rows; ++row) {
        const float score = scores.at<float>(row, 1);
        if (!(score >= limits.threshold) || score > 1.001F) continue;
        const float* b = boxes.ptr<float>(row);
        const double width = double(b[2] - b[0]) * canvas.width, height = double(b[3] - b[1]) * canvas.height;
        if (!std::isfinite(width) || !std::isfinite(height) || width < 1 || height < 1) continue;
        if (!std::isfinite(b[0]) || !std::isfinite(b[1])) continue;
        rects.emplace_back(double(b[0]) * canvas.width, double(b[1]) * canvas.height, width, height);
        chances.push_back(score);
    }
    std::vector<int> kept;
    cv::dnn::NMSBoxes(rects, chances, limits.threshold, limits.overlap, kept);
    std::vector<FaceBox> faces;
    for (const int i : kept) {
        const cv::Rect2d& r = rects[size_t(i)];
        faces.push_back({QRectF(r.x, r.y, r.width, r.height), chances[size_t(i)]});
    }
    return faces;
}

struct FaceDetector::Net {
    Network network;
    DetectorLimits limits;
};

FaceDetector::FaceDetector(std::unique_ptr<Net> net)
    : m_net(std::move(net)) {}
FaceDetector::FaceDetector(FaceDetector&&) noexcept = default;
FaceDetector& FaceDetector::operator=(FaceDetector&&) noexcept = default;
FaceDetector::~FaceDetector() = default;

Result<FaceDetector> FaceDetector::load(const QByteArray& onnx, DetectorLimits limits) {
    auto network = Network::load(onnx, "detect");
    if (!network) return fail(network.error());
    return FaceDetector(std::make_unique<Net>(Net{std::move(*network), limits}));
}

// The picture is laid in the middle of a 4:3 canvas that is `room` times as large as it needs to be.
std::vector<FaceBox> FaceDetector::detectOn(const cv::Mat& bgr, double room) {
    const double scale = std::min(double(kWidth) / bgr.cols, double(kHeight) / bgr.rows) / room;
    const cv::Size fitted(std::clamp(int(std::lround(bgr.cols * scale)), 1, kWidth),
                          std::clamp(int(std::lround(bgr.rows * scale)), 1, kHeight));
    const cv::Point offset((kWidth - fitted.width) / 2, (kHeight - fitted.height) / 2);
    cv::Mat canvas(kHeight, kWidth, CV_8UC3, cv::Scalar::all(127));
    cv::resize(bgr, canvas(cv::Rect(offset, fitted)), fitted, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);

    const cv::Mat blob = cv::dnn::blobFromImage(canvas, 1.0 / 128, {}, cv::Scalar::all(127), true);
    const auto outputs = m_net->network.run(blob, {"scores", "boxes"});
    auto faces =
        decodeDetections(asTable(outputs.at(0), 2), asTable(outputs.at(1), 4), {kWidth, kHeight}, m_net->limits);
    const double back = double(bgr.cols) / fitted.width, backY = double(bgr.rows) / fitted.height;
    for (FaceBox& face : faces)
        face.box = QRectF((face.box.x() - offset.x) * back, (face.box.y() - offset.y) * backY, face.box.width() * back,
                          face.box.height() * backY);
    return faces;
}

Result<std::vector<FaceBox>> FaceDetector::detect(const cv::Mat& bgr) {
    if (bgr.empty() || bgr.type() != CV_8UC3)
        return fail("PICTURE_UNREADABLE", QStringLiteral("No 8-bit BGR picture."));
    return guarded([&] {
        auto faces = detectOn(bgr, 1.0);
        const auto fills = [&bgr](const FaceBox& face) { return face.box.height() > kFillsThePicture * bgr.rows; };
        if (faces.empty() || std::any_of(faces.begin(), faces.end(), fills)) {
            auto wider = detectOn(bgr, kWide);
            // Boxes of large faces are better on the wide canvas; small ones may only be seen on the narrow one.
            if (wider.size() >= faces.size()) faces = std::move(wider);
        }
        return faces;
    });
}

} // namespace haziri::face
