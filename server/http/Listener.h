// Accepts connections, puts a guard on each, and hands whole requests to Qt HttpServer as if they were connections.
#pragma once

#include "server/http/ConnectionGuard.h"

#include <QSet>
#include <QSslConfiguration>
#include <QTcpServer>
#include <optional>

namespace haziri::http {

/// Server's thread only. Bound to a QAbstractHttpServer, which then takes exchanges from nextPendingConnection().
class Listener final : public QTcpServer {
    Q_OBJECT

  public:
    /// Without a TLS configuration plain HTTP is spoken.
    Listener(const Limits& limits, std::optional<QSslConfiguration> tls, QObject* parent = nullptr);
    ~Listener() override;

    GuardHost& host() { return m_host; }
    int connectionCount() const { return int(m_guards.size()); }
    /// Takes no new connections; closes those that wait, lets those in work finish.
    void drain();

  Q_SIGNALS:
    void becameQuiet(); ///< the last connection is gone while draining

  protected:
    void incomingConnection(qintptr descriptor) override;

  private:
    void take(qintptr descriptor, const QHostAddress& client);
    bool makeRoomFor(const QHostAddress& address);
    ConnectionGuard* oldest(bool (ConnectionGuard::*fits)() const, const QHostAddress* address) const;
    void cutSlowestOf(const ConnectionGuard* newcomer);
    void onGone(ConnectionGuard* guard);

    GuardHost m_host;
    std::optional<QSslConfiguration> m_tls;
    QList<ConnectionGuard*> m_guards;      ///< oldest first
    QHash<QHostAddress, int> m_perAddress; ///< by limitedAs()
};

} // namespace haziri::http
