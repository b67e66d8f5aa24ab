#include "core/place/Geofence.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace haziri::place {

double distanceMetres(GeoPoint a, GeoPoint b) {
    constexpr double radius = 6'371'008.8, unit = std::numbers::pi / 180 / 1e7;
    const double latA = a.latE7 * unit, latB = b.latE7 * unit;
    const double dLat = latB - latA, dLon = (double(b.lonE7) - double(a.lonE7)) * unit;
    const double h =
        std::pow(std::sin(dLat / 2), 2) + std::cos(latA) * std::cos(latB) * std::pow(std::sin(dLon / 2), 2);
    return 2 * radius * std::asin(std::sqrt(std::clamp(h, 0.0, 1.0)));
}

FenceVerdict Geofence::judge(const Position& position) const {
    if (position.source == PositionSource::None || !position.point.isValid()) return FenceVerdict::NoPosition;
    const double distance = distanceMetres(centre, position.point);
    if (distance <= radiusM) return FenceVerdict::Inside;
    const double excuse = std::clamp(double(position.accuracyCm) / 100, 0.0, maxAccuracyM);
    return distance <= radiusM + excuse ? FenceVerdict::Near : FenceVerdict::Outside;
}

} // namespace haziri::place
