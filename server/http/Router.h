// The table of routes: one line for each, from which 404, 405, 415, 501, body limits, roles and inflation come.
//
// openapi.json is held against this table by a test.
#pragma once

#include "server/http/Message.h"
#include "server/store/Types.h"

#include <QHash>
#include <QSet>
#include <functional>
#include <optional>

namespace haziri::http {

/// The signed-in side of a request.
struct Caller {
    store::Session session;
    store::Device device;
    store::DeviceContact contact;
};

enum class Access {
    Open,    ///< no session is looked at: where one is gained, and where a watchman knocks
    Public,  ///< no session; one that is presented must be good all the same
    Session, ///< any session
    Person,  ///< somebody has signed in
    Office,  ///< a person with role hr or admin
};
const char* toText(Access access);

enum class BodyKind { None, Json, Bytes };

struct RouteContext {
    const Request& request;
    QHash<QByteArray, QByteArray> parameters; ///< the {named} segments of the path, percent-decoded
    std::optional<Caller> caller;
};

using Handler = std::function<Response(const RouteContext&)>;

struct Route {
    QByteArray method;
    QByteArray pattern; ///< "/api/v5/vault/{fileId}"
    Access access = Access::Session;
    BodyKind body = BodyKind::None;
    qsizetype maxBody = 64 * 1024;
    Handler handler; ///< none: part of the contract that this version does not have yet, 501
};

/// Immutable once built; thread-safe.
class Router {
  public:
    /// Finds out who is asking: nothing where no session was presented, else the caller, or the problem to answer.
    using Authenticator = std::function<std::optional<tl::expected<Caller, Response>>(const Request&)>;

    explicit Router(Authenticator authenticator)
        : m_authenticator(std::move(authenticator)) {}

    void add(Route route) { m_routes.append(std::move(route)); }
    const QList<Route>& routes() const { return m_routes; }

    qsizetype bodyLimit(const QByteArray& method, const QByteArray& path) const;
    bool needsSession(const QByteArray& method, const QByteArray& path) const;
    /// Never throws; a handler's exception becomes 500 INTERNAL.
    Response handle(const Request& request) const;

  private:
    struct Match {
        const Route* route = nullptr;
        QHash<QByteArray, QByteArray> parameters;
        QList<QByteArray> allowed; ///< methods of routes with this path
    };
    Match match(const QByteArray& method, const QByteArray& path) const;
    std::optional<Response> admit(const Route& route, RouteContext& context) const;

    Authenticator m_authenticator;
    QList<Route> m_routes;
};

} // namespace haziri::http
