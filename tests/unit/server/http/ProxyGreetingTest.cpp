// Behind a proxy a connection is its client's: by the line before the first byte, with TLS and without; anything else
// is cut.
#include "server/http/ProxyGreeting.h"
#include "core/crypto/Certificate.h"
#include "core/crypto/SystemRandom.h"
#include "tests/support/LoopbackServer.h"

#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>
#include <QTest>

using namespace haziri;
using namespace haziri::http;
using namespace haziri::test;

namespace {

constexpr const char* kRequest = "GET /who HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
constexpr const char* kFour = "PROXY TCP4 203.0.113.7 198.51.100.1 50001 443\r\n";

HttpServer::Application whoAmI() {
    HttpServer::Application application;
    application.handle = [](const Request& request) {
        return Response::text("you are " + request.peer.toString().toLatin1(), "text/plain");
    };
    application.bodyLimit = [](const QByteArray&, const QByteArray&) { return 1000; };
    return application;
}

Limits behindProxy() {
    Limits limits;
    limits.behindProxy = true;
    limits.headMs = 700;
    return limits;
}

} // namespace

class ProxyGreetingTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void linesAreRead_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("client"); // "-": no such line
        QTest::newRow("v4") << QByteArray("PROXY TCP4 203.0.113.7 198.51.100.1 50001 443") << "203.0.113.7";
        QTest::newRow("v6") << QByteArray("PROXY TCP6 2001:db8::7 2001:db8::1 50001 443") << "2001:db8::7";
        QTest::newRow("unknown") << QByteArray("PROXY UNKNOWN") << "";
        QTest::newRow("unknown with words") << QByteArray("PROXY UNKNOWN ff::1 ff::2 1 2") << "";
        QTest::newRow("v6 called v4") << QByteArray("PROXY TCP4 2001:db8::7 2001:db8::1 50001 443") << "-";
        QTest::newRow("no address") << QByteArray("PROXY TCP4 somebody 198.51.100.1 50001 443") << "-";
        QTest::newRow("too few words") << QByteArray("PROXY TCP4 203.0.113.7") << "-";
        QTest::newRow("another protocol") << QByteArray("PROXY UDP4 203.0.113.7 198.51.100.1 50001 443") << "-";
        QTest::newRow("HTTP") << QByteArray("GET / HTTP/1.1") << "-";
    }
    void linesAreRead() {
        QFETCH(QByteArray, line);
        QFETCH(QString, client);
        const auto read = readProxyLine(line);
        QCOMPARE(read.has_value(), client != QStringLiteral("-"));
        if (read) QCOMPARE(read->isNull() ? QString() : read->toString(), client);
    }
    void theClientIsWhomTheProxyNames() {
        LoopbackServer server(whoAmI(), behindProxy());
        QTcpSocket socket;
        connectTo(socket, server.port);
        socket.write(QByteArray(kFour) + kRequest); // all in one
        QVERIFY(readToEnd(socket).endsWith("you are 203.0.113.7"));
        QTRY_VERIFY(server.logLines().value(0).contains("203.0.113.7")); // and in the access log
        QTcpSocket pieces;
        connectTo(pieces, server.port);
        for (const char c : QByteArray(kFour)) {
            pieces.write(&c, 1);
            pieces.flush();
        }
        QTest::qWait(20);
        pieces.write(kRequest);
        QVERIFY(readToEnd(pieces).endsWith("you are 203.0.113.7"));
        QTcpSocket own;
        connectTo(own, server.port);
        own.write(QByteArray("PROXY UNKNOWN\r\n") + kRequest);
        QVERIFY(readToEnd(own).endsWith("you are 127.0.0.1"));
    }
    void theLineComesBeforeTls() {
        crypto::SystemRandom random;
        const auto made = crypto::makeSelfSigned({"localhost"}, 1, random);
        QVERIFY(made.has_value());
        QSslConfiguration tls;
        tls.setLocalCertificate(QSslCertificate(made->certificatePem, QSsl::Pem));
        tls.setPrivateKey(QSslKey(made->privateKeyPem.view().toByteArray(), QSsl::Ec, QSsl::Pem));
        tls.setPeerVerifyMode(QSslSocket::VerifyNone);
        LoopbackServer server(whoAmI(), behindProxy(), tls);
        QSslSocket socket;
        socket.setPeerVerifyMode(QSslSocket::VerifyNone);
        connectTo(socket, server.port);
        socket.write(kFour);
        socket.startClientEncryption();
        QVERIFY(socket.waitForEncrypted(5000));
        socket.write(kRequest);
        QVERIFY(readToEnd(socket).endsWith("you are 203.0.113.7"));
    }
    void whoSaysNothingOrSomethingElseIsCut_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("HTTP at once") << QByteArray(kRequest);
        QTest::newRow("a line that is none") << QByteArray("PROXY me please\r\n") + kRequest;
        QTest::newRow("a line without an end") << QByteArray("PROXY TCP4 ") + QByteArray(200, '1');
        QTest::newRow("half a line, then silence") << QByteArray("PROXY TC");
        QTest::newRow("nothing") << QByteArray();
    }
    void whoSaysNothingOrSomethingElseIsCut() {
        QFETCH(QByteArray, bytes);
        LoopbackServer server(whoAmI(), behindProxy());
        QTcpSocket socket;
        connectTo(socket, server.port);
        socket.write(bytes);
        QCOMPARE(readToEnd(socket), QByteArray());
        QVERIFY(socket.state() != QAbstractSocket::ConnectedState);
        QTcpSocket good;
        connectTo(good, server.port);
        good.write(QByteArray(kFour) + kRequest);
        QVERIFY(readToEnd(good).contains("203.0.113.7")); // the others are served
    }
};

QTEST_GUILESS_MAIN(ProxyGreetingTest)
#include "ProxyGreetingTest.moc"
