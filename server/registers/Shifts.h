// From single marks to working days.
#pragma once

#include "server/registers/WorkRules.h"

#include <optional>

namespace haziri::registers {

struct Punch {
    qint64 at = 0; ///< milliseconds UTC
    bool isIn = true;
};

struct WorkDay {
    QDate date;                              ///< the local day on which the first shift of the day began
    std::optional<qint64> in, out;           ///< first and last, milliseconds UTC
    qint64 minutes = 0;                      ///< of all shifts that have both ends
    qint64 overtime = 0;                     ///< minutes that count as such; see countOvertime()
    QList<std::pair<qint64, qint64>> shifts; ///< each with both ends
    bool isIncomplete = false;               ///< an IN without its OUT, or an OUT without its IN
};

/// Punches of one worker in the order of their times, at one offset from UTC. Hours after midnight belong to the day
/// the shift began. An IN while a shift is open repeats the first one; an OUT after the rules' longest shift stands
/// alone.
QList<WorkDay> toWorkDays(const QList<Punch>& punches, qint32 tzOffsetMin, const WorkRules& rules);

/// What of each day is overtime: the minutes beyond the normal day, and those with which the normal hours of the week
/// pass the normal week, rounded once a day by the rules' steps. Days ascend; the first week should be there whole.
void countOvertime(QList<WorkDay>& days, const WorkRules& rules);

/// The most days in a row, of those runs that reach into the month of `first`. Days ascend; somebody was there on each.
qint64 longestRow(const QList<WorkDay>& days, QDate first);

} // namespace haziri::registers
