// A clock that stands still until a test moves it.
#pragma once

#include "core/base/Clock.h"

#include <atomic>

namespace haziri::test {

class ManualClock final : public Clock {
  public:
    explicit ManualClock(qint64 nowMs = 1'760'000'000'000)
        : m_now(nowMs) {}
    UnixMillis now() const override { return {m_now}; }
    BootInstant boot() const override { return {bootId, m_boot}; }
    int tzOffsetMin() const override { return 330; }

    /// Time passes: both clocks go on.
    void advance(qint64 ms) {
        m_now += ms;
        m_boot += ms;
    }
    /// Somebody sets the wall clock.
    void setWall(qint64 ms) { m_now = ms; }
    /// The machine starts anew: another boot, whose clock begins at `bootMs`.
    void reboot(const QByteArray& id, qint64 bootMs = 0) {
        bootId = id;
        m_boot = bootMs;
    }

    QByteArray bootId = "11111111-2222-4333-8444-555555555555";

  private:
    std::atomic<qint64> m_now;
    std::atomic<qint64> m_boot = 1'000'000;
};

} // namespace haziri::test
