#include "server/fraud/MethodRule.h"

namespace haziri::fraud {

std::optional<Finding> MethodRule::judge(const MarkFacts& facts) const {
    // A face that nothing was compared with is the word of the person who held the laptop, as any mark by hand. A match
    // without a photo stays clean: the score is signed, and the photo may have been lost to a full disk.
    if (facts.mark.method == protocol::Method::Face && !facts.mark.match) return explained("MANUAL", "manual.noMatch");
    if (facts.mark.method == protocol::Method::Face) {
        // Seen at the gate, where whoever held the laptop was told: which way he went is his word.
        if (!facts.mark.has("IN_OUT")) return std::nullopt;
        return explained("MANUAL", "manual.direction",
                         {{QStringLiteral("direction"), QLatin1String(protocol::toText(facts.mark.direction))}});
    }
    auto finding = explained("MANUAL", "manual.method",
                             {{QStringLiteral("method"), QLatin1String(protocol::toText(facts.mark.method))}});
    finding.detail += QStringLiteral(": ") + QString::fromUtf8(facts.mark.reason); // stands in the mark, and only there
    return finding;
}

} // namespace haziri::fraud
