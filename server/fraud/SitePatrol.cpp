#include "server/fraud/SitePatrol.h"

#include "server/fraud/RuleTable.h"
#include "server/store/Columns.h"
#include "server/store/FraudRepository.h"
#include "server/store/LogRepository.h"
#include "server/store/Queries.h"
#include "server/store/SiteRepository.h"

#include "core/base/Json.h"

namespace haziri::fraud {

namespace {

constexpr qint64 kMostMarks = 200'000; // of one site; more are judged by their newest

Result<SiteFacts> gather(sql::Database& database, const store::Site& site, UnixMillis now) {
    SiteFacts facts{site, now, {}, {}};
    auto marks = store::readAll<PatternMark>(
        database.run(
            QStringLiteral(
                "SELECT worker_id, device_no, timestamp, method FROM mark WHERE site_id = ? "
                "AND timestamp >= ? AND status NOT IN ('rejected', 'corrected') ORDER BY timestamp DESC LIMIT ?"),
            {store::column(site.siteId), now.value - SitePatrol::kDays * 86'400'000, kMostMarks}),
        [](const sql::Rows& row) {
            return PatternMark{
                store::idAt<WorkerId>(row, 0), row.integer(1), {row.integer(2)}, store::textAt(row, 3) != "face"};
        });
    if (!marks) return fail(marks.error());
    std::reverse(marks->begin(), marks->end());
    facts.marks = std::move(*marks);
    const auto enrolled = store::readAll<std::pair<WorkerId, UnixMillis>>(
        database.run(QStringLiteral("SELECT worker_id, created_at FROM worker WHERE site_id = ? AND status = 'active'"),
                     {store::column(site.siteId)}),
        [](const sql::Rows& row) { return std::pair(store::idAt<WorkerId>(row, 0), UnixMillis{row.integer(1)}); });
    if (!enrolled) return fail(enrolled.error());
    for (const auto& [worker, at] : *enrolled)
        facts.enrolledAt.insert(worker, at);
    return facts;
}

} // namespace

Result<qint64> SitePatrol::walk(sql::Database& reading, store::GroupWriter& writer, UnixMillis now) {
    const auto sites = store::SiteRepository(reading).all();
    if (!sites) return fail(sites.error());
    qint64 fresh = 0;
    for (const auto& site : *sites) {
        const auto facts = gather(reading, site, now);
        if (!facts) return fail(facts.error());
        for (const Suspicion& suspicion : judgePatterns(*facts)) {
            const auto told = writer.run([&](sql::Database& writing) -> Result<void> {
                auto reported = report(writing, site, suspicion, now);
                if (!reported) return fail(reported.error());
                fresh += *reported;
                return {};
            });
            if (!told) return fail(told.error());
        }
    }
    return fresh;
}

Result<bool> SitePatrol::report(sql::Database& writing, const store::Site& site, const Suspicion& suspicion,
                                UnixMillis now) {
    if (const auto locked = store::LogRepository(writing).lockHead(); !locked) return fail(locked.error());
    store::FraudRepository events(writing);
    const Finding& finding = suspicion.finding;
    store::FraudEvent event;
    event.finding =
        crypto::sha256({QByteArrayView(finding.code), QByteArrayView(" "), QByteArrayView(site.siteId.toText()),
                        QByteArrayView(" "), QByteArrayView(suspicion.key)});
    const auto known = events.findFinding(event.finding);
    if (!known) return fail(known.error());
    if (*known) return false;
    QJsonObject data{{QStringLiteral("codes"), QJsonArray{QString::fromLatin1(finding.code)}},
                     {QStringLiteral("siteId"), site.siteId.toString()},
                     {QStringLiteral("detail"), finding.detail},
                     {QStringLiteral("reason"), QString::fromLatin1(finding.reason)},
                     {QStringLiteral("parameters"), finding.parameters},
                     {QStringLiteral("rules"), RuleTable::standard().version()}};
    if (!suspicion.workerId.isNull()) data.insert(QStringLiteral("workerId"), suspicion.workerId.toString());
    const auto logged = m_log.append(writing, {"fraud", json::toText(data), {0, false, now}});
    if (!logged) return fail(logged.error());
    event.eventId = EventId(makeUuidV7(now, m_random));
    event.at = now;
    event.code = finding.code;
    event.deviceNo = suspicion.deviceNo;
    event.workerId = suspicion.workerId;
    event.siteId = site.siteId;
    event.points = pointsOf(finding.code);
    event.detail = finding.detail.toUtf8();
    event.reason = finding.reason;
    event.parameters = json::toText(finding.parameters);
    event.lossPaise = expectedLoss(finding.code, site.policy.dayPaise);
    event.logIndex = logged->index;
    return events.insert(event);
}

} // namespace haziri::fraud
