// From days and terms to money: what was earned, what is taken off, what is paid. Whole paise, each figure rounded
// once.
#pragma once

#include "server/registers/WorkRules.h"

#include "core/protocol/PayRecord.h"

namespace haziri::registers {

struct Earned {
    qint64 basic = 0, da = 0, other = 0, overtime = 0;
    qint64 total() const { return basic + da + other + overtime; }
};

/// `units`: hundredths of days; `overtime`: minutes as they count.
Earned earn(const protocol::PayTerms& terms, qint64 units, qint64 overtime, const WorkRules& rules);

/// What counts as wages: basic and dearness allowance, and at least the rules' share of the whole.
qint64 wagesOf(qint64 basic, qint64 da, qint64 other, const WorkRules& rules);

/// The worker's share of a scheme; `days` in hundredths.
qint64 shareOf(const WorkRules::Share& share, const Earned& earned, qint64 days, const WorkRules& rules);

struct Deducted {
    std::optional<qint64> epf, esic; ///< nothing: not covered, or the share of that time is not known
    bool isSettled = false;          ///< the office has said what else is taken off; else all below is 0
    qint64 incomeTax = 0, society = 0, insurance = 0, advances = 0, fine = 0, damages = 0, others = 0;
    qint64 notTaken = 0; ///< what was to be taken off and is not, since the law's limits were reached
    qint64 total() const;
};

/// Fines stop at the rules' share of what was earned, everything together at its own. Statutory shares and the income
/// tax are never cut; of the rest what stands last in the form is cut first.
Deducted deduct(const protocol::PayTerms& terms, const std::optional<protocol::PayMonth>& month, const Earned& earned,
                qint64 days, const WorkRules& rules);

} // namespace haziri::registers
