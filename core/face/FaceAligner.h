// Turns, scales and shifts a face so that eyes, nose and mouth stand where the embedding model learned them.
#pragma once

#include "core/face/Face.h"

#include <opencv2/core.hpp>

namespace haziri::face {

inline constexpr int kAlignedSize = 112;

/// The five places in the 112×112 picture (the ArcFace template).
const FivePoints& alignmentTemplate();

/// The least-squares similarity (rotation, one scale, shift; Umeyama 1991 in two dimensions, in closed form) that takes
/// `from` to `to`, as a 2×3 matrix. Empty where all points of `from` fall together.
cv::Matx23d similarityTransform(const FivePoints& from, const FivePoints& to, bool* ok = nullptr);

/// 112×112 BGR. VISION_FAILED where the points are degenerate.
Result<cv::Mat> align(const cv::Mat& bgr, const FivePoints& points);

} // namespace haziri::face
