#include "server/fraud/GeofenceRule.h"

#include "core/place/Geofence.h"

namespace haziri::fraud {

namespace {
constexpr qint64 kOldestMs = 30 * 60'000; // a place from before the tea break proves nothing
}

std::optional<Finding> GeofenceRule::judge(const MarkFacts& facts) const {
    const auto position = positionOf(facts.packet, facts.mark.geo);
    const place::GeoPoint centre{facts.site.latE7, facts.site.lonE7};
    const auto verdict = place::Geofence{centre, double(facts.site.radiusM)}.judge(position);
    if (verdict == place::FenceVerdict::NoPosition) return explained("GEOFENCE", "geofence.noPlace");
    if (verdict == place::FenceVerdict::Outside)
        return explained("GEOFENCE", "geofence.outside",
                         {{QStringLiteral("metres"), qint64(place::distanceMetres(centre, position.point))},
                          {QStringLiteral("radiusM"), facts.site.radiusM}});
    if (facts.mark.geo.ageMs > kOldestMs)
        return explained("GEOFENCE", "geofence.old", {{QStringLiteral("minutes"), facts.mark.geo.ageMs / 60'000}});
    return std::nullopt;
}

} // namespace haziri::fraud
