#include "server/http/HttpServer.h"

#include "server/http/AccessLog.h"

#include <QHttpServerRequest>
#include <QHttpServerResponder>

namespace haziri::http {

namespace {

QByteArray pathOf(const QByteArray& target) {
    const qsizetype mark = target.indexOf('?');
    return mark < 0 ? target : target.left(mark);
}

QByteArray queryOf(const QByteArray& target) {
    const qsizetype mark = target.indexOf('?');
    return mark < 0 ? QByteArray() : target.mid(mark + 1);
}

Fields fieldsOf(const QHttpServerRequest& request) {
    Fields fields;
    const auto headers = request.headers();
    for (const auto& [name, value] : headers)
        fields.append({name.toLower(), value});
    return fields;
}

} // namespace

HttpServer::HttpServer(Application application, const Limits& limits, std::optional<QSslConfiguration> tls,
                       AccessLog& log, QObject* parent)
    : QAbstractHttpServer(parent)
    , m_application(std::move(application))
    , m_limits(limits)
    , m_log(log)
    , m_listener(new Listener(limits, std::move(tls), this)) {
    m_pool.setMaxThreadCount(limits.handlerThreads);
    m_pool.setExpiryTimeout(-1); // each thread keeps its database connection
    m_listener->host().bodyLimit = [this](const RequestHead& head) {
        return m_application.bodyLimit(head.method, pathOf(head.target));
    };
    m_listener->host().needsSession = [this](const RequestHead& head) {
        return m_application.needsSession && m_application.needsSession(head.method, pathOf(head.target));
    };
    m_listener->host().refused = [this](const Refusal& refusal, const QByteArray& method, const QByteArray& target,
                                        const Peer& peer) {
        AccessLog::Line line;
        line.method = method;
        line.path = pathOf(target);
        line.status = refusal.status;
        line.code = refusal.code;
        line.peer = peer.address;
        m_log.write(line);
    };
    connect(m_listener, &Listener::becameQuiet, this, [this] {
        if (!std::exchange(m_drained, true)) Q_EMIT drained();
    });
}

HttpServer::~HttpServer() {
    m_pool.waitForDone();
}

Result<quint16> HttpServer::startListening(const QHostAddress& address, quint16 port) {
    if (!m_listener->listen(address, port)) return fail("LISTEN_FAILED", m_listener->errorString());
    bind(m_listener);
    return m_listener->serverPort();
}

void HttpServer::drain() {
    QTimer::singleShot(m_limits.drainMs, this, [this] {
        if (!std::exchange(m_drained, true)) Q_EMIT drained();
    });
    m_listener->drain();
}

bool HttpServer::handleRequest(const QHttpServerRequest& request, QTcpSocket* socket) {
    auto* exchange = qobject_cast<Exchange*>(socket);
    Q_ASSERT(exchange); // the listener never hands out anything else
    exchange->setResponder(std::make_unique<QHttpServerResponder>(makeResponder(request, socket)));

    auto incoming = std::make_shared<Request>();
    incoming->method = exchange->head().method;
    incoming->path = pathOf(exchange->head().target);
    incoming->query = queryOf(exchange->head().target);
    incoming->fields = fieldsOf(request);
    incoming->body = exchange->body();
    incoming->peer = exchange->peerAddress();
    incoming->encrypted = exchange->encrypted();

    // The pointer is looked at on this thread only; by then the exchange may be gone with the server.
    const QPointer<Exchange> guarded(exchange);
    const auto finish = [this, guarded, incoming](const Response& response) {
        if (!guarded) return;
        if (response.delayMs <= 0) return answer(*guarded, *incoming, response);
        QTimer::singleShot(response.delayMs, guarded.data(),
                           [this, guarded, incoming, response] { answer(*guarded, *incoming, response); });
    };
    if (m_waiting.fetch_add(1) >= m_limits.handlersWaiting) {
        m_waiting.fetch_sub(1);
        const auto busy = Response::problem(503, QByteArrayLiteral("BUSY"))
                              .with(QByteArrayLiteral("Retry-After"), QByteArrayLiteral("2"));
        QMetaObject::invokeMethod(
            this, [finish, busy] { finish(busy); }, Qt::QueuedConnection);
        return true;
    }
    m_pool.start([this, incoming, finish] {
        const Response response = m_application.handle(*incoming);
        m_waiting.fetch_sub(1);
        QMetaObject::invokeMethod(
            this, [finish, response] { finish(response); }, Qt::QueuedConnection);
    });
    return true;
}

void HttpServer::missingHandler(const QHttpServerRequest&, QTcpSocket*) {}

void HttpServer::answer(Exchange& exchange, const Request& request, const Response& response) {
    AccessLog::Line line;
    line.method = request.method;
    line.path = request.path;
    line.status = response.status;
    line.code = response.code;
    line.peer = request.peer;
    line.device = request.field("haziri-device");
    line.bytesIn = request.body.size();
    line.bytesOut = response.body.size();
    line.elapsedMs = exchange.elapsedMs();
    exchange.answer(response, !exchange.head().keepAlive || m_listener->host().draining);
    m_log.write(line);
}

} // namespace haziri::http
