#include "core/base/JsonText.h"

#include <array>

namespace haziri::json {

namespace {

constexpr std::array<bool, 256> makePlain() {
    std::array<bool, 256> plain{};
    for (size_t c = 0x20; c < plain.size(); ++c)
        plain[c] = c != '"' && c != '\\';
    return plain;
}
constexpr auto kPlain = makePlain();

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
    const char* const end = utf8.data() + utf8.size();
    for (const char* at = utf8.data(); at != end;) {
        const char* const start = at;
        while (at != end && kPlain[static_cast<unsigned char>(*at)])
            ++at;
        m_text.append(start, at - start);
        if (at != end) appendEscaped(m_text, *at++);
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
