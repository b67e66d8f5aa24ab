// Attackers who come with photographs, places and names, each against the real server on loopback: the rows of
// resources/docs/threats.md by their names.
#include "core/base/Base64Url.h"
#include "core/base/Json.h"
#include "core/crypto/SystemRandom.h"
#include "core/face/FaceEngine.h"
#include "core/face/Picture.h"
#include "core/protocol/ChainHead.h"
#include "core/protocol/EnrolmentUri.h"
#include "core/protocol/Proof.h"
#include "core/protocol/SyncMessages.h"
#include "core/protocol/Tokens.h"
#include "core/protocol/Vouch.h"
#include "tests/support/Scenes.h"
#include "tests/support/TestPictures.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace haziri;
using namespace haziri::test;
using protocol::PacketStatus;

namespace {

template <class T>
T must(Result<T> result) {
    if (!result) qFatal("%s: %s", result.error().code.constData(), qUtf8Printable(result.error().message));
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

struct Reply {
    int status = 0;
    QByteArray body;
    QJsonObject object() const { return QJsonDocument::fromJson(body).object(); }
};

/// One server process with its verbs.
class RealServer {
  public:
    RealServer() {
        QFile password(path("pw"));
        if (!password.open(QIODevice::WriteOnly)) qFatal("no temporary folder");
        password.write("correct horse\n");
        password.close();
        verb({"init", "--origin", "example.test/log", "--admin", "root", "--password-file", path("pw").toUtf8()});
        for (const auto& [name, role] :
             {std::pair{"sup", "supervisor"}, {"sup2", "supervisor"}, {"thek", "thekedar"}, {"hr", "hr"}})
            users.insert(name,
                         verb({"user", "add", "--name", name, "--role", role, "--password-file", path("pw").toUtf8()}));
        site = verb({"site", "add", "--name", "Gate", "--lat", "28.5", "--lon", "77.3", "--radius-m", "200"});
        farSite = verb({"site", "add", "--name", "Far", "--lat", "29.5", "--lon", "77.3", "--radius-m", "200"});
        m_process.setProcessEnvironment(environment());
        m_process.start(program(),
                        {QStringLiteral("serve"), QStringLiteral("--data"), path("data"), QStringLiteral("--listen"),
                         QStringLiteral("127.0.0.1:0"), QStringLiteral("--plain-http")});
        QByteArray line;
        while (!line.endsWith('\n') && m_process.waitForReadyRead(20'000))
            line += m_process.readLine();
        if (!line.startsWith("listening on ")) qFatal("it does not listen: %s", line.constData());
        url = QString::fromLatin1(line.mid(13).trimmed());
    }
    ~RealServer() {
        m_process.kill();
        m_process.waitForFinished();
    }

    /// The last word it prints.
    QByteArray verb(const QList<QByteArray>& words) const {
        QProcess process;
        process.setProcessEnvironment(environment());
        QStringList texts;
        for (const QByteArray& word : words)
            texts.append(QString::fromUtf8(word));
        process.start(program(), texts << QStringLiteral("--data") << path("data"));
        if (!process.waitForFinished(30'000) || process.exitCode() != 0)
            qFatal("%s: %s", words[0].constData(), process.readAllStandardError().constData());
        return process.readAllStandardOutput().trimmed().split(' ').last().split('\n').last();
    }

    Reply ask(const QByteArray& method, const QString& path, const QByteArray& body,
              const QList<std::pair<QByteArray, QByteArray>>& fields) {
        QNetworkRequest request(QUrl(url + QStringLiteral("/api/v5") + path));
        request.setRawHeader("Content-Type", method == "PUT" && path.startsWith(QStringLiteral("/vault"))
                                                 ? "application/octet-stream"
                                                 : "application/json");
        for (const auto& [name, value] : fields)
            request.setRawHeader(name, value);
        const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, method, body));
        QEventLoop loop;
        QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
        loop.exec();
        return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll()};
    }

    QString path(const char* name) const { return m_folder.filePath(QLatin1String(name)); }

    QString url;
    QByteArray site, farSite;
    QHash<QByteArray, QByteArray> users;
    SystemClock clock;
    crypto::SystemRandom random;

  private:
    static QString program() { return qEnvironmentVariable("HAZIRI_BIN_DIR") + QStringLiteral("/haziri-server"); }
    static QProcessEnvironment environment() {
        auto all = QProcessEnvironment::systemEnvironment();
        all.insert(QStringLiteral("HAZIRI_VAULT_KEYS"), QString::fromLatin1("k1:" + QByteArray(32, 'v').toBase64()));
        return all;
    }
    QTemporaryDir m_folder;
    QProcess m_process;
    QNetworkAccessManager m_network;
};

/// A laptop at a site, as the protocol describes it.
class Client {
  public:
    Client(RealServer& server, const QByteArray& user, const QByteArray& site)
        : m_server(server)
        , m_key(crypto::Ed25519PrivateKey::generate(server.random))
        , m_deviceId(protocol::keyThumbprint(m_key.publicKey()))
        , m_site(*SiteId::fromText(site))
        , m_user(*UserId::fromText(server.users.value(user))) {
        const auto uri = protocol::EnrolmentUri::parse(
            QString::fromUtf8(server.verb({"enrol-code", "--user", user, "--site", site})));
        const auto answer = post(QStringLiteral("/device/register"),
                                 {{QStringLiteral("enrolmentCode"), QString::fromLatin1(uri->code)},
                                  {QStringLiteral("publicKey"), text(toBase64Url(m_key.publicKey().raw()))},
                                  {QStringLiteral("fingerprint"), fingerprint()},
                                  {QStringLiteral("proof"), text(proof("register", uri->code))}});
        if (answer.status != 201) qFatal("not registered: %s", answer.body.constData());
        const auto registered = answer.object();
        m_offlineToken = registered[QLatin1String("offlineToken")].toString().toLatin1();
        m_secret = must(fromBase64Url(registered[QLatin1String("deviceSecret")].toString().toLatin1()));
        m_newest = crypto::sha256(m_offlineToken);
        const auto claims = QJsonDocument::fromJson(QByteArray::fromBase64(
            m_offlineToken.split('.').at(1), QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
        m_tok = claims.object()[QLatin1String("jti")].toString().toLatin1();
        const auto signedIn =
            post(QStringLiteral("/session"), {{QStringLiteral("grant"), QStringLiteral("password")},
                                              {QStringLiteral("username"), text(user)},
                                              {QStringLiteral("password"), QStringLiteral("correct horse")},
                                              {QStringLiteral("proof"), text(proof("session"))},
                                              {QStringLiteral("fingerprint"), fingerprint()}});
        if (signedIn.status != 200) qFatal("not signed in: %s", signedIn.body.constData());
        m_token = signedIn.object()[QLatin1String("token")].toString().toLatin1();
    }

    /// A mark at the site's centre, now; `photo` is announced and not sent yet.
    protocol::Packet mark(const WorkerId& worker, const QByteArray& photo = {}) {
        protocol::Packet packet = next(protocol::PacketKind::Attendance);
        protocol::Attendance body;
        body.workerId = worker;
        body.siteId = m_site;
        const bool isFar = m_site == *SiteId::fromText(m_server.farSite);
        body.geo = {isFar ? 295'000'000 : 285'000'000, 773'000'000, 1000, protocol::GeoSource::Gnss, 1000};
        body.capture = protocol::Capture{protocol::CaptureKind::Camera, "camera"};
        body.match = protocol::MatchScores{720, 250, 950, "somebody's"};
        if (!photo.isEmpty())
            body.photo = protocol::PhotoRef{FileId::generate(m_server.clock, m_server.random), crypto::sha256(photo),
                                            photo.size()};
        packet.body = body;
        return packet;
    }
    protocol::PacketResult send(const protocol::Packet& packet) {
        const QByteArray jws =
            protocol::signJws(protocol::Purpose::Packet, m_deviceId,
                              crypto::HmacKey(crypto::SecretBytes::copyOf(m_secret)), protocol::writePacket(packet));
        m_seq = packet.seq;
        m_newest = protocol::packetHash(jws);
        protocol::SyncRequest request;
        request.deviceId = m_deviceId;
        request.offlineTokens = {m_offlineToken};
        request.packets = {jws};
        request.head = protocol::signHead({m_deviceId, 1, m_seq, m_newest, m_server.clock.now()}, m_key);
        const auto answer =
            m_server.ask("POST", QStringLiteral("/sync"), protocol::writeSyncRequest(request), fields());
        if (answer.status != 200) qFatal("sync: %d %s", answer.status, answer.body.constData());
        return must(protocol::readSyncAnswer(answer.body)).results.first();
    }
    /// Sends the mark and then its photograph. The packetId.
    QString record(const WorkerId& worker, const QByteArray& photo) {
        const auto packet = mark(worker, photo);
        const auto result = send(packet);
        if (result.status != PacketStatus::Accepted) qFatal("not accepted: %s", result.code.constData());
        const auto& body = std::get<protocol::Attendance>(packet.body);
        const auto put =
            m_server.ask("PUT", QStringLiteral("/vault/") + body.photo->fileId.toString(), photo, fields());
        if (put.status != 201) qFatal("vault: %d %s", put.status, put.body.constData());
        return packet.packetId.toString();
    }

    void registerThekedarKey() {
        m_personal = crypto::Ed25519PrivateKey::generate(m_server.random);
        protocol::Proof claims;
        claims.aud = "user-key";
        claims.userId = m_user.toText();
        claims.iat = m_server.clock.now();
        claims.jti = "user-key-1";
        const auto answer =
            m_server.ask("PUT", QStringLiteral("/users/me/key"),
                         json::toText({{QStringLiteral("publicKey"), text(toBase64Url(m_personal->publicKey().raw()))},
                                       {QStringLiteral("proof"), text(protocol::signProof(claims, *m_personal))}}),
                         fields());
        if (answer.status != 201) qFatal("key: %s", answer.body.constData());
    }
    std::pair<WorkerId, protocol::PacketResult> enrol(const QByteArray& name,
                                                      const QList<protocol::Template>& templates) {
        protocol::Vouch vouch;
        vouch.workerId = WorkerId::generate(m_server.clock, m_server.random);
        vouch.siteId = m_site;
        vouch.thekedarId = m_user;
        vouch.iat = m_server.clock.now();
        vouch.details.name = name;
        vouch.consent = {"1", "hi", m_server.clock.now(), true};
        vouch.templatesHash = protocol::templatesHash(templates);
        auto packet = next(protocol::PacketKind::WorkerEnrol);
        packet.body = protocol::WorkerEnrol{vouch.workerId, m_site, templates, protocol::signVouch(vouch, *m_personal)};
        return {vouch.workerId, send(packet)};
    }

    QJsonArray get(const QString& path, const char* member) {
        const auto answer = m_server.ask("GET", path, {}, fields());
        if (answer.status != 200) qFatal("%s: %s", qUtf8Printable(path), answer.body.constData());
        return answer.object()[QLatin1String(member)].toArray();
    }

  private:
    static QString text(const QByteArray& ascii) { return QString::fromLatin1(ascii); }
    static QJsonObject fingerprint() {
        return {{QStringLiteral("os"), QStringLiteral("Debian")},
                {QStringLiteral("simHash"), QStringLiteral("00ff00ff00ff00ff")}};
    }
    QByteArray proof(const QByteArray& aud, const QByteArray& code = {}) {
        protocol::Proof claims;
        claims.aud = aud;
        if (!code.isEmpty()) claims.codeHash = crypto::toBase64Url(crypto::sha256(code));
        if (aud == "session") claims.deviceId = m_deviceId;
        claims.iat = m_server.clock.now();
        claims.jti = PacketId::generate(m_server.clock, m_server.random).toText();
        return protocol::signProof(claims, m_key);
    }
    Reply post(const QString& path, const QJsonObject& body) {
        return m_server.ask("POST", path, json::toText(body), {});
    }
    QList<std::pair<QByteArray, QByteArray>> fields() const {
        return {{"Authorization", "Bearer " + m_token},
                {"Haziri-Device", m_deviceId},
                {"Haziri-App", "0.1"},
                {"Haziri-Fingerprint", "00ff00ff00ff00ff"},
                {"User-Agent", "test/1"}};
    }
    protocol::Packet next(protocol::PacketKind kind) {
        protocol::Packet packet;
        packet.kind = kind;
        packet.packetId = PacketId::generate(m_server.clock, m_server.random);
        packet.deviceId = m_deviceId;
        packet.seq = m_seq + 1;
        packet.prev = m_newest;
        packet.recordedBy = m_user;
        packet.tok = m_tok;
        packet.timestamp = m_server.clock.now();
        packet.tzOffsetMin = 330;
        return packet;
    }

    RealServer& m_server;
    crypto::Ed25519PrivateKey m_key;
    QByteArray m_deviceId;
    SiteId m_site;
    UserId m_user;
    std::optional<crypto::Ed25519PrivateKey> m_personal;
    QByteArray m_offlineToken, m_tok, m_token, m_secret;
    qint64 m_seq = 0;
    crypto::Digest m_newest{};
};

} // namespace

class AttackersTest : public QObject {
    Q_OBJECT
    std::unique_ptr<RealServer> m_server;
    std::unique_ptr<Client> m_gate, m_far, m_thekedar, m_hr;

    WorkerId addWorker(const QByteArray& name) {
        return *WorkerId::fromText(m_server->verb({"worker", "add", "--site", m_server->site, "--name", name}));
    }
    QJsonObject markOf(const QString& packetId) {
        for (const auto& mark : m_hr->get(QStringLiteral("/attendance?limit=1000"), "marks"))
            if (mark.toObject()[QLatin1String("packetId")].toString() == packetId) return mark.toObject();
        return {};
    }
    qint64 eventsOf(const QString& packetId, const char* code) {
        qint64 count = 0;
        for (const auto& event : m_hr->get(QStringLiteral("/fraud?order=loss&limit=1000"), "events"))
            count += event.toObject()[QLatin1String("packetId")].toString() == packetId &&
                     event.toObject()[QLatin1String("code")].toString() == QLatin1String(code);
        return count;
    }
    /// The mark once the server has looked at its photograph.
    QJsonObject judged(const QString& packetId) {
        QElapsedTimer timer;
        timer.start();
        for (;;) {
            const auto mark = markOf(packetId);
            if (mark.contains(QLatin1String("photoCheck")) || timer.elapsed() > 60'000) return mark;
            QTest::qWait(100);
        }
    }
    static QString statusOf(const QJsonObject& mark) { return mark[QLatin1String("status")].toString(); }
    static QJsonArray codes(std::initializer_list<const char*> all) {
        QJsonArray array;
        for (const char* one : all)
            array.append(QLatin1String(one));
        return array;
    }

  private Q_SLOTS:
    void initTestCase() {
        const QString missing = missingPictures();
        QVERIFY2(missing.isEmpty(), qPrintable(missing));
        useTestModels();
        m_server = std::make_unique<RealServer>();
        m_gate = std::make_unique<Client>(*m_server, "sup", m_server->site);
        m_far = std::make_unique<Client>(*m_server, "sup2", m_server->farSite);
        m_thekedar = std::make_unique<Client>(*m_server, "thek", m_server->site);
        m_thekedar->registerThekedarKey();
        m_hr = std::make_unique<Client>(*m_server, "hr", m_server->site);
    }

    void samePhotoAgainOnTheSameOrAnotherRoll() {
        const QByteArray photo = face::toJpeg(scene(1), 640, 85);
        const QByteArray copy = face::toJpeg(brightened(scene(1).copy(20, 15, 600, 450), 1.1), 640, 60);
        const QString first = m_gate->record(addWorker("Asha"), photo);
        QCOMPARE(statusOf(judged(first)), QStringLiteral("accepted"));
        for (Client* roll : {m_gate.get(), m_far.get()}) {
            const QString again = roll->record(addWorker("Bala"), copy);
            const auto mark = judged(again);
            QCOMPARE(statusOf(mark), QStringLiteral("held"));
            QCOMPARE(mark[QLatin1String("codes")].toArray(), codes({"PHOTO_REUSE"}));
            QCOMPARE(eventsOf(again, "PHOTO_REUSE"), 1);
        }
        QCOMPARE(statusOf(markOf(first)), QStringLiteral("accepted"));
        // Byte for byte it is held at once.
        const auto exact = m_gate->send(m_gate->mark(addWorker("Chand"), photo));
        QCOMPARE(exact.status, PacketStatus::Held);
        QCOMPARE(exact.code, "PHOTO_REUSE");
    }

    void workerAtTwoSites() {
        const auto worker = addWorker("Dev");
        QCOMPARE(m_gate->send(m_gate->mark(worker)).status, PacketStatus::Accepted);
        const auto elsewhere = m_far->mark(worker); // 110 km at once
        const auto result = m_far->send(elsewhere);
        QCOMPARE(result.status, PacketStatus::Held);
        QCOMPARE(result.code, "VELOCITY");
        QCOMPARE(eventsOf(elsewhere.packetId.toString(), "VELOCITY"), 1);
    }

    void supervisorWorksFromElsewhere() {
        auto packet = m_gate->mark(addWorker("Ela"));
        std::get<protocol::Attendance>(packet.body).geo.latE7 += 500'000; // 5.5 km
        const auto result = m_gate->send(packet);
        QCOMPARE(result.status, PacketStatus::Held);
        QCOMPARE(result.code, "GEOFENCE");
        const auto why = markOf(packet.packetId.toString())[QLatin1String("explain")].toArray().first().toObject();
        QCOMPARE(why[QLatin1String("reason")].toString(), QStringLiteral("geofence.outside"));
        QVERIFY(why[QLatin1String("parameters")].toObject()[QLatin1String("metres")].toInteger() > 5000);
    }

    void onePersonEnrolledTwiceAndAPhotoOfSomebodyElse() {
        auto engine = must(face::FaceEngine::loadStandard());
        const auto shots = johns().values();
        const auto templatesOf = [&](int person, int from) {
            QList<protocol::Template> all;
            for (int i = from; i < from + 3; ++i) {
                const auto shot = must(engine->readPortrait(must(face::readPicture(shots[person][i]))));
                all.append({shot.embedding.model, shot.embedding.toBytes()});
            }
            return all;
        };
        const auto file = [&](int person, int shot) {
            QFile picture(shots[person][shot]);
            if (!picture.open(QIODevice::ReadOnly)) qFatal("no picture");
            return picture.readAll();
        };
        // One person enrolled twice: under another name, by another shot.
        const auto [first, enrolled] = m_thekedar->enrol("Farid", templatesOf(0, 0));
        QCOMPARE(enrolled.status, PacketStatus::Accepted);
        const auto [other, enrolledToo] = m_thekedar->enrol("Gopal", templatesOf(1, 0));
        QCOMPARE(enrolledToo.status, PacketStatus::Accepted);
        const auto [twin, again] = m_thekedar->enrol("Harish", templatesOf(0, 4));
        QCOMPARE(again.status, PacketStatus::Held);
        QCOMPARE(again.code, "DUPLICATE_FACE");

        // Himself; somebody else in his place; nobody; two people.
        const auto own = judged(m_gate->record(first, file(0, 8)));
        QCOMPARE(statusOf(own), QStringLiteral("accepted"));
        const auto check = own[QLatin1String("photoCheck")].toObject();
        QCOMPARE(check[QLatin1String("outcome")].toString(), QStringLiteral("judged"));
        QVERIFY(check[QLatin1String("score")].toInt() >= 500);
        const QString proxyId = m_gate->record(first, file(1, 8));
        const auto proxy = judged(proxyId);
        QCOMPARE(statusOf(proxy), QStringLiteral("held"));
        QCOMPARE(proxy[QLatin1String("codes")].toArray(), codes({"FACE_MISMATCH"}));
        QCOMPARE(eventsOf(proxyId, "FACE_MISMATCH"), 1);
        const auto nobody = judged(m_gate->record(other, face::toJpeg(scene(40))));
        QCOMPARE(statusOf(nobody), QStringLiteral("held"));
        QCOMPARE(nobody[QLatin1String("codes")].toArray(), codes({"FACE_MISMATCH"}));

        QImage both(720, 480, QImage::Format_RGB888);
        both.fill(Qt::darkGray);
        QPainter painter(&both);
        painter.drawImage(QRect(80, 130, 220, 220), must(face::readPicture(shots[1][9])));
        painter.drawImage(QRect(420, 130, 220, 220), must(face::readPicture(shots[3][9])));
        painter.end();
        const auto two = judged(m_gate->record(other, face::toJpeg(both, 720, 90)));
        QCOMPARE(statusOf(two), QStringLiteral("accepted")); // he is on it; that he is not alone is noted
        QVERIFY(two[QLatin1String("photoCheck")].toObject()[QLatin1String("faces")].toInt() == 2);
    }

    void theServerSaysThatItCompares() {
        const auto health = m_server->ask("GET", QStringLiteral("/health"), {}, {}).object();
        QCOMPARE(health[QLatin1String("faces")].toString(), QStringLiteral("ready"));
        QTRY_COMPARE_WITH_TIMEOUT(
            m_server->ask("GET", QStringLiteral("/health"), {}, {}).object()[QLatin1String("photosWaiting")].toInt(-1),
            0, 30'000);
    }
};

QTEST_GUILESS_MAIN(AttackersTest)
#include "AttackersTest.moc"
