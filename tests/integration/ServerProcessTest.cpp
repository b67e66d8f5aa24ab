// The real program on loopback: its verbs, TLS with the pin of its URI, keys that must fit, and a graceful end.
#include "core/base/Base64Url.h"
#include "core/base/Ids.h"
#include "core/base/Json.h"
#include "core/crypto/Certificate.h"
#include "core/crypto/SystemRandom.h"
#include "core/protocol/EnrolmentUri.h"
#include "core/protocol/Proof.h"
#include "tests/support/Programs.h"

#include <QDir>
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
        // Before the server ever listened nobody knows its address: the usual one, and a warning.
        const Run code = verb({"enrol-code", "--user", "sup", "--site", site.lastWord()});
        QCOMPARE(code.exitCode, 0);
        QVERIFY2(code.lastWord().startsWith("haziri://127.0.0.1:8443/enrol?code="), code.out);
        QVERIFY2(code.err.contains("warning: no server was started here yet"), code.err);
        const Run named = verb({"enrol-code", "--user", "sup", "--site", site.lastWord(), "--host", "gate.example:99"});
        QVERIFY(named.lastWord().startsWith("haziri://gate.example:99/enrol?code="));
        QCOMPARE(named.err, QByteArray());
        const Run nobody = verb({"enrol-code", "--user", "nobody", "--site", site.lastWord()});
        QCOMPARE(nobody.exitCode, 1);
        QVERIFY2(nobody.err.contains("no such user") && nobody.err.count('\n') == 1, nobody.err);
        const Run nowhere = verb({"enrol-code", "--user", "sup", "--site", "01890000-0000-7000-8000-000000000000"});
        QVERIFY2(nowhere.exitCode == 1 && nowhere.err.contains("no such site"), nowhere.err);
        const Run worker = verb({"worker", "add", "--site", site.lastWord(), "--name", "Asha"});
        QVERIFY(WorkerId::fromText(worker.lastWord()).has_value());
        QFile list(m_folder->filePath(QStringLiteral("list.csv")));
        QVERIFY(list.open(QIODevice::WriteOnly));
        list.write("name,trade\r\n\"Ram, the elder\",mason\r\nSita,\r\n");
        list.close();
        const Run imported = verb({"worker", "import", "--site", site.lastWord(), path("list.csv")});
        QCOMPARE(imported.out.count('\n'), 2);
        const Run workers = verb({"worker", "list"});
        QCOMPARE(workers.out.count('\n'), 3);
        QVERIFY(workers.out.contains("Asha\t\tactive\t" + site.lastWord() + '\t' + worker.lastWord() + '\n'));
        QVERIFY(verb({"worker", "list", "--json"}).out.contains("\"trade\":\"mason\""));

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

    void aFailedInitLeavesNothing() {
        write("empty", "\n");
        write("long", QByteArray(1025, 'p'));
        write("file", "in the way");
        const QByteArray good = path("pw");
        for (const auto& [admin, password, keys] :
             QList<std::tuple<QByteArray, QByteArray, QByteArray>>{{"root", path("empty"), m_keys},
                                                                   {"root", path("long"), m_keys},
                                                                   {"root", path("missing"), m_keys},
                                                                   {"two\nlines", good, m_keys},
                                                                   {" ", good, m_keys},
                                                                   {"root", good, "k1:tooshort"}}) {
            const Run failed =
                test::execute("haziri-server", initWords(admin, password), environmentWithVaultKeys(keys));
            QVERIFY(failed.exitCode > 0);
            QVERIFY2(!failed.err.contains("from now on"), failed.err);
            QVERIFY(!QFile::exists(QString::fromUtf8(path("data"))));
        }
        // A database that cannot be made: what was made beside it goes again, what stood there stays.
        QVERIFY(QDir().mkpath(QString::fromUtf8(path("data"))));
        write("data/notes.txt", "mine");
        const Run failed = execute("haziri-server", initWords("root", good) << "--db"
                                                                            << "sqlite:" + path("file/x.db"));
        QCOMPARE(failed.exitCode, 1);
        QCOMPARE(QDir(QString::fromUtf8(path("data"))).entryList(QDir::NoDotAndDotDot | QDir::AllEntries),
                 QStringList{QStringLiteral("notes.txt")});
        const Run made = execute("haziri-server", initWords("root", good));
        QVERIFY2(made.exitCode == 0, made.err);
        QVERIFY2(made.err.contains("from now on this deployment needs the vault key k1"), made.err);
    }

    /// The one who comes second fails, and takes nothing away that the first has made.
    void ofTwoThatInitialiseAtOnceOneDoes() {
        for (int round = 0; round < 5; ++round) {
            QProcess both[2];
            for (QProcess& one : both)
                one.start(test::program("haziri-server"), test::asTexts(initWords("root", path("pw"))));
            QList<int> codes;
            for (QProcess& one : both) {
                QVERIFY(one.waitForFinished(60'000));
                codes.append(one.exitCode());
            }
            std::sort(codes.begin(), codes.end());
            QCOMPARE(codes, (QList<int>{0, 1}));
            const Run users = verb({"user", "list", "--json"});
            QVERIFY2(users.exitCode == 0 && users.out.contains("root"), users.err);
            QVERIFY(QDir(QString::fromUtf8(path("data"))).removeRecursively());
        }
    }

    void shortPasswordsAreTakenAndWarnedOf() {
        write("short", "hr-pw\n");
        const Run made = execute("haziri-server", initWords("root", path("short")));
        QVERIFY2(made.exitCode == 0 && made.err.contains("warning: a password of fewer than 8"), made.err);
        const Run added = verb({"user", "add", "--name", "hema", "--role", "hr", "--password-file", path("short")});
        QVERIFY2(added.exitCode == 0 && added.err.contains("warning"), added.err);
        const Run longer = verb({"user", "password", "--name", "hema", "--password-file", path("pw")});
        QVERIFY2(longer.exitCode == 0 && longer.err.isEmpty(), longer.err);
        write("empty", "\r\n");
        QVERIFY(verb({"user", "add", "--name", "x", "--role", "hr", "--password-file", path("empty")}).exitCode != 0);
    }

    void wordsTooManyAreRefused() {
        prepare();
        QCOMPARE(verb({"site", "list", "please"}).exitCode, 2);
        QCOMPARE(verb({"export-log", path("a.jsonl"), path("b.jsonl")}).exitCode, 2);
        QVERIFY(!QFile::exists(QString::fromUtf8(path("a.jsonl"))));
        const Run user = verb({"user", "add", "extra", "--name", "x", "--role", "hr", "--password-file", path("pw")});
        QVERIFY2(user.exitCode == 2 && user.err.contains("\"extra\""), user.err);
        QCOMPARE(verb({"user", "list"}).out.count('\n'), 2);
        QCOMPARE(execute("haziri-server", {"serve", "now", "--data", path("data"), "--listen", "127.0.0.1:0"}).exitCode,
                 2);
    }

    void relativePathsAreTheWorkingFolders() {
        QVERIFY(QDir().mkpath(QString::fromUtf8(path("here"))));
        const auto inside = [&](const QList<QByteArray>& words) {
            QProcess process;
            process.setProcessEnvironment(environment());
            process.setWorkingDirectory(QString::fromUtf8(path("here")));
            process.start(program("haziri-server"), asTexts(words));
            process.waitForFinished(60'000);
            return Run{process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
        };
        const Run made = inside({"init", "--data", "d", "--db", "sqlite://name.db", "--origin", "o/log", "--admin",
                                 "root", "--password-file", path("pw")});
        QVERIFY2(made.exitCode == 0, made.err);
        QVERIFY(QFile::exists(QString::fromUtf8(path("here/name.db"))));
        QCOMPARE(inside({"user", "list", "--data", "d", "--db", "sqlite:name.db"}).exitCode, 0);
        QCOMPARE(inside({"user", "list", "--data", "d", "--db", "sqlite://" + path("here/name.db")}).exitCode, 0);
        QVERIFY(inside({"user", "list", "--data", "d", "--db", "sqlite://"}).exitCode != 0);
    }

    void listsOfWorkersComeInManyForms() {
        prepare();
        const auto import = [&](const QByteArray& list) {
            write("list.csv", list);
            return verb({"worker", "import", "--site", m_site, path("list.csv")});
        };
        QCOMPARE(import("\xef\xbb\xbfName;Trade\r\nRam;mason\r\nSita;\r\n").out.count('\n'), 2);
        QCOMPARE(import("name\ttrade\nGopal, the elder\tmason\n").out.count('\n'), 1);
        QCOMPARE(import("Asha\nBinu\n\nराम\n").out.count('\n'), 3); // nothing but names
        const Run broken = import("name,trade\nRam,mason\nJos\xe9,mason\n");
        QVERIFY2(broken.exitCode == 1 && broken.err.contains("line 3 is not UTF-8"), broken.err);
        const Run unnamed = import("Ram,mason\nSita,mason\n");
        QVERIFY2(unnamed.exitCode == 1 && unnamed.err.contains("must name the columns"), unnamed.err);
        const Run twice = import("Ram\n\x07\n");
        QVERIFY2(twice.exitCode == 1 && twice.err.contains("line 2"), twice.err);
        // Another file, taken by mistake, becomes nobody; nor is it shown.
        for (const char* other : {"root:x:0:0:root:/root:/bin/bash\nsshd:x:1:1::/:/bin/sh\n", "c0rrect!\nhorse#7\n",
                                  "k1=abc\nk2=def\n", "hunter2\n", "12\n34\n", "ram@example.org\nsita@example.org\n"}) {
            const Run refused = import(other);
            QVERIFY2(refused.exitCode == 1 && refused.err.contains("let its first line say: name"), refused.err);
            QVERIFY2(!refused.err.contains("hunter2") && !refused.err.contains("root"), refused.err);
            QCOMPARE(refused.out, QByteArray());
        }
        // Nor does a heading of somebody else's, or one of two columns of the same name.
        for (const char* heading : {"trade\nmason\n", "नाम\nआशा\n", "Name of  worker\nRam\n"}) {
            const Run refused = import(heading);
            QVERIFY2(refused.exitCode == 1 && refused.err.contains("must name the columns"), refused.err);
            QCOMPARE(refused.out, QByteArray());
        }
        QVERIFY(import("name,name\nRam,Sita\n").err.contains("a column twice"));
        QCOMPARE(import("name,,\nRam,,\n").exitCode, 0);
        QCOMPARE(import("name\n" + QByteArray(256, 'x') + "\n").exitCode, 0); // as long as in what a thekedar signs
        QCOMPARE(import("name\n" + QByteArray(257, 'x') + "\n").exitCode, 1);
        QCOMPARE(import("name\nhunter2\n").out.count('\n'), 1); // who says so means it
        QCOMPARE(import("Ram 2\nWorker12\nD'Souza (elder)\nRam s/o Shyam\n").out.count('\n'), 4);
        QCOMPARE(import("").exitCode, 1);
    }

    void helpIsNoMistakeAndAnUnknownVerbIsNamed() {
        for (const char* word : {"help", "--help"}) {
            const Run helped = verb({word});
            QCOMPARE(helped.exitCode, 0);
            QVERIFY(helped.out.startsWith("haziri-server VERB") && helped.err.isEmpty());
        }
        const Run unknown = verb({"wroker", "add"});
        QCOMPARE(unknown.exitCode, 2);
        QVERIFY2(unknown.err.contains("unknown verb \"wroker\""), unknown.err);
        const Run half = verb({"worker", "destroy"});
        QCOMPARE(half.exitCode, 2);
        QVERIFY2(half.err.contains("unknown verb \"worker destroy\""), half.err);
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
    void write(const char* name, const QByteArray& content) const {
        QFile file(QString::fromUtf8(path(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    QList<QByteArray> initWords(const QByteArray& admin, const QByteArray& passwordFile) const {
        return {"init",    "--data", path("data"),      "--origin",  "example.test/log",
                "--admin", admin,    "--password-file", passwordFile};
    }
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
