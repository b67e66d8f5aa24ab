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
    m_host.overShare = [this](ConnectionGuard* guard) { cutSlowestOf(guard); };
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
    if (!makeRoomFor(limitedAs(address))) return; // nobody could be displaced: all are at work

    auto* guard = new ConnectionGuard(std::move(socket), address, m_host, this);
    m_guards.append(guard);
    ++m_perAddress[limitedAs(address)];
    connect(guard, &ConnectionGuard::gone, this, &Listener::onGone);
    if (m_tls)
        guard->startEncrypted(*m_tls);
    else
        guard->start();
}

ConnectionGuard* Listener::oldest(bool (ConnectionGuard::*fits)() const, const QHostAddress* address) const {
    const auto found = std::find_if(m_guards.begin(), m_guards.end(), [&](const ConnectionGuard* guard) {
        return (guard->*fits)() && (!address || limitedAs(guard->peerAddress()) == *address);
    });
    return found == m_guards.end() ? nullptr : *found;
}

bool Listener::makeRoomFor(const QHostAddress& address) {
    const bool crowded = m_perAddress.value(address) >= m_host.limits.connectionsPerAddress;
    if (!crowded && m_guards.size() < m_host.limits.connections) return true;
    ConnectionGuard* gives = oldest(&ConnectionGuard::isDisplaceable, crowded ? &address : nullptr);
    if (!gives && !crowded) { // whoever sends bodies over most connections goes on with one fewer
        const auto most = std::max_element(m_perAddress.begin(), m_perAddress.end());
        if (most != m_perAddress.end() && *most > m_perAddress.value(address) + 1)
            gives = oldest(&ConnectionGuard::isReceiving, &most.key());
    }
    if (gives) gives->cut();
    return gives;
}

// An answer comes to lie on those that the same address does not take: the largest of those goes.
void Listener::cutSlowestOf(const ConnectionGuard* newcomer) {
    const QHostAddress address = limitedAs(newcomer->peerAddress());
    while (m_host.buffered.value(address) > m_host.share()) {
        ConnectionGuard* slowest = nullptr;
        for (ConnectionGuard* guard : std::as_const(m_guards))
            if (guard != newcomer && guard->isWriting() && limitedAs(guard->peerAddress()) == address &&
                (!slowest || guard->heldBytes() > slowest->heldBytes()))
                slowest = guard;
        if (!slowest || slowest->heldBytes() == 0) return;
        slowest->cut();
    }
}

void Listener::onGone(ConnectionGuard* guard) {
    m_guards.removeOne(guard);
    const QHostAddress address = limitedAs(guard->peerAddress());
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
