#include "server/store/PeopleTrustRepository.h"

#include "server/store/ChangeFeed.h"
#include "server/store/Columns.h"
#include "server/store/MarkRepository.h"
#include "server/store/Queries.h"

namespace haziri::store {

namespace {

const QString kSelect =
    QStringLiteral("SELECT worker_id, site_id, thekedar_id, trust_score, inherited_until FROM worker ");

TrustedWorker read(const sql::Rows& row) {
    return {idAt<WorkerId>(row, 0), idAt<SiteId>(row, 1), idAt<UserId>(row, 2), qint32(row.integer(3)),
            optionalAt(row, 4)};
}

} // namespace

Result<qint64> PeopleTrustRepository::count(const char* sql, const QVariantList& values) {
    const auto found = readOne<qint64>(m_database.run(QLatin1String(sql), values),
                                       [](const sql::Rows& row) { return row.integer(0); });
    if (!found) return fail(found.error());
    return found->value_or(0);
}

namespace {

qint64& countOf(WorkerOutcomes& outcomes, const QByteArray& status) {
    return status == "accepted" ? outcomes.acceptedMarks
           : status == "held"   ? outcomes.heldMarks
                                : outcomes.rejectedMarks;
}

} // namespace

Result<VouchedMarks> PeopleTrustRepository::marksOfVouched(const UserId& thekedarId, UnixMillis since) {
    VouchedMarks counted{thekedarId, since, 0, 0, {}};
    // First: what is added while the marks are read is counted twice at the worst.
    const auto size = count("SELECT size FROM log_head", {});
    if (!size) return fail(size.error());
    const auto change = ChangeFeed(m_database).last();
    if (!change) return fail(change.error());
    counted.logSize = *size;
    counted.change = *change;
    auto marks = m_database.run(
        QStringLiteral("SELECT w.worker_id, m.status, COUNT(*) FROM worker w JOIN mark m ON m.worker_id = w.worker_id "
                       "WHERE w.thekedar_id = ? AND w.packet_id IS NOT NULL AND m.timestamp >= ? "
                       "AND m.status <> 'corrected' GROUP BY w.worker_id, m.status"),
        {column(thekedarId), column(since)});
    if (!marks) return fail(marks.error());
    while (marks->next())
        countOf(counted.outcomes[idAt<WorkerId>(*marks, 0)], textAt(*marks, 1)) += marks->integer(2);
    if (marks->error()) return fail(*marks->error());
    return counted;
}

Result<std::optional<QSet<WorkerId>>> PeopleTrustRepository::markedSince(qint64 logSize, qint64 change) {
    constexpr qint64 kMost = 500;
    const auto fresh = readAll<WorkerId>(
        m_database.run(QStringLiteral("SELECT DISTINCT worker_id FROM mark WHERE log_index >= ? LIMIT ?"),
                       {logSize, kMost + 1}),
        [](const sql::Rows& row) { return idAt<WorkerId>(row, 0); });
    if (!fresh) return fail(fresh.error());
    const auto changes = ChangeFeed(m_database).after(change, "mark", kMost + 1);
    if (!changes) return fail(changes.error());
    if (fresh->size() > kMost || changes->size() > kMost) return std::optional<QSet<WorkerId>>();
    QSet<WorkerId> workers(fresh->begin(), fresh->end());
    MarkRepository marks(m_database);
    for (const auto& one : *changes) {
        const auto mark = marks.find(PacketId(one.objectId));
        if (!mark) return fail(mark.error());
        if (*mark) workers.insert((*mark)->workerId);
    }
    return std::optional(workers);
}

Result<void> PeopleTrustRepository::catchUp(VouchedMarks& marks) {
    const auto touched = markedSince(marks.logSize, marks.change);
    if (!touched) return fail(touched.error());
    if (!*touched) {
        auto all = marksOfVouched(marks.thekedarId, marks.since);
        if (!all) return fail(all.error());
        marks = std::move(*all);
        return {};
    }
    for (const WorkerId& worker : **touched) {
        auto own = outcomesOf(worker, marks.since);
        if (!own) return fail(own.error());
        own->confirmedEvents = 0;
        marks.outcomes.insert(worker, *own);
    }
    return {};
}

Result<QHash<WorkerId, qint64>> PeopleTrustRepository::confirmedOfVouched(const UserId& thekedarId, UnixMillis since) {
    QHash<WorkerId, qint64> all;
    auto events = m_database.run(
        QStringLiteral("SELECT w.worker_id, COUNT(*) FROM worker w JOIN fraud_event e ON e.worker_id = w.worker_id "
                       "WHERE w.thekedar_id = ? AND w.packet_id IS NOT NULL AND e.at >= ? AND e.state = 'reject' "
                       "GROUP BY w.worker_id"),
        {column(thekedarId), column(since)});
    if (!events) return fail(events.error());
    while (events->next())
        all.insert(idAt<WorkerId>(*events, 0), events->integer(1));
    if (events->error()) return fail(*events->error());
    return all;
}

Result<WorkerOutcomes> PeopleTrustRepository::outcomesOf(const WorkerId& workerId, UnixMillis since) {
    WorkerOutcomes outcomes;
    auto rows = m_database.run(
        QStringLiteral(
            "SELECT status, COUNT(*) FROM mark WHERE worker_id = ? AND timestamp >= ? AND status <> 'corrected' "
            "GROUP BY status"),
        {column(workerId), column(since)});
    if (!rows) return fail(rows.error());
    while (rows->next())
        countOf(outcomes, textAt(*rows, 0)) += rows->integer(1);
    if (rows->error()) return fail(*rows->error());
    const auto confirmed =
        count("SELECT COUNT(*) FROM fraud_event WHERE worker_id = ? AND at >= ? AND state = 'reject'",
              {column(workerId), column(since)});
    if (!confirmed) return fail(confirmed.error());
    outcomes.confirmedEvents = *confirmed;
    return outcomes;
}

Result<ThekedarOutcomes> PeopleTrustRepository::outcomesOf(const UserId& thekedarId, UnixMillis since,
                                                           UnixMillis seenBefore) {
    ThekedarOutcomes outcomes;
    const QVariantList him{column(thekedarId)}, hisSince{column(thekedarId), column(since)};
    const std::tuple<qint64*, const char*, QVariantList> all[] = {
        {&outcomes.workers,
         "SELECT COUNT(*) FROM worker WHERE thekedar_id = ? AND packet_id IS NOT NULL AND vouch_check <> 1", him},
        {&outcomes.refused,
         "SELECT COUNT(*) FROM worker WHERE thekedar_id = ? AND packet_id IS NOT NULL AND vouch_check <> 1 AND status "
         "= 'inactive' "
         "AND created_at >= ?",
         hisSince},
        {&outcomes.held,
         "SELECT COUNT(*) FROM worker WHERE thekedar_id = ? AND packet_id IS NOT NULL AND vouch_check <> 1 AND status "
         "= 'held'",
         him},
        {&outcomes.neverSeen,
         "SELECT COUNT(*) FROM worker w WHERE w.thekedar_id = ? AND w.created_at >= ? AND w.packet_id IS NOT NULL AND "
         "w.status = 'active' AND w.created_at < ? AND NOT EXISTS (SELECT 1 FROM mark m WHERE m.worker_id = "
         "w.worker_id "
         "AND m.status NOT IN ('rejected', 'corrected'))",
         hisSince + QVariantList{column(seenBefore)}},
        {&outcomes.openEvents,
         "SELECT COUNT(*) FROM worker w JOIN fraud_event e ON e.worker_id = w.worker_id WHERE w.thekedar_id = ? "
         "AND w.packet_id IS NOT NULL AND w.vouch_check <> 1 AND e.at >= ? AND e.state IN ('open', 'ask')",
         hisSince},
        {&outcomes.confirmedEvents,
         "SELECT COUNT(*) FROM worker w JOIN fraud_event e ON e.worker_id = w.worker_id WHERE w.thekedar_id = ? "
         "AND w.packet_id IS NOT NULL AND w.vouch_check <> 1 AND e.at >= ? AND e.state = 'reject'",
         hisSince}};
    for (const auto& [into, sql, values] : all) {
        const auto found = count(sql, values);
        if (!found) return fail(found.error());
        *into = *found;
    }
    return outcomes;
}

Result<std::optional<TrustedWorker>> PeopleTrustRepository::worker(const WorkerId& workerId) {
    return readOne<TrustedWorker>(m_database.run(kSelect + QStringLiteral("WHERE worker_id = ?"), {column(workerId)}),
                                  read);
}

Result<QList<TrustedWorker>> PeopleTrustRepository::vouchedBy(const UserId& thekedarId) {
    return readAll<TrustedWorker>(
        m_database.run(kSelect +
                           QStringLiteral("WHERE thekedar_id = ? AND packet_id IS NOT NULL AND status <> 'erased'"),
                       {column(thekedarId)}),
        read);
}

Result<QList<TrustedWorker>> PeopleTrustRepository::inheritanceEnded(UnixMillis now, qint64 limit) {
    return readAll<TrustedWorker>(
        m_database.run(kSelect + QStringLiteral("WHERE inherited_until <= ? AND trust_at < inherited_until "
                                                "AND status <> 'erased' LIMIT ?"),
                       {column(now), limit}),
        read);
}

Result<QList<UserId>> PeopleTrustRepository::thekedarsWeighedBefore(UnixMillis before, qint64 limit) {
    return readAll<UserId>(m_database.run(QStringLiteral("SELECT user_id FROM account WHERE role = 'thekedar' AND "
                                                         "trust_at < ? ORDER BY trust_at LIMIT ?"),
                                          {column(before), limit}),
                           [](const sql::Rows& row) { return idAt<UserId>(row, 0); });
}

Result<void> PeopleTrustRepository::setWorker(const WorkerId& workerId, const TrustRecord& record) {
    return done(m_database.run(
        QStringLiteral("UPDATE worker SET trust_score = ?, trust_explain = ?, trust_at = ? WHERE worker_id = ?"),
        {record.score, textColumn(writeExplain(record.explain)), column(record.at), column(workerId)}));
}

Result<void> PeopleTrustRepository::setWorkers(const QList<std::pair<WorkerId, TrustRecord>>& records) {
    struct Same {
        const TrustRecord* record;
        QVariantList workers;
    };
    QHash<QByteArray, Same> groups; // by score and reasons
    for (const auto& [workerId, record] : records) {
        Same& group = groups[QByteArray::number(record.score) + writeExplain(record.explain)];
        group.record = &record;
        group.workers.append(column(workerId));
    }
    for (const Same& group : groups) {
        const auto& record = *group.record;
        auto set = forKeys(
            m_database,
            QStringLiteral("UPDATE worker SET trust_score = ?, trust_explain = ?, trust_at = ? WHERE worker_id IN "
                           "({keys})"),
            {record.score, textColumn(writeExplain(record.explain)), column(record.at)}, group.workers,
            [](const sql::Rows&) {});
        if (!set) return set;
    }
    return {};
}

Result<void> PeopleTrustRepository::setThekedar(const UserId& userId, const TrustRecord& record) {
    return done(m_database.run(
        QStringLiteral("UPDATE account SET trust_score = ?, trust_explain = ?, trust_rules = ?, trust_inputs = ?, "
                       "trust_at = ? WHERE user_id = ?"),
        {record.score, textColumn(writeExplain(record.explain)), textColumn(record.rules), textColumn(record.inputs),
         column(record.at), column(userId)}));
}

Result<std::optional<TrustRecord>> PeopleTrustRepository::thekedar(const UserId& userId) {
    return readOne<TrustRecord>(
        m_database.run(QStringLiteral("SELECT trust_at, trust_score, trust_rules, trust_inputs, trust_explain FROM "
                                      "account WHERE user_id = ? AND trust_at > 0"),
                       {column(userId)}),
        [](const sql::Rows& row) {
            return TrustRecord{
                {row.integer(0)}, qint32(row.integer(1)), textAt(row, 2), textAt(row, 3), readExplain(textAt(row, 4))};
        });
}

} // namespace haziri::store
