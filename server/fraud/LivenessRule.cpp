#include "server/fraud/LivenessRule.h"

#include "core/base/LivenessLimit.h"

namespace haziri::fraud {

std::optional<Finding> LivenessRule::judge(const MarkFacts& facts) const {
    if (facts.mark.method != protocol::Method::Face || !facts.mark.match) return std::nullopt;
    if (facts.mark.capture && facts.mark.capture->kind == protocol::CaptureKind::File) return std::nullopt;
    if (facts.mark.match->liveness >= facts.site.policy.livenessMin) return std::nullopt;
    // A turned head answers a doubt; pictures that look like paper stay held.
    const auto& challenge = facts.mark.match->challenge;
    if (challenge && challenge->passed() && facts.mark.match->liveness >= kLivenessClearlyLow) return std::nullopt;
    return explained("LIVENESS_LOW", "liveness.low",
                     {{QStringLiteral("liveness"), facts.mark.match->liveness},
                      {QStringLiteral("least"), facts.site.policy.livenessMin}});
}

} // namespace haziri::fraud
