// What the routes of section 9 share: queries, reads on this thread's connection, writes through the one writer.
#pragma once

#include "server/http/Api.h"
#include "server/http/WholeNumber.h"

#include "core/base/Json.h"
#include "core/protocol/Aadhaar.h"

namespace haziri::http {

inline Response malformed(const QString& what) {
    return Response::problem(400, QByteArrayLiteral("MALFORMED"), what);
}

/// Why somebody decides as he does. Of a number of a card it may say the last digits only: it is kept and shown.
inline QByteArray reasonOf(const json::Reader& reader) {
    const QByteArray reason = reader.text("reason", 500);
    if (!reader.error() && protocol::namesAadhaar(QString::fromUtf8(reason)))
        reader.setError("reason", "holds a whole Aadhaar number; only its last four digits may be kept");
    return reason;
}

/// Whole numbers and ids of a query; the first that cannot be read makes problem() a 400.
class Query {
  public:
    explicit Query(const Request& request)
        : m_request(request) {}

    qint64 integer(const char* key, qint64 fallback, qint64 min, qint64 max) {
        return optionalInteger(key, min, max).value_or(fallback);
    }
    std::optional<qint64> optionalInteger(const char* key, qint64 min, qint64 max) {
        const QByteArray text = m_request.queryValue(key);
        if (text.isEmpty()) return std::nullopt;
        const auto value = wholeNumber(text);
        if (value && *value >= min && *value <= max) return value;
        fault(key);
        return std::nullopt;
    }
    template <class IdType>
    IdType id(const char* key) {
        const QByteArray text = m_request.queryValue(key);
        if (text.isEmpty()) return {};
        const auto parsed = IdType::fromText(text);
        if (!parsed) fault(key);
        return parsed.value_or(IdType());
    }
    const std::optional<Response>& problem() const { return m_problem; }

  private:
    void fault(const char* key) { m_problem = malformed(QString::fromLatin1(key) + QStringLiteral(" cannot be read")); }

    const Request& m_request;
    std::optional<Response> m_problem;
};

inline constexpr qint64 kAnyTime = 4'102'444'800'000; // the year 2100

inline Response answerOf(const Result<QJsonObject>& object) {
    return object ? Response::json(*object) : toResponse(object.error());
}

/// A read on this thread's connection.
inline Response reading(Services& services, const std::function<Result<QJsonObject>(sql::Database&)>& read) {
    auto database = services.pool.database();
    return database ? answerOf(read(**database)) : toResponse(database.error());
}

/// A write through the one writer; `write` may fill in the answer.
inline Response writing(Services& services, QJsonObject& answer, const store::GroupWriter::Work& write) {
    const auto done = services.writer.run(write);
    return done ? Response::json(answer) : toResponse(done.error());
}

inline Route officeRead(const char* pattern, Handler handler) {
    return {.method = "GET", .pattern = pattern, .access = Access::Office, .handler = std::move(handler)};
}

inline Route officeDecision(const char* pattern, Handler handler) {
    return {.method = "POST",
            .pattern = pattern,
            .access = Access::Office,
            .body = BodyKind::Json,
            .maxBody = 16 * 1024,
            .handler = std::move(handler)};
}

} // namespace haziri::http
