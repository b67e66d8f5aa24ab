#include "server/http/ProxyGreeting.h"

#include <QList>
#include <array>
#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>

namespace haziri::http {

std::optional<QHostAddress> readProxyLine(QByteArrayView line) {
    const QList<QByteArray> words = line.toByteArray().split(' ');
    if (words.value(0) != "PROXY") return std::nullopt;
    if (words.value(1) == "UNKNOWN") return QHostAddress();
    if (words.size() != 6) return std::nullopt;
    const bool isSix = words[1] == "TCP6";
    if (!isSix && words[1] != "TCP4") return std::nullopt;
    const QHostAddress client(QString::fromLatin1(words[2]));
    const auto family = isSix ? QAbstractSocket::IPv6Protocol : QAbstractSocket::IPv4Protocol;
    return client.protocol() == family ? std::optional(client) : std::nullopt;
}

ProxyGreeting::ProxyGreeting(qintptr descriptor, int timeoutMs, QObject* parent)
    : QObject(parent)
    , m_descriptor(descriptor)
    , m_notifier(descriptor, QSocketNotifier::Read) {
    connect(&m_notifier, &QSocketNotifier::activated, this, &ProxyGreeting::look);
    connect(&m_timer, &QTimer::timeout, this, &QObject::deleteLater);
    m_timer.setSingleShot(true);
    m_timer.start(timeoutMs);
}

ProxyGreeting::~ProxyGreeting() {
    m_notifier.setEnabled(false);
    if (m_descriptor >= 0) ::close(int(m_descriptor));
}

// The bytes behind the line are the client's, and whoever takes the connection over has to find them.
void ProxyGreeting::look() {
    std::array<char, kLongestProxyLine> seen{};
    const ssize_t got = ::recv(int(m_descriptor), seen.data(), seen.size(), MSG_PEEK | MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got <= 0) return deleteLater();
    const QByteArrayView bytes(seen.data(), got);
    const qsizetype end = bytes.indexOf("\r\n");
    const QByteArrayView magic("PROXY ");
    const bool canBe = bytes.startsWith(magic.first(qMin(magic.size(), bytes.size())));
    if (!canBe || (end < 0 && got == kLongestProxyLine)) return deleteLater();
    if (end < 0) { // half a line: look again when there is more, not at once
        m_notifier.setEnabled(false);
        QTimer::singleShot(5, this, [this] { m_notifier.setEnabled(true); });
        return;
    }
    const auto client = readProxyLine(bytes.first(end));
    if (!client || ::recv(int(m_descriptor), seen.data(), size_t(end) + 2, 0) != end + 2) return deleteLater();
    give(*client);
}

void ProxyGreeting::give(const QHostAddress& client) {
    m_notifier.setEnabled(false);
    m_timer.stop();
    const qintptr descriptor = std::exchange(m_descriptor, -1);
    Q_EMIT arrived(descriptor, client);
    deleteLater();
}

} // namespace haziri::http
