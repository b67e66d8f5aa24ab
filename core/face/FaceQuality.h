// Is this face fit to be compared? The limits are cautious: they refuse what is known not to match, no more.
#pragma once

#include "core/face/Face.h"

#include <opencv2/core.hpp>

namespace haziri::face {

struct QualityLimits {
    double minHeightPx = 40;
    double minBrightness = 35;
    double maxBrightness = 235;
    double minSharpness = 12;
    double maxTurn = 0.75;
    double minMouthEdges = 0.2;
    double minEyesLight = 0.42;
};

/// `aligned` is the 112×112 picture that align() made of this face.
QualityReport assessQuality(const cv::Mat& aligned, const FaceBox& face, const Landmarks& landmarks,
                            const QualityLimits& limits = {});

/// Sideways place of the nose tip between the eyes: 0 frontal, sign as in the picture, about ±1 where it reaches an
/// eye.
double sidewaysTurn(const FivePoints& points);

} // namespace haziri::face
