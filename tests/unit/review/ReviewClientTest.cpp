// HR's client against a pretended server: what it sends, what it believes, what it refuses.
#include "core/review/ReviewClient.h"
#include "core/base/Json.h"
#include "core/crypto/SystemRandom.h"
#include "core/review/RemoteLogSource.h"
#include "tests/support/DemoFeed.h"
#include "tests/support/DemoLog.h"
#include "tests/support/FakeTransport.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace haziri;
using namespace haziri::review;

class ReviewClientTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void init();
    void signInProvesTheDevice();
    void signInFailures_data();
    void signInFailures();
    void onlyTheOfficeGetsIn();
    void passwordIsEscaped();
    void aWrongClockIsHelpedOnce();
    void requestsCarrySessionAndDevice();
    void photoCarriesThePurpose();
    void sessionEnds();
    void checkpointMustBeSignedByTheLog();
    void pagesAreReadStrictly();
    void verifiesOverTheWire();
    void answersAfterItsEndAreIgnored();
    void longAnswersAreReadBesideTheWindow();
    void whoSignedOutIsToldNothing();

  private:
    Result<Reviewer> signIn(const QByteArray& password = "secret") {
        std::optional<Result<Reviewer>> got;
        m_client->signIn(QStringLiteral("hina"), crypto::SecretBytes::copyOf(password), this,
                         [&](const Result<Reviewer>& r) { got = r; });
        if (!QTest::qWaitFor([&] { return got.has_value(); })) return fail("TEST_TIMEOUT");
        return *got;
    }
    template <class T, class Call>
    Result<T> wait(Call call) {
        std::optional<Result<T>> got;
        call([&](const Result<T>& r) { got = r; });
        if (!QTest::qWaitFor([&] { return got.has_value(); })) return fail("TEST_TIMEOUT");
        return *got;
    }
    Result<sync::HttpAnswer> answer(const sync::HttpRequest& request);

    crypto::SystemRandom m_random;
    SystemClock m_clock;
    std::unique_ptr<crypto::Ed25519PrivateKey> m_device, m_log;
    std::unique_ptr<ReviewClient> m_client;
    QList<sync::HttpRequest> m_seen;
    std::function<Result<sync::HttpAnswer>(const sync::HttpRequest&)> m_override;
    tests::DemoLog m_demo{30};
    QByteArray m_role = "hr";
};

Result<sync::HttpAnswer> ReviewClientTest::answer(const sync::HttpRequest& request) {
    m_seen << request;
    if (m_override) return m_override(request);
    if (request.path == "/api/v5/session")
        return sync::HttpAnswer{200,
                                {},
                                "{\"token\":\"tok-1\",\"role\":\"" + m_role + "\",\"userId\":\"" +
                                    tests::workerNumber(9).toText() + "\",\"expiresAt\":1}"};
    if (request.path.startsWith("/api/v5/audit/log")) {
        const qint64 from = request.path.mid(request.path.indexOf("from=") + 5).split('&')[0].toLongLong();
        return sync::HttpAnswer{200, {}, m_demo.pageBody(from, 10)};
    }
    if (request.path == "/api/v5/audit/checkpoint")
        return sync::HttpAnswer{200, {}, audit::signCheckpoint(m_demo.checkpoint, *m_log)};
    if (request.path.startsWith("/api/v5/vault/")) return sync::HttpAnswer{200, {}, "JPEG"};
    return sync::HttpAnswer{404, {}, {}};
}

void ReviewClientTest::init() {
    m_seen.clear();
    m_override = nullptr;
    m_role = "hr";
    m_demo = tests::DemoLog(30);
    m_device = std::make_unique<crypto::Ed25519PrivateKey>(crypto::Ed25519PrivateKey::generate(m_random));
    m_log = std::make_unique<crypto::Ed25519PrivateKey>(crypto::Ed25519PrivateKey::generate(m_random));
    sync::ServerAccess access;
    access.baseUrl = QUrl(QStringLiteral("https://server.test:1"));
    access.deviceId = protocol::keyThumbprint(m_device->publicKey());
    access.fingerprint = {{QStringLiteral("simHash"), QStringLiteral("00ff00ff00ff00ff")}};
    access.simHash = "00ff00ff00ff00ff";
    access.logKey = audit::writeVerifierKey("haziri.test/log", m_log->publicKey());
    access.signProof = [this](const protocol::Proof& proof) { return protocol::signProof(proof, *m_device); };
    m_client = std::make_unique<ReviewClient>(
        access,
        [this] {
            return std::make_unique<tests::FakeTransport>([this](const sync::HttpRequest& r) { return answer(r); });
        },
        m_clock, m_random);
}

void ReviewClientTest::signInProvesTheDevice() {
    const auto reviewer = signIn();
    QVERIFY(reviewer);
    QCOMPARE(reviewer->role, QByteArray("hr"));
    QVERIFY(m_client->isSignedIn());
    auto body = json::Reader::parse(m_seen[0].body);
    QVERIFY(body);
    QCOMPARE(body->text("grant"), QByteArray("password"));
    QCOMPARE(body->text("username"), QByteArray("hina"));
    QCOMPARE(body->text("password"), QByteArray("secret"));
    const auto proof = protocol::verifyProof(body->text("proof", 4096), m_device->publicKey(), "session");
    QVERIFY(proof);
    QCOMPARE(proof->deviceId, protocol::keyThumbprint(m_device->publicKey()));
    // A second sign-in proves itself anew.
    QVERIFY(signIn());
    QVERIFY(m_seen[1].body != m_seen[0].body);
}

void ReviewClientTest::signInFailures_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("wrong password") << 401 << QByteArray("SIGN_IN_REFUSED");
    QTest::newRow("backed off") << 429 << QByteArray("TOO_MANY_TRIES");
    QTest::newRow("store away") << 503 << QByteArray("HTTP_503");
    QTest::newRow("no line") << 0 << QByteArray("OFFLINE");
}

void ReviewClientTest::signInFailures() {
    QFETCH(int, status);
    QFETCH(QByteArray, code);
    m_override = [=](const sync::HttpRequest&) -> Result<sync::HttpAnswer> {
        if (!status) return fail("OFFLINE");
        return sync::HttpAnswer{status, {}, {}};
    };
    const auto reviewer = signIn();
    QVERIFY(!reviewer);
    QCOMPARE(reviewer.error().code, code);
    QVERIFY(!m_client->isSignedIn());
}

void ReviewClientTest::onlyTheOfficeGetsIn() {
    m_role = "supervisor";
    const auto reviewer = signIn();
    QVERIFY(!reviewer);
    QCOMPARE(reviewer.error().code, QByteArray("FORBIDDEN"));
    QVERIFY(!m_client->isSignedIn());
}

void ReviewClientTest::aWrongClockIsHelpedOnce() {
    const auto iatOf = [](const sync::HttpRequest& request) {
        const QByteArray jws = json::Reader::parse(request.body)->text("proof", 4000);
        const auto payload = protocol::UnverifiedJws::read(jws, protocol::Purpose::Proof)->payloadBeforeVerification();
        return json::Reader::parse(*payload)->integer("iat", 0, 1LL << 53);
    };
    m_override = [&](const sync::HttpRequest& request) -> Result<sync::HttpAnswer> {
        if (std::abs(iatOf(request) - 1'700'000'000'000) > 5 * 60'000)
            return sync::HttpAnswer{401, {{"date", "Tue, 14 Nov 2023 22:13:20 GMT"}}, "{\"code\":\"PROOF_EXPIRED\"}"};
        m_override = {};
        m_seen.removeLast();
        return answer(request);
    };
    QVERIFY(signIn().has_value());
    QCOMPARE(m_seen.size(), 2);
    QCOMPARE(iatOf(m_seen[1]), 1'700'000'000'000);

    // A server that refuses every time is not asked for ever.
    m_seen.clear();
    m_override = [](const sync::HttpRequest&) -> Result<sync::HttpAnswer> {
        return sync::HttpAnswer{401, {{"date", "Tue, 14 Nov 2023 22:13:20 GMT"}}, "{\"code\":\"PROOF_EXPIRED\"}"};
    };
    QCOMPARE(signIn().error().code, QByteArray("SIGN_IN_REFUSED"));
    QCOMPARE(m_seen.size(), 2);
}

void ReviewClientTest::passwordIsEscaped() {
    const QByteArray nasty = "a\"b\\c\n\x01 \xe0\xa4\xb9\",\"grant\":\"device";
    QVERIFY(signIn(nasty));
    auto body = json::Reader::parse(m_seen[0].body);
    QVERIFY(body);
    QCOMPARE(body->text("password"), nasty);
    QCOMPARE(body->text("grant"), QByteArray("password"));
}

void ReviewClientTest::requestsCarrySessionAndDevice() {
    QVERIFY(signIn());
    const auto page = wait<LogPage>([&](auto done) { m_client->fetchLog(10, 10, this, done); });
    QVERIFY(page);
    QCOMPARE(page->size, 30);
    QCOMPARE(page->entries.first().index, 10);
    QCOMPARE(m_seen[1].path, QByteArray("/api/v5/audit/log?from=10&limit=10"));
    QCOMPARE(tests::headerOf(m_seen[1], "Authorization"), QByteArray("Bearer tok-1"));
    QCOMPARE(tests::headerOf(m_seen[1], "Haziri-Device"), protocol::keyThumbprint(m_device->publicKey()));
    QCOMPARE(tests::headerOf(m_seen[1], "Haziri-Fingerprint"), QByteArray("00ff00ff00ff00ff"));
    QVERIFY(tests::headerOf(m_seen[0], "Authorization").isEmpty());
}

void ReviewClientTest::photoCarriesThePurpose() {
    QVERIFY(signIn());
    UuidBytes bytes = tests::workerNumber(5).bytes();
    const auto photo = wait<QImage>([&](auto done) {
        m_client->openPhoto(FileId(bytes), QStringLiteral("  wage dispute\r\nof\x01 22 Nov "), this, done);
    });
    QCOMPARE(photo.error().code, QByteArray("PICTURE_UNREADABLE")); // "JPEG" is none
    QCOMPARE(tests::headerOf(m_seen[1], "Haziri-Purpose"), QByteArray("wage dispute of 22 Nov"));
    QVERIFY(m_seen[1].path.endsWith(FileId(bytes).toText()));
}

void ReviewClientTest::sessionEnds() {
    QVERIFY(signIn());
    QSignalSpy ended(m_client.get(), &ReviewClient::sessionEnded);
    m_override = [](const sync::HttpRequest&) -> Result<sync::HttpAnswer> { return sync::HttpAnswer{401, {}, {}}; };
    const auto page = wait<LogPage>([&](auto done) { m_client->fetchLog(0, 10, this, done); });
    QVERIFY(!page);
    QCOMPARE(page.error().code, QByteArray("SESSION_EXPIRED"));
    QCOMPARE(ended.size(), 1);
    QVERIFY(!m_client->isSignedIn());
}

void ReviewClientTest::checkpointMustBeSignedByTheLog() {
    QVERIFY(signIn());
    const auto good = wait<audit::Checkpoint>([&](auto done) { m_client->fetchCheckpoint(this, done); });
    QVERIFY(good);
    QCOMPARE(*good, m_demo.checkpoint);
    const auto stranger = crypto::Ed25519PrivateKey::generate(m_random);
    m_override = [&](const sync::HttpRequest&) -> Result<sync::HttpAnswer> {
        return sync::HttpAnswer{200, {}, audit::signCheckpoint(m_demo.checkpoint, stranger)};
    };
    const auto bad = wait<audit::Checkpoint>([&](auto done) { m_client->fetchCheckpoint(this, done); });
    QVERIFY(!bad);
    QCOMPARE(bad.error().code, QByteArray("CHECKPOINT_INVALID"));
}

void ReviewClientTest::pagesAreReadStrictly() {
    const QByteArray body = m_demo.pageBody(0, 3);
    QVERIFY(readLogPage(body));
    for (qsizetype cut = 0; cut < body.size(); cut += 7)
        QVERIFY(!readLogPage(body.left(cut)));
    QByteArray shortHash = body;
    shortHash.replace("\"recordHash\":\"", "\"recordHash\":\"AAAA");
    QVERIFY(!readLogPage(shortHash));
    // Erased: no salt, no data, and still an entry.
    tests::DemoLog erased(3);
    erased.entries[1].salt.reset();
    erased.entries[1].data.reset();
    const auto page = readLogPage(erased.pageBody(0, 3));
    QVERIFY(page);
    QVERIFY(!page->entries[1].data && page->entries[2].data);
}

void ReviewClientTest::verifiesOverTheWire() {
    QVERIFY(signIn());
    auto source = m_client->logSource()();
    const auto note = source->checkpoint();
    QVERIFY(note);
    const auto checkpoint = audit::verifyCheckpoint(*note, {"haziri.test/log", m_log->publicKey()});
    QVERIFY(checkpoint);
    audit::LogVerifier verifier;
    while (verifier.size() < checkpoint->size) {
        const auto page = source->fetch(verifier.size(), 1000);
        QVERIFY(page);
        for (const auto& entry : page->entries)
            QVERIFY(!verifier.add(entry));
    }
    QVERIFY(!verifier.close(*checkpoint));
    source->cancel();
    QCOMPARE(source->fetch(0, 10).error().code, QByteArray("CANCELLED"));
}

void ReviewClientTest::answersAfterItsEndAreIgnored() {
    bool called = false;
    m_client->signIn(QStringLiteral("hina"), crypto::SecretBytes::copyOf("x"), this,
                     [&](const Result<Reviewer>&) { called = true; });
    m_client.reset();
    QTest::qWait(20);
    QVERIFY(!called);
}

namespace {

/// Nothing else runs in Qt's pool meanwhile.
class HeldPool {
  public:
    HeldPool() {
        m_pool.setMaxThreadCount(1);
        m_pool.start([this] { m_gate.acquire(); });
    }
    ~HeldPool() {
        letGo();
        m_pool.setMaxThreadCount(m_before);
    }
    /// Until all that waited has run.
    void letGo() {
        m_gate.release();
        m_pool.waitForDone();
    }

  private:
    QThreadPool& m_pool = *QThreadPool::globalInstance();
    const int m_before = m_pool.maxThreadCount();
    QSemaphore m_gate;
};

} // namespace

void ReviewClientTest::longAnswersAreReadBesideTheWindow() {
    QVERIFY(signIn());
    QByteArray list;
    for (int i = 1; i <= 2000; ++i)
        list += QByteArray(i > 1 ? "," : "") + "{\"name\":\"n\",\"trade\":\"mason\",\"trustScore\":80,\"workerId\":\"" +
                tests::workerNumber(i).toText() + "\"}";
    m_override = [&](const sync::HttpRequest&) -> Result<sync::HttpAnswer> {
        return sync::HttpAnswer{200, {}, "{\"workers\":[" + list + "]}"};
    };
    std::optional<Result<QList<WorkerLine>>> got;
    HeldPool pool;
    m_client->fetchWorkers(this, [&](const Result<QList<WorkerLine>>& workers) { got = workers; });
    QTest::qWait(50);
    QVERIFY(!got);
    pool.letGo();
    QTRY_VERIFY(got);
    QVERIFY(*got);
    QCOMPARE((*got)->size(), 2000);
}

void ReviewClientTest::whoSignedOutIsToldNothing() {
    QVERIFY(signIn());
    bool called = false;
    HeldPool pool;
    m_client->openPhoto(FileId(tests::workerNumber(5).bytes()), QStringLiteral("wage dispute"), this,
                        [&](const Result<QImage>&) { called = true; });
    QTRY_COMPARE(m_seen.size(), 2);
    QTest::qWait(20); // the answer is there, and waits to be opened
    m_client->signOut();
    pool.letGo();
    QTest::qWait(50);
    QVERIFY(!called);
}

QTEST_GUILESS_MAIN(ReviewClientTest)
#include "ReviewClientTest.moc"
