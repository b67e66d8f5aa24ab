// An HttpServer on a loopback port with a thread of its own, for tests that speak to it as clients.
#pragma once

#include "server/http/AccessLog.h"
#include "server/http/HttpServer.h"

#include <QElapsedTimer>
#include <QTcpSocket>
#include <QThread>
#include <memory>

namespace haziri::test {

class LoopbackServer {
  public:
    explicit LoopbackServer(http::HttpServer::Application application, http::Limits limits = {},
                            std::optional<QSslConfiguration> tls = std::nullopt)
        : m_log(m_clock, [this](const QByteArray& line) {
            const std::lock_guard lock(m_mutex);
            m_lines.append(line);
        }) {
        m_thread.start();
        m_context.moveToThread(&m_thread);
        onThread([&] {
            m_server = std::make_unique<http::HttpServer>(std::move(application), limits, std::move(tls), m_log);
            port = m_server->startListening(QHostAddress::LocalHost, 0).value();
        });
    }
    ~LoopbackServer() {
        onThread([this] { m_server.reset(); });
        m_thread.quit();
        m_thread.wait();
    }

    template <class Work>
    void onThread(Work work) {
        QMetaObject::invokeMethod(&m_context, std::move(work), Qt::BlockingQueuedConnection);
    }
    http::HttpServer& server() { return *m_server; }
    int connections() {
        int count = 0;
        onThread([&] { count = m_server->connectionCount(); });
        return count;
    }
    QList<QByteArray> logLines() {
        const std::lock_guard lock(m_mutex);
        return m_lines;
    }

    quint16 port = 0;

  private:
    SystemClock m_clock;
    std::mutex m_mutex;
    QList<QByteArray> m_lines;
    http::AccessLog m_log;
    QThread m_thread;
    QObject m_context;
    std::unique_ptr<http::HttpServer> m_server;
};

inline void connectTo(QTcpSocket& socket, quint16 port) {
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    socket.waitForConnected(5000);
}

/// Everything until the server ends the connection, or until the time is over.
inline QByteArray readToEnd(QTcpSocket& socket, int timeoutMs = 5000) {
    QByteArray all;
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < timeoutMs) {
        all += socket.readAll();
        if (socket.state() != QAbstractSocket::ConnectedState) break;
        socket.waitForReadyRead(50);
    }
    return all + socket.readAll();
}

/// One answer: head and as many bytes as it announces.
inline QByteArray readAnswer(QTcpSocket& socket, int timeoutMs = 5000) {
    QByteArray all;
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < timeoutMs) {
        all += socket.readAll();
        const qsizetype end = all.indexOf("\r\n\r\n");
        if (end >= 0) {
            const qsizetype at = all.toLower().indexOf("content-length: ");
            const qsizetype length =
                at < 0 || at > end ? 0 : all.mid(at + 16, all.indexOf('\r', at) - at - 16).toLongLong();
            if (all.size() >= end + 4 + length) return all;
        }
        if (socket.state() != QAbstractSocket::ConnectedState && socket.bytesAvailable() == 0) break;
        socket.waitForReadyRead(50);
    }
    return all;
}

inline int statusOf(const QByteArray& answer) {
    return answer.mid(9, 3).toInt();
}

} // namespace haziri::test
