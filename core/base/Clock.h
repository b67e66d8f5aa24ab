// The two clocks of a machine, injected so that tests can move them.
#pragma once

#include <QByteArray>
#include <compare>

namespace haziri {

/// Milliseconds since the Unix epoch, UTC.
struct UnixMillis {
    qint64 value = 0;
    auto operator<=>(const UnixMillis&) const = default;
};

/// A point on the boot clock: it counts suspend, cannot be set, and starts anew with each boot.
struct BootInstant {
    QByteArray bootId; ///< the kernel's random id of this boot (text); empty where the platform has none
    qint64 bootMs = 0; ///< milliseconds since that boot, CLOCK_BOOTTIME on Linux
};

/// Thread-safe.
class Clock {
  public:
    virtual ~Clock() = default;
    virtual UnixMillis now() const = 0;
    virtual BootInstant boot() const = 0;
    /// Minutes east of UTC at this moment in the machine's time zone.
    virtual int tzOffsetMin() const = 0;
};

class SystemClock final : public Clock {
  public:
    UnixMillis now() const override;
    BootInstant boot() const override;
    int tzOffsetMin() const override;
};

} // namespace haziri
