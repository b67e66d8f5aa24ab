#include "server/registers/RegisterService.h"

#include "server/registers/Shifts.h"
#include "server/store/Columns.h"
#include "server/store/Queries.h"
#include "server/store/SiteRepository.h"
#include "server/store/UserRepository.h"
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
    QHash<UserId, QString> thekedars;
    QJsonObject head(const char* report) const;
    QJsonObject person(const WorkerId& workerId, const store::Worker& worker, const Line& line) const;
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

/// What both reports say of a worker first. Of an erased one there is nothing but the number.
QJsonObject RegisterService::Month::person(const WorkerId& workerId, const store::Worker& worker,
                                           const Line& line) const {
    QJsonObject object{{QStringLiteral("workerId"), workerId.toString()},
                       {QStringLiteral("name"), QString::fromUtf8(worker.name)},
                       {QStringLiteral("designation"), QString::fromUtf8(worker.trade)},
                       {QStringLiteral("heldMarks"), line.held}};
    for (const char* key : {"guardian", "sex", "uan", "esic"})
        if (const QJsonValue value = worker.details[QLatin1String(key)]; value.isString())
            object.insert(QLatin1String(key), value);
    if (!worker.thekedarId.isNull()) {
        object.insert(QStringLiteral("thekedarId"), worker.thekedarId.toString());
        object.insert(QStringLiteral("thekedarName"), thekedars.value(worker.thekedarId));
    }
    return object;
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

    // A shift may reach over either end of the month, and its first week may begin before it: both are read whole, and
    // days elsewhere fall away again.
    const qint64 zone = month.site.tzOffsetMin * kMinute;
    const qint64 begin = month.first.startOfDay(Qt::UTC).toMSecsSinceEpoch() - zone;
    const qint64 end = month.first.addMonths(1).startOfDay(Qt::UTC).toMSecsSinceEpoch() - zone;
    const qint64 margin = month.rules.maxShift * kMinute;
    const qint64 week = month.rules.weekOf(month.first).daysTo(month.first) * 24 * 60 * kMinute;
    auto rows = store::readAll<Row>(
        database.run(QStringLiteral("SELECT worker_id, timestamp, direction, status FROM mark WHERE site_id = ? "
                                    "AND timestamp >= ? AND timestamp < ? AND status <> 'rejected' "
                                    "ORDER BY timestamp, log_index"),
                     {store::column(siteId), begin - week - margin, end + margin}),
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
    for (auto& [id, line] : month.lines) {
        line.days = toWorkDays(line.punches, month.site.tzOffsetMin, month.rules);
        countOvertime(line.days, month.rules);
        line.days.removeIf([&](const WorkDay& day) {
            return day.date.year() != month.first.year() || day.date.month() != month.first.month();
        });
    }
    std::erase_if(month.lines, [](const auto& one) { return one.second.days.isEmpty() && one.second.held == 0; });
    const auto users = store::UserRepository(database).all();
    if (!users) return fail(users.error());
    for (const auto& user : *users)
        month.thekedars.insert(user.userId, QString::fromUtf8(user.name.isEmpty() ? user.username : user.name));
    return month;
}

Result<QJsonObject> RegisterService::muster(sql::Database& database, const SiteId& siteId, const QByteArray& text) {
    const auto month = read(database, siteId, text);
    if (!month) return fail(month.error());
    store::WorkerRepository repository(database, m_vaultKeys, m_random);
    QJsonArray workers;
    for (const auto& [id, line] : month->lines) {
        const auto worker = repository.find(id); // with the details, which the forms name
        if (!worker) return fail(worker.error());
        QJsonArray days;
        qint64 minutes = 0, overtime = 0, whole = 0, units = 0;
        for (const WorkDay& day : line.days) {
            const qint64 part = month->rules.dayUnits(day.minutes);
            minutes += day.minutes;
            overtime += day.overtime;
            whole += day.minutes > 0;
            units += part;
            days.append(QJsonObject{{QStringLiteral("date"), day.date.toString(Qt::ISODate)},
                                    {QStringLiteral("in"), orNull(day.in)},
                                    {QStringLiteral("out"), orNull(day.out)},
                                    {QStringLiteral("minutes"), day.minutes},
                                    {QStringLiteral("hours"), hours(day.minutes)},
                                    {QStringLiteral("overtimeMinutes"), day.overtime},
                                    {QStringLiteral("units"), part},
                                    {QStringLiteral("incomplete"), day.isIncomplete}});
        }
        QJsonObject object = month->person(id, worker->value_or(store::Worker()), line);
        object.insert(QStringLiteral("days"), days);
        object.insert(QStringLiteral("daysWorked"), whole);
        object.insert(QStringLiteral("dayUnits"), units);
        object.insert(QStringLiteral("minutes"), minutes);
        object.insert(QStringLiteral("overtimeMinutes"), overtime);
        workers.append(object);
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
        qint64 days = 0, units = 0, overtime = 0, incomplete = 0;
        for (const WorkDay& day : line.days) {
            days += day.minutes > 0;
            units += month->rules.dayUnits(day.minutes);
            incomplete += day.isIncomplete;
            overtime += day.overtime;
        }
        QJsonObject object = month->person(id, known, line);
        object.insert(QStringLiteral("daysWorked"), days);
        object.insert(QStringLiteral("dayUnits"), units);
        object.insert(QStringLiteral("incompleteDays"), incomplete);
        object.insert(QStringLiteral("overtimeMinutes"), overtime);
        object.insert(QStringLiteral("overtimeHours"), hours(overtime));
        const qint64 rate = known.details[QStringLiteral("dailyRatePaise")].toInteger();
        if (rate > 0) {
            // The hourly rate is the daily one by the normal day; rounded once, to whole paise.
            const qint64 divisor = month->rules.normalDay * 100;
            const qint64 extra = (rate * overtime * month->rules.overtimeRatePercent + divisor / 2) / divisor;
            object.insert(QStringLiteral("dailyRatePaise"), rate);
            const qint64 basic = (rate * units + 50) / 100;
            object.insert(QStringLiteral("basicPaise"), basic);
            object.insert(QStringLiteral("overtimePaise"), extra);
            object.insert(QStringLiteral("grossPaise"), basic + extra);
        }
        workers.append(object);
    }
    QJsonObject answer = month->head("wages");
    answer.insert(QStringLiteral("workers"), workers);
    return answer;
}

} // namespace haziri::registers
