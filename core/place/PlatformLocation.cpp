#include "core/place/PlatformLocation.h"

#include "core/place/PositionInfo.h"

#include <QGeoPositionInfoSource>

namespace haziri::place {

namespace {
constexpr qint64 kAssumedAccuracyCm = 500'000; // by address of the line alone, a town's width
constexpr int kEveryMs = 30'000;
} // namespace

PlatformLocation::PlatformLocation(const Clock& clock, QObject* parent)
    : LocationSource(parent)
    , m_clock(clock) {}
PlatformLocation::~PlatformLocation() = default;

void PlatformLocation::start() {
    stop();
    // By name: the default source could be any plugin, also one that replays a file.
    m_service.reset(QGeoPositionInfoSource::createSource(QStringLiteral("geoclue2"), nullptr));
    if (!m_service) m_service.reset(QGeoPositionInfoSource::createDefaultSource(nullptr));
    if (!m_service) {
        Q_EMIT failed({"PLACE_UNAVAILABLE", QStringLiteral("This machine has no location service.")});
        return;
    }
    connect(m_service.get(), &QGeoPositionInfoSource::positionUpdated, this, &PlatformLocation::take);
    connect(m_service.get(), &QGeoPositionInfoSource::errorOccurred, this, [this](QGeoPositionInfoSource::Error error) {
        if (error != QGeoPositionInfoSource::NoError && error != QGeoPositionInfoSource::UpdateTimeoutError)
            Q_EMIT failed({"PLACE_UNAVAILABLE", QStringLiteral("The location service refuses (%1).").arg(int(error))});
    });
    m_service->setUpdateInterval(kEveryMs);
    m_service->startUpdates();
}

void PlatformLocation::stop() {
    m_service.reset();
}

void PlatformLocation::take(const QGeoPositionInfo& info) {
    const auto position = positionFrom(info, PositionSource::Network, kAssumedAccuracyCm, m_clock.now());
    if (!position) return;
    m_last = *position;
    Q_EMIT changed();
}

} // namespace haziri::place
