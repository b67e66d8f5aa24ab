#include "core/protocol/PayRecord.h"

#include "core/base/PlainText.h"
#include "core/protocol/Aadhaar.h"

#include <algorithm>

namespace haziri::protocol {

namespace {

const QString kMonth = QStringLiteral("yyyy-MM");

struct Amount {
    const char* key;
    qint64 PayMonth::*value;
};
constexpr Amount kAmounts[] = {
    {"societyPaise", &PayMonth::society},     {"incomeTaxPaise", &PayMonth::incomeTax},
    {"insurancePaise", &PayMonth::insurance}, {"advancesPaise", &PayMonth::advances},
    {"finePaise", &PayMonth::fine},           {"damagesPaise", &PayMonth::damages},
    {"othersPaise", &PayMonth::others},
};

QDate monthOf(const json::Reader& reader, const char* key) {
    const QByteArray text = reader.text(key, 7);
    const QDate month = QDate::fromString(QString::fromLatin1(text) + QStringLiteral("-01"), Qt::ISODate);
    if (!reader.error() && (text.size() != 7 || !month.isValid() || month.year() < 1971))
        reader.setError(key, "is no month as 2026-11");
    return month;
}

QDate dayOf(const json::Reader& reader, const char* key) {
    const QByteArray text = reader.textOr(key, {}, 10);
    if (text.isEmpty()) return {};
    const QDate day = QDate::fromString(QString::fromLatin1(text), Qt::ISODate);
    if (!day.isValid()) reader.setError(key, "is no day as 2026-11-22");
    return day;
}

QString plainOf(const json::Reader& reader, const char* key, qsizetype most) {
    const QByteArray text = reader.textOr(key, {}, most);
    if (!isPlainText(text)) reader.setError(key, "is not one line of plain text");
    return QString::fromUtf8(text).trimmed();
}

void put(QJsonObject& object, const char* key, qint64 paise) {
    if (paise != 0) object.insert(QLatin1String(key), paise);
}
void put(QJsonObject& object, const char* key, const QString& text) {
    if (!text.isEmpty()) object.insert(QLatin1String(key), text);
}

} // namespace

PayTerms readPayTerms(const json::Reader& reader) {
    PayTerms terms;
    if (reader.has("from")) terms.from = monthOf(reader, "from");
    const QByteArray per = reader.text("per", 5);
    if (!reader.error() && per != "day" && per != "month") reader.setError("per", "is day or month");
    terms.per = per == "month" ? PayTerms::Per::Month : PayTerms::Per::Day;
    terms.basic = reader.integer("basicPaise", 1, kMostPaise);
    terms.da = reader.integerOr("daPaise", 0, 0, kMostPaise);
    terms.other = reader.integerOr("otherPaise", 0, 0, kMostPaise);
    terms.hasEpf = reader.has("epf") && reader.boolean("epf");
    terms.hasEsic = reader.has("esic") && reader.boolean("esic");
    terms.uan = plainOf(reader, "uan", 12);
    const bool isUan = terms.uan.size() == 12 && std::all_of(terms.uan.begin(), terms.uan.end(), [](QChar c) {
                           return c >= QLatin1Char('0') && c <= QLatin1Char('9');
                       });
    if (!terms.uan.isEmpty() && !isUan) reader.setError("uan", "has twelve digits");
    terms.account = plainOf(reader, "account", 40);
    return terms;
}

PayMonth readPayMonth(const json::Reader& reader) {
    PayMonth month;
    month.month = monthOf(reader, "month");
    for (const Amount& amount : kAmounts)
        month.*amount.value = reader.integerOr(amount.key, 0, 0, kMostPaise);
    month.fineFor = plainOf(reader, "fineFor", 300);
    month.damagesFor = plainOf(reader, "damagesFor", 300);
    month.paidOn = dayOf(reader, "paidOn");
    month.receipt = plainOf(reader, "receipt", 80);
    return month;
}

PayChange readPayChange(const json::Reader& reader) {
    PayChange change;
    change.workerId = reader.id<WorkerId>("workerId");
    if (reader.has("terms")) {
        const auto terms = reader.object("terms");
        change.terms = readPayTerms(terms);
        if (!reader.error() && !change.terms->from.isValid()) terms.setError("from", "is missing");
    }
    if (reader.has("month")) change.month = readPayMonth(reader.object("month"));
    if (change.month && (namesAadhaar(change.month->fineFor) || namesAadhaar(change.month->damagesFor)))
        reader.setError("month", "holds a whole Aadhaar number");
    if (!reader.error() && !change.terms && !change.month) reader.setError("terms", "or month must be there");
    return change;
}

QJsonObject toJson(const PayTerms& terms) {
    const bool isMonthly = terms.per == PayTerms::Per::Month;
    QJsonObject object{{QStringLiteral("per"), isMonthly ? QStringLiteral("month") : QStringLiteral("day")},
                       {QStringLiteral("basicPaise"), terms.basic},
                       {QStringLiteral("epf"), terms.hasEpf},
                       {QStringLiteral("esic"), terms.hasEsic}};
    put(object, "from", terms.from.isValid() ? terms.from.toString(kMonth) : QString());
    put(object, "daPaise", terms.da);
    put(object, "otherPaise", terms.other);
    put(object, "uan", terms.uan);
    put(object, "account", terms.account);
    return object;
}

QJsonObject toJson(const PayMonth& month) {
    QJsonObject object{{QStringLiteral("month"), month.month.toString(kMonth)}};
    for (const Amount& amount : kAmounts)
        put(object, amount.key, month.*amount.value);
    put(object, "fineFor", month.fineFor);
    put(object, "damagesFor", month.damagesFor);
    put(object, "paidOn", month.paidOn.isValid() ? month.paidOn.toString(Qt::ISODate) : QString());
    put(object, "receipt", month.receipt);
    return object;
}

QJsonObject toJson(const PayChange& change) {
    QJsonObject object{{QStringLiteral("workerId"), change.workerId.toString()}};
    if (change.terms) object.insert(QStringLiteral("terms"), toJson(*change.terms));
    if (change.month) object.insert(QStringLiteral("month"), toJson(*change.month));
    return object;
}

} // namespace haziri::protocol
