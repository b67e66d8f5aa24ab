#include "core/place/DeclaredLocation.h"

namespace haziri::place {

DeclaredLocation::DeclaredLocation(GeoPoint point, qint64 accuracyCm, const Clock& clock, QObject* parent)
    : LocationSource(parent)
    , m_point(point)
    , m_accuracyCm(accuracyCm)
    , m_clock(clock) {}

Position DeclaredLocation::current() const {
    return {m_point, m_accuracyCm, PositionSource::Declared, m_clock.now()};
}

} // namespace haziri::place
