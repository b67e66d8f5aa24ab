// A clock that moves only when told to.
#pragma once

#include "core/base/Clock.h"

#include <atomic>

namespace haziri::test {

class FakeClock final : public Clock {
  public:
    UnixMillis now() const override { return {wall.load()}; }
    BootInstant boot() const override { return {bootId, bootMs.load()}; }
    int tzOffsetMin() const override { return 330; }
    /// Both clocks, as time really passes.
    void advance(qint64 ms) {
        wall += ms;
        bootMs += ms;
    }

    std::atomic<qint64> wall{1'760'000'000'000};
    std::atomic<qint64> bootMs{100'000};
    QByteArray bootId = QByteArrayLiteral("0b5e7c1e-boot-one");
};

} // namespace haziri::test
