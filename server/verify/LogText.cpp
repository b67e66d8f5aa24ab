#include "server/verify/LogText.h"

#include <algorithm>

namespace haziri::verify {

namespace {

bool isBlank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

qsizetype skipBlanks(QByteArrayView text, qsizetype at) {
    while (at < text.size() && isBlank(text[at]))
        ++at;
    return at;
}

qsizetype endOfString(QByteArrayView text, qsizetype at) {
    for (++at; at < text.size() && text[at] != '"'; ++at)
        if (text[at] == '\\') ++at;
    return std::min(at + 1, text.size());
}

/// Behind the value that begins at `at`; the end of the text where it does not end.
qsizetype endOfValue(QByteArrayView text, qsizetype at) {
    if (at >= text.size()) return at;
    if (text[at] == '"') return endOfString(text, at);
    if (text[at] == '{' || text[at] == '[') return at + ValueEnd().scan(text.sliced(at)).value_or(text.size() - at);
    while (at < text.size() && !isBlank(text[at]) && text[at] != ',' && text[at] != ']' && text[at] != '}')
        ++at;
    return at;
}

/// Of the array that begins at `at`. Nothing where it is none.
std::optional<QList<QByteArray>> elements(QByteArrayView text, qsizetype at) {
    QList<QByteArray> all;
    at = skipBlanks(text, at + 1);
    if (at < text.size() && text[at] == ']') return all;
    while (at < text.size()) {
        const qsizetype end = endOfValue(text, at);
        if (end == at) return std::nullopt;
        all.append(text.sliced(at, end - at).toByteArray());
        at = skipBlanks(text, end);
        if (at < text.size() && text[at] == ']') return all;
        if (at >= text.size() || text[at] != ',') return std::nullopt;
        at = skipBlanks(text, at + 1);
    }
    return std::nullopt;
}

/// Where the value of the object's one member `entries` begins.
std::optional<qsizetype> placeOfEntries(QByteArrayView text) {
    std::optional<qsizetype> place;
    for (qsizetype at = skipBlanks(text, 1); at < text.size() && text[at] == '"';) {
        const qsizetype keyEnd = endOfString(text, at);
        const bool isEntries = text.sliced(at, keyEnd - at) == QByteArrayView("\"entries\"");
        at = skipBlanks(text, keyEnd);
        if (at >= text.size() || text[at] != ':') return std::nullopt;
        at = skipBlanks(text, at + 1);
        if (isEntries && place) return std::nullopt; // twice: nobody can say which counts
        if (isEntries) place = at;
        at = skipBlanks(text, endOfValue(text, at));
        if (at < text.size() && text[at] == ',') at = skipBlanks(text, at + 1);
    }
    return place;
}

} // namespace

std::optional<qsizetype> ValueEnd::scan(QByteArrayView more) {
    for (qsizetype at = 0; at < more.size(); ++at) {
        const char c = more[at];
        if (m_isEscaped)
            m_isEscaped = false;
        else if (m_isInString && c == '\\')
            m_isEscaped = true;
        else if (c == '"')
            m_isInString = !m_isInString;
        else if (m_isInString)
            continue;
        else if (c == '{' || c == '[')
            ++m_depth;
        else if (c == '}' || c == ']')
            if (--m_depth <= 0) return at + 1;
    }
    return std::nullopt;
}

QList<QByteArray> entriesIn(const QByteArray& value) {
    const qsizetype begin = skipBlanks(value, 0);
    const QByteArrayView text = QByteArrayView(value).sliced(begin);
    std::optional<qsizetype> array;
    if (!ValueEnd().scan(text)) return {value}; // cut
    if (text.startsWith('[')) array = 0;
    if (text.startsWith('{')) array = placeOfEntries(text);
    if (!array || *array >= text.size() || text[*array] != '[') return {value};
    return elements(text, *array).value_or(QList<QByteArray>{value});
}

bool isLineByLine(QByteArrayView beginning) {
    const QByteArrayView text = beginning.sliced(skipBlanks(beginning, 0));
    if (!text.startsWith('{')) return !text.startsWith('[');
    if (placeOfEntries(text)) return false;
    const auto end = ValueEnd().scan(text);
    if (!end) return true; // it never ends: the line is to blame
    if (text.first(*end).contains('\n')) return false;
    const qsizetype next = skipBlanks(text, *end);
    return next == text.size() || text.sliced(*end, next - *end).contains('\n');
}

} // namespace haziri::verify
