// The HTTP side of haziri-server: Qt HttpServer behind guards, handlers on a thread pool, answers brought back to the
// server's thread.
#pragma once

#include "server/http/Listener.h"
#include "server/http/Message.h"

#include <QAbstractHttpServer>
#include <QSslConfiguration>
#include <QThreadPool>
#include <atomic>
#include <functional>
#include <optional>

namespace haziri::http {

class AccessLog;

/// Lives on the thread that runs its event loop. Handlers run on other threads, several at once.
class HttpServer final : public QAbstractHttpServer {
    Q_OBJECT

  public:
    struct Application {
        /// Answers one request. Called on pool threads, in parallel; must not throw.
        std::function<Response(const Request&)> handle;
        /// The largest body this request may bring, from method and path alone. Server's thread.
        std::function<qsizetype(const QByteArray& method, const QByteArray& path)> bodyLimit;
        /// Whether who asks there must show a session; none set: nowhere. Server's thread.
        std::function<bool(const QByteArray& method, const QByteArray& path)> needsSession;
    };

    HttpServer(Application application, const Limits& limits, std::optional<QSslConfiguration> tls, AccessLog& log,
               QObject* parent = nullptr);
    ~HttpServer() override; ///< waits for running handlers

    /// LISTEN_FAILED with the system's words.
    Result<quint16> startListening(const QHostAddress& address, quint16 port);
    /// Stops listening; emits drained() when the last answer is out or the limit for draining has passed.
    void drain();
    int connectionCount() const { return m_listener->connectionCount(); }

  Q_SIGNALS:
    void drained();

  protected:
    bool handleRequest(const QHttpServerRequest& request, QTcpSocket* socket) override;
    void missingHandler(const QHttpServerRequest& request, QTcpSocket* socket) override;

  private:
    void answer(Exchange& exchange, const Request& request, const Response& response);

    Application m_application;
    Limits m_limits;
    AccessLog& m_log;
    Listener* m_listener; ///< a child of this, by QAbstractHttpServer::bind
    QThreadPool m_pool;
    std::atomic<int> m_waiting = 0;
    bool m_drained = false;
};

} // namespace haziri::http
