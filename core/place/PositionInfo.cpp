#include "core/place/PositionInfo.h"

#include <cmath>

namespace haziri::place {

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
    position.accuracyCm = std::isfinite(metres) && metres > 0 ? std::llround(metres * 100) : assumedAccuracyCm;
    return position;
}

} // namespace haziri::place
