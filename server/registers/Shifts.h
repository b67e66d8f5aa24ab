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
    QDate date;                    ///< the local day on which the first shift of the day began
    std::optional<qint64> in, out; ///< first and last, milliseconds UTC
    qint64 minutes = 0;            ///< of all shifts that have both ends
    bool isIncomplete = false;     ///< an IN without its OUT, or an OUT without its IN
};

/// Punches of one worker in the order of their times, at one offset from UTC. Hours after midnight belong to the day
/// the shift began. An IN while a shift is open repeats the first one; an OUT after the rules' longest shift stands
/// alone.
QList<WorkDay> toWorkDays(const QList<Punch>& punches, qint32 tzOffsetMin, const WorkRules& rules);

} // namespace haziri::registers
