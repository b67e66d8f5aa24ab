#include "server/trust/PeopleTrust.h"

#include "server/store/ChangeFeed.h"
#include "server/store/UserRepository.h"

#include "core/sql/Snapshot.h"

namespace haziri::trust {

namespace {

constexpr qint64 kDayMs = 86'400'000;
constexpr qint64 kWeekMs = 7 * kDayMs;
constexpr qint64 kAtOnce = 200;

UnixMillis memory(UnixMillis now) {
    return {now.value - kMemoryDaysPeople * kDayMs};
}

store::TrustRecord recordOf(const TrustScore& score, UnixMillis now) {
    return {now, score.score, score.rules, toText(score.inputs), score.explain};
}

} // namespace

Result<TrustScore> PeopleTrust::thekedar(sql::Database& database, const UserId& userId, UnixMillis now) {
    const auto user = store::UserRepository(database).find(userId);
    if (!user) return fail(user.error());
    if (!*user) return fail("NOT_FOUND", QStringLiteral("no such thekedar"));
    const auto outcomes = store::PeopleTrustRepository(database).outcomesOf(userId, memory(now), {now.value - kWeekMs});
    if (!outcomes) return fail(outcomes.error());
    return apply(m_rules.thekedar(), {{"blocked", (*user)->isDisabled ? 1 : 0},
                                      {"workers", outcomes->workers},
                                      {"refusedEnrolments", outcomes->refused},
                                      {"heldEnrolments", outcomes->held},
                                      {"neverSeen", outcomes->neverSeen},
                                      {"openEvents", outcomes->openEvents},
                                      {"confirmedEvents", outcomes->confirmedEvents}});
}

TrustScore PeopleTrust::inheritedFrom(const TrustScore& thekedar) const {
    const qint32 most = m_rules.thekedar().inheritMost;
    TrustScore score;
    score.score = std::min(thekedar.score, most);
    score.rules = thekedar.rules;
    score.inputs = {{"thekedarScore", thekedar.score}};
    score.explain.append({"inherited", score.score,
                          QStringLiteral("Inherited from the thekedar, who is trusted %1; at most %2 are inherited")
                              .arg(thekedar.score)
                              .arg(most)});
    return score;
}

Result<PeopleTrust::Inheritance> PeopleTrust::inheritance(sql::Database& database, const UserId& thekedarId,
                                                          UnixMillis now) {
    const auto his = thekedar(database, thekedarId, now);
    if (!his) return fail(his.error());
    return Inheritance{inheritedFrom(*his), now.value + m_rules.thekedar().inheritDays * kDayMs};
}

Result<TrustScore> PeopleTrust::worker(sql::Database& database, const store::TrustedWorker& worker, UnixMillis now) {
    const auto outcomes = store::PeopleTrustRepository(database).outcomesOf(worker.workerId, memory(now));
    if (!outcomes) return fail(outcomes.error());
    if (worker.thekedarId.isNull() || !worker.inheritedUntil) return weigh(worker, *outcomes, {}, now);
    const auto his = thekedar(database, worker.thekedarId, now);
    if (!his) return fail(his.error());
    return weigh(worker, *outcomes, *his, now);
}

TrustScore PeopleTrust::weigh(const store::TrustedWorker& worker, const store::WorkerOutcomes& outcomes,
                              const std::optional<TrustScore>& his, UnixMillis now) const {
    Inputs inputs{{"acceptedMarks", outcomes.acceptedMarks},
                  {"heldMarks", outcomes.heldMarks},
                  {"rejectedMarks", outcomes.rejectedMarks},
                  {"confirmedEvents", outcomes.confirmedEvents}};
    if (!his) return apply(m_rules.worker(), inputs);
    if (now.value >= *worker.inheritedUntil) {
        inputs.insert("voucherBlocked", his->inputs.value("blocked"));
        return apply(m_rules.worker(), inputs);
    }
    // Nobody hides behind his thekedar: what his own marks cost him counts from the first day.
    TrustScore score = inheritedFrom(*his);
    const TrustScore own = apply(m_rules.worker(), inputs);
    qint32 sum = score.score;
    for (const auto& rule : own.explain.mid(1))
        if (rule.points < 0) {
            score.explain.append(rule);
            sum += rule.points;
        }
    score.score = std::clamp(sum, 0, 100);
    return score;
}

Result<void> PeopleTrust::keep(sql::Database& database, const store::TrustedWorker& worker, const TrustScore& score,
                               UnixMillis now) {
    auto kept = store::PeopleTrustRepository(database).setWorker(worker.workerId, recordOf(score, now));
    if (!kept || score.score == worker.trustScore) return kept;
    return store::ChangeFeed(database).note("worker", worker.workerId, worker.siteId);
}

Result<void> PeopleTrust::keepNow(sql::Database& database, const store::TrustedWorker& one, UnixMillis now) {
    const auto score = worker(database, one, now);
    if (!score) return fail(score.error());
    return keep(database, one, *score, now);
}

Result<store::VouchedMarks> PeopleTrust::countMarks(sql::Database& reading, const UserId& thekedarId, UnixMillis now) {
    const sql::Snapshot oneState(reading, sql::Snapshot::OneState::Always);
    return store::PeopleTrustRepository(reading).marksOfVouched(thekedarId, memory(now));
}

Result<std::optional<store::VouchedMarks>> PeopleTrust::countMarksBeside(sql::Database& reading,
                                                                         const WorkerId& workerId, UnixMillis now) {
    const auto worker = store::PeopleTrustRepository(reading).worker(workerId);
    if (!worker) return fail(worker.error());
    if (!*worker || (*worker)->thekedarId.isNull() || !(*worker)->inheritedUntil)
        return std::optional<store::VouchedMarks>();
    auto counted = countMarks(reading, (*worker)->thekedarId, now);
    if (!counted) return fail(counted.error());
    return std::optional(std::move(*counted));
}

Result<void> PeopleTrust::refreshThekedar(sql::Database& database, const UserId& userId, UnixMillis now,
                                          const store::VouchedMarks* counted) {
    const auto user = store::UserRepository(database).find(userId);
    if (!user) return fail(user.error());
    if (!*user || (*user)->role != store::Role::Thekedar) return {};
    const auto score = thekedar(database, userId, now);
    if (!score) return fail(score.error());
    store::PeopleTrustRepository people(database);
    if (auto kept = people.setThekedar(userId, recordOf(*score, now)); !kept) return kept;
    const auto workers = people.vouchedBy(userId);
    if (!workers) return fail(workers.error());
    // With a handful of statements however many they are, and the marks counted before where the caller could: the
    // writer is held meanwhile. What a decision of that moment said is not put back: it is counted anew.
    const bool isCounted = counted && counted->thekedarId == userId;
    auto marks = isCounted ? Result<store::VouchedMarks>(*counted) : people.marksOfVouched(userId, memory(now));
    if (!marks) return fail(marks.error());
    if (isCounted)
        if (auto done = people.catchUp(*marks); !done) return done;
    const auto confirmed = people.confirmedOfVouched(userId, memory(now));
    if (!confirmed) return fail(confirmed.error());
    QList<std::pair<WorkerId, store::TrustRecord>> records;
    QList<std::pair<WorkerId, SiteId>> changed;
    for (const auto& worker : *workers) {
        store::WorkerOutcomes outcomes = marks->outcomes.value(worker.workerId);
        outcomes.confirmedEvents = confirmed->value(worker.workerId);
        const TrustScore weighed = weigh(worker, outcomes, *score, now);
        records.append({worker.workerId, recordOf(weighed, now)});
        if (weighed.score != worker.trustScore) changed.append({worker.workerId, worker.siteId});
    }
    if (auto kept = people.setWorkers(records); !kept) return kept;
    return store::ChangeFeed(database).noteAll("worker", changed);
}

Result<void> PeopleTrust::refreshNew(sql::Database& database, const WorkerId& workerId, const UserId& thekedarId,
                                     const TrustScore& inherited, UnixMillis now) {
    store::PeopleTrustRepository people(database);
    if (auto kept = people.setWorker(workerId, recordOf(inherited, now)); !kept) return kept;
    const auto his = thekedar(database, thekedarId, now);
    if (!his) return fail(his.error());
    return people.setThekedar(thekedarId, recordOf(*his, now));
}

Result<void> PeopleTrust::refreshWorker(sql::Database& database, const WorkerId& workerId, UnixMillis now,
                                        const store::VouchedMarks* counted) {
    const auto worker = store::PeopleTrustRepository(database).worker(workerId);
    if (!worker) return fail(worker.error());
    if (!*worker) return {};
    if ((*worker)->thekedarId.isNull() || !(*worker)->inheritedUntil) return keepNow(database, **worker, now);
    const UserId& thekedarId = (*worker)->thekedarId;
    store::PeopleTrustRepository people(database);
    const auto before = people.thekedar(thekedarId);
    if (!before) return fail(before.error());
    const auto his = thekedar(database, thekedarId, now);
    if (!his) return fail(his.error());
    const bool isTheSame = *before && (*before)->score == his->score && (*before)->rules == his->rules;
    if (!isTheSame) return refreshThekedar(database, thekedarId, now, counted); // and him with it
    if (auto kept = people.setThekedar(thekedarId, recordOf(*his, now)); !kept) return kept;
    return keepNow(database, **worker, now);
}

Result<qint64> PeopleTrust::refreshEnded(sql::Database& database, UnixMillis now) {
    const auto ended = store::PeopleTrustRepository(database).inheritanceEnded(now, kAtOnce);
    if (!ended) return fail(ended.error());
    for (const auto& worker : *ended)
        if (auto kept = keepNow(database, worker, now); !kept) return fail(kept.error());
    return ended->size();
}

} // namespace haziri::trust
