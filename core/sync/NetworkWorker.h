// The part of HttpsTransport that lives on the network thread.
#pragma once

#include "core/sync/Transport.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSet>
#include <QSslConfiguration>
#include <QUrl>

namespace haziri::sync {

class NetworkWorker : public QObject {
    Q_OBJECT
  public:
    NetworkWorker(const QUrl& base, const QByteArray& pin);

    /// `done` is called on this thread.
    void perform(const HttpRequest& request, const Transport::Done& done);
    void cancelAll();

  private:
    QNetworkRequest toNetwork(const HttpRequest& request) const;
    bool certificateFits(QNetworkReply* reply) const;
    void watch(QNetworkReply* reply, const HttpRequest& request);
    Result<HttpAnswer> read(QNetworkReply* reply) const;
    static void giveUp(QNetworkReply* reply, const char* code);

    QUrl m_base;
    QByteArray m_pin;
    QSslConfiguration m_tls;
    QNetworkAccessManager* m_manager;
    QSet<QNetworkReply*> m_replies;
};

} // namespace haziri::sync
