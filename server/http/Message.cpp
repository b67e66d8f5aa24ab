#include "server/http/Message.h"

#include "core/base/Json.h"

#include <QUrlQuery>

namespace haziri::http {

QByteArray Request::field(QByteArrayView lowerCaseName) const {
    for (const auto& [name, value] : fields)
        if (name == lowerCaseName) return value;
    return {};
}

QByteArray Request::queryValue(const char* key) const {
    const QUrlQuery parsed(QString::fromLatin1(query));
    return parsed.queryItemValue(QString::fromLatin1(key), QUrl::FullyDecoded).toUtf8();
}

Response Response::json(const QJsonObject& object, int status) {
    return Response{.status = status, .body = json::toText(object)};
}

Response Response::text(const QByteArray& body, const QByteArray& contentType) {
    return Response{.body = body, .contentType = contentType};
}

Response Response::empty(int status) {
    return Response{.status = status, .body = {}, .contentType = {}};
}

Response Response::problem(int status, const QByteArray& code, const QString& detail) {
    protocol::Problem problem;
    problem.status = status;
    problem.code = code;
    problem.title = QString::fromLatin1(reasonPhrase(status));
    problem.detail = detail;
    return Response{.status = status,
                    .body = protocol::writeProblem(problem),
                    .contentType = QByteArrayLiteral("application/problem+json"),
                    .code = code};
}

Response& Response::with(const QByteArray& name, const QByteArray& value) {
    fields.append({name, value});
    return *this;
}

QByteArray reasonPhrase(int status) {
    switch (status) {
    case 200:
        return QByteArrayLiteral("OK");
    case 201:
        return QByteArrayLiteral("Created");
    case 204:
        return QByteArrayLiteral("No Content");
    case 400:
        return QByteArrayLiteral("Bad Request");
    case 401:
        return QByteArrayLiteral("Unauthorized");
    case 403:
        return QByteArrayLiteral("Forbidden");
    case 404:
        return QByteArrayLiteral("Not Found");
    case 405:
        return QByteArrayLiteral("Method Not Allowed");
    case 408:
        return QByteArrayLiteral("Request Timeout");
    case 409:
        return QByteArrayLiteral("Conflict");
    case 410:
        return QByteArrayLiteral("Gone");
    case 411:
        return QByteArrayLiteral("Length Required");
    case 413:
        return QByteArrayLiteral("Content Too Large");
    case 415:
        return QByteArrayLiteral("Unsupported Media Type");
    case 417:
        return QByteArrayLiteral("Expectation Failed");
    case 422:
        return QByteArrayLiteral("Unprocessable Content");
    case 429:
        return QByteArrayLiteral("Too Many Requests");
    case 431:
        return QByteArrayLiteral("Request Header Fields Too Large");
    case 500:
        return QByteArrayLiteral("Internal Server Error");
    case 501:
        return QByteArrayLiteral("Not Implemented");
    case 503:
        return QByteArrayLiteral("Service Unavailable");
    case 505:
        return QByteArrayLiteral("HTTP Version Not Supported");
    }
    return QByteArrayLiteral("Status ") + QByteArray::number(status);
}

} // namespace haziri::http
