// The 68 points of a face. One object per thread.
#pragma once

#include "core/face/Face.h"

#include <memory>
#include <opencv2/core.hpp>

namespace haziri::face {

class FaceLandmarker {
  public:
    /// MODEL_UNREADABLE
    static Result<FaceLandmarker> load(const QByteArray& onnx);
    FaceLandmarker(FaceLandmarker&&) noexcept;
    FaceLandmarker& operator=(FaceLandmarker&&) noexcept;
    ~FaceLandmarker();

    /// VISION_FAILED
    Result<Landmarks> find(const cv::Mat& bgr, const FaceBox& face);

  private:
    struct Net;
    explicit FaceLandmarker(std::unique_ptr<Net> net);
    std::unique_ptr<Net> m_net;
};

} // namespace haziri::face
