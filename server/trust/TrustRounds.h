// Weighs anew, beside the requests, whoever is due: those who ended to inherit, and thekedars who were not weighed for
// a day, since what is "never seen" comes with time alone.
#pragma once

#include "server/store/GroupWriter.h"
#include "server/trust/PeopleTrust.h"

namespace haziri::trust {

/// One thread; never the writer's.
class TrustRounds {
  public:
    explicit TrustRounds(PeopleTrust& people)
        : m_people(people) {}

    /// One after the other until none is due or `isOver` says that the time is up; who is left is due the next time.
    /// Marks are read through `reading`; the writer is held for one of them at a time. Returns how many were weighed.
    /// Somebody who cannot be weighed keeps nobody else waiting: the first such error is the answer, at the end.
    Result<qint64> walk(sql::Database& reading, store::GroupWriter& writer, UnixMillis now,
                        const std::function<bool()>& isOver);

    static constexpr qint64 kEveryMs = 86'400'000;

  private:
    Result<qint64> weighEnded(store::GroupWriter& writer, UnixMillis now, const std::function<bool()>& isOver);
    Result<bool> weigh(sql::Database& reading, store::GroupWriter& writer, const UserId& thekedar, UnixMillis now);

    PeopleTrust& m_people;
};

} // namespace haziri::trust
