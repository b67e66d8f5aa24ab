// The place a person entered: the site's own coordinates. Weak evidence, and marked as such.
#pragma once

#include "core/place/LocationSource.h"

namespace haziri::place {

class DeclaredLocation final : public LocationSource {
    Q_OBJECT
  public:
    /// `clock` must outlive this.
    DeclaredLocation(GeoPoint point, qint64 accuracyCm, const Clock& clock, QObject* parent = nullptr);
    Position current() const override; ///< of this very moment

  private:
    GeoPoint m_point;
    qint64 m_accuracyCm;
    const Clock& m_clock;
};

} // namespace haziri::place
