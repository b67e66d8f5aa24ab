#include "server/fraud/FaceScoreRule.h"

namespace haziri::fraud {

std::optional<Finding> FaceScoreRule::judge(const MarkFacts& facts) const {
    if (facts.mark.method != protocol::Method::Face || !facts.mark.match) return std::nullopt;
    const auto& match = *facts.mark.match;
    if (match.score < facts.site.policy.scoreMin)
        return Finding{"FACE_MISMATCH", QStringLiteral("Likeness %1 of 1000, the site asks for %2")
                                            .arg(match.score)
                                            .arg(facts.site.policy.scoreMin)};
    if (match.runnerUp >= match.score) return Finding{"FACE_MISMATCH", QStringLiteral("Another worker is as alike")};
    return std::nullopt;
}

} // namespace haziri::fraud
