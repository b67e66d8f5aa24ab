#include "core/muster/DayMarks.h"

#include <QSet>

namespace haziri::muster {

namespace {

bool isRefused(const outbox::QueueEntry& entry) {
    return entry.state == outbox::PacketState::Rejected || entry.state == outbox::PacketState::Quarantined;
}

} // namespace

QHash<PacketId, UnixMillis> marksTakenBack(const QList<outbox::QueueEntry>& entries) {
    QHash<PacketId, UnixMillis> taken;
    for (const outbox::QueueEntry& entry : entries) {
        if (entry.kind != "attendance.correct" || isRefused(entry) || entry.code == "CORRECTION_LATE") continue;
        const auto day = DayRecord::fromText(entry.note);
        if (day && !day->corrects.isNull()) taken.insert(day->corrects, entry.at);
    }
    return taken;
}

bool needsHoursBefore(const QList<outbox::QueueEntry>& entries) {
    QSet<WorkerId> cameIn;
    for (const outbox::QueueEntry& entry : entries) {
        if (entry.kind != "attendance") continue;
        const auto day = DayRecord::fromText(entry.note);
        if (!day) continue;
        if (day->direction == Direction::Out && !cameIn.contains(day->workerId)) return true;
        if (day->direction == Direction::In) cameIn.insert(day->workerId);
    }
    return false;
}

QList<DayMark> marksOfDay(const QList<outbox::QueueEntry>& entries, UnixMillis from, UnixMillis to) {
    const auto takenBack = marksTakenBack(entries);
    QHash<WorkerId, UnixMillis> open; // since when
    QList<DayMark> marks;
    for (const outbox::QueueEntry& entry : entries) {
        if (entry.kind != "attendance") continue;
        const auto day = DayRecord::fromText(entry.note);
        if (!day) continue;
        DayMark mark{entry, *day, {}};
        UnixMillis began = entry.at;
        if (const auto taken = takenBack.constFind(entry.packetId); taken != takenBack.constEnd()) {
            mark.takenBackAt = *taken;
        } else if (!isRefused(entry)) {
            const auto since = open.constFind(day->workerId);
            const bool inShift =
                since != open.constEnd() && entry.at >= *since && entry.at.value - since->value <= kLongestShiftMs;
            if (inShift) began = *since;
            if (day->direction == Direction::Out)
                open.remove(day->workerId);
            else if (!inShift)
                open.insert(day->workerId, entry.at);
        }
        if (began >= from && began < to) marks.append(mark);
    }
    return marks;
}

} // namespace haziri::muster
