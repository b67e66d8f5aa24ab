#include "server/fraud/VelocityRule.h"

#include "core/place/Geofence.h"

namespace haziri::fraud {

namespace {

constexpr double kNearM = 1000;          // closer than this nobody is at two sites
constexpr qint64 kMostSlackCm = 200'000; // a device could claim any inaccuracy

// A mark without a place of its own is where its site is.
OtherMark placeOf(const MarkFacts& facts) {
    OtherMark own{
        facts.packet.timestamp, {facts.site.latE7, facts.site.lonE7}, facts.site.radiusM * 100, facts.site.siteId};
    if (facts.mark.geo.source != protocol::GeoSource::None)
        own.point = {facts.mark.geo.latE7, facts.mark.geo.lonE7}, own.accuracyCm = facts.mark.geo.accuracyCm;
    return own;
}

} // namespace

std::optional<Finding> VelocityRule::judge(const MarkFacts& facts) const {
    const OtherMark own = placeOf(facts);
    for (const OtherMark& other : facts.others) {
        const double slack =
            double(std::min(own.accuracyCm, kMostSlackCm) + std::min(other.accuracyCm, kMostSlackCm)) / 100;
        const double metres = place::distanceMetres(own.point, other.point) - slack;
        if (metres < kNearM) continue;
        const double seconds =
            std::max<double>(1, std::abs(double(own.timestamp.value - other.timestamp.value)) / 1000);
        const double kmh = metres / seconds * 3.6;
        if (kmh <= facts.site.policy.maxSpeedKmh) continue;
        return explained("VELOCITY", "velocity.tooFast",
                         {{QStringLiteral("km"), QString::number(metres / 1000, 'f', 1)},
                          {QStringLiteral("minutes"), qint64(seconds / 60)}});
    }
    return std::nullopt;
}

} // namespace haziri::fraud
