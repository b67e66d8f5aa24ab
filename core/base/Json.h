// Strict reading of JSON at the boundary: one parse, straight into value types.
//
// Refused with MALFORMED: duplicate keys, trailing bytes, invalid UTF-8, NUL and lone surrogates in strings,
// numbers out of range, a float (or 1e3) where an integer is due, nesting deeper than 32, and a member that is
// missing or of the wrong type when it is asked for. Members that nobody asks for are ignored: the protocol grows.
//
// Writing goes through QJsonObject (Qt sorts keys; qint64 keeps its precision), or JsonText.h where there is much of
// it.
#pragma once

#include "core/base/Ids.h"
#include "core/base/Result.h"

#include <QJsonObject>
#include <functional>
#include <memory>

namespace haziri::json {

/// A view of one JSON object. Errors stick: after the first failed getter every getter returns an empty value and
/// error() names the member, so a reader asks for everything and checks once at the end. Objects read from it share
/// its error. Keeps the parsed document alive; copying is cheap; one thread at a time.
class Reader {
  public:
    /// The whole text must be one JSON object.
    static Result<Reader> parse(QByteArrayView text);

    bool has(const char* key) const;      ///< present and not null
    bool contains(const char* key) const; ///< present, were it null

    QByteArray text(const char* key, qsizetype maxBytes = 1024) const; ///< UTF-8
    QByteArray textOr(const char* key, const QByteArray& fallback, qsizetype maxBytes = 1024) const;
    qint64 integer(const char* key, qint64 min, qint64 max) const;
    qint64 integerOr(const char* key, qint64 fallback, qint64 min, qint64 max) const;
    bool boolean(const char* key) const;
    QByteArray bytes(const char* key, qsizetype exactSize) const;    ///< base64url of exactly that many bytes
    QByteArray bytesUpTo(const char* key, qsizetype maxBytes) const; ///< base64url
    Reader object(const char* key) const;
    QList<QByteArray> texts(const char* key, qsizetype maxItems, qsizetype maxBytes) const; ///< array of strings
    QList<Reader> objects(const char* key, qsizetype maxItems) const;                       ///< array of objects

    template <class IdType>
    IdType id(const char* key) const {
        const QByteArray value = text(key, 36);
        if (error()) return {};
        auto parsed = IdType::fromText(value);
        if (!parsed) setError(key, "is not a UUIDv7");
        return parsed ? *parsed : IdType{};
    }

    /// Marks the document as malformed for a reason only the caller can see.
    void setError(const char* key, const char* problem) const;
    const std::optional<Error>& error() const;
    QJsonObject toQJson() const; ///< for data that is only passed on

  private:
    struct Document;
    Reader(std::shared_ptr<Document> document, qsizetype node);
    std::shared_ptr<Document> m_document;
    qsizetype m_node = -1; ///< place in the document's table of objects; -1: an empty reader after an error
};

/// Compact UTF-8 text, keys sorted.
QByteArray toText(const QJsonObject& object);

} // namespace haziri::json
