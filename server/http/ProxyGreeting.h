// The line with which a proxy says whose connection it passes on: version 1 of the PROXY protocol (haproxy.org), as
// nginx's stream module and others send it before the first byte of the client, TLS or not.
#pragma once

#include <QHostAddress>
#include <QObject>
#include <QSocketNotifier>
#include <QTimer>
#include <optional>

namespace haziri::http {

inline constexpr qsizetype kLongestProxyLine = 107; ///< with CR LF, by the specification

/// Without CR LF. A null address: the proxy does not know ("PROXY UNKNOWN"). Nothing: no such line.
std::optional<QHostAddress> readProxyLine(QByteArrayView line);

/// Takes exactly that line off a fresh connection, and nothing behind it. Owns the descriptor until it hands it on;
/// deletes itself after one of its signals.
class ProxyGreeting final : public QObject {
    Q_OBJECT

  public:
    ProxyGreeting(qintptr descriptor, int timeoutMs, QObject* parent);
    ~ProxyGreeting() override;

  Q_SIGNALS:
    void arrived(qintptr descriptor, const QHostAddress& client);

  private:
    void look();
    void give(const QHostAddress& client);

    qintptr m_descriptor;
    QSocketNotifier m_notifier;
    QTimer m_timer;
};

} // namespace haziri::http
