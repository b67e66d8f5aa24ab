// How much a device may leave behind in a day (of UTC) beside marks, so that nobody fills the database with one laptop.
//
// What is taken is kept whole. Once the budget is used up, requests that bring more of the same are not taken (429,
// nothing stored, nothing settled), all others are; at twice the budget none is. Nothing is lost: a laptop keeps what
// was not answered and comes again, the next day at the latest.
#pragma once

#include "server/store/DeviceDayRepository.h"
#include "server/store/ServiceAnswer.h"
#include "server/sync/BatchInput.h"

#include <QHash>

#include <mutex>

namespace haziri::sync {

struct DayLimits {
    /// More than any honest laptop: that of a restored server that lost its enrolment brings months of refused marks.
    qint64 refused = 50'000;
    qint64 refusedBytes = 64LL * 1024 * 1024;
    qint64 heads = 5'000;

    enum class Spent { Within, UsedUp, Twice };
    Spent refusedSpent(const store::DayUse& use) const;
    Spent headsSpent(const store::DayUse& use) const;
};

/// Remembers what was used, so that a batch of nothing but marks reads nothing for it; other servers' batches are heard
/// of with the next own one. Thread-safe.
class DayBudget {
  public:
    explicit DayBudget(DayLimits limits)
        : m_limits(limits) {}

    const DayLimits& limits() const { return m_limits; }
    /// The 429 that the batch gets instead of being committed; nothing: it is to be taken.
    Result<std::optional<store::ServiceAnswer>> refusal(sql::Database& database, const BatchInput& input);
    void note(qint64 deviceNo, UnixMillis at, const store::DayUse& use);

  private:
    Result<store::DayUse> of(sql::Database& database, qint64 deviceNo, UnixMillis at);

    const DayLimits m_limits;
    std::mutex m_mutex;
    qint64 m_day = -1;
    QHash<qint64, store::DayUse> m_uses; ///< of m_day
};

} // namespace haziri::sync
