// The real transport: HTTPS to one server whose certificate key is pinned.
//
// Trust comes from the pin alone: no certificate authority is consulted, so a proxy with a certificate that the system
// trusts is refused as well. The key is compared before the request is written. No redirects, no cookies, no cache, no
// session resumption. Requests run on a network thread of its own.
#pragma once

#include "core/sync/Transport.h"

#include <QPointer>
#include <QThread>
#include <QUrl>
#include <memory>

namespace haziri::sync {

class NetworkWorker;

class HttpsTransport final : public Transport {
  public:
    /// `pin`: base64url SHA-256 of the certificate's SubjectPublicKeyInfo. A http:// base is taken for loopback only.
    HttpsTransport(const QUrl& base, const QByteArray& pin);
    ~HttpsTransport() override;

    void send(HttpRequest request, QObject* context, Done done) override;
    void cancelAll() override;

  private:
    QThread m_thread;
    NetworkWorker* m_worker;            ///< lives on m_thread
    std::unique_ptr<QObject> m_mailbox; ///< lives on the caller's thread: answers are posted to it
};

} // namespace haziri::sync
