// Everything that the rules may look at for one attendance mark. Whoever gathers it decides nothing.
#pragma once

#include "server/fraud/Finding.h"
#include "server/store/Types.h"

#include "core/place/Position.h"

namespace haziri::fraud {

/// The packet before this one on the same device, as far as it tells of clocks.
struct PreviousClock {
    QByteArray bootId;
    qint64 bootMs = 0;
    UnixMillis timestamp;
};

/// Where and when a worker was marked otherwise.
struct OtherMark {
    UnixMillis timestamp;
    place::GeoPoint point;
    qint64 accuracyCm = 0;
    SiteId siteId;
    protocol::Direction direction = protocol::Direction::In;
    qint64 deviceNo = 0; ///< that took it
};

struct MarkFacts {
    const protocol::Packet& packet;
    const protocol::Attendance& mark;
    const store::Site& site;
    UnixMillis now;

    // Known to the store only, and gathered under the write lock.
    std::optional<store::TimeEstimate> time;
    std::optional<PreviousClock> previous;
    std::optional<qint64> highestOfBoot; ///< bootMs that an earlier packet of the same boot has shown
    QList<OtherMark> others;             ///< of the same worker, close in time, whose place is not in doubt
    qint64 deviceMarks = 0;              ///< by the same device within policy.burstSeconds around this one, without it
    qint64 photoUses = 0;                ///< other packets with the same photo
    std::optional<store::WorkerStatus> worker; ///< nothing: not enrolled
    qint64 deviceNo = 0;                       ///< that took this mark
    bool knowsOthers = false;                  ///< `others` was looked up at all
};

/// The worker's mark before this one, or null.
const OtherMark* lastBefore(const MarkFacts& facts);

place::Position positionOf(const protocol::Packet& packet, const protocol::Geo& geo);

} // namespace haziri::fraud
