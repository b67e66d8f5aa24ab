#include "server/http/Message.h"

#include "core/base/Json.h"
#include "core/protocol/StatusPhrase.h"

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
    return protocol::statusPhrase(status);
}

} // namespace haziri::http
