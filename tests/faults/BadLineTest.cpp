// threats.md: "answer cut at any byte, reset, 1 byte per second, redirect to http → packets stay Pending, sync
// resumes", over real sockets; and what 200 marks cost on the thinnest line.
#include "tests/support/BadLine.h"
#include "core/sync/HttpsTransport.h"
#include "tests/support/LaptopBench.h"

#include <QtTest>

using namespace haziri;
using sync::RunSummary;

namespace {

/// As HttpsTransport, with less patience than a laptop has.
class Hasty final : public sync::Transport {
  public:
    explicit Hasty(const QUrl& base)
        : m_real(base, QByteArray(43, 'A')) {}
    void send(sync::HttpRequest request, QObject* context, Done done) override {
        request.totalMs = patienceMs;
        m_real.send(std::move(request), context, std::move(done));
    }
    void cancelAll() override { m_real.cancelAll(); }
    int patienceMs = 20'000;

  private:
    sync::HttpsTransport m_real;
};

struct Site : test::LaptopBench {
    test::BadLine bad{server};
    Hasty transport{bad.url()};
    Site() {
        engine.reset();
        client = std::make_unique<sync::ServerClient>(transport, profile->identity(),
                                                      device::Fingerprint::ofThisMachine(), server.clock, random);
        startEngine();
    }
    ~Site() {
        engine.reset();
        client.reset();
    }
    /// The line is good again: everything is there, nothing twice.
    void resumes(int marks) {
        bad.fault = {};
        transport.patienceMs = 20'000;
        const RunSummary summary = run();
        QCOMPARE(summary.code, QByteArray());
        QCOMPARE(summary.accepted + summary.duplicate, marks);
        QCOMPARE(pending(), 0);
        QCOMPARE(server.committed.size(), marks);
    }
};

} // namespace

class BadLineTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void anAnswerCutAtAnyByteLeavesMarksPending_data() {
        QTest::addColumn<bool>("reset");
        QTest::newRow("ended in order") << false;
        QTest::newRow("reset") << true;
    }
    void anAnswerCutAtAnyByteLeavesMarksPending() {
        QFETCH(bool, reset);
        Site site;
        QCOMPARE(site.run().code, QByteArray());
        site.mark();
        site.mark();
        qint64 length = site.bad.lastAnswerBytes; // of an answer without results: shorter than those to come
        for (qint64 cut = 0; cut < length; cut += 1 + length / 40) {
            site.bad.fault = {cut, reset, 0, {}};
            const RunSummary run = site.run();
            QVERIFY2(!run.code.isEmpty(), QByteArray::number(cut).constData());
            QCOMPARE(site.pending(), 2);
            length = site.bad.lastAnswerBytes;
        }
        site.bad.fault = {length - 1, reset, 0, {}};
        QVERIFY(!site.run().code.isEmpty());
        QCOMPARE(site.pending(), 2);
        site.resumes(2);
    }

    void aByteAtATimeEndsAndLeavesMarksPending() {
        Site site;
        site.mark();
        site.bad.fault.everyMs = 20; // the answer would take most of a minute
        site.transport.patienceMs = 600;
        QCOMPARE(site.run().code, QByteArray("TIMEOUT"));
        QCOMPARE(site.pending(), 1);
        site.resumes(1);
    }

    void aRedirectOrAPortalChangesNothing_data() {
        QTest::addColumn<QByteArray>("instead");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("redirect to http")
            << QByteArray("HTTP/1.1 302 Found\r\nLocation: http://login.example/\r\nContent-Length: 0\r\n\r\n")
            << QByteArray("REDIRECTED");
        QTest::newRow("moved for good")
            << QByteArray("HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1/\r\nContent-Length: 0\r\n\r\n")
            << QByteArray("REDIRECTED");
        QTest::newRow("a portal's page")
            << QByteArray(
                   "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 20\r\n\r\n<html>Welcome</html>")
            << QByteArray("ANSWER_UNSIGNED");
        QTest::newRow("a portal's JSON") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{\"results\":[]}")
                                         << QByteArray("ANSWER_UNSIGNED");
        QTest::newRow("nothing to say") << QByteArray("HTTP/1.1 204 No Content\r\n\r\n") << QByteArray();
        QTest::newRow("a portal that says what it is")
            << QByteArray("HTTP/1.1 511 Network Authentication Required\r\nContent-Length: 5\r\n\r\nlogin")
            << QByteArray();
        QTest::newRow("half a JSON, and its length says so")
            << QByteArray(
                   "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n{\"results\":[{")
            << QByteArray("ANSWER_UNSIGNED");
        QTest::newRow("a length that is not reached")
            << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"results\":[") << QByteArray("ANSWER_CUT");
        QTest::newRow("a packed answer that ends early")
            << QByteArray("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 14\r\n\r\n") +
                   QByteArray::fromHex("1f8b08000000000000034d8e4d0ac2")
            << QByteArray();
        QTest::newRow("pieces without an end")
            << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n{\"results\"") << QByteArray();
        QTest::newRow("no http at all") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n") << QByteArray();
    }
    void aRedirectOrAPortalChangesNothing() {
        QFETCH(QByteArray, instead);
        QFETCH(QByteArray, code);
        Site site;
        site.mark();
        site.bad.fault.instead = instead;
        const RunSummary run = site.run();
        QVERIFY(!run.code.isEmpty());
        if (!code.isEmpty()) QCOMPARE(run.code, code);
        QCOMPARE(site.pending(), 1);
        site.resumes(1);
    }

    // A portal answers everything, the very first request too.
    void aPortalBeforeTheSignInChangesNothing_data() { aRedirectOrAPortalChangesNothing_data(); }
    void aPortalBeforeTheSignInChangesNothing() {
        QFETCH(QByteArray, instead);
        Site site;
        site.mark("jpeg");
        site.bad.fault.instead = instead;
        site.bad.fault.onEverything = true;
        QVERIFY(!site.run().code.isEmpty());
        QCOMPARE(site.pending(), 1);
        QVERIFY(site.server.committed.isEmpty());
        site.resumes(1);
        QCOMPARE(site.server.photos.size(), std::size_t(1));
    }

    // No connection carries as much as the photograph is long: what arrived of it stays.
    void aPhotoThatNeverPassesWholeArrivesInParts_data() {
        QTest::addColumn<qint64>("bytesAConnection");
        QTest::newRow("a third of it") << qint64(20'000);
        QTest::newRow("a tenth of it") << qint64(6'000);
    }
    void aPhotoThatNeverPassesWholeArrivesInParts() {
        QFETCH(qint64, bytesAConnection);
        Site site;
        const QByteArray photo = crypto::randomBytes(site.random, 60'000);
        site.mark(photo);
        site.bad.fault.cutUpAfter = bytesAConnection;
        const RunSummary broke = site.run();
        QVERIFY(!broke.code.isEmpty());
        QCOMPARE(site.server.committed.size(), 1); // the mark itself passes
        QVERIFY(site.server.photos.empty());
        const RunSummary second = site.run();
        QCOMPARE(second.code, QByteArray());
        QCOMPARE(second.photosSent, 1);
        QVERIFY(site.bad.resets > 3);
        QCOMPARE(site.server.photos.begin()->second, photo);
        QVERIFY2(site.bad.up < 4 * photo.size(), QByteArray::number(site.bad.up).constData());
    }

    // What the laptop learnt of its line and what the server has of the photograph outlive the program.
    void aPhotoGoesOnInItsMiddleAfterARestart() {
        Site site;
        const QByteArray photo = crypto::randomBytes(site.random, 60'000);
        site.mark(photo);
        site.bad.fault.cutUpAfter = 20'000;
        QVERIFY(!site.run().code.isEmpty());
        site.server.begun[site.server.announced.begin()->first] = photo.first(40'000);
        site.engine.reset();
        site.startEngine();
        site.bad.up = 0;
        site.bad.fault = {};
        QCOMPARE(site.run().photosSent, 1);
        QCOMPARE(site.server.photos.begin()->second, photo);
        QVERIFY2(site.bad.up < 30'000, QByteArray::number(site.bad.up).constData());
    }

    // Counted, not waited for: the bytes that really crossed, at 32 kbit/s, with 5 % of them sent twice and a head of
    // TCP and IP on every 1,400; 600 ms for each turn of TCP, TLS and HTTP.
    void twoHundredMarksNeedLessThanAMinuteAt32Kbit() {
        Site site;
        for (int i = 0; i < 200; ++i)
            site.mark();
        const RunSummary run = site.run();
        QCOMPARE(run.code, QByteArray());
        QCOMPARE(run.accepted, 200);
        QCOMPARE(site.bad.requests, 2); // a session, and all marks at once
        constexpr double kBytesPerSecond = 32'000.0 / 8, kOverhead = 1.05 * (1 + 40.0 / 1400);
        constexpr int kTurns = 1 + 2 + 2; // TCP, TLS, two requests
        const double seconds =
            double(site.bad.up + site.bad.down + 6000) * kOverhead / kBytesPerSecond + kTurns * 0.6; // 6000: TLS itself
        qInfo("200 marks: %lld bytes up, %lld down, %.1f s", static_cast<long long>(site.bad.up),
              static_cast<long long>(site.bad.down), seconds);
        QVERIFY2(seconds < 60, QByteArray::number(seconds).constData());
    }

    // Ten thousand photos that the server refuses for now must not be looked through again for each of them.
    void theLaneOfPhotosLooksAtEachOnce() {
        test::LaptopBench bench;
        constexpr int kPhotos = 600;
        for (int i = 0; i < kPhotos; ++i)
            bench.mark("photo " + QByteArray::number(i));
        bench.line.twist = [&](const sync::HttpRequest& request, sync::HttpAnswer answer) -> Result<sync::HttpAnswer> {
            if (!request.path.startsWith("/api/v5/vault/")) return answer;
            answer.status = 404;
            answer.body = R"({"code":"NOT_FOUND"})";
            return answer;
        };
        QSignalSpy finished(bench.engine.get(), &sync::SyncEngine::finished);
        bench.engine->start();
        QVERIFY(finished.size() == 1 || finished.wait(60'000));
        const auto run = finished.at(0).at(0).value<RunSummary>();
        QCOMPARE(run.code, QByteArray());
        QCOMPARE(run.photosFailed, kPhotos); // each once
        QVERIFY2(bench.engine->photoLooks() <= kPhotos / 100,
                 QByteArray::number(bench.engine->photoLooks()).constData());
    }
};

QTEST_GUILESS_MAIN(BadLineTest)
#include "BadLineTest.moc"
