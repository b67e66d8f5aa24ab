// Blocking GET requests of a command line tool; the loop it runs while it waits is the only one of the program.
//
// What makes a log trustworthy is the log key, not the line, so nothing is lost when a server with a self-signed
// certificate is read without a pin, as long as there is no secret to send. With a bearer token the server has to show
// the pinned key, or a certificate that the system trusts; otherwise no byte of the request leaves.
#pragma once

#include "core/base/Result.h"

#include <QNetworkAccessManager>
#include <QNetworkRequest>
#include <QUrl>

namespace haziri::verify {

struct HttpAccess {
    QByteArray pin;      ///< base64url SHA-256 of the certificate's SubjectPublicKeyInfo, or empty
    QByteArray token;    ///< bearer token, or empty
    QByteArray deviceId; ///< for the Haziri-Device header, or empty
};

class HttpGet {
  public:
    explicit HttpGet(HttpAccess access);
    /// The body of a 200 answer. NETWORK, PIN_MISMATCH, TOO_LARGE or HTTP_<status>.
    Result<QByteArray> get(const QUrl& url);

  private:
    QNetworkRequest request(const QUrl& url) const;
    bool mayTalkTo(const QNetworkReply& reply) const;

    HttpAccess m_access;
    QNetworkAccessManager m_manager;
};

} // namespace haziri::verify
