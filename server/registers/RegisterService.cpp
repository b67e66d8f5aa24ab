#include "server/registers/RegisterService.h"

#include "server/registers/Shifts.h"
#include "server/registers/Wages.h"
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
    qint64 longestRow = 0;
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

struct Sums {
    qint64 days = 0, units = 0, minutes = 0, overtime = 0, incomplete = 0;
    Sums(const QList<WorkDay>& all, const WorkRules& rules) {
        for (const WorkDay& day : all) {
            days += day.minutes > 0;
            units += rules.dayUnits(day.minutes);
            minutes += day.minutes;
            overtime += day.overtime;
            incomplete += day.isIncomplete;
        }
    }
};

QJsonObject toJson(const WorkDay& day, const WorkRules& rules) {
    QJsonArray shifts;
    for (const auto& [in, out] : day.shifts)
        shifts.append(QJsonObject{{QStringLiteral("in"), in}, {QStringLiteral("out"), out}});
    return {{QStringLiteral("date"), day.date.toString(Qt::ISODate)},
            {QStringLiteral("in"), orNull(day.in)},
            {QStringLiteral("out"), orNull(day.out)},
            {QStringLiteral("shifts"), shifts},
            {QStringLiteral("minutes"), day.minutes},
            {QStringLiteral("hours"), hours(day.minutes)},
            {QStringLiteral("overtimeMinutes"), day.overtime},
            {QStringLiteral("units"), rules.dayUnits(day.minutes)},
            {QStringLiteral("incomplete"), day.isIncomplete}};
}

QJsonObject toJson(const Deducted& taken) {
    QJsonObject object{{QStringLiteral("settled"), taken.isSettled}};
    if (taken.epf) object.insert(QStringLiteral("epfPaise"), *taken.epf);
    if (taken.esic) object.insert(QStringLiteral("esicPaise"), *taken.esic);
    if (!taken.isSettled) return object;
    const std::pair<const char*, qint64> rest[] = {
        {"incomeTaxPaise", taken.incomeTax}, {"societyPaise", taken.society}, {"insurancePaise", taken.insurance},
        {"advancesPaise", taken.advances},   {"finePaise", taken.fine},       {"damagesPaise", taken.damages},
        {"othersPaise", taken.others},       {"totalPaise", taken.total()},   {"notTakenPaise", taken.notTaken}};
    for (const auto& [key, paise] : rest)
        object.insert(QLatin1String(key), paise);
    return object;
}

/// What the office entered, and what follows from it. Without a rate nothing is claimed; without the office's word on
/// the month's deductions no net payment.
/// What the office entered is of the worker and not of the place: it is taken off once, in the report of his own site.
void addPay(QJsonObject& object, const QJsonObject& details, bool isHome, QDate month, const Sums& sums,
            const WorkRules& rules) {
    const auto pay = isHome ? payMonthOf(month, details) : std::nullopt;
    if (pay) object.insert(QStringLiteral("pay"), protocol::toJson(*pay));
    const auto terms = termsIn(month, details);
    if (!terms) return;
    const Earned earned = earn(*terms, sums.units, sums.overtime, rules);
    const Deducted taken = deduct(*terms, pay, earned, sums.units, rules);
    const qint64 days = terms->per == protocol::PayTerms::Per::Month ? rules.daysPerMonth : 1;
    if (!terms->uan.isEmpty()) object.insert(QStringLiteral("uan"), terms->uan);
    if (!terms->account.isEmpty()) object.insert(QStringLiteral("account"), terms->account);
    object.insert(QStringLiteral("terms"), protocol::toJson(*terms));
    object.insert(QStringLiteral("dailyRatePaise"), (terms->basic + days / 2) / days);
    object.insert(QStringLiteral("basicPaise"), earned.basic);
    object.insert(QStringLiteral("daPaise"), earned.da);
    object.insert(QStringLiteral("otherPaise"), earned.other);
    object.insert(QStringLiteral("overtimePaise"), earned.overtime);
    object.insert(QStringLiteral("grossPaise"), earned.total());
    object.insert(QStringLiteral("deductions"), toJson(taken));
    if (taken.isSettled) object.insert(QStringLiteral("netPaise"), earned.total() - taken.total());
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
                       {QStringLiteral("heldMarks"), line.held},
                       {QStringLiteral("longestRow"), line.longestRow},
                       {QStringLiteral("restMissed"), line.longestRow > rules.maxDaysInRow}};
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

    // A shift may reach over either end of the month, and its first week and a row of days without rest may begin
    // before it: all are read whole, and days elsewhere fall away again.
    const qint64 zone = month.site.tzOffsetMin * kMinute;
    const qint64 begin = month.first.startOfDay(Qt::UTC).toMSecsSinceEpoch() - zone;
    const qint64 end = month.first.addMonths(1).startOfDay(Qt::UTC).toMSecsSinceEpoch() - zone;
    const qint64 margin = month.rules.maxShift * kMinute;
    const qint64 before = std::max(month.rules.weekOf(month.first).daysTo(month.first), month.rules.maxDaysInRow);
    auto rows = store::readAll<Row>(
        database.run(QStringLiteral("SELECT worker_id, timestamp, direction, status FROM mark WHERE site_id = ? "
                                    "AND timestamp >= ? AND timestamp < ? AND status NOT IN ('rejected', 'corrected') "
                                    "ORDER BY timestamp, log_index"),
                     {store::column(siteId), begin - before * 24 * 60 * kMinute - margin, end + margin}),
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
        line.longestRow = longestRow(line.days, month.first);
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
        for (const WorkDay& day : line.days)
            days.append(toJson(day, month->rules));
        const Sums sums(line.days, month->rules);
        QJsonObject object = month->person(id, worker->value_or(store::Worker()), line);
        object.insert(QStringLiteral("days"), days);
        object.insert(QStringLiteral("daysWorked"), sums.days);
        object.insert(QStringLiteral("dayUnits"), sums.units);
        object.insert(QStringLiteral("minutes"), sums.minutes);
        object.insert(QStringLiteral("overtimeMinutes"), sums.overtime);
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
        const Sums sums(line.days, month->rules);
        QJsonObject object = month->person(id, known, line);
        object.insert(QStringLiteral("daysWorked"), sums.days);
        object.insert(QStringLiteral("dayUnits"), sums.units);
        object.insert(QStringLiteral("incompleteDays"), sums.incomplete);
        object.insert(QStringLiteral("overtimeMinutes"), sums.overtime);
        object.insert(QStringLiteral("overtimeHours"), hours(sums.overtime));
        addPay(object, known.details, known.siteId == siteId, month->first, sums, month->rules);
        workers.append(object);
    }
    QJsonObject answer = month->head("wages");
    answer.insert(QStringLiteral("workers"), workers);
    return answer;
}

} // namespace haziri::registers
