// The real transport against small servers on loopback that do what bad lines and bad people do.
#include "core/sync/HttpsTransport.h"

#include "core/base/Base64Url.h"
#include "core/crypto/Certificate.h"
#include "core/crypto/SystemRandom.h"

#include <QSslCertificate>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>
#include <QtTest>

using namespace haziri;
using sync::HttpAnswer;
using sync::HttpRequest;
using sync::HttpsTransport;

namespace {

struct Identity {
    QSslCertificate certificate;
    QSslKey key;
    QByteArray pin;
};

Identity makeIdentity() {
    crypto::SystemRandom random;
    auto made = crypto::makeSelfSigned({"127.0.0.1"}, 30, random);
    Identity identity;
    identity.certificate = QSslCertificate(made->certificatePem, QSsl::Pem);
    identity.key = QSslKey(made->privateKeyPem.view().toByteArray(), QSsl::Ec, QSsl::Pem);
    identity.pin = toBase64Url(*crypto::spkiSha256(identity.certificate.toDer()));
    return identity;
}

/// Answers every connection with fixed bytes, and remembers what it was told after the handshake.
class CannedServer : public QObject {
  public:
    CannedServer(const Identity* identity, QByteArray answer, bool closeAfter = true)
        : m_answer(std::move(answer))
        , m_close(closeAfter) {
        if (identity) {
            QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
            tls.setLocalCertificate(identity->certificate);
            tls.setPrivateKey(identity->key);
            auto* server = new QSslServer(this);
            server->setSslConfiguration(tls);
            m_server = server;
        } else {
            m_server = new QTcpServer(this);
        }
        m_server->listen(QHostAddress::LocalHost);
        connect(m_server, &QTcpServer::pendingConnectionAvailable, this, [this] {
            while (QTcpSocket* socket = m_server->nextPendingConnection()) {
                ++connections;
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
                    const QByteArray bytes = socket->readAll();
                    heard += bytes;
                    // Qt asks again where a server hangs up without a word, so each connection is answered.
                    if (!bytes.contains("\r\n\r\n")) return;
                    answered = true;
                    socket->write(m_answer);
                    if (m_close) socket->disconnectFromHost();
                });
            }
        });
    }
    QUrl url(const char* scheme) const {
        return QUrl(QStringLiteral("%1://127.0.0.1:%2").arg(QLatin1StringView(scheme)).arg(m_server->serverPort()));
    }

    QByteArray heard;
    int connections = 0;
    bool answered = false;

  private:
    QTcpServer* m_server;
    QByteArray m_answer;
    bool m_close;
};

} // namespace

class HttpsTransportTest : public QObject {
    Q_OBJECT

    Result<HttpAnswer> ask(HttpsTransport& transport, HttpRequest request) {
        std::optional<Result<HttpAnswer>> answer;
        QObject context;
        transport.send(std::move(request), &context, [&](Result<HttpAnswer> got) { answer.emplace(std::move(got)); });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, 10'000)) return fail("TEST_TIMEOUT");
        return std::move(*answer);
    }
    HttpRequest post() { return {"POST", "/api/v5/sync", {{"Haziri-Device", "d"}}, "{\"who\":\"a worker's secret\"}"}; }

  private Q_SLOTS:
    void pinnedServerIsAnswered() {
        const Identity identity = makeIdentity();
        CannedServer server(&identity,
                            "HTTP/1.1 403 Forbidden\r\nHaziri-Signature: abc\r\nContent-Length: 5\r\n\r\nhello");
        HttpsTransport transport(server.url("https"), identity.pin);
        const auto answer = ask(transport, post());
        QVERIFY2(answer.has_value(), answer ? "" : answer.error().code.constData());
        QCOMPARE(answer->status, 403);
        QCOMPARE(answer->body, QByteArray("hello"));
        QCOMPARE(answer->header("haziri-signature"), QByteArray("abc"));
        QVERIFY(server.heard.startsWith("POST /api/v5/sync HTTP/1.1\r\n"));
        QVERIFY(server.heard.contains("a worker's secret"));
        QVERIFY(server.heard.toLower().contains("accept-encoding: identity"));
    }

    void wrongCertificateGetsNoByte_data() {
        QTest::addColumn<bool>("trustedBySystem");
        QTest::newRow("self-signed") << false;
        QTest::newRow("trusted by the system") << true;
    }
    void wrongCertificateGetsNoByte() {
        QFETCH(bool, trustedBySystem);
        const Identity ours = makeIdentity(), theirs = makeIdentity();
        const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
        if (trustedBySystem) {
            QSslConfiguration trusting = before;
            trusting.addCaCertificate(theirs.certificate);
            QSslConfiguration::setDefaultConfiguration(trusting);
        }
        CannedServer server(&theirs, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        HttpsTransport transport(server.url("https"), ours.pin);
        const auto answer = ask(transport, post());
        QSslConfiguration::setDefaultConfiguration(before);
        QCOMPARE(answer.error().code, QByteArray("PIN_MISMATCH"));
        QTest::qWait(100);
        QCOMPARE(server.heard, QByteArray());
    }

    void plainServerBehindAnHttpsAddressGetsNoRequest() {
        const Identity identity = makeIdentity();
        CannedServer server(nullptr, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        HttpsTransport transport(server.url("https"), identity.pin);
        auto request = post();
        request.totalMs = 2000;
        QVERIFY(!ask(transport, request).has_value());
        QVERIFY(!server.heard.contains("secret") && !server.heard.contains("POST"));
    }

    void redirectsAreNotFollowed() {
        const Identity identity = makeIdentity();
        CannedServer other(nullptr, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        CannedServer server(&identity, "HTTP/1.1 307 Temporary Redirect\r\nLocation: " + other.url("http").toEncoded() +
                                           "/api/v5/sync\r\nContent-Length: 0\r\n\r\n");
        HttpsTransport transport(server.url("https"), identity.pin);
        QCOMPARE(ask(transport, post()).error().code, QByteArray("REDIRECTED"));
        QTest::qWait(50);
        QCOMPARE(other.connections, 0);
    }

    void cutAnswersAreFailures_data() {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("half a head") << QByteArray("HTTP/1.1 200 OK\r\nConte");
        QTest::newRow("half a body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"results\":");
        QTest::newRow("half a chunk") << QByteArray(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n{\"resu");
    }
    void cutAnswersAreFailures() {
        QFETCH(QByteArray, answer);
        const Identity identity = makeIdentity();
        CannedServer server(&identity, answer);
        HttpsTransport transport(server.url("https"), identity.pin);
        const auto got = ask(transport, post());
        QVERIFY(!got.has_value());
        QVERIFY2(got.error().code == "OFFLINE" || got.error().code == "ANSWER_CUT", got.error().code.constData());
    }

    void hugeAnswersAreCutOff() {
        const Identity identity = makeIdentity();
        CannedServer server(&identity, "HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n" + QByteArray(300'000, 'x'));
        HttpsTransport transport(server.url("https"), identity.pin);
        auto request = post();
        request.maxAnswerBytes = 100'000;
        QCOMPARE(ask(transport, request).error().code, QByteArray("ANSWER_TOO_LARGE"));
    }

    void silenceEnds() {
        const Identity identity = makeIdentity();
        CannedServer server(&identity, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{", false);
        HttpsTransport transport(server.url("https"), identity.pin);
        auto request = post();
        request.idleMs = 300;
        QCOMPARE(ask(transport, request).error().code, QByteArray("TIMEOUT"));
    }

    void nobodyThere() {
        HttpsTransport transport(QUrl(QStringLiteral("https://127.0.0.1:9")), "pin");
        QCOMPARE(ask(transport, post()).error().code, QByteArray("OFFLINE"));
    }

    void plainHttpIsForLoopbackOnly() {
        HttpsTransport far(QUrl(QStringLiteral("http://192.0.2.7:80")), {});
        QCOMPARE(ask(far, post()).error().code, QByteArray("INSECURE"));
        CannedServer server(nullptr, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        HttpsTransport near(server.url("http"), {});
        QCOMPARE(ask(near, post())->body, QByteArray("{}"));
    }

    void answersForSomebodyWhoLeftGoNowhere() {
        CannedServer server(nullptr, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        HttpsTransport transport(server.url("http"), {});
        bool called = false;
        {
            QObject context;
            transport.send(post(), &context, [&](Result<HttpAnswer>) { called = true; });
        }
        QVERIFY(QTest::qWaitFor([&] { return server.answered; }, 5000));
        QTest::qWait(50);
        QVERIFY(!called);
    }

    void cancelling() {
        const Identity identity = makeIdentity();
        CannedServer server(&identity, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{", false);
        HttpsTransport transport(server.url("https"), identity.pin);
        QTimer::singleShot(200, this, [&] { transport.cancelAll(); });
        QCOMPARE(ask(transport, post()).error().code, QByteArray("CANCELLED"));
    }
};

QTEST_GUILESS_MAIN(HttpsTransportTest)
#include "HttpsTransportTest.moc"
