#include "server/fraud/PhotoReuseRule.h"

namespace haziri::fraud {

std::optional<Finding> PhotoReuseRule::judge(const MarkFacts& facts) const {
    if (facts.photoUses == 0) return std::nullopt;
    return Finding{"PHOTO_REUSE",
                   QStringLiteral("The same picture stands behind %1 other record(s)").arg(facts.photoUses)};
}

} // namespace haziri::fraud
