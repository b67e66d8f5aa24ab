// Measures how long the window's thread is with each event: nobody who touches the laptop waits longer than the
// longest.
//
// Two clocks for each event. `wallMs` is what a person feels, and grows with whatever else the machine does at that
// moment; `cpuMs` is processor time of the thread itself: what the window asks of any machine. Tests assert the second,
// benches on a quiet machine show both. An event that is sent within another one counts into that one.
#pragma once

#include <QApplication>
#include <QElapsedTimer>
#include <QThread>
#include <algorithm>
#include <ctime>
#include <vector>

namespace haziri::test {

/// A picture on the screen lasts this long.
inline constexpr double kSlotMs = 16;

class TimedApplication : public QApplication {
  public:
    struct Slot {
        double wallMs = 0, cpuMs = 0;
        QByteArray what; ///< phase, receiver and event type; only where one of the times is long
    };
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override {
        if (m_isInside || QThread::currentThread() != thread()) return QApplication::notify(receiver, event);
        const QByteArray name = receiver->metaObject()->className(); // it may be gone afterwards
        const int type = event->type();
        m_isInside = true;
        QElapsedTimer timer;
        timer.start();
        const double before = threadMs();
        const bool done = QApplication::notify(receiver, event);
        Slot slot{double(timer.nsecsElapsed()) / 1e6, threadMs() - before, {}};
        if (slot.wallMs > kSlotMs) slot.what = phase + " " + name + " event " + QByteArray::number(type);
        m_slots.push_back(std::move(slot));
        m_isInside = false;
        return done;
    }
    /// What was measured since the last call.
    std::vector<Slot> takeSlots() { return std::exchange(m_slots, {}); }

    QByteArray phase = "start"; ///< what is being done, for Slot::what

    /// Processor time of the calling thread.
    static double threadMs() {
        timespec now{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
    }

  private:
    std::vector<Slot> m_slots;
    bool m_isInside = false;
};

/// What a series of slots came to.
struct SlotSummary {
    size_t count = 0, lateWall = 0, lateCpu = 0; ///< late: longer than kSlotMs
    double longestWall = 0, longestCpu = 0, p99Wall = 0;

    explicit SlotSummary(const std::vector<TimedApplication::Slot>& all)
        : count(all.size()) {
        std::vector<double> wall;
        wall.reserve(count);
        for (const auto& slot : all) {
            wall.push_back(slot.wallMs);
            lateWall += slot.wallMs > kSlotMs;
            lateCpu += slot.cpuMs > kSlotMs;
            longestCpu = std::max(longestCpu, slot.cpuMs);
        }
        std::sort(wall.begin(), wall.end());
        if (wall.empty()) return;
        longestWall = wall.back();
        p99Wall = wall[size_t(double(wall.size() - 1) * 0.99)];
    }
};

} // namespace haziri::test
