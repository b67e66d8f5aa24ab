#include "server/fraud/CaptureSourceRule.h"

namespace haziri::fraud {

std::optional<Finding> CaptureSourceRule::judge(const MarkFacts& facts) const {
    if (!facts.mark.capture || facts.site.policy.capture.contains(facts.mark.capture->kind)) return std::nullopt;
    return explained("CAPTURE_SOURCE", "captureSource.notAccepted",
                     {{QStringLiteral("kind"), QLatin1String(protocol::toText(facts.mark.capture->kind))}});
}

} // namespace haziri::fraud
