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

/// Groups of digits with no more between them than what stands between the groups of one number.
struct Run {
    QStringList groups;
    bool isPhone = false; ///< a `+` stands before it
};

QList<Run> groupedRunsOf(const QString& words) {
    QList<Run> runs;
    int between = 4; // more than there is within one number: the first digit begins a run
    QChar last;
    for (const QChar c : words) {
        if (c.digitValue() < 0) {
            between = isBetween(c) ? between + 1 : 4;
            last = c;
            continue;
        }
        if (between > 3) runs.append({{}, last == QLatin1Char('+')});
        if (between > 0) runs.last().groups.append(QString());
        runs.last().groups.last() += QLatin1Char(char('0' + c.digitValue()));
        between = 0;
    }
    return runs;
}

/// ISO 7064's predecessor, as UIDAI uses it: each digit by its place permuted, then multiplied in the dihedral group
/// D5.
bool hasVerhoeffDigit(const QString& digits) {
    static constexpr int kPermuted[8][10] = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 5, 7, 6, 2, 8, 3, 0, 9, 4},
                                             {5, 8, 0, 3, 7, 9, 6, 1, 4, 2}, {8, 9, 1, 6, 0, 4, 3, 5, 2, 7},
                                             {9, 4, 5, 3, 1, 2, 6, 8, 7, 0}, {4, 2, 8, 6, 5, 7, 3, 9, 0, 1},
                                             {2, 7, 9, 3, 8, 0, 6, 4, 1, 5}, {7, 0, 4, 6, 9, 1, 3, 2, 5, 8}};
    const auto times = [](int a, int b) { // rotations 0 to 4, reflections 5 to 9
        if (a < 5) return b < 5 ? (a + b) % 5 : 5 + (a + b - 5) % 5;
        return b < 5 ? 5 + (a - b) % 5 : (a - b + 5) % 5;
    };
    int check = 0;
    for (qsizetype i = 0; i < digits.size(); ++i)
        check = times(check, kPermuted[i % 8][digits[digits.size() - 1 - i].digitValue()]);
    return check == 0;
}

bool isAadhaar(const QString& number) {
    return number.size() == kDigits && number[0] >= QLatin1Char('2') && hasVerhoeffDigit(number);
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

bool namesAadhaar(const QString& words) {
    for (const Run& run : groupedRunsOf(words))
        for (qsizetype from = run.isPhone ? 1 : 0; from < run.groups.size(); ++from) {
            QString number;
            for (qsizetype to = from; to < run.groups.size() && number.size() < kDigits; ++to)
                if (number += run.groups[to]; isAadhaar(number)) return true;
        }
    return false;
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
