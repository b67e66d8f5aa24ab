// HR's client over real HTTP against a fake office.
#include "core/crypto/SystemRandom.h"
#include "core/review/LogRecord.h"
#include "core/review/ReviewClient.h"
#include "core/sync/HttpsTransport.h"
#include "tests/support/FakeOffice.h"

#include <QBuffer>
#include <QSignalSpy>
#include <QTest>

using namespace haziri;
using namespace haziri::review;
using test::FakeOffice;

class OfficeClientTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void signsInWithAProofAndKeepsTheTokenInside();
    void aWrongPasswordAndAForeignRoleAreRefused();
    void anEndedSessionIsTold();
    void readsThePagesOfTheLog();
    void provesAnEntryAndRefusesAnother();
    void openingAPhotoTakesAPurposeAndGivesAPicture();
    void bytesThatAreNoPictureAreAnError();
    void readsAlertsAndRanksThem();
    void resolvesAnAlertOrSaysThatTheServerCannot();
    void readsMarksPageByPage();
    void malformedAnswersAreErrors();
    void noLineIsAnError();

  private:
    SystemClock m_clock;
    crypto::SystemRandom m_random;
    std::unique_ptr<ReviewClient> clientOf(const FakeOffice& office);
    void signIn(ReviewClient& client);
    /// The answer of an asynchronous call.
    template <class T, class Call>
    Result<T> wait(Call call) {
        std::optional<Result<T>> got;
        call([&got](Result<T> answer) { got = std::move(answer); });
        if (got) return fail("TOO_EARLY", QStringLiteral("the answer came before the call returned"));
        [&] { QTRY_VERIFY_WITH_TIMEOUT(got.has_value(), 10'000); }();
        return got ? std::move(*got) : Result<T>(fail("NO_ANSWER"));
    }
};

std::unique_ptr<ReviewClient> OfficeClientTest::clientOf(const FakeOffice& office) {
    const auto access = office.access();
    return std::make_unique<ReviewClient>(
        access, [access] { return std::make_unique<sync::HttpsTransport>(access.baseUrl, access.pin); }, m_clock,
        m_random);
}

void OfficeClientTest::signIn(ReviewClient& client) {
    const auto who = wait<Reviewer>([&](auto done) {
        client.signIn(QStringLiteral("hina"), crypto::SecretBytes::copyOf("open \"sesame\""), this, done);
    });
    QVERIFY2(who, who ? "" : who.error().code.constData());
}

void OfficeClientTest::signsInWithAProofAndKeepsTheTokenInside() {
    FakeOffice office(3);
    auto client = clientOf(office);
    QVERIFY(!client->isSignedIn());
    signIn(*client);
    QVERIFY(client->isSignedIn());
    QCOMPARE(client->reviewer().name, QStringLiteral("hina"));
    QCOMPARE(client->reviewer().role, QByteArray("hr"));
    QCOMPARE(office.lastUser, QByteArray("hina"));
    QCOMPARE(office.lastPassword, QByteArray("open \"sesame\""));
    client->signOut();
    QVERIFY(!client->isSignedIn());
    QTRY_VERIFY([&] {
        const std::lock_guard lock(office.mutex);
        return !office.isSignedIn;
    }());
}

void OfficeClientTest::aWrongPasswordAndAForeignRoleAreRefused() {
    FakeOffice office(3);
    auto client = clientOf(office);
    const auto wrong = wait<Reviewer>(
        [&](auto done) { client->signIn(QStringLiteral("hina"), crypto::SecretBytes::copyOf("sesame"), this, done); });
    QCOMPARE(wrong.error().code, QByteArray("SIGN_IN_REFUSED"));
    office.role = "supervisor";
    const auto foreign = wait<Reviewer>([&](auto done) {
        client->signIn(QStringLiteral("sunita"), crypto::SecretBytes::copyOf("open \"sesame\""), this, done);
    });
    QCOMPARE(foreign.error().code, QByteArray("FORBIDDEN"));
    QVERIFY(!client->isSignedIn());
}

void OfficeClientTest::anEndedSessionIsTold() {
    FakeOffice office(3);
    auto client = clientOf(office);
    signIn(*client);
    {
        const std::lock_guard lock(office.mutex);
        office.isSignedIn = false;
    }
    QSignalSpy ended(client.get(), &ReviewClient::sessionEnded);
    const auto alerts = wait<AlertList>([&](auto done) { client->fetchAlerts("open", this, done); });
    QCOMPARE(alerts.error().code, QByteArray("SESSION_EXPIRED"));
    QCOMPARE(ended.size(), 1);
    QVERIFY(!client->isSignedIn());
}

void OfficeClientTest::readsThePagesOfTheLog() {
    FakeOffice office(30);
    auto client = clientOf(office);
    const auto page = wait<LogPage>([&](auto done) { client->fetchLog(10, 5, this, done); });
    QVERIFY(page);
    QCOMPARE(page->size, 30);
    QCOMPARE(page->entries.size(), 5);
    QCOMPARE(page->entries.first().index, 10);
    const LogRecord mark = LogRecord::of(page->entries[3]);
    QCOMPARE(mark.kind, QByteArray("attendance"));
    QVERIFY(mark.attendance());
    QCOMPARE(mark.userId, tests::demoUser(1));
    QVERIFY(!mark.photo.isNull());
    QVERIFY(!checkEntry(page->entries[3]));
    audit::ServedEntry spoilt = page->entries[3];
    (*spoilt.data)[5] = 'X';
    QCOMPARE(checkEntry(spoilt)->what, QStringLiteral("dataHash"));
    spoilt = page->entries[3];
    spoilt.entry.replace("87", "99");
    QCOMPARE(checkEntry(spoilt)->what, QStringLiteral("recordHash"));
}

void OfficeClientTest::provesAnEntryAndRefusesAnother() {
    FakeOffice office(21);
    auto client = clientOf(office);
    for (const qint64 index : {0, 7, 15, 16, 20}) {
        const auto leaf = office.log.entries[index].recordHash;
        const auto proof = wait<EntryProof>([&](auto done) { client->prove(index, leaf, this, done); });
        QVERIFY2(proof, proof ? "" : proof.error().code.constData());
        QVERIFY(!proof->steps.isEmpty());
        QCOMPARE(proof->steps.last().node, office.log.checkpoint.root);
        const auto wrong = wait<EntryProof>(
            [&](auto done) { client->prove(index, office.log.entries[(index + 1) % 21].recordHash, this, done); });
        QCOMPARE(wrong.error().code, QByteArray("PROOF_INVALID"));
    }
    const auto beyond =
        wait<EntryProof>([&](auto done) { client->prove(21, office.log.entries[0].recordHash, this, done); });
    QCOMPARE(beyond.error().code, QByteArray("PROOF_INVALID"));
}

void OfficeClientTest::openingAPhotoTakesAPurposeAndGivesAPicture() {
    FakeOffice office(3);
    auto client = clientOf(office);
    signIn(*client);
    QImage drawn(40, 30, QImage::Format_RGB32);
    drawn.fill(Qt::darkCyan);
    QBuffer buffer(&office.photo);
    QVERIFY(drawn.save(&buffer, "JPG"));
    const FileId file = FileId::generate(m_clock, m_random);
    const auto refused =
        wait<QImage>([&](auto done) { client->openPhoto(file, QStringLiteral("just so"), this, done); });
    QCOMPARE(refused.error().code, QByteArray("PURPOSE_REQUIRED"));
    const auto picture = wait<QImage>(
        [&](auto done) { client->openPhoto(file, QStringLiteral("  मज़दूरी विवाद\r\nX-Evil: 1 "), this, done); });
    QVERIFY2(picture, picture ? "" : picture.error().code.constData());
    QCOMPARE(picture->size(), QSize(40, 30));
    QCOMPARE(office.purposes, QList<QByteArray>{"मज़दूरी विवाद X-Evil: 1"});
}

void OfficeClientTest::bytesThatAreNoPictureAreAnError() {
    FakeOffice office(3);
    office.photo = "these are no picture";
    auto client = clientOf(office);
    signIn(*client);
    const auto picture = wait<QImage>([&](auto done) {
        client->openPhoto(FileId::generate(m_clock, m_random), QStringLiteral("wage dispute"), this, done);
    });
    QCOMPARE(picture.error().code, QByteArray("PICTURE_UNREADABLE"));
}

void OfficeClientTest::readsAlertsAndRanksThem() {
    FakeOffice office(3);
    office.alerts = R"({"total":7,"events":[
        {"eventId":"01935211-0000-7000-8000-000000000010","at":1000,"code":"GEOFENCE","deviceId":"d","packetId":null,
         "workerId":null,"siteId":null,"points":10,"state":"open","detail":"1.2 km away","index":5,"new":{"x":1.5}},
        {"eventId":"01935211-0000-7000-8000-000000000011","at":900,"code":"REPLAY","deviceId":"d",
         "workerId":"01935210-0000-7000-8000-000000000001","points":40,"state":"open","detail":""},
        {"eventId":"01935211-0000-7000-8000-000000000012","at":950,"code":"REPLAY","deviceId":"d","points":40,"state":"open"}]})";
    auto client = clientOf(office);
    signIn(*client);
    auto list = wait<AlertList>([&](auto done) { client->fetchAlerts("open", this, done); });
    QVERIFY2(list, list ? "" : list.error().code.constData());
    QCOMPARE(list->total, 7);
    rank(list->alerts);
    QCOMPARE(list->alerts[0].at.value, 950);
    QCOMPARE(list->alerts[1].at.value, 900);
    QCOMPARE(list->alerts[1].workerId.toText(), QByteArray("01935210-0000-7000-8000-000000000001"));
    QCOMPARE(list->alerts[2].index, std::optional<qint64>(5));
    QCOMPARE(list->alerts[2].detail, QStringLiteral("1.2 km away"));
    QVERIFY(list->alerts[2].workerId.isNull());
}

void OfficeClientTest::resolvesAnAlertOrSaysThatTheServerCannot() {
    FakeOffice office(3);
    auto client = clientOf(office);
    signIn(*client);
    const auto event = EventId::fromText("01935211-0000-7000-8000-000000000010");
    auto done = wait<void>(
        [&](auto then) { client->resolve(*event, Ruling::Reject, QStringLiteral("cloned \"laptop\""), this, then); });
    QVERIFY2(done, done ? "" : done.error().code.constData());
    QCOMPARE(office.resolved,
             QList<QByteArray>{"01935211-0000-7000-8000-000000000010 {\"decision\":\"reject\",\"reason\":\"cloned "
                               "\\\"laptop\\\"\"}"});
    office.resolves = false;
    done = wait<void>([&](auto then) { client->resolve(*event, Ruling::Ask, QStringLiteral("why?"), this, then); });
    QCOMPARE(done.error().code, QByteArray("NOT_IMPLEMENTED"));
}

void OfficeClientTest::readsMarksPageByPage() {
    FakeOffice office(3);
    office.marks = R"({"next":77,"marks":[{"packetId":"01935212-0000-7000-8000-000000000001",
        "workerId":"01935210-0000-7000-8000-000000000001","siteId":"01935213-0000-7000-8000-000000000001",
        "timestamp":1000,"tzOffsetMin":330,"direction":"in","method":"face","status":"held","codes":["GEOFENCE"],
        "index":77,"timeClass":"anchored","earliest":900,"latest":1100,"trustScore":60,"fileId":null}]})";
    auto client = clientOf(office);
    signIn(*client);
    const auto page = wait<MarkPage>([&](auto done) { client->fetchMarks({}, this, done); });
    QVERIFY2(page, page ? "" : page.error().code.constData());
    QCOMPARE(page->next, std::optional<qint64>(77));
    QCOMPARE(page->marks.first().status, QByteArray("held"));
    QCOMPARE(page->marks.first().codes, QList<QByteArray>{"GEOFENCE"});
    QVERIFY(page->marks.first().photo.isNull());
}

void OfficeClientTest::malformedAnswersAreErrors() {
    FakeOffice office(3);
    auto client = clientOf(office);
    signIn(*client);
    for (const char* body :
         {"{", "[]", R"({"events":{},"total":0})", R"({"events":[],"total":-1})",
          R"({"events":[{"eventId":"x","at":1,"code":"A"}],"total":1})", R"({"events":[],"events":[],"total":0})"}) {
        office.alerts = body;
        const auto list = wait<AlertList>([&](auto done) { client->fetchAlerts("open", this, done); });
        QVERIFY2(!list, body);
        QCOMPARE(list.error().code, QByteArray("MALFORMED"));
    }
}

void OfficeClientTest::noLineIsAnError() {
    sync::ServerAccess access;
    {
        const FakeOffice gone(1);
        access = gone.access();
    }
    ReviewClient client(
        access, [access] { return std::make_unique<sync::HttpsTransport>(access.baseUrl, access.pin); }, m_clock,
        m_random);
    const auto page = wait<LogPage>([&](auto done) { client.fetchLog(0, 1, this, done); });
    QCOMPARE(page.error().code, QByteArray("OFFLINE"));
}

QTEST_GUILESS_MAIN(OfficeClientTest)
#include "OfficeClientTest.moc"
