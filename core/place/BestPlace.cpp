#include "core/place/BestPlace.h"

namespace haziri::place {

namespace {

bool isWithin(const Position& position, qint64 ageMs, UnixMillis now) {
    return position.source != PositionSource::None && position.ageMs(now) <= ageMs;
}

bool contradicts(const Position& position, const std::optional<Geofence>& site) {
    if (!site) return true; // nothing to compare with: it is said as it is
    return distanceMetres(site->centre, position.point) > site->radiusM + 2 * double(position.accuracyCm) / 100;
}

} // namespace

Position bestPlace(const Places& places, const std::optional<Geofence>& site, UnixMillis now) {
    if (isWithin(places.gnss, kFreshGnssMs, now)) return places.gnss;
    const bool says = places.network.accuracyCm <= kCoarseCm || contradicts(places.network, site);
    if (isWithin(places.network, kFreshNetworkMs, now) && says) return places.network;
    if (isWithin(places.gnss, kOldestFixMs, now)) return places.gnss;
    return places.declared;
}

} // namespace haziri::place
