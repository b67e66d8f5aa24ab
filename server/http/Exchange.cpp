#include "server/http/Exchange.h"

#include <QDateTime>
#include <QHttpServerResponder>
#include <QLocale>
#include <cstring>

namespace haziri::http {

namespace {

/// Fields that belong to the connection, not to the request: the guard has dealt with them.
bool isHopByHop(const QByteArray& name) {
    return name == "connection" || name == "keep-alive" || name == "upgrade" || name == "te" || name == "trailer" ||
           name == "transfer-encoding" || name == "content-length" || name == "expect" || name == "proxy-connection";
}

QByteArray writeRequest(const RequestHead& head) {
    QByteArray text;
    text.reserve(1024);
    // Qt HttpServer would send a body in answer to HEAD; it is asked GET, and answer() keeps the body back.
    text += (head.method == "HEAD" ? QByteArrayLiteral("GET") : head.method) + ' ' + head.target + " HTTP/1.1\r\n";
    for (const auto& [name, value] : head.fields)
        if (!isHopByHop(name)) text += name + ": " + value + "\r\n";
    return text += "content-length: 0\r\n\r\n";
}

/// RFC 9110, 6.6.1: a laptop whose clock is wrong learns from it when its proof is called too old.
QByteArray httpDate() {
    const QString words =
        QLocale::c().toString(QDateTime::currentDateTimeUtc(), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss"));
    return words.toLatin1() + " GMT";
}

bool isSafeValue(const QByteArray& value) {
    for (const char c : value)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return false;
    return true;
}

} // namespace

Exchange::Exchange(const RequestHead& head, const QByteArray& body, const Peer& peer)
    : m_head(head)
    , m_body(body)
    , m_request(writeRequest(head))
    , m_encrypted(peer.encrypted) {
    m_clock.start();
    setPeerAddress(peer.address);
    setPeerPort(peer.port);
    setSocketState(ConnectedState);
    QIODevice::open(ReadWrite);
}

Exchange::~Exchange() {
    setSocketState(UnconnectedState);
}

void Exchange::setResponder(std::unique_ptr<QHttpServerResponder> responder) {
    m_responder = std::move(responder);
}

void Exchange::answer(const Response& response, bool closeAfterwards) {
    if (m_finished) return;
    m_finished = true;
    m_responder->writeStatusLine(static_cast<QHttpServerResponder::StatusCode>(response.status));
    if (!response.contentType.isEmpty())
        m_responder->writeHeader(QByteArrayLiteral("Content-Type"), response.contentType);
    if (response.status != 204)
        m_responder->writeHeader(QByteArrayLiteral("Content-Length"), QByteArray::number(response.body.size()));
    m_responder->writeHeader(QByteArrayLiteral("Date"), httpDate());
    m_responder->writeHeader(QByteArrayLiteral("Cache-Control"), QByteArrayLiteral("no-store"));
    m_responder->writeHeader(QByteArrayLiteral("X-Content-Type-Options"), QByteArrayLiteral("nosniff"));
    for (const auto& [name, value] : response.fields)
        if (isSafeValue(value)) m_responder->writeHeader(name, value);
    if (closeAfterwards) m_responder->writeHeader(QByteArrayLiteral("Connection"), QByteArrayLiteral("close"));
    m_responder->writeBody(m_head.method == "HEAD" ? QByteArray() : response.body);

    Q_EMIT answered(m_answer);
    setSocketState(UnconnectedState);
    Q_EMIT disconnected(); // upon which Qt HttpServer deletes this object and its request, later
}

qint64 Exchange::bytesAvailable() const {
    return QIODevice::bytesAvailable() + m_request.size() - m_read;
}

void Exchange::disconnectFromHost() {
    if (m_finished || isDispatched()) return;
    m_finished = true;
    const Response refused = Response::problem(400, QByteArrayLiteral("BAD_REQUEST"));
    Q_EMIT answered("HTTP/1.1 400 Bad Request\r\nContent-Type: " + refused.contentType +
                    "\r\nContent-Length: " + QByteArray::number(refused.body.size()) + "\r\n\r\n" + refused.body);
    setSocketState(UnconnectedState);
    Q_EMIT disconnected();
}

qint64 Exchange::readData(char* data, qint64 maxSize) {
    const qint64 size = std::min<qint64>(maxSize, m_request.size() - m_read);
    std::memcpy(data, m_request.constData() + m_read, size_t(size));
    m_read += size;
    return size;
}

qint64 Exchange::writeData(const char* data, qint64 size) {
    m_answer.append(data, size);
    return size;
}

} // namespace haziri::http
