// Rules of working time as dated data (resources/registers): a new rule is a new file, not a new program.
#pragma once

#include "core/base/Result.h"

#include <QDate>
#include <QJsonObject>
#include <QList>
#include <optional>

namespace haziri::registers {

/// All lengths in minutes.
struct WorkRules {
    QString act;
    QDate validFrom, validTo; ///< inclusive; validTo invalid: still in force
    qint64 normalDay = 480;
    qint64 maxShift = 960; ///< an OUT later than this after an IN does not belong to it
    qint64 overtimeRatePercent = 200;
    qint64 normalWeek = 2880;
    int weekBegins = 7;  ///< Qt's day of the week: 1 Monday … 7 Sunday
    qint64 dayParts = 4; ///< a day counts in begun parts of the normal one: 4 are quarters, 1 only whole days
    struct Step {
        qint64 from = 0, to = 0, counts = 0;
    };
    QList<Step> overtimeSteps; ///< what the minutes beyond whole hours of overtime count
    qint64 maxDaysInRow = 10;
    qint64 daysPerMonth = 26;        ///< a monthly rate is so many daily ones
    qint64 maxDeductionPercent = 50; ///< of the wages of a month, all deductions together
    qint64 maxFinePercent = 3;       ///< of the same, fines
    qint64 wagesFloorPercent = 0;    ///< basic and dearness allowance count as at least this share of the whole
    /// A worker's share of a statutory scheme. Money in paise.
    struct Share {
        qint64 perTenThousand = 0;
        qint64 ceiling = 0;     ///< of the wages it is taken of; 0: none
        qint64 exemptDaily = 0; ///< nothing is taken where a day's wages are not above this
        qint64 roundTo = 100;
        bool roundsUp = false, countsOvertime = false;
    };
    std::optional<Share> epf, esic; ///< nothing: not known for that time, and left to the hand

    /// What `worked` minutes of one day count as overtime.
    qint64 overtime(qint64 worked) const { return rounded(worked - normalDay); }
    /// What that many minutes beyond the normal ones count, by the steps.
    qint64 rounded(qint64 beyond) const;
    /// Hundredths of a day: 100 a whole one, 50 half of one.
    qint64 dayUnits(qint64 worked) const;
    QDate weekOf(QDate day) const; ///< its first day
    QJsonObject toJson() const;    ///< act and dates, for the report's head
};

Result<WorkRules> readRules(const QByteArray& json); ///< MALFORMED
/// Of the files that ship with this build, the one in force on that day. NOT_FOUND.
Result<WorkRules> rulesOn(QDate day);

} // namespace haziri::registers
