// From Qt Positioning's measurements to ours.
#pragma once

#include "core/place/Position.h"

#include <QGeoPositionInfo>
#include <optional>

namespace haziri::place {

/// Nothing where the measurement has no valid coordinate. `assumedAccuracyCm` is taken where the source says none.
/// The time is the moment of arrival: a receiver's own clock may be off by weeks (GPS week rollover).
std::optional<Position> positionFrom(const QGeoPositionInfo& info, PositionSource source, qint64 assumedAccuracyCm,
                                     UnixMillis now);

} // namespace haziri::place
