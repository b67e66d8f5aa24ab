#include "server/fraud/PhotoReuseRule.h"

namespace haziri::fraud {

std::optional<Finding> PhotoReuseRule::judge(const MarkFacts& facts) const {
    if (facts.photoUses > 0)
        return explained("PHOTO_REUSE", "photoReuse.exact", {{QStringLiteral("uses"), facts.photoUses}});
    for (const protocol::LaptopFinding& finding : facts.mark.found)
        if (finding.code == "PHOTO_REUSE")
            return explained("PHOTO_REUSE", "photoReuse.laptop",
                             {{QStringLiteral("otherFileId"), finding.fileId.value_or(FileId()).toString()}});
    return std::nullopt;
}

} // namespace haziri::fraud
