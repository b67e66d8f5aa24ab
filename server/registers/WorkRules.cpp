#include "server/registers/WorkRules.h"

#include "core/base/Json.h"

#include <QDir>
#include <QFile>

static void initResources() {
    Q_INIT_RESOURCE(haziri_registers); // a static library's resources are not there by themselves
}

namespace haziri::registers {

qint64 WorkRules::rounded(qint64 beyond) const {
    if (beyond <= 0) return 0;
    const qint64 rest = beyond % 60;
    qint64 counted = beyond - rest;
    for (const Step& step : overtimeSteps)
        if (rest >= step.from && rest <= step.to) counted += step.counts;
    return counted;
}

qint64 WorkRules::dayUnits(qint64 worked) const {
    if (worked <= 0) return 0;
    const qint64 begun = (worked * dayParts + normalDay - 1) / normalDay;
    return std::min(begun, dayParts) * 100 / dayParts;
}

QDate WorkRules::weekOf(QDate day) const {
    return day.addDays(-((day.dayOfWeek() - weekBegins + 7) % 7));
}

QJsonObject WorkRules::toJson() const {
    return {{QStringLiteral("act"), act},
            {QStringLiteral("validFrom"), validFrom.toString(Qt::ISODate)},
            {QStringLiteral("validTo"), validTo.isValid() ? QJsonValue(validTo.toString(Qt::ISODate)) : QJsonValue()},
            {QStringLiteral("normalDayMinutes"), normalDay},
            {QStringLiteral("normalWeekMinutes"), normalWeek},
            {QStringLiteral("overtimeRatePercent"), overtimeRatePercent},
            {QStringLiteral("dayParts"), dayParts},
            {QStringLiteral("maxDaysInRow"), maxDaysInRow},
            {QStringLiteral("daysPerMonth"), daysPerMonth},
            {QStringLiteral("maxDeductionPercent"), maxDeductionPercent},
            {QStringLiteral("maxFinePercent"), maxFinePercent},
            {QStringLiteral("note"), QStringLiteral("check against the Gazette")}};
}

namespace {

std::optional<WorkRules::Share> readShare(const json::Reader& rules, const char* key) {
    if (!rules.has(key)) return std::nullopt;
    const auto reader = rules.object(key);
    constexpr qint64 kMost = 1'000'000'000;
    WorkRules::Share share;
    share.perTenThousand = reader.integer("perTenThousand", 0, 10'000);
    share.ceiling = reader.integerOr("ceilingPaise", 0, 0, kMost);
    share.exemptDaily = reader.integerOr("exemptDailyPaise", 0, 0, kMost);
    share.roundTo = reader.integerOr("roundToPaise", share.roundTo, 1, 10'000);
    share.roundsUp = reader.has("roundsUp") && reader.boolean("roundsUp");
    share.countsOvertime = reader.has("countsOvertime") && reader.boolean("countsOvertime");
    return share;
}

} // namespace

Result<WorkRules> readRules(const QByteArray& json) {
    const auto reader = json::Reader::parse(json);
    if (!reader) return fail(reader.error());
    const auto date = [&](const char* key) {
        return QDate::fromString(QString::fromLatin1(reader->text(key, 10)), Qt::ISODate);
    };
    constexpr qint64 kDay = 24 * 60;
    WorkRules rules;
    rules.act = QString::fromUtf8(reader->text("act", 200));
    rules.validFrom = date("validFrom");
    if (reader->has("validTo")) rules.validTo = date("validTo");
    rules.normalDay = reader->integer("normalDayMinutes", 1, kDay);
    rules.maxShift = reader->integer("maxShiftMinutes", 1, 2 * kDay);
    rules.overtimeRatePercent = reader->integer("overtimeRatePercent", 100, 1000);
    rules.normalWeek = reader->integerOr("normalWeekMinutes", rules.normalWeek, 1, 7 * kDay);
    rules.weekBegins = int(reader->integerOr("weekBegins", rules.weekBegins, 1, 7));
    rules.dayParts = reader->integerOr("dayParts", rules.dayParts, 1, 4);
    rules.maxDaysInRow = reader->integerOr("maxDaysInRow", rules.maxDaysInRow, 1, 31);
    rules.daysPerMonth = reader->integerOr("daysPerMonth", rules.daysPerMonth, 1, 31);
    rules.maxDeductionPercent = reader->integerOr("maxDeductionPercent", rules.maxDeductionPercent, 0, 100);
    rules.maxFinePercent = reader->integerOr("maxFinePercent", rules.maxFinePercent, 0, 100);
    rules.wagesFloorPercent = reader->integerOr("wagesFloorPercent", rules.wagesFloorPercent, 0, 100);
    rules.epf = readShare(*reader, "epf");
    rules.esic = readShare(*reader, "esic");
    for (const auto& step : reader->objects("overtimeSteps", 16))
        rules.overtimeSteps.append({step.integer("fromMinutes", 0, 59), step.integer("toMinutes", 0, 59),
                                    step.integer("countsMinutes", 0, 60)});
    if (!reader->error() && !rules.validFrom.isValid()) reader->setError("validFrom", "is no date");
    if (reader->error()) return fail(*reader->error());
    return rules;
}

Result<WorkRules> rulesOn(QDate day) {
    initResources();
    const QDir folder(QStringLiteral(":/haziri/registers"));
    for (const QString& name : folder.entryList({QStringLiteral("rules-*.json")})) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly)) continue;
        auto rules = readRules(file.readAll());
        if (!rules) return rules;
        if (rules->validFrom <= day && (!rules->validTo.isValid() || day <= rules->validTo)) return rules;
    }
    return fail("NOT_FOUND", QStringLiteral("no rules of working time are known for that day"));
}

} // namespace haziri::registers
