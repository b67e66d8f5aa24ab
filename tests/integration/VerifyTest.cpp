// haziri-verify as a shell sees it: exports and servers, whole and damaged in each place.
#include "core/base/Base64Url.h"
#include "core/crypto/Certificate.h"
#include "core/slip/HajriSlip.h"
#include "tests/support/Programs.h"
#include "tests/support/SampleLog.h"

#include <QHttpServer>
#include <QHttpServerResponder>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>
#include <QTemporaryDir>
#include <QTest>
#include <QUrlQuery>

using namespace haziri;
using test::Run;
using test::SampleLog;

namespace {

Run verify(const QStringList& arguments) {
    QProcess process;
    process.start(test::program("haziri-verify"), arguments);
    // The servers below live on this thread, so it has to keep turning.
    if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 60'000)) process.kill();
    if (process.exitStatus() != QProcess::NormalExit || process.error() != QProcess::UnknownError) return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QString path(const QTemporaryDir& folder, const char* name, const QByteArray& content) {
    QFile file(folder.filePath(QLatin1String(name)));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) qFatal("cannot write");
    return file.fileName();
}

/// A server with audit/log and audit/checkpoint alone.
class Server {
  public:
    Server(const SampleLog& log, bool tls)
        : m_tls(tls) {
        if (tls) {
            test::SeededRandom random(7);
            const auto made = crypto::makeSelfSigned({"127.0.0.1"}, 2, random);
            if (!made) qFatal("no certificate");
            const QSslCertificate certificate(made->certificatePem);
            m_http.sslSetup(certificate, QSslKey(made->privateKeyPem.view().toByteArray(), QSsl::Ec));
            pin = toBase64Url(*crypto::spkiSha256(certificate.toDer()));
        }
        note = log.checkpoint();
        m_http.route(QStringLiteral("/api/v5/audit/checkpoint"),
                     [this](const QHttpServerRequest& request) { return answer(request, note, "text/plain"); });
        m_http.route(QStringLiteral("/api/v5/audit/log"), [this, &log](const QHttpServerRequest& request) {
            const qint64 from = request.query().queryItemValue(QStringLiteral("from")).toLongLong();
            const qint64 limit = request.query().queryItemValue(QStringLiteral("limit")).toLongLong();
            QJsonArray entries;
            for (qint64 i = from; i < std::min<qint64>(from + limit, log.entries.size()); ++i)
                entries.append(audit::writeServedEntry(log.entries[i]));
            return answer(
                request,
                json::toText({{QStringLiteral("size"), log.entries.size()}, {QStringLiteral("entries"), entries}}),
                "application/json");
        });
        m_port = m_http.listen(QHostAddress::LocalHost);
        if (!m_port) qFatal("cannot listen");
    }

    QString url() const {
        return QLatin1String(m_tls ? "https:" : "http:") + QStringLiteral("/") +
               QStringLiteral("/127.0.0.1:%1").arg(m_port);
    }

    QByteArray pin, note;
    QByteArray token, device; ///< asked for where not empty
    int requests = 0;

  private:
    QHttpServerResponse answer(const QHttpServerRequest& request, const QByteArray& body, const char* type) {
        ++requests;
        if (!token.isEmpty() &&
            (request.value("Authorization") != "Bearer " + token || request.value("Haziri-Device") != device))
            return QHttpServerResponse(QHttpServerResponder::StatusCode::Unauthorized);
        return QHttpServerResponse(QByteArray(type), body);
    }

    bool m_tls;
    QHttpServer m_http;
    quint16 m_port = 0;
};

} // namespace

class VerifyTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void aSlipIsVerifiedOffline() {
        const SampleLog log(9);
        const auto node = [&](auto&& self, audit::NodeId id) -> crypto::Digest {
            if (id.level == 0) return log.entries[id.index].recordHash;
            return audit::hashChildren(self(self, {id.level - 1, id.index * 2}),
                                       self(self, {id.level - 1, id.index * 2 + 1}));
        };
        const auto path9 =
            audit::inclusionProof(4, 9, [&](audit::NodeId id) -> Result<crypto::Digest> { return node(node, id); });
        const QByteArray text =
            *slip::makeSlip(log.entries[4], *path9, log.checkpoint(), *audit::readVerifierKey(log.vkey()));
        const QTemporaryDir folder;
        const QString key = QString::fromUtf8(log.vkey());
        for (const QString& given : {QString::fromLatin1(text), path(folder, "slip.txt", text + "\n")}) {
            const Run ended = verify({QStringLiteral("--slip"), given, QStringLiteral("--key"), key});
            QCOMPARE(ended.exitCode, 0);
            QVERIFY2(ended.out.contains("the slip holds: entry 4"), ended.out);
        }
        QByteArray other = text;
        other[60] = other[60] == 'A' ? 'B' : 'A';
        const Run ended = verify({QStringLiteral("--slip"), QString::fromLatin1(other), QStringLiteral("--key"), key});
        QCOMPARE(ended.exitCode, 1);
        QVERIFY2(ended.out.contains("does NOT hold"), ended.out);
        QCOMPARE(
            verify({QStringLiteral("--slip"), QStringLiteral("/no/such/file"), QStringLiteral("--key"), key}).exitCode,
            2);
        QCOMPARE(verify({QStringLiteral("--slip"), QString::fromLatin1(text)}).exitCode, 2);
    }
    void aWholeExportHolds() {
        const Run ended = verifyLines(m_log.exported());
        QCOMPARE(ended.exitCode, 0);
        QVERIFY2(ended.out.startsWith("the log holds: 40 entries, 0 without data, "), ended.out.constData());
        QCOMPARE(ended.firstBad(), -1);
    }

    void erasedDataHolds() {
        QList<QByteArray> lines = m_log.exported();
        audit::ServedEntry entry = m_log.entries[7];
        entry.salt.reset();
        entry.data.reset();
        lines[7] = SampleLog::line(entry);
        const Run ended = verifyLines(lines);
        QCOMPARE(ended.exitCode, 0);
        QVERIFY(ended.out.contains("40 entries, 1 without data"));
        QVERIFY(ended.out.contains("note: 1 records")); // what was not compared is said
    }

    void anEmptyLogHolds() { QCOMPARE(verifyLines({SampleLog::line(m_log.checkpoint(0))}).exitCode, 0); }

    /// Every byte of every kind of field, in the first, a middle and the last entry.
    void damagedFields_data() {
        QTest::addColumn<int>("index");
        QTest::addColumn<QString>("field");
        for (const int index : {0, 17, 39})
            for (const char* field : {"entry", "data", "salt", "recordHash"})
                QTest::addRow("%d %s", index, field) << index << QString::fromLatin1(field);
    }
    void damagedFields() {
        QFETCH(int, index);
        QFETCH(QString, field);
        const QJsonObject good = audit::writeServedEntry(m_log.entries[index]);
        const QString value = good[field].toString();
        // Five places each: a process a byte would take minutes, and the unit tests change every bit.
        for (qsizetype part = 0; part < 5; ++part) {
            QString changed = value;
            const qsizetype place = part * (value.size() - 1) / 4;
            changed[place] = changed[place] == QLatin1Char('A') ? QLatin1Char('B') : QLatin1Char('A');
            QJsonObject bad = good;
            bad[field] = changed;
            QList<QByteArray> lines = m_log.exported();
            lines[index] = json::toText(bad) + '\n';
            const Run ended = verifyLines(lines);
            QCOMPARE(ended.exitCode, 1);
            QCOMPARE(ended.firstBad(), index);
            QVERIFY(ended.out.contains("expected: ") && ended.out.contains("found: "));
        }
    }

    void damagedLines_data() {
        QTest::addColumn<QByteArray>("line");
        const QByteArray good = SampleLog::line(m_log.entries[9]);
        QTest::newRow("blank") << QByteArray("\n");
        QTest::newRow("cut") << good.first(good.size() / 2) + '\n';
        QTest::newRow("not JSON") << QByteArray("hello\n");
        QTest::newRow("array") << QByteArray("[]\n");
        QTest::newRow("empty object") << QByteArray("{}\n");
        QTest::newRow("duplicate key") << QByteArray(good).replace("{\"data\"", "{\"index\":9,\"data\"");
        QTest::newRow("trailing bytes") << good.chopped(1) + "x\n";
        QTest::newRow("float index") << QByteArray(good).replace("\"index\":9", "\"index\":9.0");
        QTest::newRow("data without salt") << QByteArray(good).replace("\"salt\":\"", "\"was\":\"");
        QTest::newRow("salt without data") << QByteArray(good).replace("\"data\":\"", "\"was\":\"");
        QTest::newRow("control characters") << QByteArray("{\"\\u001b[2J\":1}\n");
    }
    void damagedLines() {
        QFETCH(QByteArray, line);
        QList<QByteArray> lines = m_log.exported();
        QVERIFY(lines[9] != line);
        lines[9] = line;
        const Run ended = verifyLines(lines);
        QCOMPARE(ended.exitCode, 1);
        QCOMPARE(ended.firstBad(), 9);
        QVERIFY(!ended.out.contains('\x1b'));
    }

    /// A file is read by the megabyte: lines, and empty ones among them, lie across the ends of such parts.
    void partsEndAnywhere() {
        const SampleLog log(3000);
        QList<QByteArray> lines = log.exported();
        QVERIFY(lines.join().size() > 1024 * 1024);
        const auto holds = [&](const QList<QByteArray>& all) {
            const QTemporaryDir folder;
            return verify({QStringLiteral("--log"), path(folder, "log.jsonl", all.join()), QStringLiteral("--key"),
                           QString::fromUtf8(log.vkey())});
        };
        QCOMPARE(holds(lines).exitCode, 0);
        QCOMPARE(holds(lines + QList<QByteArray>{QByteArray(3 * 1024 * 1024, '\n')}).exitCode, 0);
        lines.last().chop(1); // no line feed at the end
        QCOMPARE(holds(lines).exitCode, 0);
        QList<QByteArray> withBlanks = lines;
        withBlanks.insert(2000, QByteArray(3 * 1024 * 1024, '\n'));
        const Run ended = holds(withBlanks);
        QCOMPARE(ended.exitCode, 1);
        QCOMPARE(ended.firstBad(), 2000);
        lines[2500] = QByteArray(5 * 1024 * 1024, 'x') + '\n';
        QCOMPARE(holds(lines).firstBad(), 2500);
    }

    void missingSwappedAndRepeatedEntries() {
        QList<QByteArray> lines = m_log.exported();
        lines.removeAt(12);
        QCOMPARE(verifyLines(lines).firstBad(), 12);
        lines = m_log.exported();
        lines.swapItemsAt(12, 13);
        QCOMPARE(verifyLines(lines).firstBad(), 12);
        lines = m_log.exported();
        lines.insert(12, lines[12]);
        QCOMPARE(verifyLines(lines).firstBad(), 13);
        lines = m_log.exported();
        lines.remove(30, 10);
        QCOMPARE(verifyLines(lines).firstBad(), 30);
        QCOMPARE(verifyLines(lines).exitCode, 1);
    }

    void aRewrittenEntryBreaksTheLinkBehindIt() {
        QList<QByteArray> lines = m_log.exported();
        lines[20] = SampleLog::line(rewritten(20, m_log.entries[19].recordHash));
        const Run ended = verifyLines(lines);
        QCOMPARE(ended.exitCode, 1);
        QCOMPARE(ended.firstBad(), 21);
        QVERIFY(ended.out.contains("prevHash"));
    }

    void aRewrittenTailBreaksTheRoot() {
        QList<QByteArray> lines = m_log.exported();
        lines[39] = SampleLog::line(rewritten(39, m_log.entries[38].recordHash));
        const Run ended = verifyLines(lines);
        QCOMPARE(ended.exitCode, 1);
        QVERIFY(ended.out.contains("root"));
    }

    void badCheckpoints_data() {
        QTest::addColumn<QList<QByteArray>>("tail");
        const QByteArray good = m_log.checkpoint();
        const SampleLog other(40, 2);
        const auto row = [](const char* name, const QByteArray& note) {
            QTest::newRow(name) << QList<QByteArray>{SampleLog::line(note)};
        };
        row("signed by another key", audit::signCheckpoint({SampleLog::kOrigin, 40, m_log.root()}, other.key()));
        row("of another log", other.checkpoint());
        row("changed root",
            QByteArray(good).replace(crypto::toBytes(m_log.root()).toBase64(), QByteArray(43, 'A') + '='));
        row("changed size", QByteArray(good).replace("\n40\n", "\n39\n"));
        row("no signature", good.first(good.indexOf("\n\n") + 2));
        row("empty", "");
        row("of an older size", m_log.checkpoint(39));
        row("signed, wrong root", audit::signCheckpoint({SampleLog::kOrigin, 40, other.root()}, m_log.key()));
        QTest::newRow("missing") << QList<QByteArray>{};
        QTest::newRow("no text") << QList<QByteArray>{"{\"checkpoint\":5}\n"};
        QTest::newRow("twice") << QList<QByteArray>{SampleLog::line(good), SampleLog::line(good)};
        QTest::newRow("entries behind it")
            << QList<QByteArray>{SampleLog::line(good), SampleLog::line(m_log.entries[0])};
    }
    void badCheckpoints() {
        QFETCH(QList<QByteArray>, tail);
        QList<QByteArray> lines = m_log.exported();
        lines.removeLast();
        const Run ended = verifyLines(lines + tail);
        QCOMPARE(ended.exitCode, 1);
        QVERIFY(ended.out.contains("does NOT hold"));
    }

    void anotherKeyIsNotThisLogs() {
        const SampleLog other(1, 2);
        const QString file = path(m_folder, "log", m_log.exported().join());
        const Run ended =
            verify({QStringLiteral("--log"), file, QStringLiteral("--key"), QString::fromLatin1(other.vkey())});
        QCOMPARE(ended.exitCode, 1);
        QVERIFY(ended.out.contains("bad checkpoint"));
    }

    void witnessedCheckpoints() {
        for (const qint64 size : {0, 1, 2, 31, 32, 33, 39, 40})
            QCOMPARE(verifyLines(m_log.exported(), m_log.checkpoint(size)).exitCode, 0);
        // What was witnessed is another history under the same key.
        SampleLog grown(40);
        grown.append();
        const Run shorter = verifyLines(m_log.exported(), grown.checkpoint(41));
        QCOMPARE(shorter.exitCode, 1);
        QCOMPARE(shorter.firstBad(), 40);
        const SampleLog other(40, 2);
        const QByteArray fork = audit::signCheckpoint({SampleLog::kOrigin, 25, other.root()}, m_log.key());
        const Run forked = verifyLines(m_log.exported(), fork);
        QCOMPARE(forked.exitCode, 1);
        QVERIFY(forked.out.contains("witnessed"));
        // A witnessed note that the key did not sign accuses nobody.
        QCOMPARE(verifyLines(m_log.exported(), other.checkpoint(10)).exitCode, 2);
    }

    /// What a person saves from the interface: documents of audit/log, arrays, in any layout.
    void savedDocuments_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("a document") << document(0, 40);
        QTest::newRow("a document with a line feed") << document(0, 40) + '\n';
        QTest::newRow("a page a line") << document(0, 15) + '\n' + document(15, 40) + '\n';
        QTest::newRow("pages without anything between") << document(0, 15) + document(15, 40);
        QTest::newRow("spread over lines") << QJsonDocument::fromJson(document(0, 40)).toJson(QJsonDocument::Indented);
        QTest::newRow("an array") << array(0, 40);
        QTest::newRow("an array, spread") << QJsonDocument::fromJson(array(0, 40)).toJson(QJsonDocument::Indented);
        QTest::newRow("a byte order mark") << "\xef\xbb\xbf" + document(0, 40);
        QTest::newRow("lines without a checkpoint") << lines(0, 40).join();
        QTest::newRow("lines with CRLF") << lines(0, 40).join().replace("}\n", "}\r\n");
        QTest::newRow("lines and a blank one") << lines(0, 40).join() + "\n\n";
        QTest::newRow("the last line without its end") << lines(0, 40).join().chopped(1);
        QTest::newRow("entries without anything between") << lines(0, 40).join().replace("}\n", "}");
        QTest::newRow("a page, then lines") << document(0, 15) + '\n' + lines(15, 40).join();
        QTest::newRow("lines, then a page") << lines(0, 15).join() + document(15, 40) + '\n';
    }
    void savedDocuments() {
        QFETCH(QByteArray, file);
        const Run ended = verifyLines({file}, m_log.checkpoint());
        QVERIFY2(ended.exitCode == 0, ended.out + ended.err);
        QVERIFY2(ended.out.startsWith("the log holds: 40 entries, 0 without data, "), ended.out);
        const Run withLast = verifyLines({file, file.endsWith('\n') ? "" : "\n", SampleLog::line(m_log.checkpoint())});
        QVERIFY2(withLast.exitCode == 0 || file.endsWith("\n\n"), withLast.out + withLast.err);

        // Without anybody's signature all hashes fit, and that is said and no more.
        const Run nobodys = verifyLines({file});
        QCOMPARE(nobodys.exitCode, 1);
        QVERIFY2(nobodys.out.startsWith("no signed checkpoint") && nobodys.out.contains(" 40 entries"), nobodys.out);

        // One letter of one record, of one entry.
        for (const auto& [index, part] :
             {std::pair(17, "\\\"n\\\":17"), std::pair(0, "log.start"), std::pair(39, ":39,")}) {
            QByteArray bad = file;
            const qsizetype at = bad.lastIndexOf(part);
            QVERIFY(at >= 0);
            const qsizetype place = at + qstrlen(part) - 2;
            bad[place] = bad[place] == '8' ? '7' : '8';
            const Run caught = verifyLines({bad}, m_log.checkpoint());
            QCOMPARE(caught.exitCode, 1);
            QCOMPARE(caught.firstBad(), index);
        }
    }

    void damagedDocuments() {
        QByteArray missing = document(0, 40);
        const QByteArray seventh = SampleLog::line(m_log.entries[7]).chopped(1);
        QCOMPARE(missing.count(seventh), 1);
        QCOMPARE(verifyLines({QByteArray(missing).replace(seventh + ',', "")}, m_log.checkpoint()).firstBad(), 7);
        QCOMPARE(verifyLines({QByteArray(missing).replace(seventh, "5")}, m_log.checkpoint()).firstBad(), 7);
        QCOMPARE(verifyLines({document(0, 15) + document(16, 40)}, m_log.checkpoint()).firstBad(), 15);
        for (const qsizetype cut : {qsizetype(1), qsizetype(30), missing.size() / 2, missing.size() - 1})
            QVERIFY(verifyLines({missing.first(cut)}, m_log.checkpoint()).exitCode != 0);
        QVERIFY(verifyLines({missing + "x"}, m_log.checkpoint()).exitCode != 0);
        QVERIFY(verifyLines({array(0, 40) + "]"}, m_log.checkpoint()).exitCode != 0);
        QVERIFY(verifyLines({R"({"entries":5,"size":0})"}, m_log.checkpoint()).exitCode != 0);
        QVERIFY(verifyLines({R"({"entries":[],"entries":[],"size":0})"}, m_log.checkpoint(0)).exitCode != 0);
        for (const QByteArray& nothing : {QByteArray(), QByteArray("\n\n"), QByteArray("\xef\xbb\xbf")})
            QCOMPARE(verifyLines({nothing}, m_log.checkpoint()).exitCode, 2);
        for (const QByteArray& other : {QByteArray("name,trade\nAsha,mason\n"), QByteArray("{\"a\":[1,2]}"),
                                        QByteArray("\x89PNG\r\n\x1a\n\0\0", 10)}) {
            const Run ended = verifyLines({other}, m_log.checkpoint());
            QCOMPARE(ended.exitCode, 2); // another file, and nobody's forgery
            QCOMPARE(ended.firstBad(), -1);
        }
    }

    /// Without a checkpoint of its own the log is held to the one that was given, to its last entry.
    void theGivenCheckpointIsTheRoot() {
        const Run tail = verifyLines({document(0, 40)}, m_log.checkpoint(33));
        QCOMPARE(tail.exitCode, 1);
        QCOMPARE(tail.firstBad(), 33);
        QVERIFY2(tail.out.contains("the entries before it hold"), tail.out);
        const Run shorter = verifyLines({document(0, 39)}, m_log.checkpoint());
        QCOMPARE(shorter.exitCode, 1);
        QCOMPARE(shorter.firstBad(), 39);
        QList<QByteArray> forged = lines(0, 40);
        forged[39] = SampleLog::line(rewritten(39, m_log.entries[38].recordHash));
        const Run root = verifyLines(forged, m_log.checkpoint());
        QVERIFY2(root.exitCode == 1 && root.out.contains("root"), root.out);
        const SampleLog other(40, 2);
        QVERIFY(verifyLines({document(0, 40)}, other.checkpoint()).exitCode != 0);
        QCOMPARE(verifyLines({R"({"entries":[],"size":0})"}, m_log.checkpoint(0)).exitCode, 0);
    }

    /// A note that an editor or a shell kept: its text is the same, its line ends are not.
    void notesAsFilesAreKept() {
        const QByteArray note = m_log.checkpoint();
        const QByteArray dos = QByteArray(note).replace("\n", "\r\n");
        for (const QByteArray& kept : {note, note.chopped(1), note + '\n', note + "\n\n", dos, dos.chopped(2),
                                       "\xef\xbb\xbf" + note, SampleLog::line(note)}) {
            const Run ended = verifyLines({document(0, 40)}, kept);
            QVERIFY2(ended.exitCode == 0, ended.out + ended.err + kept);
            const Run asLast = verifyLines(lines(0, 40) << SampleLog::line(kept));
            QVERIFY2(asLast.exitCode == 0 || kept.startsWith('{'), asLast.out + kept);
        }
        for (const QByteArray& bad :
             {QByteArray(note).replace("\n40\n", "\n040\n"), QByteArray(note).replace("\n40", " \n40"),
              QByteArray("\n"), QByteArray(note).replace("\n\n", "\n")})
            QCOMPARE(verifyLines({document(0, 40)}, bad).exitCode, 2);
        QCOMPARE(
            verify({QStringLiteral("--log"), path(m_folder, "log", document(0, 40)), QStringLiteral("--key"),
                    QString::fromLatin1(m_log.vkey()), QStringLiteral("--checkpoint"), path(m_folder, "empty", {})})
                .exitCode,
            2);
    }

    void usage() {
        const QString key = QString::fromLatin1(m_log.vkey());
        const QString file = path(m_folder, "log", m_log.exported().join());
        const QString log = QStringLiteral("--log");
        const QString k = QStringLiteral("--key");
        QCOMPARE(verify({log, file, k, key}).exitCode, 0);
        QCOMPARE(verify({}).exitCode, 2);
        QCOMPARE(verify({log, file}).exitCode, 2);
        QCOMPARE(verify({k, key}).exitCode, 2);
        QCOMPARE(verify({log, file, k, key.chopped(1)}).exitCode, 2);
        QCOMPARE(verify({log, file, k, key, QStringLiteral("more")}).exitCode, 2);
        QCOMPARE(verify({log, file, k, key, QStringLiteral("--unknown")}).exitCode, 2);
        QCOMPARE(verify({log, m_folder.filePath(QStringLiteral("absent")), k, key}).exitCode, 2);
        QCOMPARE(verify({log, m_folder.path(), k, key}).exitCode, 2);
        QCOMPARE(
            verify({log, file, k, key, QStringLiteral("--checkpoint"), m_folder.filePath(QStringLiteral("absent"))})
                .exitCode,
            2);
        QCOMPARE(verify({log, file, k, key, QStringLiteral("--pin"), QStringLiteral("AAAA")}).exitCode, 2);
        const Run help = verify({QStringLiteral("--help")});
        QCOMPARE(help.exitCode, 0);
        QVERIFY(help.out.contains("--checkpoint"));
    }

    void aServerInPages() {
        SampleLog log(2345);
        Server server(log, false);
        const Run ended = verifyUrl(server.url(), log);
        QVERIFY2(ended.exitCode == 0, ended.err.constData());
        QVERIFY(ended.out.contains("2345 entries"));
        QCOMPARE(server.requests, 4);
        for (int i = 0; i < 10; ++i)
            log.append(); // it grows behind the checkpoint
        QVERIFY(verifyUrl(server.url(), log).out.contains("2345 entries"));
        log.entries[2000].data = "{}";
        const Run bad = verifyUrl(server.url(), log);
        QCOMPARE(bad.exitCode, 1);
        QCOMPARE(bad.firstBad(), 2000);
        log.entries.resize(1500);
        QCOMPARE(verifyUrl(server.url(), log).firstBad(), 1500);
        server.note = SampleLog(3, 2).checkpoint();
        QCOMPARE(verifyUrl(server.url(), log).exitCode, 1);
    }

    void aSelfSignedServerWithoutSecrets() {
        SampleLog log(5);
        Server server(log, true);
        QCOMPARE(verifyUrl(server.url(), log).exitCode, 0);
    }

    void aTokenLeavesForThePinnedServerOnly() {
        SampleLog log(5);
        Server server(log, true);
        server.token = "s3cret";
        server.device = "dev";
        const QStringList credentials{QStringLiteral("--token"), path(m_folder, "token", "s3cret\n"),
                                      QStringLiteral("--device"), QStringLiteral("dev")};
        QCOMPARE(verifyUrl(server.url(), log).exitCode, 2); // 401
        QCOMPARE(server.requests, 1);
        QCOMPARE(verifyUrl(server.url(), log,
                           credentials + QStringList{QStringLiteral("--pin"), QString::fromLatin1(server.pin)})
                     .exitCode,
                 0);
        server.requests = 0;
        QCOMPARE(verifyUrl(server.url(), log, credentials).exitCode, 2);
        QCOMPARE(verifyUrl(server.url(), log,
                           credentials + QStringList{QStringLiteral("--pin"), QString(43, QLatin1Char('A'))})
                     .exitCode,
                 2);
        QCOMPARE(verifyUrl(server.url(), log, {QStringLiteral("--pin"), QString(43, QLatin1Char('A'))}).exitCode, 2);
        QCOMPARE(server.requests, 0);
    }

    void noServer() {
        QString url;
        {
            Server gone(m_log, false);
            url = gone.url();
        }
        QCOMPARE(verifyUrl(url, m_log).exitCode, 2);
        QCOMPARE(verifyUrl(QLatin1String("http:/") + QLatin1String("/192.0.2.1:9"), m_log).exitCode,
                 2); // no TLS, not this machine
    }

  private:
    Run verifyLines(const QList<QByteArray>& lines, const QByteArray& witnessed = {}) const {
        QStringList arguments{QStringLiteral("--log"), path(m_folder, "log", lines.join()), QStringLiteral("--key"),
                              QString::fromLatin1(m_log.vkey())};
        if (!witnessed.isEmpty()) arguments << QStringLiteral("--checkpoint") << path(m_folder, "witnessed", witnessed);
        return verify(arguments);
    }

    QList<QByteArray> lines(qsizetype from, qsizetype to) const { return m_log.exported().mid(from, to - from); }
    QByteArray array(qsizetype from, qsizetype to) const {
        QByteArray all = lines(from, to).join(',');
        return '[' + all.replace("}\n", "}") + ']';
    }
    QByteArray document(qsizetype from, qsizetype to) const {
        return "{\"entries\":" + array(from, to) + ",\"size\":40}";
    }

    static Run verifyUrl(const QString& url, const SampleLog& log, const QStringList& more = {}) {
        return verify(
            QStringList{QStringLiteral("--log"), url, QStringLiteral("--key"), QString::fromLatin1(log.vkey())} + more);
    }

    /// Entry `index` with another content and hashes that fit it.
    audit::ServedEntry rewritten(qint64 index, const crypto::Digest& prev) const {
        audit::ServedEntry served = m_log.entries[index];
        *served.data += ' ';
        audit::LogEntry entry = *audit::readEntry(served.entry);
        entry.dataHash = audit::dataHash(*served.salt, *served.data);
        entry.prevHash = prev;
        served.entry = audit::writeEntry(entry);
        served.recordHash = audit::recordHash(served.entry);
        return served;
    }

    SampleLog m_log{40};
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(VerifyTest)
#include "VerifyTest.moc"
