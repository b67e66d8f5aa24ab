#include "server/registers/StatisticsService.h"

#include "server/store/Columns.h"
#include "server/store/Queries.h"
#include "server/store/SiteRepository.h"

#include "core/base/Build.h"

#include <QDate>

namespace haziri::registers {

namespace {

constexpr qint64 kMinute = 60'000, kDay = 24 * 60 * kMinute;

qint64 localDay(qint64 at, const store::Site& site) {
    return (at + site.tzOffsetMin * kMinute) / kDay;
}

/// Local day and count, as `sql` groups them; its values: zone in ms, site, from.
Result<QHash<qint64, qint64>> perDay(sql::Database& database, const char* sql, const store::Site& site, qint64 from) {
    const auto rows = store::readAll<std::pair<qint64, qint64>>(
        database.run(QLatin1String(sql), {site.tzOffsetMin * kMinute, store::column(site.siteId), from}),
        [](const sql::Rows& row) { return std::pair(row.integer(0), row.integer(1)); });
    if (!rows) return fail(rows.error());
    QHash<qint64, qint64> counts;
    for (const auto& [day, count] : *rows)
        counts.insert(day, count);
    return counts;
}

constexpr const char* kPresent =
    "SELECT day, COUNT(DISTINCT worker_id) FROM (SELECT (timestamp + ?) / 86400000 AS day, worker_id FROM mark "
    "WHERE site_id = ? AND timestamp >= ? AND status = 'accepted' AND direction = 'in') AS marks GROUP BY day";
constexpr const char* kHeld = "SELECT day, COUNT(*) FROM (SELECT (timestamp + ?) / 86400000 AS day FROM mark "
                              "WHERE site_id = ? AND timestamp >= ? AND status = 'held') AS marks GROUP BY day";
constexpr const char* kAlerts = "SELECT day, COUNT(*) FROM (SELECT (at + ?) / 86400000 AS day FROM fraud_event "
                                "WHERE site_id = ? AND at >= ?) AS events GROUP BY day";
constexpr const char* kKnown = "SELECT day, COUNT(*) FROM (SELECT (created_at + ?) / 86400000 AS day FROM worker "
                               "WHERE site_id = ? AND created_at >= ? AND is_active = 1) AS workers GROUP BY day";

Result<void> addSite(sql::Database& database, const store::Site& site, UnixMillis now, QJsonArray& days) {
    const qint64 today = localDay(now.value, site), first = today - StatisticsService::kDays + 1;
    const qint64 from = first * kDay - site.tzOffsetMin * kMinute;
    const auto present = perDay(database, kPresent, site, from);
    if (!present) return fail(present.error());
    const auto held = perDay(database, kHeld, site, from);
    if (!held) return fail(held.error());
    const auto alerts = perDay(database, kAlerts, site, from);
    if (!alerts) return fail(alerts.error());
    const auto known = perDay(database, kKnown, site, 0);
    if (!known) return fail(known.error());
    qint64 expected = 0;
    for (auto it = known->begin(); it != known->end(); ++it)
        if (it.key() < first) expected += it.value();
    for (qint64 day = first; day <= today; ++day) {
        expected += known->value(day);
        days.append(QJsonObject{{QStringLiteral("siteId"), site.siteId.toString()},
                                {QStringLiteral("date"), QDate(1970, 1, 1).addDays(day).toString(Qt::ISODate)},
                                {QStringLiteral("expected"), expected},
                                {QStringLiteral("present"), present->value(day)},
                                {QStringLiteral("held"), held->value(day)},
                                {QStringLiteral("alerts"), alerts->value(day)}});
    }
    return {};
}

Result<QJsonArray> distribution(sql::Database& database, const char* sql) {
    const auto scores =
        store::readAll<qint64>(database.run(QLatin1String(sql)), [](const sql::Rows& row) { return row.integer(0); });
    if (!scores) return fail(scores.error());
    std::array<qint64, 10> counts{};
    for (const qint64 score : *scores)
        ++counts[size_t(std::clamp<qint64>(score / 10, 0, 9))];
    QJsonArray steps;
    for (int i = 0; i < 10; ++i)
        steps.append(QJsonObject{{QStringLiteral("from"), i * 10},
                                 {QStringLiteral("to"), i == 9 ? 100 : i * 10 + 9},
                                 {QStringLiteral("count"), counts[size_t(i)]}});
    return steps;
}

struct Metric {
    const char* name;
    const char* help;
    const char* label; ///< of the first column; empty: one number
    const char* sql;
};

constexpr Metric kMetrics[] = {
    {"haziri_log_entries", "Entries of the log", "", "SELECT '', size FROM log_head"},
    {"haziri_devices", "Registered devices", "blocked",
     "SELECT CASE is_blocked WHEN 0 THEN 'no' ELSE 'yes' END, COUNT(*) FROM device GROUP BY is_blocked"},
    {"haziri_workers", "Workers", "status", "SELECT status, COUNT(*) FROM worker GROUP BY status"},
    {"haziri_marks", "Marks as they count now", "status", "SELECT status, COUNT(*) FROM mark GROUP BY status"},
    {"haziri_fraud_events", "Findings", "state", "SELECT state, COUNT(*) FROM fraud_event GROUP BY state"},
    {"haziri_files", "Evidence", "state", "SELECT state, COUNT(*) FROM file GROUP BY state"},
};

} // namespace

Result<QJsonObject> StatisticsService::attendance(sql::Database& database, UnixMillis now) const {
    const auto sites = store::SiteRepository(database).all();
    if (!sites) return fail(sites.error());
    QJsonArray days;
    for (const auto& site : *sites)
        if (auto added = addSite(database, site, now, days); !added) return fail(added.error());
    return QJsonObject{{QStringLiteral("days"), days}};
}

Result<QJsonObject> StatisticsService::trust(sql::Database& database) const {
    const auto devices = distribution(database, "SELECT trust_score FROM device");
    if (!devices) return fail(devices.error());
    const auto workers = distribution(database, "SELECT trust_score FROM worker WHERE status <> 'erased'");
    if (!workers) return fail(workers.error());
    return QJsonObject{{QStringLiteral("devices"), *devices}, {QStringLiteral("workers"), *workers}};
}

Result<QJsonObject> StatisticsService::alerts(sql::Database& database, UnixMillis now) const {
    const qint64 since = now.value - kDays * kDay;
    const auto rules = store::readAll<QJsonObject>(
        database.run(QStringLiteral("SELECT code, COUNT(*), SUM(CASE state WHEN 'open' THEN 1 ELSE 0 END), SUM(points) "
                                    "FROM fraud_event WHERE at >= ? GROUP BY code ORDER BY COUNT(*) DESC, code"),
                     {since}),
        [](const sql::Rows& row) {
            return QJsonObject{{QStringLiteral("code"), row.text(0)},
                               {QStringLiteral("total"), row.integer(1)},
                               {QStringLiteral("open"), row.integer(2)},
                               {QStringLiteral("points"), row.integer(3)}};
        });
    if (!rules) return fail(rules.error());
    QJsonArray all;
    for (const auto& rule : *rules)
        all.append(rule);
    return QJsonObject{{QStringLiteral("since"), since}, {QStringLiteral("rules"), all}};
}

Result<QByteArray> StatisticsService::metrics(sql::Database& database) const {
    QByteArray text =
        "# HELP haziri_build_info The program\n# TYPE haziri_build_info gauge\nhaziri_build_info{version=\"";
    text += QByteArray(kVersion) + "\"} 1\n";
    for (const Metric& metric : kMetrics) {
        const QByteArray name = metric.name, label = metric.label;
        text += "# HELP " + name + ' ' + metric.help + "\n# TYPE " + name + " gauge\n";
        // All label values are words of ours; nothing a client sends gets here.
        const auto lines =
            store::readAll<QByteArray>(database.run(QLatin1String(metric.sql)), [&](const sql::Rows& row) {
                const QByteArray value = ' ' + QByteArray::number(row.integer(1)) + '\n';
                return label.isEmpty() ? name + value
                                       : name + '{' + label + "=\"" + store::textAt(row, 0) + "\"}" + value;
            });
        if (!lines) return fail(lines.error());
        for (const QByteArray& line : *lines)
            text += line;
    }
    return text;
}

} // namespace haziri::registers
