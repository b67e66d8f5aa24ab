// Who was marked last in each direction within a shift: what makes the next mark a duplicate, or a question. One
// thread.
#pragma once

#include "core/muster/DayRecord.h"
#include "core/outbox/OutboxTypes.h"

#include <map>

namespace haziri::muster {

class ShiftMemory {
  public:
    static constexpr qint64 kShiftMs = 12 * 3'600'000LL; ///< as at the server: an IN of yesterday makes nothing odd
    /// People come back from their meal without having been marked out. So long after an IN a second one is taken for
    /// that, once in a shift: sooner it is a slip, later the laptop probably still says IN when they go home.
    static constexpr qint64 kMiddayFromMs = 3 * 3'600'000LL, kMiddayToMs = 7 * 3'600'000LL;

    struct Last {
        UnixMillis at;
        PacketId packetId;
        qint64 seq = 0;
        bool clean = true;       ///< false: somebody has to look at it
        QList<QByteArray> codes; ///< what the laptop itself found
        bool again = false;      ///< the IN after the midday meal
    };
    enum class Repeat {
        No,
        Midday,  ///< in after in, as after a meal: taken, and noted in the packet
        Question ///< in after in or out after out: which way he went is the word of whoever held the laptop
    };

    explicit ShiftMemory(qint64 duplicateMs)
        : m_duplicateMs(duplicateMs) {}

    /// Forgets what it knew and reads these, oldest first.
    void load(const QList<outbox::QueueEntry>& entries, UnixMillis now);
    void add(const WorkerId& worker, Direction direction, Last last);

    /// The mark, minutes ago, that a new one would only repeat. `clean`: the new one would need nobody's look, and so
    /// replaces an earlier one that does.
    std::optional<Last> duplicateOf(const WorkerId& worker, Direction direction, UnixMillis at, bool clean) const;
    Repeat repeatOf(const WorkerId& worker, Direction direction, UnixMillis at) const;

  private:
    using Key = std::pair<WorkerId, Direction>;
    const Last* find(const WorkerId& worker, Direction direction) const;

    qint64 m_duplicateMs;
    std::map<Key, Last> m_last;
};

} // namespace haziri::muster
