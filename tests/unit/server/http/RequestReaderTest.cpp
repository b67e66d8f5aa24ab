// Strict reading of request heads and bodies.
#include "server/http/RequestReader.h"

#include <QTest>

using namespace haziri::http;
using namespace Qt::StringLiterals;
using State = RequestReader::State;

namespace {

struct Outcome {
    State state;
    int status = 0;
};

/// Feeds in pieces of `step` bytes, as a network may deliver them.
Outcome readAll(const QByteArray& bytes, qsizetype step, RequestReader& reader, QByteArray& rest,
                qsizetype bodyLimit = 1000) {
    rest.clear();
    for (qsizetype at = 0; at < bytes.size(); at += step) {
        rest += bytes.mid(at, step);
        auto state = reader.feed(rest);
        if (state == State::Body) {
            state = reader.setBodyLimit(bodyLimit);
            if (state == State::Body) state = reader.feed(rest);
        }
        if (state == State::Refused) return {state, reader.refusal().status};
    }
    return {reader.state(), 0};
}

} // namespace

class RequestReaderTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void readsWholeRequestsHoweverTheyArrive_data() {
        QTest::addColumn<qsizetype>("step");
        for (const qsizetype step : {1, 2, 3, 7, 50, 100000})
            QTest::addRow("%d bytes", int(step)) << step;
    }

    void readsWholeRequestsHoweverTheyArrive() {
        QFETCH(qsizetype, step);
        RequestReader reader(16384, 64);
        QByteArray rest;
        const QByteArray request =
            "POST /a/b%20c?q=1 HTTP/1.1\r\nHost: x\r\nX-Thing:  two words \r\nContent-Length: 5\r\n\r\nhello";
        QCOMPARE(readAll(request, step, reader, rest).state, State::Done);
        QCOMPARE(reader.head().method, QByteArray("POST"));
        QCOMPARE(reader.head().target, QByteArray("/a/b%20c?q=1"));
        QCOMPARE(reader.head().fields.at(1).second, QByteArray("two words"));
        QVERIFY(reader.head().keepAlive);
        QCOMPARE(reader.takeBody(), QByteArray("hello"));
        QVERIFY(rest.isEmpty());
    }

    void targetsInOtherForms() {
        for (const auto& [sent, read] : QList<std::pair<QByteArray, QByteArray>>{
                 {"http://127.0.0.1:8443/api/v5/health?a=%41", "/api/v5/health?a=%41"},
                 {"HTTPS://server.example/api", "/api"},
                 {"http://x", "/"},
                 {"http://x?q=1", "/?q=1"},
                 {"/api/v5/h%65al%74h", "/api/v5/health"},
                 {"/a%2Db%7ec%2e", "/a-b~c."},
                 {"/a%2Fb%20c%25%3f", "/a%2Fb%20c%25%3f"},
                 {"/%4", ""}}) {
            RequestReader reader(16384, 64);
            QByteArray rest;
            const auto outcome = readAll("GET " + sent + " HTTP/1.1\r\nHost: x\r\n\r\n", 1000, reader, rest);
            QCOMPARE(outcome.state, read.isEmpty() ? State::Refused : State::Done);
            if (!read.isEmpty()) QCOMPARE(reader.head().target, read);
        }
    }

    void leavesTheNextRequestAlone() {
        RequestReader reader(16384, 64);
        QByteArray buffer = "\r\nGET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n";
        QCOMPARE(reader.feed(buffer), State::Body);
        QCOMPARE(reader.setBodyLimit(10), State::Body);
        QCOMPARE(reader.head().target, QByteArray("/1"));
        QCOMPARE(buffer, QByteArray("GET /2 HTTP/1.1\r\nHost: x\r\n\r\n"));
    }

    void readsChunkedBodies() {
        for (const qsizetype step : {1, 4, 1000}) {
            RequestReader reader(16384, 64);
            QByteArray rest;
            const QByteArray request = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: "
                                       "chunked\r\n\r\n5\r\nhello\r\n6;a=b\r\n world\r\n0\r\n\r\n";
            QCOMPARE(readAll(request, step, reader, rest).state, State::Done);
            QCOMPARE(reader.takeBody(), QByteArray("hello world"));
        }
    }

    void knowsWhenTheConnectionEnds() {
        const QList<std::pair<QByteArray, bool>> cases{
            {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", true},
            {"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", false},
            {"GET / HTTP/1.0\r\n\r\n", false},
            {"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", false},
        };
        for (const auto& [request, keeps] : cases) {
            RequestReader reader(16384, 64);
            QByteArray buffer = request;
            QCOMPARE(reader.feed(buffer), State::Body);
            QCOMPARE(reader.head().keepAlive, keeps);
        }
    }

    void refusesWhatIsNotARequest_data() {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        const auto row = [](const char* name, const QByteArray& request, int status = 400) {
            QTest::newRow(name) << request << status;
        };
        row("length abc", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n");
        row("length negative", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n");
        row("length with plus", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +5\r\n\r\nhello");
        row("length empty", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length:\r\n\r\n");
        row("length hex", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0x5\r\n\r\nhello");
        row("length past 64 bits", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 18446744073709551616\r\n\r\n");
        row("two lengths", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello");
        row("length list", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5, 5\r\n\r\nhello");
        row("length and chunked",
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        row("chunked and length",
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n");
        row("gzip, chunked", "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n");
        row("chunked twice",
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        row("chunked in 1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        row("version xyz", "GET / HTTPxyz1\r\nHost: x\r\n\r\n");
        row("version 2.0", "GET / HTTP/2.0\r\nHost: x\r\n\r\n");
        row("version 1.2", "GET / HTTP/1.2\r\nHost: x\r\n\r\n");
        row("no version", "GET /\r\nHost: x\r\n\r\n");
        row("no host", "GET / HTTP/1.1\r\n\r\n");
        row("two hosts", "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n");
        row("two authorizations", "GET / HTTP/1.1\r\nHost: x\r\nAuthorization: a\r\nAuthorization: b\r\n\r\n");
        row("absolute target without authority", "GET http:///a HTTP/1.1\r\nHost: x\r\n\r\n");
        row("absolute target of another kind", "GET ftp://x/a HTTP/1.1\r\nHost: x\r\n\r\n");
        row("bad escape", "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n");
        row("cut escape", "GET /%2 HTTP/1.1\r\nHost: x\r\n\r\n");
        row("fragment", "GET /#a HTTP/1.1\r\nHost: x\r\n\r\n");
        row("bare line feeds", "GET / HTTP/1.1\nHost: x\n\n");
        row("one bare line feed", "GET / HTTP/1.1\r\nHost: x\nA: b\r\n\r\n");
        row("bare carriage return", "GET / HTTP/1.1\r\nHost: x\rA: b\r\n\r\n");
        row("folded line", "GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n");
        row("NUL in a value", "GET / HTTP/1.1\r\nHost: x\r\nA: b\0c\r\n\r\n"_ba);
        row("NUL in the target", "GET /\0a HTTP/1.1\r\nHost: x\r\n\r\n"_ba);
        row("blank before colon", "GET / HTTP/1.1\r\nHost : x\r\n\r\n");
        row("no colon", "GET / HTTP/1.1\r\nHost x\r\n\r\n");
        row("blank in the method", "GE T / HTTP/1.1\r\nHost: x\r\n\r\n");
        row("unknown expectation", "POST / HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\nContent-Length: 1\r\n\r\n", 417);
        row("TLS hello", QByteArray::fromHex("16030100c8010000c40303") + "\r\n\r\n");
        row("chunk size zz",
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n");
        row("chunk size negative",
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n");
    }

    void refusesWhatIsNotARequest() {
        QFETCH(QByteArray, request);
        QFETCH(int, status);
        for (const qsizetype step : {qsizetype(1), qsizetype(16), request.size()}) {
            RequestReader reader(16384, 64);
            QByteArray rest;
            const Outcome outcome = readAll(request, step, reader, rest);
            QCOMPARE(outcome.state, State::Refused);
            QCOMPARE(outcome.status, status);
        }
    }

    void limitsTheHead() {
        for (const QByteArray& start : {QByteArray("GET / HTTP/1.1\r\nHost: x\r\nA: "), QByteArray("GET /")}) {
            for (const qsizetype step : {1000, 100000}) {
                RequestReader reader(16384, 64);
                QByteArray rest;
                const Outcome outcome = readAll(start + QByteArray(40000, 'a'), step, reader, rest);
                QCOMPARE(outcome.status, 431);
                QVERIFY(rest.size() < 20000 + step);
            }
        }
        RequestReader reader(16384, 64);
        QByteArray rest;
        QByteArray many = "GET / HTTP/1.1\r\nHost: x\r\n";
        for (int i = 0; i < 100; ++i)
            many += "A" + QByteArray::number(i) + ": b\r\n";
        QCOMPARE(readAll(many + "\r\n", 100000, reader, rest).status, 431);
    }

    void limitsTheBody() {
        RequestReader announced(16384, 64), chunked(16384, 64), within(16384, 64);
        QByteArray rest;
        QCOMPARE(readAll("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\n", 1000, announced, rest, 10).status,
                 413);
        QCOMPARE(readAll("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: "
                         "chunked\r\n\r\n6\r\nabcdef\r\n6\r\nabcdef\r\n0\r\n\r\n",
                         1, chunked, rest, 10)
                     .status,
                 413);
        QCOMPARE(
            readAll("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n0123456789", 1, within, rest, 10).state,
            State::Done);
    }
};

QTEST_APPLESS_MAIN(RequestReaderTest)
#include "RequestReaderTest.moc"
