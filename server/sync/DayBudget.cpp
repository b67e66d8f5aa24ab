#include "server/sync/DayBudget.h"

namespace haziri::sync {

namespace {

constexpr qint64 kRetryAfterSeconds = 3600;

DayLimits::Spent spent(qint64 used, qint64 limit) {
    return used >= 2 * limit ? DayLimits::Spent::Twice
           : used >= limit   ? DayLimits::Spent::UsedUp
                             : DayLimits::Spent::Within;
}

store::ServiceAnswer tooMany(const char* code, const QString& detail) {
    auto answer = store::problem(429, code, {}, detail);
    answer.headers.append({QByteArrayLiteral("Retry-After"), QByteArray::number(kRetryAfterSeconds)});
    return answer;
}

} // namespace

DayLimits::Spent DayLimits::refusedSpent(const store::DayUse& use) const {
    return std::max(spent(use.refused, refused), spent(use.refusedBytes, refusedBytes));
}

DayLimits::Spent DayLimits::headsSpent(const store::DayUse& use) const {
    return spent(use.heads, heads);
}

Result<std::optional<store::ServiceAnswer>> DayBudget::refusal(sql::Database& database, const BatchInput& input) {
    using Spent = DayLimits::Spent;
    const auto use = of(database, input.device.deviceNo, input.now);
    if (!use) return fail(use.error());
    const auto isOver = [](Spent spent, bool bringsMore) {
        return spent == Spent::Twice || (spent == Spent::UsedUp && bringsMore);
    };
    const bool bringsRefused = std::any_of(input.packets.begin(), input.packets.end(),
                                           [](const CheckedPacket& checked) { return checked.rejection.has_value(); });
    if (isOver(m_limits.refusedSpent(*use), bringsRefused))
        return std::optional(tooMany("TOO_MANY_REFUSED",
                                     QStringLiteral("more packets of this device were refused today than are kept")));
    if (isOver(m_limits.headsSpent(*use), input.packets.isEmpty() && input.head))
        return std::optional(
            tooMany("TOO_MANY_HEADS", QStringLiteral("this device signed more heads today than are kept")));
    return std::optional<store::ServiceAnswer>();
}

Result<store::DayUse> DayBudget::of(sql::Database& database, qint64 deviceNo, UnixMillis at) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_day == at.value / store::DeviceDayRepository::kDayMs)
            if (const auto known = m_uses.constFind(deviceNo); known != m_uses.constEnd()) return *known;
    }
    auto use = store::DeviceDayRepository(database).of(deviceNo, at);
    if (use) note(deviceNo, at, *use);
    return use;
}

void DayBudget::note(qint64 deviceNo, UnixMillis at, const store::DayUse& use) {
    const std::lock_guard lock(m_mutex);
    const qint64 day = at.value / store::DeviceDayRepository::kDayMs;
    if (day != m_day) m_uses.clear();
    m_day = day;
    store::DayUse& known = m_uses[deviceNo]; // two that read at once: the later word is the larger one
    known.heads = std::max(known.heads, use.heads);
    known.refused = std::max(known.refused, use.refused);
    known.refusedBytes = std::max(known.refusedBytes, use.refusedBytes);
}

} // namespace haziri::sync
