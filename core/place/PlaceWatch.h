// Where the laptop is, from all sources it was told to ask. Lives in a thread with an event loop; not thread-safe.
//
// Ages are counted on the boot clock: setting the laptop's clock back makes no old fix young.
#pragma once

#include "core/place/BestPlace.h"
#include "core/place/LocationSource.h"

#include <QTimer>
#include <memory>

namespace haziri::place {

struct PlaceSources {
    /// "serial:/dev/ttyUSB0", "socket://HOST:PORT" or the path of a recording, as NmeaLocation takes it; empty: none.
    QString receiver;
    bool platform = false; ///< the operating system's location service
    bool operator==(const PlaceSources&) const = default;
};

class PlaceWatch final : public QObject {
    Q_OBJECT
  public:
    /// `clock` must outlive this.
    explicit PlaceWatch(const Clock& clock, QObject* parent = nullptr);

    /// The site's circle, for the declared place and for judging the others; nothing: not known.
    void setSite(const std::optional<Geofence>& site);
    /// Starts them; what was asked before is stopped.
    void ask(const PlaceSources& sources);

    Position current() const; ///< what a mark taken now carries; source None: nothing is known at all
    FenceVerdict verdict() const;
    const std::optional<Geofence>& site() const { return m_site; }
    const PlaceSources& sources() const { return m_sources; }
    /// A receiver was named and has neither said a place nor failed yet.
    bool isSearching() const;
    QByteArray problem() const { return m_problem; } ///< code of the receiver's last failure; empty while it works

  Q_SIGNALS:
    void changed();

  private:
    struct Heard {
        Position position;
        BootInstant when;
    };
    void listen(LocationSource& source, Heard& heard);
    void hear(const LocationSource& source, Heard& heard);
    void receiverFailed(const Error& error);
    Position aged(const Heard& heard) const;

    const Clock& m_clock;
    PlaceSources m_sources;
    std::optional<Geofence> m_site;
    std::unique_ptr<LocationSource> m_receiver, m_platform;
    Heard m_fix, m_network;
    QByteArray m_problem;
    QTimer m_again{this}; ///< a receiver that was pulled out is looked for again
};

} // namespace haziri::place
