// Finds faces. One object per thread.
#pragma once

#include "core/face/Face.h"

#include <memory>
#include <opencv2/core.hpp>

namespace haziri::face {

struct DetectorLimits {
    float threshold = 0.65F;
    float overlap = 0.4F; ///< boxes that share more than this of their union are one face
};

/// Boxes above the threshold after non-maximum suppression, best first. `scores` is rows×2 (column 1: face), `boxes`
/// rows×4 (x1 y1 x2 y2 in 0..1 of `canvas`). Boxes that are empty, inverted or not finite are dropped.
std::vector<FaceBox> decodeDetections(const cv::Mat& scores, const cv::Mat& boxes, cv::Size canvas,
                                      const DetectorLimits& limits);

class FaceDetector {
  public:
    /// MODEL_UNREADABLE
    static Result<FaceDetector> load(const QByteArray& onnx, DetectorLimits limits = {});
    FaceDetector(FaceDetector&&) noexcept;
    FaceDetector& operator=(FaceDetector&&) noexcept;
    ~FaceDetector();

    /// Of an 8-bit BGR picture of any shape, best first. A picture that a face nearly fills is looked at again on a
    /// wider canvas, since the model knows faces with room around them only. VISION_FAILED on an error of the library.
    Result<std::vector<FaceBox>> detect(const cv::Mat& bgr);

  private:
    struct Net;
    explicit FaceDetector(std::unique_ptr<Net> net);
    std::vector<FaceBox> detectOn(const cv::Mat& bgr, double room);
    std::unique_ptr<Net> m_net;
};

} // namespace haziri::face
