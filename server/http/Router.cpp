#include "server/http/Router.h"

#include "server/http/Gzip.h"

#include <algorithm>

namespace haziri::http {

namespace {

constexpr qsizetype kStrayBody = 64 * 1024; // a body for an address that takes none: read, so that the answer arrives

QByteArrayView segmentOf(QByteArrayView path) {
    const qsizetype end = path.indexOf('/');
    return end < 0 ? path : path.first(end);
}

/// The named segments when `path` fits `pattern`, segment by segment. Each request asks this of every route, twice.
std::optional<QHash<QByteArray, QByteArray>> fit(QByteArrayView pattern, QByteArrayView path) {
    QHash<QByteArray, QByteArray> parameters;
    for (;;) {
        const QByteArrayView want = segmentOf(pattern), have = segmentOf(path);
        if (want.startsWith('{')) {
            if (have.isEmpty()) return std::nullopt;
            parameters.insert(want.sliced(1, want.size() - 2).toByteArray(),
                              QByteArray::fromPercentEncoding(have.toByteArray()));
        } else if (want != have) {
            return std::nullopt;
        }
        const bool isLast = want.size() == pattern.size();
        if (isLast != (have.size() == path.size())) return std::nullopt;
        if (isLast) return parameters;
        pattern = pattern.sliced(want.size() + 1);
        path = path.sliced(have.size() + 1);
    }
}

bool isJson(const QByteArray& contentType) {
    const auto parts = contentType.toLower().split(';');
    if (parts.first().trimmed() != "application/json") return false;
    for (qsizetype i = 1; i < parts.size(); ++i) {
        const QByteArray parameter = parts[i].trimmed();
        if (parameter.startsWith("charset=") && parameter != "charset=utf-8" && parameter != "charset=\"utf-8\"")
            return false;
    }
    return true;
}

std::optional<Response> inflate(Request& request, qsizetype maxBytes) {
    const QByteArray coding = request.field("content-encoding").trimmed().toLower();
    if (coding.isEmpty() || coding == "identity") return std::nullopt;
    if (coding != "gzip" && coding != "x-gzip")
        return Response::problem(415, QByteArrayLiteral("CONTENT_ENCODING"), QStringLiteral("only gzip is understood"))
            .with(QByteArrayLiteral("Accept-Encoding"), QByteArrayLiteral("gzip"));
    auto plain = inflateGzip(request.body, maxBytes);
    if (!plain) return Response::problem(plain.error().code == "TOO_LARGE" ? 413 : 400, plain.error());
    request.body = *plain;
    return std::nullopt;
}

} // namespace

const char* toText(Access access) {
    switch (access) {
    case Access::Open:
        return "open";
    case Access::Public:
        return "public";
    case Access::Session:
        return "session";
    case Access::Person:
        return "person";
    case Access::Office:
        return "office";
    }
    return "";
}

Router::Match Router::match(const QByteArray& method, const QByteArray& path) const {
    Match found;
    const QByteArray wanted = method == "HEAD" ? QByteArrayLiteral("GET") : method;
    for (const Route& route : m_routes) {
        auto parameters = fit(route.pattern, path);
        if (!parameters) continue;
        if (!found.allowed.contains(route.method)) found.allowed.append(route.method);
        if (route.method == "GET" && !found.allowed.contains("HEAD")) found.allowed.append("HEAD");
        if (route.method != wanted || found.route) continue;
        found.route = &route;
        found.parameters = std::move(*parameters);
    }
    return found;
}

qsizetype Router::bodyLimit(const QByteArray& method, const QByteArray& path) const {
    const Match found = match(method, path);
    return found.route ? std::max(found.route->maxBody, kStrayBody) : kStrayBody;
}

bool Router::needsSession(const QByteArray& method, const QByteArray& path) const {
    const Route* route = match(method, path).route;
    return route && route->access != Access::Open && route->access != Access::Public;
}

std::optional<Response> Router::admit(const Route& route, RouteContext& context) const {
    if (route.access == Access::Open) return std::nullopt;
    auto identity = m_authenticator(context.request);
    if (identity && !*identity) return identity->error();
    if (identity) context.caller = std::move(**identity);
    if (route.access == Access::Public) return std::nullopt;
    if (!context.caller)
        return Response::problem(401, QByteArrayLiteral("SESSION_MISSING"))
            .with(QByteArrayLiteral("WWW-Authenticate"), QByteArrayLiteral("Bearer"));
    const store::Session& session = context.caller->session;
    if (route.access == Access::Session) return std::nullopt;
    if (!session.isPerson)
        return Response::problem(403, QByteArrayLiteral("PERSON_REQUIRED"), QStringLiteral("nobody has signed in"));
    const bool office = session.role == store::Role::Hr || session.role == store::Role::Admin;
    if (route.access == Access::Office && !office)
        return Response::problem(403, QByteArrayLiteral("ROLE_FORBIDDEN"),
                                 QStringLiteral("this is for HR and administrators"));
    return std::nullopt;
}

Response Router::handle(const Request& request) const {
    const Match found = match(request.method, request.path);
    if (found.allowed.isEmpty()) return Response::problem(404, QByteArrayLiteral("NOT_FOUND"));
    if (!found.route)
        return Response::problem(405, QByteArrayLiteral("METHOD_NOT_ALLOWED"))
            .with(QByteArrayLiteral("Allow"), found.allowed.join(", "));
    const Route& route = *found.route;
    if (!route.handler)
        return Response::problem(501, QByteArrayLiteral("NOT_IMPLEMENTED"),
                                 QStringLiteral("not built yet in this version"));
    try {
        Request mine = request;
        mine.received = request.body;
        if (route.body == BodyKind::Json && !isJson(mine.field("content-type")))
            return Response::problem(415, QByteArrayLiteral("CONTENT_TYPE"),
                                     QStringLiteral("the body must be application/json"));
        // Whoever may not ask costs nothing more: the body is inflated only for those who may.
        RouteContext context{mine, found.parameters, std::nullopt};
        if (auto refused = admit(route, context)) return *refused;
        if (route.body != BodyKind::None)
            if (auto refused = inflate(mine, route.maxBody)) return *refused;
        if (mine.body.size() > route.maxBody && route.body != BodyKind::None)
            return Response::problem(413, QByteArrayLiteral("TOO_LARGE"));
        return route.handler(context);
    } catch (const std::exception&) {
        return Response::problem(500, QByteArrayLiteral("INTERNAL"));
    }
}

} // namespace haziri::http
