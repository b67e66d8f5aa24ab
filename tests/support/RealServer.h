// A server process on loopback and laptops against it that do by hand what the protocol says, and what it forbids.
#pragma once

#include "core/base/Base64Url.h"
#include "core/base/Json.h"
#include "core/crypto/SystemRandom.h"
#include "core/protocol/ChainHead.h"
#include "core/protocol/EnrolmentUri.h"
#include "core/protocol/Proof.h"
#include "core/protocol/SyncMessages.h"
#include "core/protocol/Tokens.h"
#include "core/protocol/Vouch.h"
#include "tests/support/Programs.h"

#include <QEventLoop>
#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

namespace haziri::test {

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
        start();
    }
    ~RealServer() { kill(); }

    /// On another port than before.
    void start() {
        m_process.setProcessEnvironment(environment());
        m_process.start(program("haziri-server"),
                        {QStringLiteral("serve"), QStringLiteral("--data"), path("data"), QStringLiteral("--listen"),
                         QStringLiteral("127.0.0.1:0"), QStringLiteral("--plain-http")});
        QByteArray line;
        while (!line.endsWith('\n') && m_process.waitForReadyRead(20'000))
            line += m_process.readLine();
        if (!line.startsWith("listening on ")) qFatal("it does not listen: %s", line.constData());
        url = QString::fromLatin1(line.mid(13).trimmed());
    }
    /// As by kill -9; gone when it returns.
    void kill() {
        m_process.kill();
        m_process.waitForFinished();
    }
    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }

    /// The last word it prints.
    QByteArray verb(const QList<QByteArray>& words) const {
        const Run run =
            execute("haziri-server", words + QList<QByteArray>{"--data", path("data").toUtf8()}, environment());
        if (run.exitCode != 0) qFatal("%s: %s", words[0].constData(), run.err.constData());
        return run.lastWord();
    }

    Reply ask(const QByteArray& method, const QString& path, const QByteArray& body,
              const QList<std::pair<QByteArray, QByteArray>>& fields) {
        QNetworkRequest request(QUrl(url + QStringLiteral("/api/v5") + path));
        request.setRawHeader("Content-Type", method != "GET" && path.startsWith(QStringLiteral("/vault"))
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

    WorkerId addWorker(const QByteArray& name) const {
        return *WorkerId::fromText(verb({"worker", "add", "--site", site, "--name", name}));
    }

    QString path(const char* name) const { return m_folder.filePath(QLatin1String(name)); }

    QString url;
    QByteArray site, farSite;
    QHash<QByteArray, QByteArray> users;
    SystemClock clock;
    crypto::SystemRandom random;

  private:
    static QProcessEnvironment environment() {
        return environmentWithVaultKeys("k1:" + QByteArray(32, 'v').toBase64());
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
        const auto time = QJsonDocument::fromJson(
            QByteArray::fromBase64(registered[QLatin1String("timeToken")].toString().toLatin1().split('.').at(1),
                                   QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
        m_anchor = time.object()[QLatin1String("jti")].toString().toLatin1();
        m_anchorBootMs = server.clock.boot().bootMs;
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
    /// Signs, and makes it the newest of this laptop's chain.
    QByteArray sign(const protocol::Packet& packet) {
        const QByteArray jws =
            protocol::signJws(protocol::Purpose::Packet, m_deviceId,
                              crypto::HmacKey(crypto::SecretBytes::copyOf(m_secret)), protocol::writePacket(packet));
        m_seq = packet.seq;
        m_newest = protocol::packetHash(jws);
        return jws;
    }
    Reply sync(const QList<QByteArray>& packets) {
        protocol::SyncRequest request;
        request.deviceId = m_deviceId;
        request.offlineTokens = {m_offlineToken};
        request.packets = packets;
        request.head = protocol::signHead({m_deviceId, 1, m_seq, m_newest, m_server.clock.now()}, m_key);
        return m_server.ask("POST", QStringLiteral("/sync"), protocol::writeSyncRequest(request), fields());
    }
    protocol::PacketResult send(const QByteArray& jws) {
        const auto answer = sync({jws});
        if (answer.status != 200) qFatal("sync: %d %s", answer.status, answer.body.constData());
        return must(protocol::readSyncAnswer(answer.body)).results.first();
    }
    protocol::PacketResult send(const protocol::Packet& packet) { return send(sign(packet)); }
    /// What a copy of its disk goes on from.
    struct Copy {
        qint64 seq;
        crypto::Digest newest;
    };
    Copy copy() const { return {m_seq, m_newest}; }
    void goOnFrom(const Copy& copy) { m_seq = copy.seq, m_newest = copy.newest; }
    QByteArray id() const { return m_deviceId; }
    const crypto::Ed25519PrivateKey& key() const { return m_key; }
    Reply ask(const QByteArray& method, const QString& path, const QByteArray& body = {},
              const QList<std::pair<QByteArray, QByteArray>>& more = {}) {
        return m_server.ask(method, path, body, fields() + more);
    }
    /// Signing in as this device with any key.
    Reply signInWith(const crypto::Ed25519PrivateKey& key, const QByteArray& user) {
        protocol::Proof claims;
        claims.aud = "session";
        claims.deviceId = m_deviceId;
        claims.iat = m_server.clock.now();
        claims.jti = PacketId::generate(m_server.clock, m_server.random).toText();
        return m_server.ask("POST", QStringLiteral("/session"),
                            json::toText({{QStringLiteral("grant"), QStringLiteral("password")},
                                          {QStringLiteral("username"), text(user)},
                                          {QStringLiteral("password"), QStringLiteral("correct horse")},
                                          {QStringLiteral("proof"), text(protocol::signProof(claims, key))},
                                          {QStringLiteral("fingerprint"), fingerprint()}}),
                            fields());
    }
    /// Sends the mark and then its photograph. The packetId.
    QString record(const WorkerId& worker, const QByteArray& photo) {
        const auto packet = mark(worker, photo);
        const auto result = send(packet);
        if (result.status != protocol::PacketStatus::Accepted) qFatal("not accepted: %s", result.code.constData());
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
                                                      const QList<protocol::Template>& templates = {}) {
        protocol::Vouch vouch;
        vouch.workerId = WorkerId::generate(m_server.clock, m_server.random);
        vouch.siteId = m_site;
        vouch.thekedarId = m_user;
        vouch.iat = m_server.clock.now();
        vouch.details.name = name;
        vouch.consent = {"1", "hi", m_server.clock.now(), !templates.isEmpty()};
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

    // What the office's people see; for them alone.

    /// Empty where no such mark is on the newest page.
    QJsonObject markOf(const QString& packetId) {
        for (const auto& mark : get(QStringLiteral("/attendance?limit=1000"), "marks"))
            if (mark.toObject()[QLatin1String("packetId")].toString() == packetId) return mark.toObject();
        return {};
    }
    qint64 eventsOf(const QString& packetId, const char* code) {
        const auto events = get(QStringLiteral("/fraud?order=loss&limit=1000"), "events");
        return std::ranges::count_if(events, [&](const QJsonValue& event) {
            return event[QLatin1String("packetId")].toString() == packetId &&
                   event[QLatin1String("code")].toString() == QLatin1String(code);
        });
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
        packet.clock = {"boot-of-" + m_deviceId.left(8), m_server.clock.boot().bootMs, m_anchor, m_anchorBootMs};
        return packet;
    }

    RealServer& m_server;
    crypto::Ed25519PrivateKey m_key;
    QByteArray m_deviceId;
    SiteId m_site;
    UserId m_user;
    std::optional<crypto::Ed25519PrivateKey> m_personal;
    QByteArray m_offlineToken, m_tok, m_token, m_secret, m_anchor;
    qint64 m_anchorBootMs = 0;
    qint64 m_seq = 0;
    crypto::Digest m_newest{};
};

} // namespace haziri::test
