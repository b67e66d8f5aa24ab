// A circle around a site, and what can be said of a position that is itself uncertain.
#pragma once

#include "core/place/Position.h"

namespace haziri::place {

/// Metres along the great circle (haversine, mean earth radius 6,371,008.8 m; right to 0.6 %).
double distanceMetres(GeoPoint a, GeoPoint b);

enum class FenceVerdict {
    Inside, ///< the position itself is inside
    Near,   ///< outside, but inside within its own accuracy (which counts up to maxAccuracyM)
    Outside,
    NoPosition,
};

struct Geofence {
    GeoPoint centre;
    double radiusM = 0;
    /// A device could claim any inaccuracy; more than this does not excuse a distance.
    double maxAccuracyM = 200;

    FenceVerdict judge(const Position& position) const;
    bool operator==(const Geofence&) const = default;
};

} // namespace haziri::place
