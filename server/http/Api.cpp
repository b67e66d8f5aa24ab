#include "server/http/Api.h"

#include "core/base/Build.h"

#include <QFile>

namespace haziri::http {

namespace {

Response health(Services& services) {
    auto database = services.pool.database();
    const auto head =
        database ? services.log.checkpoint(**database) : Result<audit::AuditLog::Signed>(fail(database.error()));
    const auto lacking = head ? services.vault.lackingKey(**database) : Result<QByteArray>(QByteArray());
    const bool ok = head && lacking && lacking->isEmpty();
    const QString status = ok                               ? QStringLiteral("ok")
                           : lacking && !lacking->isEmpty() ? QStringLiteral("vault key missing")
                                                            : QStringLiteral("store unavailable");
    QJsonObject body{{QStringLiteral("status"), status},
                     {QStringLiteral("version"), QString::fromLatin1(kVersion)},
                     {QStringLiteral("protocol"), kProtocolVersion},
                     {QStringLiteral("time"), services.clock.now().value}};
    if (head) body.insert(QStringLiteral("logSize"), head->value.size);
    body.insert(QStringLiteral("faces"), QString::fromLatin1(services.evidence.standing().faces));
    if (const auto waiting = database ? store::EvidenceRepository(**database).waiting() : Result<qint64>(0); waiting)
        body.insert(QStringLiteral("photosWaiting"), *waiting);
    return Response::json(body, ok ? 200 : 503);
}

Response openApi() {
    QFile file(QStringLiteral(":/haziri/openapi.json"));
    if (!file.open(QIODevice::ReadOnly)) return Response::problem(500, QByteArrayLiteral("INTERNAL"));
    return Response::text(file.readAll(), QByteArrayLiteral("application/json"));
}

QByteArray bearerOf(const Request& request) {
    const QByteArray value = request.field("authorization");
    return value.size() > 7 && value.left(7).toLower() == "bearer " ? value.mid(7).trimmed() : QByteArray();
}

Response refusedSession(const Error& error) {
    if (error.code == "SESSION_INVALID" || error.code == "SESSION_EXPIRED")
        return Response::problem(401, error).with(QByteArrayLiteral("WWW-Authenticate"), QByteArrayLiteral("Bearer"));
    return toResponse(error);
}

Router::Authenticator authenticator(Services& services) {
    return [&services](const Request& request) -> std::optional<tl::expected<Caller, Response>> {
        if (request.field("authorization").isEmpty()) return std::nullopt;
        auto identity = services.sessions.authenticate(bearerOf(request), request.field("haziri-device"));
        if (!identity) return tl::expected<Caller, Response>(tl::make_unexpected(refusedSession(identity.error())));
        return Caller{identity->session, identity->device, contactOf(request)};
    };
}

} // namespace

Response toResponse(const store::ServiceAnswer& answer) {
    Response response{.status = answer.status, .body = answer.body, .contentType = answer.contentType};
    if (answer.status >= 400) response.code = protocol::readProblem(answer.status, answer.body).code;
    for (const auto& [name, value] : answer.headers)
        response.fields.append({name, value});
    if (answer.status == 503) response.with(QByteArrayLiteral("Retry-After"), QByteArrayLiteral("5"));
    return response;
}

Response toResponse(const Error& error) {
    return toResponse(store::problem(error));
}

namespace {
/// As text that every store takes: not UTF-8 is replaced, no character is cut through.
QByteArray textOf(const QByteArray& field, qsizetype most) {
    QString text = QString::fromUtf8(field.left(most));
    while (text.toUtf8().size() > most)
        text.chop(1);
    if (!text.isEmpty() && text.back().isHighSurrogate()) text.chop(1);
    return text.remove(QChar(0)).toUtf8();
}
} // namespace

store::DeviceContact contactOf(const Request& request) {
    store::DeviceContact contact;
    contact.address = request.peer.toString().toLatin1();
    // What a client may choose is cut to a size that a row can bear.
    contact.userAgent = textOf(request.field("user-agent"), 200);
    contact.app = textOf(request.field("haziri-app"), 64);
    contact.simHash = textOf(request.field("haziri-fingerprint"), 16);
    return contact;
}

std::unique_ptr<Router> makeApi(Services& services) {
    auto router = std::make_unique<Router>(authenticator(services));
    router->add(
        {.method = "GET", .pattern = "/api/v5/health", .access = Access::Open, .handler = [&](const RouteContext&) {
             return health(services);
         }});
    router->add({.method = "GET",
                 .pattern = "/api/v5/openapi.json",
                 .access = Access::Open,
                 .handler = [](const RouteContext&) { return openApi(); }});
    addDeviceRoutes(*router, services);
    addAuditRoutes(*router, services);
    addVaultRoutes(*router, services);
    addReviewRoutes(*router, services);
    addOfficeRoutes(*router, services);
    addRegisterRoutes(*router, services);
    addTrustRoutes(*router, services);
    return router;
}

} // namespace haziri::http
