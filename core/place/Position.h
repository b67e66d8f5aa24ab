// A place with its uncertainty, in the protocol's integers.
#pragma once

#include "core/base/Clock.h"

#include <QtGlobal>

namespace haziri::place {

enum class PositionSource { Gnss, Network, Declared, None };

struct GeoPoint {
    qint32 latE7 = 0; ///< degrees × 10^7
    qint32 lonE7 = 0;
    bool operator==(const GeoPoint&) const = default;

    bool isValid() const {
        return latE7 >= -900'000'000 && latE7 <= 900'000'000 && lonE7 >= -1'800'000'000 && lonE7 <= 1'800'000'000;
    }
};

/// Source None has no position.
struct Position {
    GeoPoint point;
    qint64 accuracyCm = 0; ///< 68 % radius
    PositionSource source = PositionSource::None;
    UnixMillis at; ///< when it was measured; declared places are always of now

    bool operator==(const Position&) const = default;
    /// How old it is; never negative.
    qint64 ageMs(UnixMillis now) const { return now.value > at.value ? now.value - at.value : 0; }
};

} // namespace haziri::place
