#include "core/sync/NetworkWorker.h"

#include "core/base/Base64Url.h"
#include "core/crypto/Certificate.h"
#include "core/crypto/SecretBytes.h"

#include <QHostAddress>
#include <QSslCertificate>
#include <QTimer>

namespace haziri::sync {

namespace {

constexpr const char* kGivenUp = "haziri_given_up"; // why we aborted a reply: Qt itself only says "cancelled"

bool isLoopback(const QString& host) {
    return host == QStringLiteral("localhost") || QHostAddress(host).isLoopback();
}

QSslConfiguration pinnedTls() {
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    tls.setCaCertificates({}); // so that every certificate comes to us for judgement
    tls.setSslOption(QSsl::SslOptionDisableSessionTickets, true);
    tls.setSslOption(QSsl::SslOptionDisableSessionSharing, true);
    tls.setSslOption(QSsl::SslOptionDisableSessionPersistence, true);
    return tls;
}

QString lineWords(const char* code) {
    const QByteArrayView view(code);
    if (view == "PIN_MISMATCH")
        return QStringLiteral(
            "The server shows another certificate than the one this laptop was enrolled with. Nothing was sent.");
    if (view == "INSECURE") return QStringLiteral("Unencrypted connections are allowed to this computer itself only.");
    if (view == "ANSWER_TOO_LARGE") return QStringLiteral("The answer is larger than any answer should be.");
    if (view == "TIMEOUT") return QStringLiteral("The server did not answer in time.");
    if (view == "CANCELLED") return QStringLiteral("The transfer was cancelled.");
    return {};
}

bool isHttpStatusError(QNetworkReply::NetworkError error) {
    return (error > QNetworkReply::ContentAccessDenied - 1 && error < QNetworkReply::ProtocolUnknownError) ||
           error >= QNetworkReply::InternalServerError;
}

} // namespace

NetworkWorker::NetworkWorker(const QUrl& base, const QByteArray& pin)
    : m_base(base)
    , m_pin(pin)
    , m_tls(pinnedTls())
    , m_manager(new QNetworkAccessManager(this)) {
    m_manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_manager->setAutoDeleteReplies(false);
}

QNetworkRequest NetworkWorker::toNetwork(const HttpRequest& request) const {
    QNetworkRequest out(m_base.resolved(QUrl(QString::fromLatin1(request.path))));
    out.setSslConfiguration(m_tls);
    out.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    out.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    out.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    out.setTransferTimeout(request.idleMs);
    for (const auto& [name, value] : request.headers)
        out.setRawHeader(name, value);
    out.setRawHeader("Accept-Encoding", "identity"); // signatures cover the bytes on the wire
    if (!request.body.isEmpty()) out.setHeader(QNetworkRequest::ContentTypeHeader, request.contentType);
    return out;
}

bool NetworkWorker::certificateFits(QNetworkReply* reply) const {
    const QSslCertificate certificate = reply->sslConfiguration().peerCertificate();
    if (certificate.isNull()) return false;
    auto found = crypto::spkiSha256(certificate.toDer());
    return found && crypto::constantTimeEqual(toBase64Url(*found), m_pin);
}

void NetworkWorker::giveUp(QNetworkReply* reply, const char* code) {
    if (!reply->property(kGivenUp).isValid()) reply->setProperty(kGivenUp, QByteArray(code));
    reply->abort();
}

void NetworkWorker::watch(QNetworkReply* reply, const HttpRequest& request) {
    // Qt waits for both of these slots before it writes the request.
    connect(reply, &QNetworkReply::sslErrors, this, [this, reply] {
        if (certificateFits(reply)) {
            reply->ignoreSslErrors();
        } else {
            giveUp(reply, "PIN_MISMATCH");
        }
    });
    connect(reply, &QNetworkReply::encrypted, this, [this, reply] {
        if (!certificateFits(reply)) giveUp(reply, "PIN_MISMATCH");
    });
    const qsizetype most = request.maxAnswerBytes;
    connect(reply, &QNetworkReply::downloadProgress, this, [reply, most](qint64 received, qint64 total) {
        if (received > most || total > most) giveUp(reply, "ANSWER_TOO_LARGE");
    });
    auto* limit = new QTimer(reply);
    limit->setSingleShot(true);
    connect(limit, &QTimer::timeout, reply, [reply] { giveUp(reply, "TIMEOUT"); });
    limit->start(request.totalMs);
}

void NetworkWorker::perform(const HttpRequest& request, const Transport::Done& done) {
    if (m_base.scheme() != QStringLiteral("https") && !isLoopback(m_base.host())) {
        done(fail("INSECURE", lineWords("INSECURE")));
        return;
    }
    QNetworkReply* reply = m_manager->sendCustomRequest(toNetwork(request), request.method, request.body);
    m_replies.insert(reply);
    watch(reply, request);
    connect(reply, &QNetworkReply::finished, this, [this, reply, done] {
        m_replies.remove(reply);
        auto answer = read(reply);
        reply->deleteLater();
        done(std::move(answer));
    });
}

Result<HttpAnswer> NetworkWorker::read(QNetworkReply* reply) const {
    if (const QByteArray code = reply->property(kGivenUp).toByteArray(); !code.isEmpty()) {
        return fail(code.constData(), lineWords(code.constData()));
    }
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const auto error = reply->error();
    if (error == QNetworkReply::OperationCanceledError) return fail("TIMEOUT", lineWords("TIMEOUT")); // the idle timer
    if (error == QNetworkReply::SslHandshakeFailedError) return fail("PIN_MISMATCH", lineWords("PIN_MISMATCH"));
    if (error != QNetworkReply::NoError && !isHttpStatusError(error)) {
        return fail(status == 0 ? "OFFLINE" : "ANSWER_CUT", reply->errorString());
    }
    if (status >= 300 && status < 400) {
        return fail("REDIRECTED",
                    QStringLiteral("Something on the way wants to send us elsewhere. Is there a log-in page?"));
    }
    HttpAnswer answer;
    answer.status = status;
    for (const auto& [name, value] : reply->rawHeaderPairs())
        answer.headers.emplaceBack(name.toLower(), value);
    answer.body = reply->readAll();
    const QByteArray length = answer.header("content-length");
    if (!length.isEmpty() && length.toLongLong() != answer.body.size()) {
        return fail("ANSWER_CUT", QStringLiteral("The answer ended early."));
    }
    return answer;
}

void NetworkWorker::cancelAll() {
    const auto replies = m_replies; // aborting removes them
    for (QNetworkReply* reply : replies)
        giveUp(reply, "CANCELLED");
}

} // namespace haziri::sync
