// Rules of working time as dated data (resources/registers): a new rule is a new file, not a new program.
#pragma once

#include "core/base/Result.h"

#include <QDate>
#include <QJsonObject>
#include <QList>

namespace haziri::registers {

/// All lengths in minutes.
struct WorkRules {
    QString act;
    QDate validFrom, validTo; ///< inclusive; validTo invalid: still in force
    qint64 normalDay = 480;
    qint64 maxShift = 960; ///< an OUT later than this after an IN does not belong to it
    qint64 overtimeRatePercent = 200;
    struct Step {
        qint64 from = 0, to = 0, counts = 0;
    };
    QList<Step> overtimeSteps; ///< what the minutes beyond whole hours of overtime count

    /// What `worked` minutes of one day count as overtime.
    qint64 overtime(qint64 worked) const;
    QJsonObject toJson() const; ///< act and dates, for the report's head
};

Result<WorkRules> readRules(const QByteArray& json); ///< MALFORMED
/// Of the files that ship with this build, the one in force on that day. NOT_FOUND.
Result<WorkRules> rulesOn(QDate day);

} // namespace haziri::registers
