#include "server/registers/Wages.h"

#include <algorithm>

namespace haziri::registers {

using protocol::PayMonth;
using protocol::PayTerms;

namespace {

qint64 rounded(qint64 dividend, qint64 divisor) {
    return (dividend + divisor / 2) / divisor;
}

/// By how much a rate has to be divided to be a day's.
qint64 daysOf(const PayTerms& terms, const WorkRules& rules) {
    return terms.per == PayTerms::Per::Month ? rules.daysPerMonth : 1;
}

} // namespace

qint64 wagesOf(qint64 basic, qint64 da, qint64 other, const WorkRules& rules) {
    return std::max(basic + da, rounded((basic + da + other) * rules.wagesFloorPercent, 100));
}

Earned earn(const PayTerms& terms, qint64 units, qint64 overtime, const WorkRules& rules) {
    const qint64 days = daysOf(terms, rules);
    const auto part = [&](qint64 rate) { return rounded(rate * units, 100 * days); };
    Earned earned;
    earned.basic = part(terms.basic);
    earned.da = part(terms.da);
    earned.other = part(terms.other);
    // The hourly rate is the daily one by the normal day.
    const qint64 rate = wagesOf(terms.basic, terms.da, terms.other, rules);
    earned.overtime = rounded(rate * overtime * rules.overtimeRatePercent, rules.normalDay * 100 * days);
    return earned;
}

qint64 shareOf(const WorkRules::Share& share, const Earned& earned, qint64 days, const WorkRules& rules) {
    qint64 wages = wagesOf(earned.basic, earned.da, earned.other, rules);
    if (share.exemptDaily > 0 && wages * 100 <= share.exemptDaily * days) return 0;
    if (share.countsOvertime) wages = std::max(wages, earned.basic + earned.da + earned.other) + earned.overtime;
    if (share.ceiling > 0) wages = std::min(wages, share.ceiling);
    const qint64 whole = 10'000 * share.roundTo, exact = wages * share.perTenThousand;
    return (share.roundsUp ? (exact + whole - 1) / whole : rounded(exact, whole)) * share.roundTo;
}

qint64 Deducted::total() const {
    return epf.value_or(0) + esic.value_or(0) + incomeTax + society + insurance + advances + fine + damages + others;
}

Deducted deduct(const PayTerms& terms, const std::optional<PayMonth>& month, const Earned& earned, qint64 days,
                const WorkRules& rules) {
    Deducted taken;
    if (terms.hasEpf && rules.epf) taken.epf = shareOf(*rules.epf, earned, days, rules);
    if (terms.hasEsic && rules.esic) taken.esic = shareOf(*rules.esic, earned, days, rules);
    // Whoever is covered by a scheme whose share nobody knows here cannot be told what he gets.
    const bool isKnown = terms.hasEpf == taken.epf.has_value() && terms.hasEsic == taken.esic.has_value();
    if (!month || !isKnown) return taken;
    taken.isSettled = true;
    taken.incomeTax = month->incomeTax;
    qint64 room = std::max<qint64>(0, earned.total() * rules.maxDeductionPercent / 100 - taken.total());
    const auto take = [&](qint64 wanted, qint64 most) {
        const qint64 got = std::min({wanted, most, room});
        room -= got;
        taken.notTaken += wanted - got;
        return got;
    };
    taken.society = take(month->society, room);
    taken.insurance = take(month->insurance, room);
    taken.advances = take(month->advances, room);
    taken.fine = take(month->fine, earned.total() * rules.maxFinePercent / 100);
    taken.damages = take(month->damages, room);
    taken.others = take(month->others, room);
    return taken;
}

} // namespace haziri::registers
