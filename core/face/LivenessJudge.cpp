#include "core/face/LivenessJudge.h"

#include "core/face/Network.h"

#include <cmath>
#include <opencv2/imgproc.hpp>

namespace haziri::face {

namespace {
constexpr int kSide = 128;
constexpr double kScales[] = {2.0, 2.7};

// Softmax of the three outputs; only the chance of index 0 is wanted.
float chanceOfLive(const cv::Mat& out) {
    CV_Assert(out.total() == 3 && out.type() == CV_32F);
    const float* v = out.ptr<float>();
    const double most = std::max({v[0], v[1], v[2]});
    const double live = std::exp(v[0] - most);
    return float(live / (live + std::exp(v[1] - most) + std::exp(v[2] - most)));
}
} // namespace

cv::Rect livenessCrop(const QRectF& box, double scale, cv::Size picture) {
    if (picture.empty() || !(box.width() >= 1) || !(box.height() >= 1)) return {};
    const double wanted = std::max(box.width(), box.height()) * scale;
    const int side = int(std::min({wanted, double(picture.width), double(picture.height)}));
    const auto place = [side](double centre, int length) {
        return int(std::clamp(centre - side / 2.0, 0.0, double(length - side)));
    };
    return {place(box.center().x(), picture.width), place(box.center().y(), picture.height), side, side};
}

struct LivenessJudge::Net {
    Network network;
};

LivenessJudge::LivenessJudge(std::unique_ptr<Net> net)
    : m_net(std::move(net)) {}
LivenessJudge::LivenessJudge(LivenessJudge&&) noexcept = default;
LivenessJudge& LivenessJudge::operator=(LivenessJudge&&) noexcept = default;
LivenessJudge::~LivenessJudge() = default;

Result<LivenessJudge> LivenessJudge::load(const QByteArray& onnx) {
    auto network = Network::load(onnx, "liveness");
    if (!network) return fail(network.error());
    return LivenessJudge(std::make_unique<Net>(Net{std::move(*network)}));
}

Result<float> LivenessJudge::judge(const cv::Mat& bgr, const FaceBox& face) {
    return guarded([&] {
        float sum = 0;
        for (const double scale : kScales) {
            const cv::Rect crop = livenessCrop(face.box, scale, bgr.size());
            CV_Assert(!crop.empty());
            cv::Mat square;
            cv::resize(bgr(crop), square, {kSide, kSide}, 0, 0, cv::INTER_LINEAR);
            sum += chanceOfLive(m_net->network.run(cv::dnn::blobFromImage(square)));
        }
        return sum / float(std::size(kScales));
    });
}

bool LivenessJudge::hasRoom(cv::Size picture, const FaceBox& face) {
    return std::max(face.box.width(), face.box.height()) * kScales[0] <= std::min(picture.width, picture.height);
}

} // namespace haziri::face
