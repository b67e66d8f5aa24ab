#include "server/fraud/MethodRule.h"

namespace haziri::fraud {

std::optional<Finding> MethodRule::judge(const MarkFacts& facts) const {
    if (facts.mark.method == protocol::Method::Face) return std::nullopt;
    return Finding{"MANUAL",
                   QStringLiteral("Marked by %1: %2")
                       .arg(QLatin1String(protocol::toText(facts.mark.method)), QString::fromUtf8(facts.mark.reason))};
}

} // namespace haziri::fraud
