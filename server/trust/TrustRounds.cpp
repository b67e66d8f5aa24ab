#include "server/trust/TrustRounds.h"

namespace haziri::trust {

namespace {
constexpr qint64 kMostThekedars = 10'000;
}

Result<qint64> TrustRounds::walk(sql::Database& reading, store::GroupWriter& writer, UnixMillis now,
                                 const std::function<bool()>& isOver) {
    auto weighed = weighEnded(writer, now, isOver);
    if (!weighed) return weighed;
    // Who waits longest comes first.
    const auto due =
        store::PeopleTrustRepository(reading).thekedarsWeighedBefore({now.value - kEveryMs}, kMostThekedars);
    if (!due) return fail(due.error());
    std::optional<Error> trouble;
    for (const UserId& thekedar : *due) {
        if (isOver()) break;
        const auto done = weigh(reading, writer, thekedar, now);
        if (!done && !trouble) trouble = done.error();
        if (done && *done) ++*weighed;
    }
    if (trouble) return fail(*trouble);
    return weighed;
}

Result<qint64> TrustRounds::weighEnded(store::GroupWriter& writer, UnixMillis now,
                                       const std::function<bool()>& isOver) {
    qint64 all = 0;
    for (qint64 some = 1; some > 0 && !isOver(); all += some) {
        const auto done = writer.run([&](sql::Database& database) -> Result<void> {
            const auto weighed = m_people.refreshEnded(database, now);
            if (!weighed) return fail(weighed.error());
            some = *weighed;
            return {};
        });
        if (!done) return fail(done.error());
    }
    return all;
}

Result<bool> TrustRounds::weigh(sql::Database& reading, store::GroupWriter& writer, const UserId& thekedar,
                                UnixMillis now) {
    const auto counted = m_people.countMarks(reading, thekedar, now);
    if (!counted) return fail(counted.error());
    bool isWeighed = false;
    const auto done = writer.run([&](sql::Database& database) -> Result<void> {
        const auto last = store::PeopleTrustRepository(database).thekedar(thekedar);
        if (!last) return fail(last.error());
        isWeighed = !*last || (*last)->at.value < now.value - kEveryMs; // else another server came first
        return isWeighed ? m_people.refreshThekedar(database, thekedar, now, &*counted) : Result<void>();
    });
    if (!done) return fail(done.error());
    return isWeighed;
}

} // namespace haziri::trust
