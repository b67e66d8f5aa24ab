// Writes compact JSON straight into one text, for answers and records that come by the hundred: a tree of QJsonValues
// in UTF-16 first costs several times as much. The caller keeps keys sorted where order matters, and brackets balanced.
#pragma once

#include <QByteArray>
#include <QString>
#include <optional>

namespace haziri::json {

class TextWriter {
  public:
    explicit TextWriter(qsizetype reserve = 512) { m_text.reserve(reserve); }

    TextWriter& beginObject() { return begin('{'); }
    TextWriter& endObject() { return end('}'); }
    TextWriter& beginArray() { return begin('['); }
    TextWriter& endArray() { return end(']'); }
    /// `key` needs no escaping.
    TextWriter& key(const char* key);

    TextWriter& text(QByteArrayView utf8); ///< must be valid UTF-8
    TextWriter& string(const QString& text) { return this->text(text.toUtf8()); }
    TextWriter& number(qint64 value);
    TextWriter& boolean(bool value) { return raw(value ? "true" : "false"); }
    TextWriter& null() { return raw("null"); }
    TextWriter& raw(QByteArrayView json); ///< a value that is JSON already

    TextWriter& textOrNull(QByteArrayView utf8) { return utf8.isEmpty() ? null() : text(utf8); }
    template <class Number>
    TextWriter& numberOrNull(const std::optional<Number>& value) {
        return value ? number(qint64(*value)) : null();
    }

    const QByteArray& result() const { return m_text; }

  private:
    void separate();
    TextWriter& begin(char bracket);
    TextWriter& end(char bracket);
    QByteArray m_text;
    bool m_needsComma = false;
};

} // namespace haziri::json
