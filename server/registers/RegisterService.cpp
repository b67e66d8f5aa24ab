#include "server/registers/RegisterService.h"

#include "server/registers/Shifts.h"
#include "server/store/Columns.h"
#include "server/store/Queries.h"
#include "server/store/SiteRepository.h"
#include "server/store/WorkerRepository.h"

#include <map>

namespace haziri::registers {

struct RegisterService::Line {
    QList<Punch> punches;
    qint64 held = 0;
    QList<WorkDay> days;
};

struct RegisterService::Month {
    store::Site site;
    QDate first;
    WorkRules rules;
    std::map<WorkerId, Line> lines;
    QHash<WorkerId, store::Worker> workers;
    QJsonObject head(const char* report) const;
};

namespace {

constexpr qint64 kMinute = 60'000;

struct Row {
    WorkerId workerId;
    Punch punch;
    bool counts = false;
};

QString hours(qint64 minutes) {
    return QStringLiteral("%1:%2").arg(minutes / 60).arg(minutes % 60, 2, 10, QLatin1Char('0'));
}

QJsonValue orNull(const std::optional<qint64>& at) {
    return at ? QJsonValue(*at) : QJsonValue();
}

} // namespace

QJsonObject RegisterService::Month::head(const char* report) const {
    return {{QStringLiteral("report"), QLatin1String(report)},
            {QStringLiteral("siteId"), site.siteId.toString()},
            {QStringLiteral("site"), QString::fromUtf8(site.name)},
            {QStringLiteral("month"), first.toString(QStringLiteral("yyyy-MM"))},
            {QStringLiteral("tzOffsetMin"), site.tzOffsetMin},
            {QStringLiteral("rules"), rules.toJson()}};
}

Result<RegisterService::Month> RegisterService::read(sql::Database& database, const SiteId& siteId,
                                                     const QByteArray& text) {
    Month month;
    month.first = QDate::fromString(QString::fromLatin1(text) + QStringLiteral("-01"), Qt::ISODate);
    if (text.size() != 7 || !month.first.isValid() || month.first.year() < 1971)
        return fail("MALFORMED", QStringLiteral("month is a year and a month, as 2026-11"));
    const auto site = store::SiteRepository(database).find(siteId);
    if (!site) return fail(site.error());
    if (!*site) return fail("NOT_FOUND", QStringLiteral("no such site"));
    month.site = **site;
    auto rules = rulesOn(month.first);
    if (!rules) return fail(rules.error());
    month.rules = *rules;

    // A shift may reach over either end of the month: its other half is read too, and days elsewhere fall away again.
    const qint64 zone = month.site.tzOffsetMin * kMinute;
    const qint64 begin = month.first.startOfDay(Qt::UTC).toMSecsSinceEpoch() - zone;
    const qint64 end = month.first.addMonths(1).startOfDay(Qt::UTC).toMSecsSinceEpoch() - zone;
    const qint64 margin = month.rules.maxShift * kMinute;
    auto rows = store::readAll<Row>(
        database.run(QStringLiteral("SELECT worker_id, timestamp, direction, status FROM mark WHERE site_id = ? "
                                    "AND timestamp >= ? AND timestamp < ? AND status <> 'rejected' "
                                    "ORDER BY timestamp, log_index"),
                     {store::column(siteId), begin - margin, end + margin}),
        [](const sql::Rows& row) {
            return Row{store::idAt<WorkerId>(row, 0),
                       {row.integer(1), store::textAt(row, 2) == "in"},
                       store::textAt(row, 3) == "accepted"};
        });
    if (!rows) return fail(rows.error());
    for (const Row& row : *rows) {
        Line& line = month.lines[row.workerId];
        if (row.counts)
            line.punches.append(row.punch);
        else if (row.punch.at >= begin && row.punch.at < end)
            ++line.held;
    }
    QList<WorkerId> ids;
    for (auto& [id, line] : month.lines) {
        line.days = toWorkDays(line.punches, month.site.tzOffsetMin, month.rules);
        line.days.removeIf([&](const WorkDay& day) {
            return day.date.year() != month.first.year() || day.date.month() != month.first.month();
        });
        ids.append(id);
    }
    std::erase_if(month.lines, [](const auto& one) { return one.second.days.isEmpty() && one.second.held == 0; });
    auto workers = store::WorkerRepository(database, m_vaultKeys, m_random).findAll(ids);
    if (!workers) return fail(workers.error());
    month.workers = *workers;
    return month;
}

Result<QJsonObject> RegisterService::muster(sql::Database& database, const SiteId& siteId, const QByteArray& text) {
    const auto month = read(database, siteId, text);
    if (!month) return fail(month.error());
    QJsonArray workers;
    for (const auto& [id, line] : month->lines) {
        const store::Worker worker = month->workers.value(id);
        QJsonArray days;
        qint64 minutes = 0, overtime = 0, whole = 0;
        for (const WorkDay& day : line.days) {
            const qint64 extra = month->rules.overtime(day.minutes);
            minutes += day.minutes;
            overtime += extra;
            whole += day.minutes > 0;
            days.append(QJsonObject{{QStringLiteral("date"), day.date.toString(Qt::ISODate)},
                                    {QStringLiteral("in"), orNull(day.in)},
                                    {QStringLiteral("out"), orNull(day.out)},
                                    {QStringLiteral("minutes"), day.minutes},
                                    {QStringLiteral("hours"), hours(day.minutes)},
                                    {QStringLiteral("overtimeMinutes"), extra},
                                    {QStringLiteral("incomplete"), day.isIncomplete}});
        }
        workers.append(QJsonObject{{QStringLiteral("workerId"), id.toString()},
                                   {QStringLiteral("name"), QString::fromUtf8(worker.name)},
                                   {QStringLiteral("designation"), QString::fromUtf8(worker.trade)},
                                   {QStringLiteral("days"), days},
                                   {QStringLiteral("daysWorked"), whole},
                                   {QStringLiteral("minutes"), minutes},
                                   {QStringLiteral("overtimeMinutes"), overtime},
                                   {QStringLiteral("heldMarks"), line.held}});
    }
    QJsonObject answer = month->head("muster");
    answer.insert(QStringLiteral("workers"), workers);
    return answer;
}

Result<QJsonObject> RegisterService::wages(sql::Database& database, const SiteId& siteId, const QByteArray& text) {
    const auto month = read(database, siteId, text);
    if (!month) return fail(month.error());
    store::WorkerRepository repository(database, m_vaultKeys, m_random);
    QJsonArray workers;
    for (const auto& [id, line] : month->lines) {
        const auto worker = repository.find(id); // with the details, which hold the rate
        if (!worker) return fail(worker.error());
        const store::Worker known = worker->value_or(store::Worker());
        qint64 days = 0, overtime = 0, incomplete = 0;
        for (const WorkDay& day : line.days) {
            days += day.minutes > 0;
            incomplete += day.isIncomplete;
            overtime += month->rules.overtime(day.minutes);
        }
        QJsonObject object{{QStringLiteral("workerId"), id.toString()},
                           {QStringLiteral("name"), QString::fromUtf8(known.name)},
                           {QStringLiteral("designation"), QString::fromUtf8(known.trade)},
                           {QStringLiteral("daysWorked"), days},
                           {QStringLiteral("incompleteDays"), incomplete},
                           {QStringLiteral("overtimeMinutes"), overtime},
                           {QStringLiteral("overtimeHours"), hours(overtime)},
                           {QStringLiteral("heldMarks"), line.held}};
        const qint64 rate = known.details[QStringLiteral("dailyRatePaise")].toInteger();
        if (rate > 0) {
            // The hourly rate is the daily one by the normal day; rounded once, to whole paise.
            const qint64 divisor = month->rules.normalDay * 100;
            const qint64 extra = (rate * overtime * month->rules.overtimeRatePercent + divisor / 2) / divisor;
            object.insert(QStringLiteral("dailyRatePaise"), rate);
            object.insert(QStringLiteral("basicPaise"), rate * days);
            object.insert(QStringLiteral("overtimePaise"), extra);
            object.insert(QStringLiteral("grossPaise"), rate * days + extra);
        }
        workers.append(object);
    }
    QJsonObject answer = month->head("wages");
    answer.insert(QStringLiteral("workers"), workers);
    return answer;
}

} // namespace haziri::registers
