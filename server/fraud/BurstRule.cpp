#include "server/fraud/BurstRule.h"

namespace haziri::fraud {

std::optional<Finding> BurstRule::judge(const MarkFacts& facts) const {
    const auto& policy = facts.site.policy;
    if (facts.deviceMarks < policy.burstMarks) return std::nullopt;
    return Finding{"BURST", QStringLiteral("More than %1 marks within %2 seconds on one laptop")
                                .arg(policy.burstMarks)
                                .arg(policy.burstSeconds)};
}

} // namespace haziri::fraud
