#include "server/verify/HttpGet.h"

#include "core/base/Base64Url.h"
#include "core/crypto/Certificate.h"

#include <QEventLoop>
#include <QHostAddress>
#include <QNetworkReply>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <utility>

namespace haziri::verify {

namespace {

constexpr qint64 kMaxAnswerBytes = 512LL * 1024 * 1024;
constexpr int kIdleMs = 60'000;

bool isLoopback(const QString& host) {
    return host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
}

QByteArray pinOf(const QNetworkReply& reply) {
    const auto hash = crypto::spkiSha256(reply.sslConfiguration().peerCertificate().toDer());
    return hash ? toBase64Url(*hash) : QByteArray();
}

} // namespace

HttpGet::HttpGet(HttpAccess access)
    : m_access(std::move(access)) {
    m_manager.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
}

QNetworkRequest HttpGet::request(const QUrl& url) const {
    QNetworkRequest request(url);
    request.setTransferTimeout(kIdleMs);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setRawHeader("User-Agent", "haziri-verify/" HAZIRI_VERSION);
    request.setRawHeader("Haziri-App", HAZIRI_VERSION);
    if (!m_access.token.isEmpty()) request.setRawHeader("Authorization", "Bearer " + m_access.token);
    if (!m_access.deviceId.isEmpty()) request.setRawHeader("Haziri-Device", m_access.deviceId);
    return request;
}

bool HttpGet::mayTalkTo(const QNetworkReply& reply) const {
    return m_access.pin.isEmpty() ? m_access.token.isEmpty() : pinOf(reply) == m_access.pin;
}

Result<QByteArray> HttpGet::get(const QUrl& url) {
    if (url.scheme() != QLatin1String("https") && !isLoopback(url.host()))
        return fail("NETWORK", QStringLiteral("without TLS only this machine itself is read"));
    const std::unique_ptr<QNetworkReply> reply(m_manager.get(request(url)));
    QByteArray refused;
    const auto refuse = [&](const char* code) {
        refused = code;
        reply->abort();
    };
    // Qt writes the request only after these two slots have returned.
    QObject::connect(reply.get(), &QNetworkReply::sslErrors, reply.get(), [&] {
        if (mayTalkTo(*reply))
            reply->ignoreSslErrors();
        else
            refuse("PIN_MISMATCH");
    });
    QObject::connect(reply.get(), &QNetworkReply::encrypted, reply.get(), [&] {
        if (!m_access.pin.isEmpty() && !mayTalkTo(*reply)) refuse("PIN_MISMATCH");
    });
    QObject::connect(reply.get(), &QNetworkReply::downloadProgress, reply.get(), [&](qint64 received) {
        if (received > kMaxAnswerBytes) refuse("TOO_LARGE");
    });
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    if (!reply->isFinished()) loop.exec();
    if (refused == "PIN_MISMATCH")
        return fail("PIN_MISMATCH", QStringLiteral("the server shows another key than the pinned one, or none that the "
                                                   "system trusts; nothing was sent (see --pin)"));
    if (!refused.isEmpty()) return fail(refused.constData(), QStringLiteral("the answer is too large"));
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0) return fail("NETWORK", reply->errorString());
    if (status != 200)
        return fail(
            Error{"HTTP_" + QByteArray::number(status), QStringLiteral("%1 answers %2").arg(url.path()).arg(status)});
    if (reply->error() != QNetworkReply::NoError) return fail("NETWORK", reply->errorString());
    return reply->readAll();
}

} // namespace haziri::verify
