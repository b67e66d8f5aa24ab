#include "server/fraud/DeviceChangeRule.h"

namespace haziri::fraud {

namespace {
constexpr qint64 kShiftMs = 14 * 3600'000;
}

std::optional<Finding> DeviceChangeRule::judge(const MarkFacts& facts) const {
    const OtherMark* last = lastBefore(facts);
    if (!last || last->deviceNo == 0 || last->deviceNo == facts.deviceNo) return std::nullopt;
    const qint64 ago = facts.packet.timestamp.value - last->timestamp.value;
    if (ago > kShiftMs) return std::nullopt;
    return explained("DEVICE_CHANGE", "deviceChange.sameShift", {{QStringLiteral("minutes"), ago / 60'000}});
}

} // namespace haziri::fraud
