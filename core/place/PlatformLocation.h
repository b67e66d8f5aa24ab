// The operating system's own location service (GeoClue on Linux), where there is one: mostly network based.
#pragma once

#include "core/place/LocationSource.h"

#include <memory>

class QGeoPositionInfo;
class QGeoPositionInfoSource;

namespace haziri::place {

class PlatformLocation final : public LocationSource {
    Q_OBJECT
  public:
    explicit PlatformLocation(const Clock& clock, QObject* parent = nullptr);
    ~PlatformLocation() override;

    Position current() const override { return m_last; }
    /// failed(): PLACE_UNAVAILABLE where the platform offers nothing or refuses.
    void start() override;
    void stop() override;

  private:
    void take(const QGeoPositionInfo& info);
    const Clock& m_clock;
    Position m_last;
    std::unique_ptr<QGeoPositionInfoSource> m_service;
};

} // namespace haziri::place
