// Stands between one client's socket and Qt HttpServer: limits, timers, one request in flight.
//
//   Handshake → Idle → Head → Body → Handling → Writing → Idle …            (any breach → Lingering → gone)
//
// A client that breaks a rule is told so with a problem body (400, 408, 411, 413, 431, 503) and then heard out for a
// moment, since closing while it still sends would destroy the answer on its way. Reading stops while a request is
// being handled, so pipelined requests wait in the kernel, and a client that has closed its sending side is answered.
// Lives on the server's thread; owns the socket; deletes itself.
#pragma once

#include "server/http/Exchange.h"
#include "server/http/Limits.h"
#include "server/http/RequestReader.h"

#include <QPointer>
#include <QTimer>
#include <functional>

class QSslConfiguration;
class QSocketNotifier;
class QTcpSocket;

namespace haziri::http {

class ConnectionGuard;

/// Whom an address belongs to as far as limits go: a household gets a whole /64 of IPv6.
QHostAddress limitedAs(const QHostAddress& address);

/// What the guards of one server share. Server's thread only.
struct GuardHost {
    Limits limits;
    qsizetype bufferedBytes = 0;             ///< request bodies, and answers not taken yet, in memory now
    QHash<QHostAddress, qsizetype> buffered; ///< of those what each address holds, as limitedAs() has it
    qsizetype share() const { return limits.bufferedBytes / 8; }
    bool draining = false; ///< no further request on any connection
    /// How large a body this request may have, judged from its head alone.
    std::function<qsizetype(const RequestHead&)> bodyLimit;
    /// Whether the request must show a session, and so may bring little where it shows none.
    std::function<bool(const RequestHead&)> needsSession;
    /// This answer is more than its address may leave lying.
    std::function<void(ConnectionGuard*)> overShare;
    /// Takes the exchange over to Qt HttpServer.
    std::function<void(Exchange*)> submit;
    /// One line for the access log about a request that never became an exchange.
    std::function<void(const Refusal&, const QByteArray& method, const QByteArray& target, const Peer&)> refused;
};

class ConnectionGuard final : public QObject {
    Q_OBJECT

  public:
    enum class Phase { Handshake, Idle, Head, Body, Handling, Writing, Lingering };

    /// `client`: whose connection it is where a proxy said so; null: the socket's own peer's.
    ConnectionGuard(std::unique_ptr<QTcpSocket> socket, const QHostAddress& client, GuardHost& host, QObject* parent);
    ~ConnectionGuard() override;

    /// For TLS: handshake first, then as start(). The socket must be a QSslSocket.
    void startEncrypted(const QSslConfiguration& configuration);
    void start();

    Phase phase() const { return m_phase; }
    QHostAddress peerAddress() const { return m_peer.address; }
    /// Waiting for the client to say something, so that cutting it loses nothing that anybody was promised.
    bool isDisplaceable() const {
        return m_phase == Phase::Handshake || m_phase == Phase::Idle || m_phase == Phase::Head;
    }
    bool isReceiving() const { return m_phase == Phase::Body; }
    bool isWriting() const { return m_phase == Phase::Writing; }
    qsizetype heldBytes() const { return m_accounted; }
    bool isBusy() const { return m_phase == Phase::Handling || m_phase == Phase::Writing; }
    void cut(); ///< at once, without a word

  Q_SIGNALS:
    void gone(ConnectionGuard* self); ///< emitted once; the object is deleted afterwards

  private:
    void onReadyRead();
    void process();
    void onHead();
    void dispatch();
    void onAnswered(const QByteArray& bytes);
    void onWritten();
    void sayNoMore();
    void nextRequest();
    void onTimeout();
    void onDisconnected();
    void refuse(Refusal refusal);
    void enter(Phase phase, int timeoutMs);
    void listen(bool on);
    bool eventFilter(QObject* watched, QEvent* event) override;
    void account(qsizetype bytes);
    bool refuseWhereFull();
    qsizetype unsentBytes() const;
    bool everythingSent() const;

    std::unique_ptr<QTcpSocket> m_socket;
    GuardHost& m_host;
    Peer m_peer;
    QHostAddress m_limitedAs;
    Phase m_phase = Phase::Idle;
    bool m_listens = true, m_isWatching = false;
    QPointer<QSocketNotifier> m_paused; ///< something came while nothing is read
    QTimer m_timer;
    QElapsedTimer m_bodyClock;
    std::unique_ptr<RequestReader> m_reader;
    QByteArray m_buffer;
    qsizetype m_accounted = 0;
    qsizetype m_lingered = 0;
    bool m_closeAfterwards = false;
    bool m_isStranger = false; ///< showed no session where one is due
    bool m_processing = false;
    bool m_isGone = false;
};

} // namespace haziri::http
