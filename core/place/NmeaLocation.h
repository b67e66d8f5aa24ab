// A GNSS receiver that speaks NMEA 0183, over a serial device, or a recorded file (through Qt Positioning's NMEA
// reader).
#pragma once

#include "core/place/LocationSource.h"

#include <memory>

class QFile;
class QGeoPositionInfo;
class QNmeaPositionInfoSource;

namespace haziri::place {

class NmeaLocation final : public LocationSource {
    Q_OBJECT
  public:
    enum class Mode { Live, Recorded }; ///< a recording is played at the pace of its own timestamps
    NmeaLocation(const QString& path, Mode mode, const Clock& clock, QObject* parent = nullptr);
    ~NmeaLocation() override;

    Position current() const override { return m_last; }
    /// failed(): GNSS_UNREADABLE where the device or file cannot be opened, GNSS_SILENT where nothing came for 10 s.
    void start() override;
    void stop() override;

  private:
    void take(const QGeoPositionInfo& info);
    QString m_path;
    Mode m_mode;
    const Clock& m_clock;
    Position m_last;
    std::unique_ptr<QFile> m_device;
    std::unique_ptr<QNmeaPositionInfoSource> m_reader;
};

} // namespace haziri::place
