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
};

struct ReportWorker {
    WorkerId workerId;
    QString name, designation, guardian, sex, uan, esic, thekedar; ///< empty: not known, or erased
    UserId thekedarId;
    QList<ReportDay> days; ///< of a muster
    qint64 daysWorked = 0, units = 0, minutes = 0, overtime = 0, held = 0, incomplete = 0;
    std::optional<qint64> rate, basic, overtimePay, gross; ///< paise; only of wages, and only where the rate is known
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
