#include "server/fraud/CaptureSourceRule.h"

namespace haziri::fraud {

std::optional<Finding> CaptureSourceRule::judge(const MarkFacts& facts) const {
    if (!facts.mark.capture || facts.site.policy.capture.contains(facts.mark.capture->kind)) return std::nullopt;
    return Finding{"CAPTURE_SOURCE", QStringLiteral("The site does not accept pictures from a %1")
                                         .arg(QLatin1String(protocol::toText(facts.mark.capture->kind)))};
}

} // namespace haziri::fraud
