#include "core/registers/MonthReport.h"

#include "core/base/Json.h"

#include <limits>

namespace haziri::registers {

namespace {

constexpr qint64 kMost = std::numeric_limits<qint64>::max() / 4;

QString textOf(const json::Reader& reader, const char* key) {
    return QString::fromUtf8(reader.textOr(key, {}, 1000));
}

std::optional<qint64> numberOf(const json::Reader& reader, const char* key) {
    return reader.has(key) ? std::optional(reader.integer(key, 0, kMost)) : std::nullopt;
}

ReportDay dayOf(const json::Reader& reader) {
    ReportDay day;
    day.date = QDate::fromString(textOf(reader, "date"), Qt::ISODate);
    if (!day.date.isValid()) reader.setError("date", "is no date");
    if (const auto in = numberOf(reader, "in")) day.in = UnixMillis{*in};
    if (const auto out = numberOf(reader, "out")) day.out = UnixMillis{*out};
    day.minutes = reader.integer("minutes", 0, kMost);
    day.overtime = reader.integerOr("overtimeMinutes", 0, 0, kMost);
    day.units = reader.integerOr("units", day.minutes > 0 ? 100 : 0, 0, 100);
    if (reader.has("shifts"))
        for (const auto& shift : reader.objects("shifts", 100))
            day.shifts << std::pair(UnixMillis{shift.integer("in", 0, kMost)},
                                    UnixMillis{shift.integer("out", 0, kMost)});
    day.isIncomplete = reader.has("incomplete") && reader.boolean("incomplete");
    return day;
}

void readDeductions(const json::Reader& reader, ReportPay& pay) {
    pay.epf = numberOf(reader, "epfPaise");
    pay.esic = numberOf(reader, "esicPaise");
    pay.isSettled = reader.boolean("settled");
    if (!pay.isSettled) return;
    pay.incomeTax = reader.integer("incomeTaxPaise", 0, kMost);
    pay.society = reader.integer("societyPaise", 0, kMost);
    pay.insurance = reader.integer("insurancePaise", 0, kMost);
    pay.advances = reader.integer("advancesPaise", 0, kMost);
    pay.fine = reader.integer("finePaise", 0, kMost);
    pay.damages = reader.integer("damagesPaise", 0, kMost);
    pay.others = reader.integer("othersPaise", 0, kMost);
    pay.deductions = reader.integer("totalPaise", 0, kMost);
    pay.notTaken = reader.integer("notTakenPaise", 0, kMost);
}

ReportPay payOf(const json::Reader& reader) {
    ReportPay pay;
    pay.basicRate = reader.integer("dailyRatePaise", 0, kMost);
    if (reader.has("terms")) {
        const auto terms = reader.object("terms");
        pay.isMonthly = terms.text("per", 5) == "month";
        pay.basicRate = terms.integer("basicPaise", 0, kMost);
        pay.daRate = terms.integerOr("daPaise", 0, 0, kMost);
        pay.otherRate = terms.integerOr("otherPaise", 0, 0, kMost);
    }
    pay.basic = reader.integer("basicPaise", 0, kMost);
    pay.da = reader.integerOr("daPaise", 0, 0, kMost);
    pay.other = reader.integerOr("otherPaise", 0, 0, kMost);
    pay.overtime = reader.integer("overtimePaise", 0, kMost);
    pay.gross = reader.integer("grossPaise", 0, kMost);
    pay.account = textOf(reader, "account");
    if (reader.has("deductions")) readDeductions(reader.object("deductions"), pay);
    if (pay.isSettled) pay.net = reader.integer("netPaise", -kMost, kMost);
    if (reader.has("pay")) {
        const auto month = reader.object("pay");
        pay.fineFor = textOf(month, "fineFor");
        pay.damagesFor = textOf(month, "damagesFor");
        pay.receipt = textOf(month, "receipt");
        pay.paidOn = QDate::fromString(textOf(month, "paidOn"), Qt::ISODate);
    }
    return pay;
}

ReportWorker workerOf(const json::Reader& reader) {
    ReportWorker worker;
    worker.workerId = reader.id<WorkerId>("workerId");
    worker.name = textOf(reader, "name");
    worker.designation = textOf(reader, "designation");
    worker.guardian = textOf(reader, "guardian");
    worker.sex = textOf(reader, "sex");
    worker.uan = textOf(reader, "uan");
    worker.esic = textOf(reader, "esic");
    worker.thekedar = textOf(reader, "thekedarName");
    if (reader.has("thekedarId")) worker.thekedarId = reader.id<UserId>("thekedarId");
    if (reader.has("days"))
        for (const auto& day : reader.objects("days", 31))
            worker.days << dayOf(day);
    worker.daysWorked = reader.integer("daysWorked", 0, 31);
    worker.units = reader.integerOr("dayUnits", worker.daysWorked * 100, 0, 3100);
    worker.minutes = reader.integerOr("minutes", 0, 0, kMost);
    worker.overtime = reader.integer("overtimeMinutes", 0, kMost);
    worker.held = reader.integerOr("heldMarks", 0, 0, kMost);
    worker.incomplete = reader.integerOr("incompleteDays", 0, 0, 31);
    for (const ReportDay& day : worker.days)
        if (!reader.has("incompleteDays")) worker.incomplete += day.isIncomplete;
    worker.longestRow = reader.integerOr("longestRow", 0, 0, 400);
    worker.isRestMissed = reader.has("restMissed") && reader.boolean("restMissed");
    if (reader.has("dailyRatePaise")) worker.pay = payOf(reader);
    return worker;
}

} // namespace

Result<MonthReport> readReport(QByteArrayView body) {
    const auto reader = json::Reader::parse(body);
    if (!reader) return fail(reader.error());
    MonthReport report;
    report.isWages = reader->text("report", 20) == "wages";
    report.siteId = reader->id<SiteId>("siteId");
    report.site = textOf(*reader, "site");
    report.month = QDate::fromString(textOf(*reader, "month") + QStringLiteral("-01"), Qt::ISODate);
    report.tzOffsetMin = qint32(reader->integer("tzOffsetMin", -1000, 1000));
    if (reader->has("rules")) report.rules = textOf(reader->object("rules"), "act");
    report.checkpoint = reader->textOr("checkpoint", {}, 4096);
    for (const auto& worker : reader->objects("workers", 100'000))
        report.workers << workerOf(worker);
    if (!reader->error() && !report.month.isValid()) reader->setError("month", "is no month");
    if (reader->error()) return fail(*reader->error());
    return report;
}

} // namespace haziri::registers
