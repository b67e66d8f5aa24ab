#include "server/fraud/GhostWorkerRule.h"

#include <QSet>

namespace haziri::fraud {

namespace {

using Marks = QList<PatternMark>; // of one worker, by time

Suspicion about(const WorkerId& worker, const char* sign, const QJsonObject& parameters) {
    return {explained("GHOST_WORKER", sign, parameters), worker, 0, worker.toText() + ' ' + sign};
}

qint64 daysOf(const Marks& marks, const store::Site& site) {
    QSet<qint64> days;
    for (const PatternMark& mark : marks)
        days.insert(localDay(mark.timestamp, site));
    return days.size();
}

/// Those who were marked on the same laptop within reach of this mark. `all` is by time.
QSet<WorkerId> around(const Marks& all, const PatternMark& mark) {
    QSet<WorkerId> near;
    const qint64 from = mark.timestamp.value - GhostWorkerRule::kTogetherMs;
    auto it = std::lower_bound(all.begin(), all.end(), from,
                               [](const PatternMark& one, qint64 t) { return one.timestamp.value < t; });
    for (; it != all.end() && it->timestamp.value <= mark.timestamp.value + GhostWorkerRule::kTogetherMs; ++it)
        if (it->deviceNo == mark.deviceNo && it->workerId != mark.workerId) near.insert(it->workerId);
    return near;
}

std::optional<Suspicion> companion(const SiteFacts& facts, const WorkerId& worker, const Marks& marks) {
    if (marks.size() < GhostWorkerRule::kLeastMarks || daysOf(marks, facts.site) < GhostWorkerRule::kLeastDays)
        return std::nullopt;
    QSet<WorkerId> always = around(facts.marks, marks.first());
    for (const PatternMark& mark : marks) {
        always.intersect(around(facts.marks, mark));
        if (always.isEmpty()) return std::nullopt;
    }
    // Several such are a gang that queues in one order; one is a shadow.
    if (always.size() > 1) return std::nullopt;
    return about(worker, "ghost.companion",
                 {{QStringLiteral("seconds"), GhostWorkerRule::kTogetherMs / 1000},
                  {QStringLiteral("companionId"), always.begin()->toString()},
                  {QStringLiteral("marks"), marks.size()}});
}

std::optional<Suspicion> oneDevice(const SiteFacts& facts, const WorkerId& worker, const Marks& marks,
                                   const QHash<qint64, qint64>& ofDevices) {
    if (marks.size() < GhostWorkerRule::kLeastMarks || ofDevices.size() < 2) return std::nullopt;
    const qint64 device = marks.first().deviceNo;
    if (std::any_of(marks.begin(), marks.end(), [&](const PatternMark& mark) { return mark.deviceNo != device; }))
        return std::nullopt;
    if (ofDevices.value(device) * 100 > facts.marks.size() * GhostWorkerRule::kSmallShare) return std::nullopt;
    return about(worker, "ghost.oneDevice",
                 {{QStringLiteral("marks"), marks.size()}, {QStringLiteral("devices"), ofDevices.size()}});
}

std::optional<Suspicion> neverSeenAgain(const SiteFacts& facts, const WorkerId& worker, const Marks& marks) {
    const qint64 first = localDay(facts.enrolledAt.value(worker), facts.site);
    const qint64 last = localDay(marks.last().timestamp, facts.site), today = localDay(facts.now, facts.site);
    if (last - first >= GhostWorkerRule::kDaysAtFirst || today - last < GhostWorkerRule::kAwayDays) return std::nullopt;
    return about(worker, "ghost.neverSeenAgain",
                 {{QStringLiteral("days"), daysOf(marks, facts.site)}, {QStringLiteral("awayDays"), today - last}});
}

} // namespace

QList<Suspicion> GhostWorkerRule::judge(const SiteFacts& facts) const {
    QHash<WorkerId, Marks> byWorker;
    QHash<qint64, qint64> ofDevices;
    for (const PatternMark& mark : facts.marks) {
        byWorker[mark.workerId].append(mark);
        ++ofDevices[mark.deviceNo];
    }
    QList<Suspicion> found;
    for (auto it = byWorker.cbegin(); it != byWorker.cend(); ++it) {
        if (!facts.enrolledAt.contains(it.key())) continue;
        for (const auto& sign : {companion(facts, it.key(), *it), oneDevice(facts, it.key(), *it, ofDevices),
                                 neverSeenAgain(facts, it.key(), *it)})
            if (sign) found.append(*sign);
    }
    return found;
}

} // namespace haziri::fraud
