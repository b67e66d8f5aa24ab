#include "server/http/Listener.h"

#include "server/http/ProxyGreeting.h"

#include <QSslSocket>

namespace haziri::http {

Listener::Listener(const Limits& limits, std::optional<QSslConfiguration> tls, QObject* parent)
    : QTcpServer(parent)
    , m_tls(std::move(tls)) {
    m_host.limits = limits;
    m_host.submit = [this](Exchange* exchange) {
        addPendingConnection(exchange); // Qt HttpServer takes it here and connects to it
        Q_EMIT exchange->readyRead();   // and reads the whole request here
        if (!exchange->isDispatched()) exchange->disconnectFromHost();
    };
    setMaxPendingConnections(4096);
}

Listener::~Listener() {
    const auto guards = m_guards;
    for (ConnectionGuard* guard : guards)
        delete guard;
}

void Listener::incomingConnection(qintptr descriptor) {
    if (!m_host.limits.behindProxy) return take(descriptor, {});
    auto* greeting = new ProxyGreeting(descriptor, m_host.limits.headMs, this);
    connect(greeting, &ProxyGreeting::arrived, this, &Listener::take);
}

void Listener::take(qintptr descriptor, const QHostAddress& client) {
    std::unique_ptr<QTcpSocket> socket = m_tls ? std::make_unique<QSslSocket>() : std::make_unique<QTcpSocket>();
    if (!socket->setSocketDescriptor(descriptor)) return;
    const QHostAddress address = client.isNull() ? socket->peerAddress() : client;
    makeRoomFor(address);
    if (m_guards.size() >= m_host.limits.connections) return; // nobody could be displaced: all are at work

    auto* guard = new ConnectionGuard(std::move(socket), address, m_host, this);
    m_guards.append(guard);
    ++m_perAddress[address];
    connect(guard, &ConnectionGuard::gone, this, &Listener::onGone);
    if (m_tls)
        guard->startEncrypted(*m_tls);
    else
        guard->start();
}

void Listener::makeRoomFor(const QHostAddress& address) {
    const bool crowded = m_perAddress.value(address) >= m_host.limits.connectionsPerAddress;
    if (!crowded && m_guards.size() < m_host.limits.connections) return;
    for (ConnectionGuard* guard : m_guards) {
        if (!guard->isDisplaceable() || (crowded && guard->peerAddress() != address)) continue;
        guard->cut();
        return;
    }
}

void Listener::onGone(ConnectionGuard* guard) {
    m_guards.removeOne(guard);
    const QHostAddress address = guard->peerAddress();
    if (--m_perAddress[address] <= 0) m_perAddress.remove(address);
    if (m_host.draining && m_guards.isEmpty()) Q_EMIT becameQuiet();
}

void Listener::drain() {
    close();
    m_host.draining = true;
    const auto guards = m_guards;
    for (ConnectionGuard* guard : guards)
        if (guard->isDisplaceable()) guard->cut();
    if (m_guards.isEmpty()) Q_EMIT becameQuiet();
}

} // namespace haziri::http
