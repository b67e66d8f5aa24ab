// The real program on loopback: its verbs, TLS with the pin of its URI, keys that must fit, and a graceful end.
#include "core/base/Base64Url.h"
#include "core/base/Ids.h"
#include "core/base/Json.h"
#include "core/crypto/Certificate.h"
#include "core/crypto/SystemRandom.h"
#include "core/protocol/EnrolmentUri.h"
#include "core/protocol/Proof.h"
#include "tests/support/Programs.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

using namespace haziri;
using namespace haziri::test;

class ServerProcessTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_keys = "k1:" + QByteArray(32, 'v').toBase64();
        QFile password(m_folder->filePath(QStringLiteral("pw")));
        QVERIFY(password.open(QIODevice::WriteOnly));
        password.write("correct horse\n");
    }
    void cleanup() {
        if (m_server && m_server->state() != QProcess::NotRunning) {
            m_server->kill();
            m_server->waitForFinished();
        }
        m_server.reset();
    }

    void aDayOfTheAdministrator() {
        const Run made =
            verb({"init", "--origin", "example.test/log", "--admin", "root", "--password-file", path("pw")});
        QCOMPARE(made.exitCode, 0);
        QVERIFY(made.lastWord().startsWith("example.test/log+"));
        const Run again = verb({"init", "--origin", "other", "--admin", "root", "--password-file", path("pw")});
        QVERIFY(again.exitCode != 0);
        QCOMPARE(again.err.count('\n'), 1);

        const Run site = verb({"site", "add", "--name", "Gate", "--lat", "28.5", "--lon", "77.3", "--radius-m", "200"});
        QVERIFY(SiteId::fromText(site.lastWord()).has_value());
        const Run user = verb({"user", "add", "--name", "sup", "--role", "supervisor", "--password-file", path("pw")});
        QVERIFY(UserId::fromText(user.lastWord()).has_value());
        QVERIFY(verb({"user", "add", "--name", "sup", "--role", "hr", "--password-file", path("pw")}).exitCode != 0);
        QVERIFY(verb({"user", "add", "--name", "x", "--role", "king", "--password-file", path("pw")}).exitCode != 0);
        QVERIFY(verb({"site", "add", "--name", "Moon", "--lat", "95", "--lon", "0", "--radius-m", "1"}).exitCode != 0);
        // Before the server ever listened nobody knows its address.
        QVERIFY(verb({"enrol-code", "--user", "sup", "--site", site.lastWord()}).exitCode != 0);
        const Run worker = verb({"worker", "add", "--site", site.lastWord(), "--name", "Asha"});
        QVERIFY(WorkerId::fromText(worker.lastWord()).has_value());
        QFile list(m_folder->filePath(QStringLiteral("list.csv")));
        QVERIFY(list.open(QIODevice::WriteOnly));
        list.write("name,trade\r\n\"Ram, the elder\",mason\r\nSita,\r\n");
        list.close();
        const Run imported = verb({"worker", "import", "--site", site.lastWord(), path("list.csv")});
        QCOMPARE(imported.out.count('\n'), 2);

        const Run users = verb({"user", "list"});
        QCOMPARE(users.exitCode, 0);
        QCOMPARE(users.out.count('\n'), 2);
        QVERIFY(users.out.contains("sup\tsupervisor\tactive\t\t" + user.lastWord() + '\n'));
        QVERIFY(verb({"site", "list"}).out.endsWith('\t' + site.lastWord() + '\n'));
        QVERIFY(verb({"site", "list", "--json"}).out.contains("\"radiusM\":200"));
        QCOMPARE(verb({"device", "list"}).out, QByteArray());
        QVERIFY(verb({"user", "block", "--name", "sup"}).exitCode != 0); // no reason
        const Run blocked = verb({"user", "block", "--name", "sup", "--reason", "left"});
        QCOMPARE(blocked.lastWord(), user.lastWord());
        QVERIFY(verb({"user", "list"}).out.contains("sup\tsupervisor\tblocked\tleft\t"));
        QCOMPARE(verb({"user", "unblock", "--name", "sup", "--reason", "back"}).exitCode, 0);
        QCOMPARE(verb({"user", "password", "--name", "sup", "--password-file", path("pw")}).lastWord(),
                 user.lastWord());
        QVERIFY(verb({"user", "password", "--name", "nobody", "--password-file", path("pw")}).exitCode != 0);
        QVERIFY(verb({"device", "block", "--device", "none", "--reason", "test"}).exitCode != 0);
    }

    void aPasswordOnTheCommandLineIsSaid() {
        const Run told = verb({"site", "list", "--db", "postgresql://u:secret@127.0.0.1:1/x"});
        QVERIFY(told.err.contains("warning: a password stood on the command line"));
        QVERIFY(!told.err.contains("secret"));
        const Run quiet = verb({"site", "list", "--db", "postgresql://u@127.0.0.1:1/x"});
        QVERIFY(!quiet.err.contains("warning"));
        qputenv("HAZIRI_DB_URL", "sqlite:" + path("elsewhere.db"));
        QCOMPARE(verb({"init", "--origin", "o/log", "--admin", "root", "--password-file", path("pw")}).exitCode, 0);
        QVERIFY(QFile::exists(m_folder->filePath(QStringLiteral("elsewhere.db"))));
        QCOMPARE(verb({"user", "list"}).out.count('\n'), 1);
        qunsetenv("HAZIRI_DB_URL");
        QVERIFY(verb({"user", "list"}).exitCode != 0);
    }

    void servesOverPinnedTlsAndEndsGracefully() {
        prepare();
        const QByteArray url = start({"--listen", "127.0.0.1:0"});
        QVERIFY(url.startsWith("https://127.0.0.1:"));
        const Run code = verb({"enrol-code", "--user", "sup", "--site", m_site});
        const auto uri = protocol::EnrolmentUri::parse(QString::fromUtf8(code.lastWord()));
        QVERIFY(uri.has_value());
        QVERIFY(!uri->plainHttp);
        QCOMPARE("https://127.0.0.1:" + QByteArray::number(uri->port), url);

        QSslSocket socket;
        socket.setPeerVerifyMode(QSslSocket::QueryPeer);
        socket.ignoreSslErrors();
        socket.connectToHostEncrypted(uri->host, uri->port);
        QVERIFY(socket.waitForEncrypted(5000));
        const auto pin = crypto::spkiSha256(socket.peerCertificate().toDer());
        QVERIFY(pin.has_value());
        QCOMPARE(toBase64Url(*pin), uri->pin);

        // Registration on the wire, twice on the same connection.
        crypto::SystemRandom random;
        const auto key = crypto::Ed25519PrivateKey::generate(random);
        protocol::Proof proof;
        proof.aud = "register";
        proof.codeHash = crypto::toBase64Url(crypto::sha256(uri->code));
        proof.iat = SystemClock().now();
        proof.jti = "one";
        const QByteArray body =
            json::toText({{QStringLiteral("enrolmentCode"), QString::fromLatin1(uri->code)},
                          {QStringLiteral("publicKey"), QString::fromLatin1(toBase64Url(key.publicKey().raw()))},
                          {QStringLiteral("fingerprint"),
                           QJsonObject{{QStringLiteral("simHash"), QStringLiteral("00ff00ff00ff00ff")}}},
                          {QStringLiteral("proof"), QString::fromLatin1(protocol::signProof(proof, key))}});
        const QByteArray request =
            "POST /api/v5/device/register HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: " +
            QByteArray::number(body.size()) + "\r\n\r\n" + body;
        const QByteArray first = ask(socket, request), second = ask(socket, request);
        QVERIFY2(first.startsWith("HTTP/1.1 201 "), first.constData());
        QVERIFY(second.startsWith("HTTP/1.1 200 "));
        QCOMPARE(first.mid(first.indexOf("\r\n\r\n")), second.mid(second.indexOf("\r\n\r\n")));
        QVERIFY(ask(socket, "GET /api/v5/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n").contains("\"openapi\": \"3.1.0\""));

        QVERIFY(::kill(pid_t(m_server->processId()), SIGTERM) == 0);
        QVERIFY(m_server->waitForFinished(10'000));
        QCOMPARE(m_server->exitStatus(), QProcess::NormalExit);
        QCOMPARE(m_server->exitCode(), 0);
        const QByteArray log = m_server->readAllStandardError();
        QVERIFY(!log.contains(uri->code));
        const QJsonObject answer = QJsonDocument::fromJson(first.mid(first.indexOf("\r\n\r\n") + 4)).object();
        QVERIFY(!log.contains(answer[QStringLiteral("deviceSecret")].toString().toLatin1()));
        for (const QByteArray& line : log.trimmed().split('\n'))
            QVERIFY2(!QJsonDocument::fromJson(line).object().isEmpty(), line.constData());
        // What it wrote is there for the next start, on the same address.
        QCOMPARE(start({"--listen", url.mid(8)}), url);
    }

    void plainHttpIsForLoopbackAndSaysSo() {
        prepare();
        for (const char* address : {"0.0.0.0:0", "[::]:0", "192.0.2.1:8080"}) {
            const Run refused = verb({"serve", "--listen", address, "--plain-http"});
            QVERIFY(refused.exitCode != 0);
            QVERIFY(refused.err.contains("loopback"));
        }
        const QByteArray url = start({"--listen", "127.0.0.1:0", "--plain-http"});
        QVERIFY(url.startsWith("http://127.0.0.1:"));
        QVERIFY(verb({"enrol-code", "--user", "sup", "--site", m_site}).lastWord().endsWith("&plain=1"));
        const Run elsewhere = verb({"enrol-code", "--user", "sup", "--site", m_site, "--host", "office.example:8443"});
        QVERIFY(elsewhere.lastWord().startsWith("haziri://office.example:8443/enrol?"));
    }

    void withoutTheRightKeysItDoesNotStart() {
        prepare();
        start({"--listen", "127.0.0.1:0"});
        cleanup();
        for (const QByteArray& keys : {QByteArray(), QByteArray("nonsense"), "k1:" + QByteArray(32, 'w').toBase64(),
                                       "k9:" + QByteArray(32, 'v').toBase64()}) {
            m_keys = keys;
            const Run refused = verb({"serve", "--listen", "127.0.0.1:0"});
            QCOMPARE(refused.exitCode, 1);
            QCOMPARE(refused.err.count('\n'), 1);
            QVERIFY(refused.err.contains("HAZIRI_VAULT_KEYS"));
            QVERIFY(refused.out.isEmpty());
        }
    }

    void theExportVerifies() {
        const Run made =
            verb({"init", "--origin", "example.test/log", "--admin", "root", "--password-file", path("pw")});
        verb({"user", "add", "--name", "sup", "--role", "supervisor", "--password-file", path("pw")});
        QCOMPARE(verb({"export-log", path("log.jsonl")}).exitCode, 0);
        QCOMPARE(execute("haziri-verify", {"--log", path("log.jsonl"), "--key", made.lastWord()}).exitCode, 0);
        QFile file(m_folder->filePath(QStringLiteral("log.jsonl")));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray all = file.readAll();
        all.replace("supervisor", "superwisor");
        file.resize(0);
        file.write(all);
        file.close();
        const Run bad = execute("haziri-verify", {"--log", path("log.jsonl"), "--key", made.lastWord()});
        QVERIFY(bad.exitCode != 0);
        QVERIFY((bad.out + bad.err).contains('2')); // the first bad index
    }

  private:
    QByteArray path(const char* name) const { return m_folder->filePath(QLatin1String(name)).toUtf8(); }

    QProcessEnvironment environment() const { return environmentWithVaultKeys(m_keys); }
    Run execute(const char* name, const QList<QByteArray>& words) const {
        return test::execute(name, words, environment());
    }
    Run verb(QList<QByteArray> words) const { return execute("haziri-server", words << "--data" << path("data")); }

    void prepare() {
        QCOMPARE(
            verb({"init", "--origin", "example.test/log", "--admin", "root", "--password-file", path("pw")}).exitCode,
            0);
        m_site =
            verb({"site", "add", "--name", "Gate", "--lat", "28.5", "--lon", "77.3", "--radius-m", "200"}).lastWord();
        QCOMPARE(verb({"user", "add", "--name", "sup", "--role", "supervisor", "--password-file", path("pw")}).exitCode,
                 0);
    }
    /// The URL it says it listens on.
    QByteArray start(const QList<QByteArray>& words) {
        m_server = std::make_unique<QProcess>();
        m_server->setProcessEnvironment(environment());
        const auto texts =
            QStringList{QStringLiteral("serve"), QStringLiteral("--data"), QString::fromUtf8(path("data"))} +
            asTexts(words);
        m_server->start(program("haziri-server"), texts);
        QByteArray line;
        while (!line.endsWith('\n') && m_server->waitForReadyRead(10'000))
            line += m_server->readLine();
        return line.startsWith("listening on ") ? line.mid(13).trimmed() : QByteArray();
    }
    static QByteArray ask(QSslSocket& socket, const QByteArray& request) {
        socket.write(request);
        QByteArray all;
        for (;;) {
            const qsizetype end = all.indexOf("\r\n\r\n");
            const qsizetype at = all.indexOf("Content-Length: ");
            if (end >= 0 && at >= 0 &&
                all.size() >= end + 4 + all.mid(at + 16, all.indexOf('\r', at) - at - 16).toLongLong())
                return all;
            if (!socket.waitForReadyRead(5000)) return all;
            all += socket.readAll();
        }
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QProcess> m_server;
    QByteArray m_keys, m_site;
};

QTEST_GUILESS_MAIN(ServerProcessTest)
#include "ServerProcessTest.moc"
