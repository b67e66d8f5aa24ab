#include "server/fraud/InOutRule.h"

namespace haziri::fraud {

namespace {
constexpr qint64 kShiftMs = 12 * 3600'000; // an IN of yesterday that was never closed does not make today's odd
}

std::optional<Finding> InOutRule::judge(const MarkFacts& facts) const {
    const OtherMark* last = lastBefore(facts);
    const bool isOut = facts.mark.direction == protocol::Direction::Out;
    if (!last)
        return isOut && facts.knowsOthers ? std::optional(explained("IN_OUT", "inOut.outWithoutIn")) : std::nullopt;
    const qint64 ago = facts.packet.timestamp.value - last->timestamp.value;
    if (last->direction != facts.mark.direction || ago > kShiftMs) return std::nullopt;
    return explained("IN_OUT", "inOut.repeated",
                     {{QStringLiteral("direction"), QLatin1String(protocol::toText(last->direction))},
                      {QStringLiteral("minutes"), ago / 60'000}});
}

} // namespace haziri::fraud
