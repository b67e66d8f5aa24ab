// How sure a packet's time is (docs: "Time"): anchored by a signed server time of the same boot, bounded by its
// neighbours, or neither.
#pragma once

#include "server/store/TokenRepository.h"
#include "server/store/Types.h"

namespace haziri::sync {

struct TimeNeighbour {
    QByteArray bootId;
    qint64 bootMs = 0;
    UnixMillis earliest;
};

/// `anchor`: the time token that the packet names, if it is this device's; `previous`: the packet before it in the
/// chain, if there is one; `registeredAt`: of its epoch. Pure.
store::TimeEstimate estimateTime(const protocol::PacketClock& clock, const std::optional<store::KeptTimeToken>& anchor,
                                 const std::optional<TimeNeighbour>& previous, UnixMillis registeredAt, UnixMillis now);

} // namespace haziri::sync
