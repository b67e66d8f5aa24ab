#include "server/registers/Shifts.h"

#include <QMap>

namespace haziri::registers {

QList<WorkDay> toWorkDays(const QList<Punch>& punches, qint32 tzOffsetMin, const WorkRules& rules) {
    constexpr qint64 kMinute = 60'000, kDay = 24 * 60 * kMinute;
    QMap<QDate, WorkDay> days;
    const auto dayOf = [&](qint64 at) -> WorkDay& {
        const QDate date = QDate(1970, 1, 1).addDays((at + tzOffsetMin * kMinute) / kDay);
        WorkDay& day = days[date];
        day.date = date;
        return day;
    };
    bool isOpen = false;
    qint64 began = 0;
    const auto abandon = [&] {
        if (isOpen) dayOf(began).isIncomplete = true;
        isOpen = false;
    };
    for (const Punch& punch : punches) {
        if (isOpen && punch.at - began > rules.maxShift * kMinute) abandon();
        if (punch.isIn) {
            if (isOpen) continue;
            isOpen = true;
            began = punch.at;
            WorkDay& day = dayOf(punch.at);
            if (!day.in) day.in = punch.at;
        } else if (isOpen) {
            WorkDay& day = dayOf(began);
            day.out = punch.at;
            day.minutes += (punch.at - began) / kMinute;
            isOpen = false;
        } else {
            WorkDay& day = dayOf(punch.at);
            day.out = punch.at;
            day.isIncomplete = true;
        }
    }
    abandon();
    return days.values();
}

} // namespace haziri::registers
