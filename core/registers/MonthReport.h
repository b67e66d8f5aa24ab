// The server's numbers of a month (`reports/muster`, `reports/wages`) as plain values, parsed once.
#pragma once

#include "core/base/Clock.h"
#include "core/base/Ids.h"
#include "core/base/Result.h"

#include <QDate>
#include <QList>
#include <optional>

namespace haziri::registers {

struct ReportDay {
    QDate date; ///< local, on which the shift began
    std::optional<UnixMillis> in, out;
    qint64 minutes = 0, overtime = 0; ///< overtime: as it counts, not as it was
    qint64 units = 0;                 ///< hundredths of a day
    bool isIncomplete = false;
    QList<std::pair<UnixMillis, UnixMillis>> shifts; ///< each with both ends
};

/// What the office entered, and what follows from it; paise.
struct ReportPay {
    bool isMonthly = false; ///< the rates are a month's, else a day's
    qint64 basicRate = 0, daRate = 0, otherRate = 0;
    qint64 basic = 0, da = 0, other = 0, overtime = 0, gross = 0; ///< earned
    std::optional<qint64> epf, esic;
    bool isSettled = false; ///< what else is taken off has been said; else all below is 0
    qint64 incomeTax = 0, society = 0, insurance = 0, advances = 0, fine = 0, damages = 0, others = 0;
    qint64 deductions = 0, notTaken = 0, net = 0;
    QString account, fineFor, damagesFor, receipt;
    QDate paidOn;
};

struct ReportWorker {
    WorkerId workerId;
    QString name, designation, guardian, sex, uan, esic, thekedar; ///< empty: not known, or erased
    UserId thekedarId;
    QList<ReportDay> days; ///< of a muster
    qint64 daysWorked = 0, units = 0, minutes = 0, overtime = 0, held = 0, incomplete = 0;
    qint64 longestRow = 0;        ///< days without rest, counted from before the month
    bool isRestMissed = false;    ///< more of them than the rules allow
    std::optional<ReportPay> pay; ///< only of wages, and only where the rate is known
};

struct MonthReport {
    bool isWages = false;
    SiteId siteId;
    QString site, rules; ///< rules: the Act by which hours were counted
    QDate month;         ///< its first day
    qint32 tzOffsetMin = 330;
    QByteArray checkpoint; ///< signed note of the log that it was made from; not yet verified
    QList<ReportWorker> workers;
};

Result<MonthReport> readReport(QByteArrayView body); ///< MALFORMED

} // namespace haziri::registers
