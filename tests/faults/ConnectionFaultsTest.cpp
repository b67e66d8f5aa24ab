// What clients on an open network do to a server: slow, silent, too many, too large, malformed, gone too early.
#include "core/crypto/Certificate.h"
#include "core/crypto/SystemRandom.h"
#include "tests/support/LoopbackServer.h"

#include <QSemaphore>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>
#include <QTest>
#include <atomic>
#include <sys/socket.h>

using namespace haziri;
using namespace haziri::http;
using namespace haziri::test;

namespace {

/// Answers with what it got; /slow waits for a permit first.
HttpServer::Application echo(QSemaphore* permits = nullptr, std::atomic<int>* handled = nullptr) {
    HttpServer::Application application;
    application.handle = [permits, handled](const Request& request) {
        if (permits && request.path == "/slow") permits->acquire();
        if (handled) ++*handled;
        return Response::text(request.method + ' ' + request.path + ' ' + QByteArray::number(request.body.size()) +
                                  ' ' + request.body.left(100),
                              "text/plain");
    };
    application.bodyLimit = [](const QByteArray&, const QByteArray&) { return 100'000; };
    return application;
}

QSslConfiguration selfSigned() {
    crypto::SystemRandom random;
    const auto made = crypto::makeSelfSigned({"localhost"}, 1, random);
    QSslConfiguration tls;
    tls.setLocalCertificate(QSslCertificate(made->certificatePem, QSsl::Pem));
    tls.setPrivateKey(QSslKey(made->privateKeyPem.view().toByteArray(), QSsl::Ec, QSsl::Pem));
    tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    return tls;
}

QByteArray exchange(quint16 port, const QByteArray& request) {
    QTcpSocket socket;
    connectTo(socket, port);
    socket.write(request);
    return readAnswer(socket);
}

} // namespace

class ConnectionFaultsTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void servesOnOneConnectionAgainAndAgain() {
        LoopbackServer server(echo());
        QTcpSocket socket;
        connectTo(socket, server.port);
        for (int i = 0; i < 20; ++i) {
            socket.write("POST /n HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n" + QByteArray::number(10 + i));
            const QByteArray answer = readAnswer(socket);
            QCOMPARE(statusOf(answer), 200);
            QVERIFY2(answer.endsWith("POST /n 2 " + QByteArray::number(10 + i)), answer.constData());
        }
    }

    void pipelinedRequestsAreAnsweredInOrder() {
        QSemaphore permits;
        LoopbackServer server(echo(&permits));
        QTcpSocket socket;
        connectTo(socket, server.port);
        QByteArray all = "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n";
        for (int i = 0; i < 50; ++i)
            all += "GET /" + QByteArray::number(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
        all += "GET /last HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        socket.write(all);
        socket.flush();
        QTest::qWait(50);
        permits.release();
        const QByteArray answers = readToEnd(socket);
        qsizetype at = answers.indexOf("GET /slow 0");
        QVERIFY(at > 0);
        for (int i = 0; i < 50; ++i) {
            const qsizetype next = answers.indexOf("GET /" + QByteArray::number(i) + " 0 ");
            QVERIFY2(next > at, answers.constData());
            at = next;
        }
        QVERIFY(answers.indexOf("GET /last 0") > at);
        QCOMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    }

    void closesWhenAskedAndForHttp10() {
        LoopbackServer server(echo());
        for (const QByteArray& request : {QByteArray("GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
                                          QByteArray("GET /a HTTP/1.0\r\n\r\n")}) {
            QTcpSocket socket;
            connectTo(socket, server.port);
            socket.write(request);
            const QByteArray answer = readToEnd(socket);
            QCOMPARE(statusOf(answer), 200);
            QVERIFY(answer.toLower().contains("\r\nconnection: close\r\n"));
            QCOMPARE(socket.state(), QAbstractSocket::UnconnectedState);
        }
    }

    void aClientThatSendsNoMoreIsAnswered() {
        QSemaphore permits;
        LoopbackServer server(echo(&permits));
        for (const QByteArray& body : {QByteArray(), QByteArray(99'000, 'b')}) {
            for (const QByteArray& path : {QByteArray("/now"), QByteArray("/slow")}) {
                QTcpSocket socket;
                connectTo(socket, server.port);
                socket.write("PUT " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " +
                             QByteArray::number(body.size()) + "\r\n\r\n" + body);
                while (socket.bytesToWrite() > 0)
                    QVERIFY(socket.waitForBytesWritten(2000));
                QCOMPARE(::shutdown(int(socket.socketDescriptor()), SHUT_WR), 0);
                QTest::qWait(20); // so that the end is there while the slow one is being handled
                permits.release();
                const QByteArray answer = readToEnd(socket);
                QVERIFY2(answer.contains("PUT " + path + ' ' + QByteArray::number(body.size())), answer.constData());
                QCOMPARE(socket.state(), QAbstractSocket::UnconnectedState); // and nobody waits for another request
            }
        }
        QTRY_COMPARE(server.connections(), 0);
    }

    void aClientThatSendsNoMoreIsAnsweredOverTls() {
        QSemaphore permits;
        LoopbackServer server(echo(&permits), {}, selfSigned());
        for (int i = 0; i < 2; ++i) {
            QSslSocket socket;
            socket.setPeerVerifyMode(QSslSocket::VerifyNone);
            socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), server.port);
            QVERIFY(socket.waitForEncrypted(5000));
            socket.write("PUT /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
            while (socket.bytesToWrite() > 0 || socket.encryptedBytesToWrite() > 0)
                QVERIFY(socket.waitForBytesWritten(2000));
            QCOMPARE(::shutdown(int(socket.socketDescriptor()), SHUT_WR), 0);
            QTest::qWait(20);
            permits.release();
            const QByteArray answer = readToEnd(socket);
            QVERIFY2(answer.contains("PUT /slow 5 hello"), answer.constData());
        }
        QTRY_COMPARE(server.connections(), 0);
    }

    void halfARequestAndTheEndIsNoRequest() {
        std::atomic<int> handled = 0;
        LoopbackServer server(echo(nullptr, &handled));
        for (const char* half : {"GET / HTT", "GET / HTTP/1.1\r\nHost: x\r\n",
                                 "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhell",
                                 "PUT / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"}) {
            QTcpSocket socket;
            connectTo(socket, server.port);
            socket.write(half);
            socket.flush();
            QCOMPARE(::shutdown(int(socket.socketDescriptor()), SHUT_WR), 0);
            readToEnd(socket);
        }
        QTRY_COMPARE(server.connections(), 0);
        QCOMPARE(handled, 0);
    }

    void headHasNoBody() {
        LoopbackServer server(echo());
        QTcpSocket socket;
        connectTo(socket, server.port);
        socket.write("HEAD /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        const QByteArray answer = readToEnd(socket);
        QCOMPARE(statusOf(answer), 200);
        QVERIFY(answer.endsWith("\r\n\r\n"));
        QVERIFY(answer.toLower().contains("content-length: 10\r\n"));
    }

    void continuesWhenAClientWaitsForIt() {
        LoopbackServer server(echo());
        QTcpSocket socket;
        connectTo(socket, server.port);
        socket.write("PUT /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
        QVERIFY(readAnswer(socket).startsWith("HTTP/1.1 100 "));
        socket.write("hello");
        QVERIFY(readAnswer(socket).endsWith("PUT /a 5 hello"));

        QTcpSocket large;
        connectTo(large, server.port);
        large.write("PUT /a HTTP/1.1\r\nHost: x\r\nContent-Length: 100001\r\nExpect: 100-continue\r\n\r\n");
        QCOMPARE(statusOf(readAnswer(large)), 413); // before a byte of the body was sent
    }

    void malformedRequestsGet400AndTheConnectionEnds() {
        LoopbackServer server(echo());
        const QList<QByteArray> requests{
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "GET / HTTPxyz1\r\nHost: x\r\n\r\n",
            "GET / HTTP/1.1\nHost: x\n\n",
            QByteArray("\0\0\0\0\r\n\r\n", 8),
        };
        for (const QByteArray& request : requests) {
            QTcpSocket socket;
            connectTo(socket, server.port);
            socket.write(request);
            const QByteArray answer = readToEnd(socket);
            QCOMPARE(statusOf(answer), 400);
            QVERIFY(answer.contains("application/problem+json"));
            QVERIFY(answer.contains("BAD_REQUEST"));
            QVERIFY(socket.state() != QAbstractSocket::ConnectedState);
        }
        QCOMPARE(statusOf(exchange(server.port, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")), 200);
    }

    void oversizeIsRefusedAndTheAnswerArrives() {
        LoopbackServer server(echo());
        QCOMPARE(
            statusOf(exchange(server.port, "GET / HTTP/1.1\r\nHost: x\r\nA: " + QByteArray(32 * 1024 * 1024, 'a'))),
            431);
        QCOMPARE(statusOf(exchange(server.port, "GET /" + QByteArray(100'000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n")),
                 431);
        // The whole body is on its way when the refusal comes; it must get through all the same.
        QCOMPARE(statusOf(exchange(server.port, "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 4000000\r\n\r\n" +
                                                    QByteArray(4'000'000, 'b'))),
                 413);
        QByteArray chunks = "PUT / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
        for (int i = 0; i < 200; ++i)
            chunks += "400\r\n" + QByteArray(1024, 'c') + "\r\n";
        QCOMPARE(statusOf(exchange(server.port, chunks)), 413);
    }

    void slowHeadsAndBodiesAreCutWhileOthersAreServed() {
        Limits limits;
        limits.headMs = 300;
        limits.bodyGapMs = 300;
        limits.lingerMs = 300;
        limits.idleMs = 600;
        LoopbackServer server(echo(), limits);
        std::vector<std::unique_ptr<QTcpSocket>> slow;
        for (int i = 0; i < 300; ++i) {
            auto socket = std::make_unique<QTcpSocket>();
            connectTo(*socket, server.port);
            if (i % 3 == 0) socket->write("GET / HTTP/1.1\r\nHost: x\r\nA: ");
            if (i % 3 == 1) socket->write("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc");
            socket->flush();
            slow.push_back(std::move(socket));
        }
        QCOMPARE(statusOf(exchange(server.port, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")), 200);
        QTRY_COMPARE_WITH_TIMEOUT(server.connections(), 0, 10'000);
        QCOMPARE(statusOf(readToEnd(*slow[0])), 408);
        QCOMPARE(statusOf(readToEnd(*slow[1])), 408);
        QCOMPARE(readToEnd(*slow[2]), QByteArray()); // it never asked
    }

    void silentConnectionsAreDisplacedByNewcomers() {
        Limits limits;
        limits.connections = 50;
        limits.connectionsPerAddress = 40;
        LoopbackServer server(echo(), limits);
        std::vector<std::unique_ptr<QTcpSocket>> silent;
        for (int i = 0; i < 200; ++i) {
            silent.push_back(std::make_unique<QTcpSocket>());
            connectTo(*silent.back(), server.port);
            if (i % 10 == 0)
                QCOMPARE(statusOf(exchange(server.port, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")),
                         200);
        }
        QVERIFY(server.connections() <= 40);
    }

    void requestsInWorkAreNotDisplaced() {
        QSemaphore permits;
        Limits limits;
        limits.connectionsPerAddress = 4;
        LoopbackServer server(echo(&permits), limits);
        QTcpSocket working;
        connectTo(working, server.port);
        working.write("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
        working.flush();
        QTRY_COMPARE(server.connections(), 1);
        QTest::qWait(50);
        for (int i = 0; i < 20; ++i) {
            QTcpSocket other;
            connectTo(other, server.port);
        }
        permits.release();
        QCOMPARE(statusOf(readAnswer(working)), 200);
    }

    void thousandsWhoHangUpEarlyHurtNobody() {
        QSemaphore permits;
        std::atomic<int> handled = 0;
        Limits limits;
        limits.handlerThreads = 8;
        limits.handlersWaiting = 10'000;
        LoopbackServer server(echo(&permits, &handled), limits);
        constexpr int kClients = 3000;
        std::atomic<int> sent = 0;
        for (int i = 0; i < kClients; ++i) {
            QTcpSocket socket;
            connectTo(socket, server.port);
            socket.write(i % 2 ? "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n"
                               : "POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nabcd");
            socket.waitForBytesWritten(1000);
            ++sent;
            if (i % 3 == 0) socket.abort();        // a reset
            if (i % 50 == 49) permits.release(40); // answers run into connections that died meanwhile
        }
        permits.release(kClients);
        QTRY_VERIFY_WITH_TIMEOUT(handled > kClients / 3, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(server.connections(), 0, 20'000);
        QCOMPARE(statusOf(exchange(server.port, "GET /after HTTP/1.1\r\nHost: x\r\n\r\n")), 200);
    }

    void silentConnectionsDoNotStallHandshakes() {
        Limits limits;
        limits.handshakeMs = 1500;
        LoopbackServer server(echo(), limits, selfSigned());
        std::vector<std::unique_ptr<QTcpSocket>> silent;
        for (int i = 0; i < 300; ++i) {
            silent.push_back(std::make_unique<QTcpSocket>());
            connectTo(*silent.back(), server.port);
            if (i % 3 == 1) silent.back()->write(QByteArray::fromHex("160301"));       // the beginning of a handshake
            if (i % 3 == 2) silent.back()->write("GET / HTTP/1.1\r\nHost: x\r\n\r\n"); // plain HTTP to a TLS port
            silent.back()->flush();
        }
        QSslSocket good;
        good.setPeerVerifyMode(QSslSocket::VerifyNone);
        good.connectToHostEncrypted(QStringLiteral("127.0.0.1"), server.port);
        QVERIFY(good.waitForEncrypted(5000));
        for (int i = 0; i < 3; ++i) {
            good.write("PUT /good HTTP/1.1\r\nHost: x\r\nContent-Length: 50000\r\n\r\n" + QByteArray(50'000, 'g'));
            QVERIFY(readAnswer(good).contains("PUT /good 50000 ggg"));
        }
        QTRY_COMPARE_WITH_TIMEOUT(server.connections(), 1, 10'000); // the silent ones are cut, the good one stays
        good.write("GET /still HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        QVERIFY(readToEnd(good).contains("GET /still"));
    }

    void aClientThatDoesNotReadIsCut() {
        Limits limits;
        limits.writeGapMs = 300;
        HttpServer::Application application = echo();
        application.handle = [](const Request&) {
            return Response::text(QByteArray(32 * 1024 * 1024, 'x'), "text/plain");
        };
        LoopbackServer server(application, limits);
        QTcpSocket socket;
        socket.setReadBufferSize(1024);
        connectTo(socket, server.port);
        socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        socket.flush();
        QTRY_COMPARE_WITH_TIMEOUT(server.connections(), 1, 2000);
        QTRY_COMPARE_WITH_TIMEOUT(server.connections(), 0, 10'000);
    }

    void oneAddressThatUploadsForEverShutsOutNobody_data() {
        QTest::addColumn<int>("most");
        QTest::addColumn<int>("mostOfAddress");
        QTest::addRow("as many as an address may have") << 12 << 8;
        QTest::addRow("as many as there may be") << 12 << 100;
    }
    void oneAddressThatUploadsForEverShutsOutNobody() {
        QFETCH(int, most);
        QFETCH(int, mostOfAddress);
        Limits limits;
        limits.connections = most;
        limits.connectionsPerAddress = mostOfAddress;
        LoopbackServer server(echo(), limits);
        std::vector<std::unique_ptr<QTcpSocket>> half;
        for (int i = 0; i < 20; ++i) { // not in one burst: there they would displace one another
            half.push_back(std::make_unique<QTcpSocket>());
            connectTo(*half.back(), server.port);
            half.back()->write("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\na");
            half.back()->flush();
            QTest::qWait(10);
        }
        const int taken = server.connections();
        QVERIFY2(taken <= std::min(most, mostOfAddress), qPrintable(QString::number(taken)));
        QTcpSocket other;
        other.bind(QHostAddress(QStringLiteral("127.0.0.2")));
        connectTo(other, server.port);
        other.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        QCOMPARE(statusOf(readToEnd(other)), 200);
    }

    void anAddressHoldsAnEighthOfWhatIsBuffered() {
        Limits limits;
        limits.bufferedBytes = 8 * 100'000;
        limits.strangerBodyBytes = 1000;
        HttpServer::Application application = echo();
        application.needsSession = [](const QByteArray&, const QByteArray& path) { return path == "/sync"; };
        LoopbackServer server(application, limits);
        // Without a session nothing large is taken in at all, announced or in chunks.
        const QByteArray stranger = "PUT /sync HTTP/1.1\r\nHost: x\r\n";
        QCOMPARE(statusOf(exchange(server.port, stranger + "Content-Length: 90000\r\n\r\n")), 401);
        const QByteArray chunk = "600\r\n" + QByteArray(0x600, 'c') + "\r\n";
        QCOMPARE(statusOf(exchange(server.port, stranger + "Transfer-Encoding: chunked\r\n\r\n" + chunk)), 401);
        QCOMPARE(statusOf(exchange(server.port, stranger + "Content-Length: 200000\r\n\r\n")), 413);
        const QByteArray most = stranger +
                                "Authorization: Bearer x\r\nConnection: close\r\nContent-Length: 90000\r\n\r\n" +
                                QByteArray(80'000, 'a');
        QTcpSocket first, second, other;
        connectTo(first, server.port);
        first.write(most);
        QVERIFY(first.waitForBytesWritten(2000));
        QTest::qWait(100);
        connectTo(second, server.port);
        second.write(most);
        QCOMPARE(statusOf(readToEnd(second)), 503);
        other.bind(QHostAddress(QStringLiteral("127.0.0.2")));
        connectTo(other, server.port);
        for (QTcpSocket* socket : {&other, &first}) {
            if (socket == &other) socket->write(most);
            socket->write(QByteArray(10'000, 'a'));
            QCOMPARE(statusOf(readToEnd(*socket)), 200);
        }
    }

    void answersThatNobodyTakesAreCounted() {
        Limits limits;
        limits.bufferedBytes = 8 * 40 * 1024 * 1024;
        HttpServer::Application application = echo();
        application.handle = [](const Request&) {
            return Response::text(QByteArray(16 * 1024 * 1024, 'x'), "text/plain");
        };
        LoopbackServer server(application, limits);
        std::vector<std::unique_ptr<QTcpSocket>> silent;
        for (int i = 0; i < 8; ++i) {
            silent.push_back(std::make_unique<QTcpSocket>());
            silent.back()->setReadBufferSize(1024);
            connectTo(*silent.back(), server.port);
            silent.back()->write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            silent.back()->flush();
            QTest::qWait(50);
        }
        QTRY_VERIFY(server.connections() < 8 && server.connections() >= 1);
        QTcpSocket honest; // whoever takes his answer gets it whole
        connectTo(honest, server.port);
        honest.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        QVERIFY(readToEnd(honest, 20'000).size() > 16 * 1024 * 1024);
    }

    void drainingLetsRequestsFinish() {
        QSemaphore permits;
        LoopbackServer server(echo(&permits));
        QTcpSocket idle, working;
        connectTo(idle, server.port);
        connectTo(working, server.port);
        working.write("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
        working.flush();
        QTRY_COMPARE(server.connections(), 2);
        QTest::qWait(50);
        std::atomic<bool> drained = false;
        server.onThread([&] {
            QObject::connect(&server.server(), &HttpServer::drained, &server.server(), [&] { drained = true; });
            server.server().drain();
        });
        QTRY_COMPARE(server.connections(), 1);
        QTcpSocket late;
        connectTo(late, server.port);
        QCOMPARE(late.state(), QAbstractSocket::UnconnectedState);
        QVERIFY(!drained);
        permits.release();
        const QByteArray answer = readToEnd(working);
        QCOMPARE(statusOf(answer), 200);
        QVERIFY(answer.toLower().contains("connection: close"));
        QTRY_VERIFY(drained);
    }

    void logLinesStayLines() {
        LoopbackServer server(echo());
        exchange(server.port, "GET /a%0d%0ab?token=secret HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                              "hush\r\nHaziri-Device: '; DROP TABLE log_entry; --\"\xe2\x80\xa8\r\n\r\n");
        QTRY_COMPARE(server.logLines().size(), 1);
        const QByteArray line = server.logLines().first();
        QVERIFY(!line.contains('\n') && !line.contains('\r'));
        QVERIFY(!line.contains("secret") && !line.contains("hush"));
        const auto object = QJsonDocument::fromJson(line).object();
        QCOMPARE(object[QStringLiteral("status")].toInt(), 200);
        QVERIFY(object[QStringLiteral("device")].toString().contains(QStringLiteral("DROP TABLE")));
    }
};

QTEST_GUILESS_MAIN(ConnectionFaultsTest)
#include "ConnectionFaultsTest.moc"
