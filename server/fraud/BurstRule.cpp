#include "server/fraud/BurstRule.h"

namespace haziri::fraud {

std::optional<Finding> BurstRule::judge(const MarkFacts& facts) const {
    const auto& policy = facts.site.policy;
    if (facts.deviceMarks < policy.burstMarks) return std::nullopt;
    return explained("BURST", "burst.device",
                     {{QStringLiteral("marks"), policy.burstMarks}, {QStringLiteral("seconds"), policy.burstSeconds}});
}

} // namespace haziri::fraud
