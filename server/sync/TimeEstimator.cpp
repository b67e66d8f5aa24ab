#include "server/sync/TimeEstimator.h"

namespace haziri::sync {

namespace {

constexpr qint64 kDriftPpm = 100;      // a PC's oscillator, warm and cold
constexpr qint64 kRoundTripMs = 5'000; // a token may have been this long under way

bool isSameBoot(const protocol::PacketClock& clock, const store::KeptTimeToken& anchor) {
    return !clock.bootId.isEmpty() && clock.bootMs >= clock.anchorBootMs &&
           (!anchor.bootId || *anchor.bootId == clock.bootId);
}

} // namespace

store::TimeEstimate estimateTime(const protocol::PacketClock& clock, const std::optional<store::KeptTimeToken>& anchor,
                                 const std::optional<TimeNeighbour>& previous, UnixMillis registeredAt,
                                 UnixMillis now) {
    using store::TimeClass;
    if (anchor && isSameBoot(clock, *anchor)) {
        const qint64 elapsed = clock.bootMs - clock.anchorBootMs;
        const qint64 drift = elapsed / 1'000'000 * kDriftPpm + 1;
        // The token left the server at its time and arrived later: the estimate is a lower bound but for drift.
        const qint64 t = anchor->serverTime.value + elapsed;
        // A clock that claims to have run for longer than there was time is believed up to now.
        if (t - drift > now.value) return {TimeClass::Anchored, now, now};
        return {TimeClass::Anchored, {t - drift}, {t + drift + kRoundTripMs}};
    }
    if (previous && !clock.bootId.isEmpty()) {
        const bool sameBoot = previous->bootId == clock.bootId && clock.bootMs >= previous->bootMs;
        const qint64 since = sameBoot ? clock.bootMs - previous->bootMs : 0;
        return {TimeClass::Bounded, {std::min(previous->earliest.value + since, now.value)}, now};
    }
    return {TimeClass::Unanchored, {std::min(registeredAt, now)}, now};
}

} // namespace haziri::sync
