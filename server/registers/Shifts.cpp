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
            day.shifts.append({began, punch.at});
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

void countOvertime(QList<WorkDay>& days, const WorkRules& rules) {
    QDate week;
    qint64 normal = 0; // hours of the week so far that no day counted as overtime
    for (WorkDay& day : days) {
        if (const QDate begins = rules.weekOf(day.date); begins != week) {
            week = begins;
            normal = 0;
        }
        const qint64 ofDay = std::min(day.minutes, rules.normalDay);
        const qint64 room = std::max<qint64>(0, rules.normalWeek - normal);
        const qint64 ofWeek = std::min(ofDay, room);
        normal += ofWeek;
        day.overtime = rules.rounded(day.minutes - ofWeek);
    }
}

qint64 longestRow(const QList<WorkDay>& days, QDate first) {
    qint64 longest = 0, row = 0;
    const QDate end = first.addMonths(1);
    for (qsizetype i = 0; i < days.size(); ++i) {
        row = i > 0 && days[i - 1].date.addDays(1) == days[i].date ? row + 1 : 1;
        if (days[i].date >= first && days[i].date < end) longest = std::max(longest, row);
    }
    return longest;
}

} // namespace haziri::registers
