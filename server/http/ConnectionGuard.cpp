#include "server/http/ConnectionGuard.h"

#include <QEvent>
#include <QSocketNotifier>
#include <QSslConfiguration>
#include <QSslSocket>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

namespace haziri::http {

namespace {
constexpr qint64 kReadBuffer = 256 * 1024; // what Qt may read ahead of us from one socket

bool showsSession(const RequestHead& head) {
    return std::any_of(head.fields.begin(), head.fields.end(),
                       [](const auto& field) { return field.first.toLower() == "authorization"; });
}
} // namespace

QHostAddress limitedAs(const QHostAddress& address) {
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4); // also of those that IPv6 maps
    if (isV4) return QHostAddress(v4);
    Q_IPV6ADDR bytes = address.toIPv6Address();
    std::fill(bytes.c + 8, bytes.c + 16, quint8(0));
    return QHostAddress(bytes);
}

ConnectionGuard::ConnectionGuard(std::unique_ptr<QTcpSocket> socket, const QHostAddress& client, GuardHost& host,
                                 QObject* parent)
    : QObject(parent)
    , m_socket(std::move(socket))
    , m_host(host) {
    m_peer.address = client.isNull() ? m_socket->peerAddress() : client;
    m_peer.port = m_socket->peerPort();
    m_limitedAs = limitedAs(m_peer.address);
    m_socket->setReadBufferSize(kReadBuffer);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ConnectionGuard::onTimeout);
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &ConnectionGuard::onReadyRead);
    connect(m_socket.get(), &QTcpSocket::bytesWritten, this, &ConnectionGuard::onWritten);
    connect(m_socket.get(), &QTcpSocket::disconnected, this, &ConnectionGuard::onDisconnected);
}

ConnectionGuard::~ConnectionGuard() {
    account(0);
    m_socket->disconnect(this);
}

void ConnectionGuard::startEncrypted(const QSslConfiguration& configuration) {
    auto* ssl = qobject_cast<QSslSocket*>(m_socket.get());
    Q_ASSERT(ssl);
    m_peer.encrypted = true;
    enter(Phase::Handshake, m_host.limits.handshakeMs);
    connect(ssl, &QSslSocket::encrypted, this, &ConnectionGuard::start);
    connect(ssl, &QSslSocket::encryptedBytesWritten, this, &ConnectionGuard::onWritten);
    // Errors of the handshake end in disconnected() or in the timer; there is nobody to tell.
    ssl->setSslConfiguration(configuration);
    ssl->startServerEncryption();
}

void ConnectionGuard::start() {
    m_reader = std::make_unique<RequestReader>(m_host.limits.headBytes, m_host.limits.headFields);
    enter(Phase::Idle, m_host.limits.idleMs);
    onReadyRead();
}

void ConnectionGuard::enter(Phase phase, int timeoutMs) {
    m_phase = phase;
    listen(phase != Phase::Handling && phase != Phase::Writing);
    if (timeoutMs > 0)
        m_timer.start(timeoutMs);
    else
        m_timer.stop();
}

// A client may say that it sends no more and still wait for its answer (a TCP half-close). QTcpSocket closes both
// ways as soon as it reads that end, so nothing is read until the answer is out. Qt has no switch for that; the
// notifier below the socket (below the plain one inside, with TLS) is an ordinary object and can be switched. Only for
// those who do send meanwhile: to switch it for each request would wake the event loop four times.
void ConnectionGuard::listen(bool on) {
    m_listens = on;
    if (on && m_paused) m_paused->setEnabled(true);
    if (on) m_paused.clear();
    if (on || m_isWatching) return;
    const auto notifiers = m_socket->findChildren<QSocketNotifier*>();
    for (QSocketNotifier* notifier : notifiers)
        if (notifier->type() == QSocketNotifier::Read) {
            notifier->installEventFilter(this);
            m_isWatching = true;
        }
}

bool ConnectionGuard::eventFilter(QObject* watched, QEvent* event) {
    if (m_listens || event->type() != QEvent::SockAct) return QObject::eventFilter(watched, event);
    m_paused = static_cast<QSocketNotifier*>(watched); // no other object is watched
    m_paused->setEnabled(false);
    return true;
}

void ConnectionGuard::account(qsizetype bytes) {
    if (bytes == m_accounted) return;
    m_host.bufferedBytes += bytes - m_accounted;
    qsizetype& its = m_host.buffered[m_limitedAs];
    its += bytes - m_accounted;
    if (its <= 0) m_host.buffered.remove(m_limitedAs);
    m_accounted = bytes;
}

bool ConnectionGuard::refuseWhereFull() {
    const bool isFull = m_host.bufferedBytes > m_host.limits.bufferedBytes;
    if (!isFull && m_host.buffered.value(m_limitedAs) <= m_host.share()) return false;
    refuse({503, QByteArrayLiteral("BUSY"),
            isFull ? QStringLiteral("too many uploads at once")
                   : QStringLiteral("too many uploads at once from this address")});
    return true;
}

void ConnectionGuard::onReadyRead() {
    switch (m_phase) {
    case Phase::Idle:
    case Phase::Head:
    case Phase::Body:
        process();
        return;
    case Phase::Lingering:
        m_lingered += m_socket->readAll().size();
        if (m_lingered > m_host.limits.lingerBytes) cut();
        return;
    default:
        return; // one request in flight: the rest waits in the socket
    }
}

void ConnectionGuard::process() {
    if (m_processing || !m_reader) return;
    m_processing = true;
    m_buffer += m_socket->readAll();
    bool more = true;
    while (more) {
        more = false;
        const bool headWasKnown = m_phase == Phase::Body;
        const auto state = m_reader->feed(m_buffer);
        if (state == RequestReader::State::Head) {
            if (!m_buffer.isEmpty() && m_phase == Phase::Idle) enter(Phase::Head, m_host.limits.headMs);
        } else if (state == RequestReader::State::Refused) {
            if (m_isStranger && m_reader->refusal().status == 413)
                refuse({401, QByteArrayLiteral("SESSION_MISSING"), QStringLiteral("a session is due first")});
            else
                refuse(m_reader->refusal());
        } else if (!headWasKnown) {
            onHead();
            more = m_phase == Phase::Body;
        } else if (state == RequestReader::State::Done) {
            dispatch();
        } else {
            account(m_reader->bodyBytes());
            const auto& limits = m_host.limits;
            if (refuseWhereFull()) {
                // said
            } else if (m_bodyClock.elapsed() >
                       limits.bodyGapMs + m_reader->bodyBytes() * 1000 / limits.bodyBytesPerSecond) {
                refuse({408, QByteArrayLiteral("REQUEST_TIMEOUT"), QStringLiteral("the body came too slowly")});
            } else {
                m_timer.start(limits.bodyGapMs);
            }
        }
    }
    m_processing = false;
}

void ConnectionGuard::onHead() {
    enter(Phase::Body, m_host.limits.bodyGapMs);
    m_bodyClock.start();
    const RequestHead& head = m_reader->head();
    if (m_host.draining)
        return refuse({503, QByteArrayLiteral("SHUTTING_DOWN"), QStringLiteral("the server is going down")});
    qsizetype limit = m_host.bodyLimit(head);
    const qsizetype most = m_host.limits.strangerBodyBytes;
    m_isStranger = limit > most && head.contentLength <= limit && !showsSession(head) && m_host.needsSession &&
                   m_host.needsSession(head);
    if (m_isStranger) limit = most;
    if (m_reader->setBodyLimit(limit) == RequestReader::State::Refused)
        return refuse(m_isStranger
                          ? Refusal{401, QByteArrayLiteral("SESSION_MISSING"), QStringLiteral("a session is due first")}
                          : m_reader->refusal());
    const bool waits = head.expectContinue && m_buffer.isEmpty() && (head.contentLength > 0 || head.chunked);
    if (waits) m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
    if (!head.chunked && head.contentLength == 0) dispatch();
}

void ConnectionGuard::dispatch() {
    enter(Phase::Handling, 0);
    m_closeAfterwards = !m_reader->head().keepAlive;
    const QByteArray body = m_reader->takeBody();
    account(body.size());
    auto* exchange = new Exchange(m_reader->head(), body, m_peer); // owned by itself from submit on
    m_reader.reset();
    connect(exchange, &Exchange::answered, this, &ConnectionGuard::onAnswered);
    m_host.submit(exchange);
}

void ConnectionGuard::onAnswered(const QByteArray& bytes) {
    account(0);
    if (m_isGone) return;
    // The answer announces "close" exactly where the request asked for it or the server drains.
    m_closeAfterwards = m_closeAfterwards || m_host.draining;
    enter(Phase::Writing, m_host.limits.writeGapMs);
    m_socket->write(bytes);
    m_socket->flush();
    account(unsentBytes());
    if (m_host.overShare && m_accounted > 0 && m_host.buffered.value(m_limitedAs) > m_host.share())
        m_host.overShare(this);
    onWritten();
}

qsizetype ConnectionGuard::unsentBytes() const {
    const auto* ssl = qobject_cast<const QSslSocket*>(m_socket.get());
    return qsizetype(m_socket->bytesToWrite() + (ssl ? ssl->encryptedBytesToWrite() : 0));
}

bool ConnectionGuard::everythingSent() const {
    return unsentBytes() == 0;
}

void ConnectionGuard::onWritten() {
    if (m_phase == Phase::Lingering && everythingSent()) sayNoMore();
    if (m_phase != Phase::Writing) return;
    account(unsentBytes());
    if (!everythingSent()) {
        m_timer.start(m_host.limits.writeGapMs);
        return;
    }
    if (m_closeAfterwards) {
        enter(Phase::Lingering, m_host.limits.lingerMs);
        m_socket->disconnectFromHost();
        return;
    }
    nextRequest();
}

void ConnectionGuard::sayNoMore() {
#ifdef Q_OS_UNIX
    // The client sees the end of the answer while we still take, and throw away, what it sends.
    if (!m_peer.encrypted && m_socket->socketDescriptor() >= 0) ::shutdown(int(m_socket->socketDescriptor()), SHUT_WR);
#endif
}

void ConnectionGuard::nextRequest() {
    m_reader = std::make_unique<RequestReader>(m_host.limits.headBytes, m_host.limits.headFields);
    enter(Phase::Idle, m_host.limits.idleMs);
    // Not at once: pipelined requests that are answered in a row must not nest.
    if (!m_buffer.isEmpty() || m_socket->bytesAvailable() > 0)
        QMetaObject::invokeMethod(this, &ConnectionGuard::onReadyRead, Qt::QueuedConnection);
}

void ConnectionGuard::refuse(Refusal refusal) { // a copy: the reader that holds the original goes
    const QByteArray method = m_reader ? m_reader->head().method : QByteArray();
    m_host.refused(refusal, method, m_reader ? m_reader->head().target : QByteArray(), m_peer);
    m_reader.reset();
    account(0);
    m_buffer = {};
    enter(Phase::Lingering, m_host.limits.lingerMs);

    const Response problem = Response::problem(refusal.status, refusal.code, refusal.detail);
    m_socket->write("HTTP/1.1 " + QByteArray::number(refusal.status) + ' ' + reasonPhrase(refusal.status) +
                    "\r\nContent-Type: " + problem.contentType + "\r\nContent-Length: " +
                    QByteArray::number(problem.body.size()) + (refusal.status == 503 ? "\r\nRetry-After: 5" : "") +
                    (refusal.status == 401 ? "\r\nWWW-Authenticate: Bearer" : "") + "\r\nConnection: close\r\n\r\n");
    if (method != "HEAD") m_socket->write(problem.body);
    m_socket->flush();
    onWritten();
}

void ConnectionGuard::onTimeout() {
    switch (m_phase) {
    case Phase::Head:
        return refuse({408, QByteArrayLiteral("REQUEST_TIMEOUT"), QStringLiteral("the head came too slowly")});
    case Phase::Body:
        return refuse({408, QByteArrayLiteral("REQUEST_TIMEOUT"), QStringLiteral("the body came too slowly")});
    default:
        cut();
    }
}

void ConnectionGuard::onDisconnected() {
    if (m_isGone) return;
    m_isGone = true;
    m_timer.stop();
    if (m_phase != Phase::Handling) account(0); // else a handler still works on its body
    Q_EMIT gone(this);
    deleteLater();
}

void ConnectionGuard::cut() {
    if (m_isGone) return;
    m_socket->abort(); // emits disconnected() unless it already was
    onDisconnected();
}

} // namespace haziri::http
