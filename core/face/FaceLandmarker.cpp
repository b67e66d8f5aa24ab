#include "core/face/FaceLandmarker.h"

#include "core/face/Network.h"

#include <opencv2/imgproc.hpp>

namespace haziri::face {

namespace {
constexpr int kSide = 64;
}

struct FaceLandmarker::Net {
    Network network;
};

FaceLandmarker::FaceLandmarker(std::unique_ptr<Net> net)
    : m_net(std::move(net)) {}
FaceLandmarker::FaceLandmarker(FaceLandmarker&&) noexcept = default;
FaceLandmarker& FaceLandmarker::operator=(FaceLandmarker&&) noexcept = default;
FaceLandmarker::~FaceLandmarker() = default;

Result<FaceLandmarker> FaceLandmarker::load(const QByteArray& onnx) {
    auto network = Network::load(onnx, "landmark");
    if (!network) return fail(network.error());
    return FaceLandmarker(std::make_unique<Net>(Net{std::move(*network)}));
}

Result<Landmarks> FaceLandmarker::find(const cv::Mat& bgr, const FaceBox& face) {
    return guarded([&] {
        const double side = face.box.height();
        CV_Assert(side >= 1);
        const QPointF corner = face.box.center() - QPointF(side, side) / 2;
        // One step crops, pads and scales: pixel centres of the 64×64 picture to pixel centres of the large one.
        const double step = side / kSide;
        const cv::Matx23d toPicture(step, 0, corner.x() + (step - 1) / 2, 0, step, corner.y() + (step - 1) / 2);
        cv::Mat source = bgr, crop, grey;
        cv::Matx23d map = toPicture;
        if (step > 2) { // sampling a large face at 64 points would pick pixels by chance: average first
            const double shrink = 1.5 / step;
            cv::resize(bgr, source, {}, shrink, shrink, cv::INTER_AREA);
            const double sx = double(source.cols) / bgr.cols, sy = double(source.rows) / bgr.rows;
            map = {step * sx, 0, (map(0, 2) + 0.5) * sx - 0.5, 0, step * sy, (map(1, 2) + 0.5) * sy - 0.5};
        }
        cv::warpAffine(source, crop, map, {kSide, kSide}, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_CONSTANT,
                       cv::Scalar::all(0));
        cv::cvtColor(crop, grey, cv::COLOR_BGR2GRAY);
        const cv::Mat out = m_net->network.run(cv::dnn::blobFromImage(grey, 1.0 / 256));
        CV_Assert(out.total() == 136 && out.type() == CV_32F);
        Landmarks points;
        for (size_t i = 0; i < points.size(); ++i)
            points[i] = corner + QPointF(double(out.ptr<float>()[2 * i]), double(out.ptr<float>()[2 * i + 1])) * side;
        return points;
    });
}

} // namespace haziri::face
