#include "core/muster/ShiftMemory.h"

#include "core/muster/DayMarks.h"

namespace haziri::muster {

namespace {

Direction otherWay(Direction direction) {
    return direction == Direction::In ? Direction::Out : Direction::In;
}

// Whether it was he is not in doubt, whatever else is.
bool showsHim(const QList<QByteArray>& codes) {
    return !codes.contains("LIVENESS_LOW") && !codes.contains("PHOTO_REUSE");
}

} // namespace

void ShiftMemory::load(const QList<outbox::QueueEntry>& entries, UnixMillis now) {
    m_last.clear();
    const auto takenBack = marksTakenBack(entries);
    for (const outbox::QueueEntry& entry : entries) {
        const bool passed = std::abs(now.value - entry.at.value) > kShiftMs;
        if (entry.kind != "attendance" || passed || takenBack.contains(entry.packetId)) continue;
        const auto day = DayRecord::fromText(entry.note);
        if (!day || entry.state == outbox::PacketState::Rejected) continue;
        const bool clean = day->codes.isEmpty() &&
                           (entry.state == outbox::PacketState::Pending || entry.state == outbox::PacketState::Synced);
        add(day->workerId, day->direction, {entry.at, entry.packetId, entry.seq, clean, day->codes, day->again});
    }
}

void ShiftMemory::add(const WorkerId& worker, Direction direction, Last last) {
    m_last[{worker, direction}] = std::move(last);
}

const ShiftMemory::Last* ShiftMemory::find(const WorkerId& worker, Direction direction) const {
    const auto found = m_last.find({worker, direction});
    return found == m_last.end() ? nullptr : &found->second;
}

std::optional<ShiftMemory::Last> ShiftMemory::duplicateOf(const WorkerId& worker, Direction direction, UnixMillis at,
                                                          bool clean) const {
    const Last* last = find(worker, direction);
    if (!last || std::abs(at.value - last->at.value) >= m_duplicateMs) return std::nullopt;
    // A photo of somebody, held for the office, must not keep the living person from a good mark.
    if (clean && !last->clean) return std::nullopt;
    // Somebody who went out in between and comes back is no duplicate.
    const Last* other = find(worker, otherWay(direction));
    if (other && other->at > last->at) return std::nullopt;
    return *last;
}

ShiftMemory::Repeat ShiftMemory::repeatOf(const WorkerId& worker, Direction direction, UnixMillis at) const {
    const Last* last = find(worker, direction);
    if (!last || !showsHim(last->codes)) return Repeat::No;
    const qint64 ago = at.value - last->at.value;
    if (ago < 0 || ago > kShiftMs) return Repeat::No;
    const Last* other = find(worker, otherWay(direction));
    if (other && showsHim(other->codes) && other->at >= last->at) return Repeat::No;
    const bool asked = last->codes.contains("IN_OUT");
    if (ago < m_duplicateMs && !asked) return Repeat::No;
    const bool midday = direction == Direction::In && ago >= kMiddayFromMs && ago < kMiddayToMs;
    return midday && !asked && !last->again ? Repeat::Midday : Repeat::Question;
}

} // namespace haziri::muster
