#include "server/fraud/AmPmRule.h"

namespace haziri::fraud {

namespace {

constexpr qint64 kHalfDayMs = 12 * 3600'000;
constexpr qint64 kToleranceMs = 10 * 60'000;

/// How far the wall clock was from the truth, where that is known; positive: ahead.
std::optional<qint64> error(const MarkFacts& facts) {
    const qint64 t = facts.packet.timestamp.value;
    if (facts.time && facts.time->timeClass == store::TimeClass::Anchored)
        return t - (facts.time->earliest.value + facts.time->latest.value) / 2;
    const auto& clock = facts.packet.clock;
    if (!facts.previous || clock.bootId.isEmpty() || facts.previous->bootId != clock.bootId) return std::nullopt;
    return (t - facts.previous->timestamp.value) - (clock.bootMs - facts.previous->bootMs);
}

} // namespace

std::optional<Finding> AmPmRule::judge(const MarkFacts& facts) const {
    const auto off = error(facts);
    if (!off || std::abs(std::abs(*off) - kHalfDayMs) > kToleranceMs) return std::nullopt;
    return explained("AM_PM", "amPm.halfDay", {{QStringLiteral("minutes"), std::abs(*off) / 60'000}});
}

} // namespace haziri::fraud
