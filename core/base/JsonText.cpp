#include "core/base/JsonText.h"

#include <algorithm>

namespace haziri::json {

namespace {

bool isPlain(char c) {
    return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
}

void appendEscaped(QByteArray& text, char c) {
    static const char digits[] = "0123456789abcdef";
    switch (c) {
    case '"':
        text += "\\\"";
        break;
    case '\\':
        text += "\\\\";
        break;
    case '\b':
        text += "\\b";
        break;
    case '\f':
        text += "\\f";
        break;
    case '\n':
        text += "\\n";
        break;
    case '\r':
        text += "\\r";
        break;
    case '\t':
        text += "\\t";
        break;
    default:
        text += "\\u00";
        text += digits[c >> 4];
        text += digits[c & 15];
    }
}

} // namespace

void TextWriter::separate() {
    if (m_needsComma) m_text += ',';
    m_needsComma = true;
}

TextWriter& TextWriter::begin(char bracket) {
    separate();
    m_text += bracket;
    m_needsComma = false;
    return *this;
}

TextWriter& TextWriter::end(char bracket) {
    m_text += bracket;
    m_needsComma = true;
    return *this;
}

TextWriter& TextWriter::key(const char* key) {
    separate();
    m_text += '"';
    m_text += key;
    m_text += "\":";
    m_needsComma = false;
    return *this;
}

TextWriter& TextWriter::text(QByteArrayView utf8) {
    separate();
    m_text += '"';
    for (auto at = utf8.begin(); at != utf8.end();) {
        const auto plainEnd = std::find_if_not(at, utf8.end(), isPlain);
        m_text.append(at, plainEnd - at);
        at = plainEnd;
        if (at != utf8.end()) appendEscaped(m_text, *at++);
    }
    m_text += '"';
    return *this;
}

TextWriter& TextWriter::number(qint64 value) {
    separate();
    m_text += QByteArray::number(value);
    return *this;
}

TextWriter& TextWriter::raw(QByteArrayView json) {
    separate();
    m_text.append(json.data(), json.size());
    return *this;
}

} // namespace haziri::json
