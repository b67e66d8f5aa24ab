// Fills in what every packet carries, signs it and hands it to the outbox.
#pragma once

#include "core/muster/Profile.h"

namespace haziri::muster {

class PacketWriter {
  public:
    PacketWriter(Profile& profile, const Clock& clock, RandomSource& random)
        : m_profile(profile)
        , m_clock(clock)
        , m_random(random) {}

    struct Draft {
        protocol::PacketKind kind = protocol::PacketKind::Attendance;
        decltype(protocol::Packet::body) body;
        UserId recordedBy;
        UnixMillis at;
        QByteArray note;
        QList<outbox::NewPhoto> photos;
        std::optional<outbox::RosterWorker> worker;
    };
    struct Written {
        PacketId packetId;
        qint64 seq = 0;
    };
    /// Durable on success. NOT_REGISTERED, CHAIN_CLOSED, STORE_UNAVAILABLE
    Result<Written> write(Draft draft);

  private:
    Profile& m_profile;
    const Clock& m_clock;
    RandomSource& m_random;
};

/// A picture with the id under which it will travel.
struct NamedPhoto {
    outbox::NewPhoto photo;
    protocol::PhotoRef reference;
};
NamedPhoto namePhoto(const QByteArray& jpeg, const Clock& clock, RandomSource& random);

} // namespace haziri::muster
