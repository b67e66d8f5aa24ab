#include "core/place/PlaceWatch.h"

#include "core/place/DeclaredLocation.h"
#include "core/place/NmeaLocation.h"
#include "core/place/PlatformLocation.h"

namespace haziri::place {

namespace {
constexpr int kAgainMs = 30'000;
}

PlaceWatch::PlaceWatch(const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_clock(clock) {
    m_again.setSingleShot(true);
    m_again.setInterval(kAgainMs);
    connect(&m_again, &QTimer::timeout, this, [this] {
        if (m_receiver) m_receiver->start();
    });
}

void PlaceWatch::setSite(const std::optional<Geofence>& site) {
    m_site = site;
    Q_EMIT changed();
}

void PlaceWatch::ask(const PlaceSources& sources) {
    m_sources = sources;
    m_again.stop();
    m_receiver.reset();
    m_platform.reset();
    m_fix = m_network = {};
    m_problem.clear();
    if (!sources.receiver.isEmpty()) {
        m_receiver = std::make_unique<NmeaLocation>(sources.receiver, m_clock);
        connect(m_receiver.get(), &LocationSource::failed, this, &PlaceWatch::receiverFailed);
        listen(*m_receiver, m_fix);
    }
    if (sources.platform) {
        m_platform = std::make_unique<PlatformLocation>(m_clock);
        listen(*m_platform, m_network);
    }
    Q_EMIT changed();
}

void PlaceWatch::listen(LocationSource& source, Heard& heard) {
    connect(&source, &LocationSource::changed, this, [this, &source, &heard] { hear(source, heard); });
    source.start();
}

void PlaceWatch::hear(const LocationSource& source, Heard& heard) {
    heard = {source.current(), m_clock.boot()};
    if (&heard == &m_fix) m_problem.clear();
    Q_EMIT changed();
}

// A recording is not begun anew: its places would come a second time as if they were of now.
void PlaceWatch::receiverFailed(const Error& error) {
    m_problem = error.code;
    if (NmeaLocation::isDevice(m_sources.receiver)) m_again.start();
    Q_EMIT changed();
}

Position PlaceWatch::aged(const Heard& heard) const {
    Position position = heard.position;
    const BootInstant now = m_clock.boot();
    const qint64 age = now.bootId == heard.when.bootId ? std::max<qint64>(0, now.bootMs - heard.when.bootMs) : 0;
    position.at = {m_clock.now().value - age};
    return position;
}

Position PlaceWatch::current() const {
    Places places{aged(m_fix), aged(m_network), {}};
    if (m_site)
        places.declared =
            DeclaredLocation(m_site->centre, std::max<qint64>(1, qint64(m_site->radiusM)) * 100, m_clock).current();
    return bestPlace(places, m_site, m_clock.now());
}

FenceVerdict PlaceWatch::verdict() const {
    return m_site ? m_site->judge(current()) : FenceVerdict::NoPosition;
}

bool PlaceWatch::isSearching() const {
    return m_receiver && m_fix.position.source == PositionSource::None && m_problem.isEmpty();
}

} // namespace haziri::place
