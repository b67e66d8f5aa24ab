// Which of several positions a mark carries: the best evidence of where the laptop is now.
#pragma once

#include "core/place/Geofence.h"

#include <optional>

namespace haziri::place {

/// What each source last said; source None where it said nothing.
struct Places {
    Position gnss, network, declared;
};

inline constexpr qint64 kFreshGnssMs = 2 * 60'000;     ///< a receiver says one every second while it sees the sky
inline constexpr qint64 kFreshNetworkMs = 10 * 60'000; ///< a location service is asked every half minute
inline constexpr qint64 kOldestFixMs = 30 * 60'000;    ///< after that it says nothing of now any more
inline constexpr qint64 kCoarseCm = 50'000;            ///< a network place of a town's width is no evidence for a site

/// A fresh fix of the receiver; else a fresh place of the network, unless it is coarse and does not contradict the site
/// (then it knows less than the declared place does); else an older fix, whose age travels with it; else what was
/// declared. Never makes a place look younger or sharper than it is.
Position bestPlace(const Places& places, const std::optional<Geofence>& site, UnixMillis now);

} // namespace haziri::place
