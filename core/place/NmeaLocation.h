// A GNSS receiver that speaks NMEA 0183: on a serial line, over the network, or a recorded file.
//
// Read by Qt Positioning's "nmea" plugin (Debian: libqt6positioning6-plugins).
#pragma once

#include "core/place/LocationSource.h"

#include <QTimer>
#include <memory>

class QGeoPositionInfo;
class QGeoPositionInfoSource;

namespace haziri::place {

class NmeaLocation final : public LocationSource {
    Q_OBJECT
  public:
    /// "serial:/dev/ttyUSB0", "socket://HOST:PORT", or the path of a recording, which is played at the pace of its own
    /// timestamps. `clock` must outlive this.
    NmeaLocation(const QString& source, const Clock& clock, QObject* parent = nullptr);
    /// Something that goes on speaking, in contrast to a recording.
    static bool isDevice(const QString& source);
    ~NmeaLocation() override;

    Position current() const override { return m_last; }
    /// failed(): GNSS_UNREADABLE where the source cannot be opened (nothing more comes), GNSS_SILENT where no position
    /// came for ten seconds (it may still come).
    void start() override;
    void stop() override;

  private:
    void take(const QGeoPositionInfo& info);
    QString m_source;
    const Clock& m_clock;
    Position m_last;
    QTimer m_silence{this};
    std::unique_ptr<QGeoPositionInfoSource> m_reader;
};

} // namespace haziri::place
