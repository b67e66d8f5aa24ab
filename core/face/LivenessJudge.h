// Says how much a face looks like a person standing there rather than a print or a screen. One object per thread.
//
// A passive judgement on one picture. It needs room around the face and a near-frontal look, and it sees no virtual
// camera; what was measured with it stands in resources/docs/faces.md.
#pragma once

#include "core/face/Face.h"

#include <memory>
#include <opencv2/core.hpp>

namespace haziri::face {

/// The square crop of `scale` times the box, moved (and where need be shrunk) so that it lies inside the picture.
/// Empty where the picture is.
cv::Rect livenessCrop(const QRectF& box, double scale, cv::Size picture);

class LivenessJudge {
  public:
    /// MODEL_UNREADABLE
    static Result<LivenessJudge> load(const QByteArray& onnx);
    LivenessJudge(LivenessJudge&&) noexcept;
    LivenessJudge& operator=(LivenessJudge&&) noexcept;
    ~LivenessJudge();

    /// 0..1, the mean of two crops. VISION_FAILED
    Result<float> judge(const cv::Mat& bgr, const FaceBox& face);
    /// Whether the picture has the room that the narrower crop wants; without it a living face is often refused.
    static bool hasRoom(cv::Size picture, const FaceBox& face);

  private:
    struct Net;
    explicit LivenessJudge(std::unique_ptr<Net> net);
    std::unique_ptr<Net> m_net;
};

} // namespace haziri::face
