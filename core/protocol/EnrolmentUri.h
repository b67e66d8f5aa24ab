// haziri://HOST:PORT/enrol?code=…&pin=…
#pragma once

#include "core/base/Result.h"

#include <QUrl>

namespace haziri::protocol {

struct EnrolmentUri {
    QString host;
    quint16 port = 0;
    QByteArray code;
    QByteArray pin;         ///< base64url SHA-256 of the server certificate's SubjectPublicKeyInfo
    bool plainHttp = false; ///< `&plain=1`: a server started with --plain-http on loopback; refused for other hosts

    static Result<EnrolmentUri> parse(const QString& text); ///< URI_INVALID
    QString toString() const;
    QUrl baseUrl() const; ///< https://HOST:PORT (http where plainHttp)
};

} // namespace haziri::protocol
