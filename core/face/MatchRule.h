// When a search's answer is a name: a score above the threshold and well above the next best.
#pragma once

#include "core/face/Gallery.h"

namespace haziri::face {

enum class Verdict { Recognised, Ambiguous, Unknown };

/// The values are those measured in resources/docs/faces.md.
struct MatchRule {
    float threshold = 0.50F;
    float thresholdLarge = 0.55F; ///< above `largeGallery` workers, where chance likenesses are more
    qsizetype largeGallery = 1000;
    float margin = 0.07F;

    /// Unknown: nobody reaches the threshold. Ambiguous: somebody does, but another is too close behind.
    Verdict judge(const Match& match, qsizetype gallerySize) const;
};

} // namespace haziri::face
