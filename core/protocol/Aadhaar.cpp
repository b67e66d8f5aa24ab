#include "core/protocol/Aadhaar.h"

#include "core/base/Base64Url.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>

namespace haziri::protocol {

namespace {

constexpr int kDigits = 12;

bool isBetween(QChar c) {
    return c.isSpace() || c.category() == QChar::Punctuation_Dash || c == QLatin1Char('.') || c == QLatin1Char('_') ||
           c == QLatin1Char('/');
}

/// The groups of digits in a text as they are read: in figures, with no more than one sign between them.
QStringList runsOf(const QString& text) {
    QStringList runs;
    QString run;
    int between = 0;
    for (const QChar c : text) {
        if (c.digitValue() >= 0) {
            run += QLatin1Char(char('0' + c.digitValue()));
            between = 0;
        } else if (!isBetween(c) || ++between > 3) {
            runs.append(std::exchange(run, {}));
            between = 0;
        }
    }
    return runs << run;
}

QStringList numbersIn(const QString& text) {
    QStringList runs = runsOf(text);
    runs.removeIf([](const QString& run) { return run.size() != kDigits; });
    return runs;
}

bool isIndianPhone(const QString& text, const QString& number) {
    return text.trimmed().startsWith(QLatin1Char('+')) ||
           (number.startsWith(QLatin1String("91")) && number[2] >= QLatin1Char('6'));
}

bool holds(const QString& key, const QJsonValue& value);

bool holds(const QString& key, const QString& text) {
    const QStringList numbers = numbersIn(text);
    return std::any_of(numbers.begin(), numbers.end(), [&](const QString& number) {
        if (key == QLatin1String("phone")) return !isIndianPhone(text, number);
        if (key == QLatin1String("uan")) return !number.startsWith(QLatin1Char('1'));
        return true;
    });
}

bool holds(const QString& key, const QJsonValue& value) {
    if (value.isString()) return holds(key, value.toString());
    if (value.isDouble()) return value.toDouble() >= 1e11 && value.toDouble() < 1e12;
    if (value.isObject()) return holdsAadhaar(value.toObject());
    const QJsonArray items = value.toArray();
    return std::any_of(items.begin(), items.end(), [&](const QJsonValue& item) { return holds(key, item); });
}

QJsonObject payloadOf(QByteArrayView compact) {
    const QList<QByteArray> parts = compact.toByteArray().split('.');
    const auto payload = fromBase64Url(parts.value(1));
    return payload ? QJsonDocument::fromJson(*payload).object() : QJsonObject();
}

} // namespace

bool holdsAadhaar(const QString& text) {
    return !numbersIn(text).isEmpty();
}

bool holdsAadhaar(const QJsonObject& details) {
    for (auto member = details.begin(); member != details.end(); ++member)
        if (holdsAadhaar(member.key()) || holds(member.key(), member.value())) return true;
    return false;
}

bool holdsAadhaar(const WorkerDetails& details) {
    const auto in = [](const char* key, const QByteArray& text) {
        return holds(QLatin1String(key), QString::fromUtf8(text));
    };
    return in("name", details.name) || in("guardian", details.guardian) || in("sex", details.sex) ||
           in("phone", details.phone) || in("trade", details.trade) || in("skill", details.skill) ||
           in("uan", details.uan) || in("esic", details.esic);
}

bool packetHoldsAadhaar(QByteArrayView compactJws) {
    const QJsonObject packet = payloadOf(compactJws);
    const QJsonObject vouch = payloadOf(packet[QStringLiteral("vouch")].toString().toLatin1());
    return holdsAadhaar(packet[QStringLiteral("details")].toObject()) ||
           holdsAadhaar(vouch[QStringLiteral("details")].toObject());
}

} // namespace haziri::protocol
