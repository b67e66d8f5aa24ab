// Which marks belong to a day: hours after midnight to the day the shift began, and which were taken back.
#pragma once

#include "core/muster/DayRecord.h"
#include "core/outbox/OutboxTypes.h"

#include <QHash>

namespace haziri::muster {

struct DayMark {
    outbox::QueueEntry entry;
    DayRecord day;
    std::optional<UnixMillis> takenBackAt;
};

/// An OUT later than this after its IN does not belong to it; as in the registers' rules.
constexpr qint64 kLongestShiftMs = 16 * 3'600'000LL;

/// The marks that a correcting record among `entries` takes back, and when. One that the office refused, or has to look
/// at because it came late, takes nothing back.
QHash<PacketId, UnixMillis> marksTakenBack(const QList<outbox::QueueEntry>& entries);

/// Does somebody go out without having come in among `entries`? Then the hours before decide to which day that belongs.
bool needsHoursBefore(const QList<outbox::QueueEntry>& entries);

/// The marks of the day from ≤ t < to, oldest first, out of `entries`, which also hold what is to be considered before
/// and after. An IN while a shift is open repeats the first one, as in the registers.
QList<DayMark> marksOfDay(const QList<outbox::QueueEntry>& entries, UnixMillis from, UnixMillis to);

} // namespace haziri::muster
