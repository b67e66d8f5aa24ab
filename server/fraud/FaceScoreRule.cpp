#include "server/fraud/FaceScoreRule.h"

namespace haziri::fraud {

std::optional<Finding> FaceScoreRule::judge(const MarkFacts& facts) const {
    if (facts.mark.method != protocol::Method::Face || !facts.mark.match) return std::nullopt;
    const auto& match = *facts.mark.match;
    if (match.score < facts.site.policy.scoreMin)
        return explained(
            "FACE_MISMATCH", "face.likeness",
            {{QStringLiteral("score"), match.score}, {QStringLiteral("least"), facts.site.policy.scoreMin}});
    if (match.runnerUp >= match.score)
        return explained("FACE_MISMATCH", "face.runnerUp", {{QStringLiteral("runnerUp"), match.runnerUp}});
    return std::nullopt;
}

} // namespace haziri::fraud
