// A PretendServer behind a real TCP socket and a line as bad as a test wants it: cut at a byte, reset, a few bytes at a
// time, or with somebody else answering. Lives on the test's thread and needs its event loop.
#pragma once

#include "tests/support/PretendServer.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <sys/socket.h>

namespace haziri::test {

class BadLine : public QObject {
  public:
    /// What happens to the answer of a sync request; the others pass whole.
    struct Fault {
        qint64 cutAfter = -1;      ///< bytes, then the connection ends
        bool reset = false;        ///< it ends with a reset instead of in order
        int everyMs = 0;           ///< one byte at a time
        QByteArray instead;        ///< these bytes, from somebody on the way
        bool onEverything = false; ///< `instead` answers every request, the first one too
        qint64 cutUpAfter = -1;    ///< bytes from the laptop, then the connection is reset, whatever it carries
    };

    explicit BadLine(PretendServer& server)
        : m_server(server) {
        if (!m_listener.listen(QHostAddress::LocalHost)) qFatal("no port");
        connect(&m_listener, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket* socket = m_listener.nextPendingConnection()) {
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
                connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
                    m_buffers.remove(socket);
                    m_sent.remove(socket);
                    socket->deleteLater();
                });
            }
        });
    }

    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_listener.serverPort())); }

    Fault fault;
    qint64 up = 0, down = 0;    ///< bytes of whole requests and answers, heads included
    qint64 lastAnswerBytes = 0; ///< of the last sync request
    int requests = 0;
    int resets = 0;

  private:
    void read(QTcpSocket* socket) {
        QByteArray& bytes = m_buffers[socket];
        const QByteArray more = socket->readAll();
        qint64& sent = m_sent[socket];
        sent += more.size();
        if (fault.cutUpAfter >= 0 && sent > fault.cutUpAfter) {
            up += fault.cutUpAfter - (sent - more.size());
            return reset(socket);
        }
        bytes += more;
        const qsizetype end = bytes.indexOf("\r\n\r\n");
        if (end < 0) return;
        sync::HttpRequest request;
        const QList<QByteArray> lines = bytes.left(end).split('\n');
        const QList<QByteArray> first = lines[0].split(' ');
        request.method = first.value(0);
        request.path = first.value(1);
        qsizetype length = 0;
        for (const QByteArray& line : lines.mid(1)) {
            const qsizetype colon = line.indexOf(':');
            const QByteArray name = line.left(colon).toLower(), value = line.mid(colon + 1).trimmed();
            if (name == "content-length") length = value.toLongLong();
            request.headers.emplaceBack(name, value);
        }
        if (bytes.size() < end + 4 + length) return;
        request.body = bytes.mid(end + 4, length);
        up += end + 4 + length;
        bytes.remove(0, end + 4 + length);
        ++requests;
        answer(socket, request);
    }

    void answer(QTcpSocket* socket, const sync::HttpRequest& request) {
        const sync::HttpAnswer answer = m_server.handle(request);
        QByteArray out = "HTTP/1.1 " + QByteArray::number(answer.status) + " X\r\nContent-Type: application/json\r\n";
        for (const auto& [name, value] : answer.headers)
            out += name + ": " + value + "\r\n";
        out += "Content-Length: " + QByteArray::number(answer.body.size()) + "\r\n\r\n" + answer.body;
        const bool isSync = request.path == "/api/v5/sync";
        if (isSync) lastAnswerBytes = out.size();
        down += out.size();
        if (!isSync) {
            const bool taken = fault.onEverything && !fault.instead.isEmpty();
            socket->write(taken ? fault.instead : out);
            if (taken) socket->disconnectFromHost();
            return;
        }
        if (!fault.instead.isEmpty()) out = fault.instead;
        if (fault.everyMs > 0) return trickle(socket, out);
        socket->write(fault.cutAfter < 0 ? out : out.left(fault.cutAfter));
        if (fault.cutAfter < 0 && fault.instead.isEmpty()) return;
        socket->flush();
        if (fault.reset) {
            reset(socket);
        } else {
            socket->disconnectFromHost();
        }
    }

    void reset(QTcpSocket* socket) {
        ++resets;
        const linger now{1, 0};
        setsockopt(int(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
        m_buffers.remove(socket);
        m_sent.remove(socket);
        socket->abort();
    }

    void trickle(QTcpSocket* socket, const QByteArray& out) {
        auto* timer = new QTimer(socket);
        connect(timer, &QTimer::timeout, socket, [socket, timer, rest = out]() mutable {
            if (rest.isEmpty()) return timer->stop();
            socket->write(rest.left(1));
            rest.remove(0, 1);
        });
        timer->start(fault.everyMs);
    }

    PretendServer& m_server;
    QHash<QTcpSocket*, QByteArray> m_buffers; // both outlive the listener, whose sockets say good-bye to them
    QHash<QTcpSocket*, qint64> m_sent;        ///< bytes of a connection
    QTcpServer m_listener;
};

} // namespace haziri::test
