#include "core/place/NmeaLocation.h"

#include "core/place/PositionInfo.h"

#include <QFileInfo>
#include <QNmeaPositionInfoSource>

namespace haziri::place {

namespace {
constexpr qint64 kAssumedAccuracyCm = 1000; // a plain receiver under open sky, where it does not tell its HDOP
constexpr double kRangeErrorM = 5;          // what HDOP is multiplied by to give metres at 68 %; Qt doubles it for 95 %
constexpr int kSilentMs = 10'000;
} // namespace

bool NmeaLocation::isDevice(const QString& source) {
    return source.startsWith(QStringLiteral("serial:")) || source.startsWith(QStringLiteral("socket:"));
}

NmeaLocation::NmeaLocation(const QString& source, const Clock& clock, QObject* parent)
    : LocationSource(parent)
    , m_source(source)
    , m_clock(clock) {
    m_silence.setInterval(kSilentMs);
    connect(&m_silence, &QTimer::timeout, this, [this] {
        Q_EMIT failed({"GNSS_SILENT", QStringLiteral("%1 gives no position.").arg(m_source)});
    });
}

NmeaLocation::~NmeaLocation() = default;

void NmeaLocation::start() {
    stop();
    if (!isDevice(m_source) && !QFileInfo(m_source).isReadable()) {
        Q_EMIT failed({"GNSS_UNREADABLE", QStringLiteral("%1 cannot be read.").arg(m_source)});
        return;
    }
    m_reader.reset(QGeoPositionInfoSource::createSource(QStringLiteral("nmea"),
                                                        {{QStringLiteral("nmea.source"), m_source}}, nullptr));
    if (!m_reader || m_reader->error() == QGeoPositionInfoSource::AccessError) {
        stop();
        Q_EMIT failed({"GNSS_UNREADABLE", QStringLiteral("%1 cannot be opened.").arg(m_source)});
        return;
    }
    if (auto* nmea = qobject_cast<QNmeaPositionInfoSource*>(m_reader.get()))
        nmea->setUserEquivalentRangeError(kRangeErrorM / 2);
    connect(m_reader.get(), &QGeoPositionInfoSource::positionUpdated, this, &NmeaLocation::take);
    m_silence.start();
    m_reader->startUpdates();
}

void NmeaLocation::stop() {
    m_silence.stop();
    m_reader.reset();
}

void NmeaLocation::take(const QGeoPositionInfo& info) {
    const auto position = positionFrom(info, PositionSource::Gnss, kAssumedAccuracyCm, m_clock.now());
    if (!position) return;
    m_last = *position;
    m_silence.start();
    Q_EMIT changed();
}

} // namespace haziri::place
