#include "tests/bench/server/BenchClient.h"

#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>
#include <vector>

namespace haziri::bench {

BenchClient::BenchClient(quint16 port)
    : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        qFatal("cannot connect to port %d: %s", int(port), std::strerror(errno));
}

BenchClient::~BenchClient() {
    ::close(m_socket);
}

void BenchClient::send(std::initializer_list<QByteArrayView> parts) {
    std::vector<iovec> left;
    for (const QByteArrayView part : parts)
        left.push_back({const_cast<char*>(part.data()), size_t(part.size())});
    msghdr message{};
    for (size_t at = 0; at < left.size();) {
        message.msg_iov = &left[at];
        message.msg_iovlen = left.size() - at;
        ssize_t sent = ::sendmsg(m_socket, &message, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent < 0) qFatal("the server hung up: %s", std::strerror(errno));
        for (; at < left.size() && size_t(sent) >= left[at].iov_len; ++at)
            sent -= ssize_t(left[at].iov_len);
        if (at == left.size()) break;
        left[at].iov_base = static_cast<char*>(left[at].iov_base) + sent;
        left[at].iov_len -= size_t(sent);
    }
}

qsizetype BenchClient::receive() {
    constexpr qsizetype kPiece = 256 * 1024;
    const qsizetype had = m_buffer.size();
    m_buffer.resize(had + kPiece);
    ssize_t got = -1;
    do
        got = ::recv(m_socket, m_buffer.data() + had, size_t(kPiece), 0);
    while (got < 0 && errno == EINTR);
    if (got <= 0) qFatal("the server hung up in the middle of an answer");
    m_buffer.resize(had + got);
    return got;
}

Answer BenchClient::exchange(std::initializer_list<QByteArrayView> parts) {
    send(parts);
    m_buffer.clear();
    qsizetype end = -1;
    while ((end = m_buffer.indexOf("\r\n\r\n")) < 0)
        receive();
    const QByteArray head = m_buffer.first(end).toLower();
    const qsizetype at = head.indexOf("content-length:");
    const qsizetype size = at < 0 ? 0 : head.mid(at + 15, 24).split('\r').first().trimmed().toLongLong();
    while (m_buffer.size() < end + 4 + size)
        receive();
    return {head.mid(9, 3).toInt(), m_buffer.mid(end + 4, size)};
}

QByteArray requestHead(const QByteArray& method, const QByteArray& path, qsizetype bodyBytes,
                       const QByteArray& headers) {
    QByteArray head = method + " /api/v5" + path + " HTTP/1.1\r\nHost: bench\r\nUser-Agent: Haziri/bench\r\n" + headers;
    if (bodyBytes >= 0)
        head += "Content-Type: application/json\r\nContent-Length: " + QByteArray::number(bodyBytes) + "\r\n";
    return head + "\r\n";
}

} // namespace haziri::bench
