#include "server/fraud/PhotoReuseRule.h"

namespace haziri::fraud {

std::optional<Finding> PhotoReuseRule::judge(const MarkFacts& facts) const {
    if (facts.photoUses == 0) return std::nullopt;
    return explained("PHOTO_REUSE", "photoReuse.exact", {{QStringLiteral("uses"), facts.photoUses}});
}

} // namespace haziri::fraud
