#include "core/face/MatchRule.h"

namespace haziri::face {

Verdict MatchRule::judge(const Match& match, qsizetype gallerySize) const {
    const float needed = gallerySize > largeGallery ? thresholdLarge : threshold;
    if (match.workerId.isNull() || !(match.score >= needed)) return Verdict::Unknown;
    return match.score - match.runnerUp >= margin ? Verdict::Recognised : Verdict::Ambiguous;
}

} // namespace haziri::face
