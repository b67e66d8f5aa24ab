#include "core/place/PositionInfo.h"

#include <algorithm>
#include <cmath>

namespace haziri::place {

namespace {
constexpr qreal kAnywhereM = 20'040'000; // half around the earth; beyond lie numbers that no packet can carry
}

std::optional<Position> positionFrom(const QGeoPositionInfo& info, PositionSource source, qint64 assumedAccuracyCm,
                                     UnixMillis now) {
    const QGeoCoordinate where = info.coordinate();
    if (!where.isValid()) return {};
    Position position;
    position.point = {qint32(std::llround(where.latitude() * 1e7)), qint32(std::llround(where.longitude() * 1e7))};
    position.source = source;
    position.at = now;
    const qreal metres = info.hasAttribute(QGeoPositionInfo::HorizontalAccuracy)
                             ? info.attribute(QGeoPositionInfo::HorizontalAccuracy)
                             : qQNaN();
    position.accuracyCm =
        std::isfinite(metres) && metres > 0
            ? std::clamp<qint64>(std::llround(std::min(metres, kAnywhereM) * 100), 1, qint64(kAnywhereM) * 100)
            : assumedAccuracyCm;
    return position;
}

} // namespace haziri::place
