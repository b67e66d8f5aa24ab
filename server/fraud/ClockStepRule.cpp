#include "server/fraud/ClockStepRule.h"

namespace haziri::fraud {

namespace {

constexpr qint64 kToleranceMs = 2 * 60'000; // what the protocol allows a clock to be ahead of the server

Finding step(const char* reason, qint64 ms) {
    return explained("CLOCK_STEP", reason, {{QStringLiteral("seconds"), std::abs(ms) / 1000}});
}

/// Within a boot its clock only goes on: a machine that shows less than it once did was put back to a snapshot.
std::optional<Finding> againstHighest(const MarkFacts& facts) {
    if (!facts.highestOfBoot || facts.packet.clock.bootMs >= *facts.highestOfBoot) return std::nullopt;
    return step("clockStep.bootWentBack", facts.packet.clock.bootMs - *facts.highestOfBoot);
}

std::optional<Finding> againstPrevious(const MarkFacts& facts) {
    const auto& clock = facts.packet.clock;
    if (!facts.previous || clock.bootId.isEmpty() || facts.previous->bootId != clock.bootId) return std::nullopt;
    const qint64 bootDelta = clock.bootMs - facts.previous->bootMs;
    if (bootDelta < 0) return step("clockStep.bootWentBack", bootDelta);
    // Where a signed server time anchors this boot it is the better judge: a clock that was put right is no offence.
    if (facts.time && facts.time->timeClass == store::TimeClass::Anchored) return std::nullopt;
    const qint64 moved = (facts.packet.timestamp.value - facts.previous->timestamp.value) - bootDelta;
    if (std::abs(moved) <= kToleranceMs) return std::nullopt;
    return step(moved < 0 ? "clockStep.setBack" : "clockStep.setForward", moved);
}

std::optional<Finding> againstBounds(const MarkFacts& facts) {
    if (!facts.time || facts.time->timeClass == store::TimeClass::Unanchored) return std::nullopt;
    const qint64 t = facts.packet.timestamp.value;
    const qint64 early = facts.time->earliest.value - t;
    const qint64 late = t - facts.time->latest.value;
    if (early > kToleranceMs) return step("clockStep.behind", early);
    if (late > kToleranceMs) return step("clockStep.ahead", late);
    return std::nullopt;
}

} // namespace

std::optional<Finding> ClockStepRule::judge(const MarkFacts& facts) const {
    if (auto finding = againstHighest(facts)) return finding;
    if (auto finding = againstPrevious(facts)) return finding;
    return againstBounds(facts);
}

} // namespace haziri::fraud
