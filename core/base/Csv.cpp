#include "core/base/Csv.h"

#include <algorithm>
#include <map>

namespace haziri {

Result<QList<QStringList>> readCsv(const QByteArray& bytes, char separator) {
    const QString text = QString::fromUtf8(bytes.startsWith("\xef\xbb\xbf") ? bytes.mid(3) : bytes);
    QList<QStringList> rows;
    QStringList row;
    QString field;
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (quoted) {
            if (c != QLatin1Char('"'))
                field += c;
            else if (i + 1 < text.size() && text[i + 1] == QLatin1Char('"'))
                field += text[++i];
            else
                quoted = false;
        } else if (c == QLatin1Char('"') && field.isEmpty()) {
            quoted = true;
        } else if (c == QLatin1Char(separator)) {
            row.append(std::exchange(field, {}).trimmed());
        } else if (c == QLatin1Char('\n')) {
            row.append(std::exchange(field, {}).trimmed());
            rows.append(std::exchange(row, {}));
        } else if (c != QLatin1Char('\r')) {
            field += c;
        }
    }
    if (quoted) return fail("MALFORMED", QStringLiteral("a quoted field does not end"));
    if (!field.isEmpty() || !row.isEmpty()) rows.append(row << field.trimmed());
    rows.removeIf([](const QStringList& r) { return r.join(QString()).isEmpty(); });
    return rows;
}

char csvSeparator(const QByteArray& bytes) {
    std::map<char, int> counts{{',', 0}, {';', 0}, {'\t', 0}};
    bool quoted = false;
    for (const char c : bytes) {
        if (c == '"') quoted = !quoted;
        if (c == '\n' && !quoted) break;
        if (const auto count = counts.find(c); !quoted && count != counts.end()) ++count->second;
    }
    char most = ',';
    for (const auto& [c, count] : counts)
        if (count > counts[most]) most = c;
    return most;
}

QString csvText(QString text) {
    const bool needs = std::any_of(text.cbegin(), text.cend(), [](QChar c) {
        return c == QLatin1Char('"') || c == QLatin1Char(',') || c == QLatin1Char('\n') || c == QLatin1Char('\r');
    });
    if (!needs) return text;
    text.replace(QLatin1Char('"'), QStringLiteral("\"\""));
    return QLatin1Char('"') + text + QLatin1Char('"');
}

} // namespace haziri
