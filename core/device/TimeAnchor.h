// The last signed server time and where it lies on this machine's boot clock.
//
// Same boot: T = token + Δboot ± (round trip / 2 + drift): anchored. After a reboot the boot clock began anew and the
// anchor says nothing any more: marks are then bounded by their neighbours, on the server.
#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/protocol/Packet.h"

#include <optional>

namespace haziri::device {

struct TimeAnchor {
    QByteArray jti;
    qint64 serverTimeMs = 0;
    BootInstant arrived;
    qint64 roundTripMs = 0;

    static constexpr qint64 kDriftPpm = 100; ///< a PC's oscillator, warm and cold

    struct Estimate {
        UnixMillis time;
        qint64 plusMinusMs = 0;
    };
    /// Nothing after a reboot, or where the boot clock ran backwards (a snapshot).
    std::optional<Estimate> estimate(const BootInstant& now) const;
    /// What a packet carries; `anchor` is left empty where it belongs to another boot.
    protocol::PacketClock packetClock(const BootInstant& now) const;

    QByteArray toText() const;
    static Result<TimeAnchor> fromText(QByteArrayView text);
};

} // namespace haziri::device
