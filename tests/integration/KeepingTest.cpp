// The real program caring for its store: rotation that is killed, erasure that leaves the log provable.
#include "core/base/Ids.h"
#include "core/base/Json.h"
#include "core/sql/Database.h"
#include "tests/support/InTheOpen.h"
#include "tests/support/Programs.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

using namespace haziri;
using namespace haziri::test;

namespace {

QByteArray key(const char* kid, char filling) {
    return QByteArray(kid) + ':' + QByteArray(32, filling).toBase64();
}

} // namespace

class KeepingTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_keys = key("k1", 'v');
        write("pw", "correct horse\n");
        const Run made =
            verb({"init", "--origin", "example.test/log", "--admin", "root", "--password-file", path("pw")});
        QCOMPARE(made.exitCode, 0);
        m_logKey = made.lastWord();
        m_site =
            verb({"site", "add", "--name", "Gate", "--lat", "28.5", "--lon", "77.3", "--radius-m", "200"}).lastWord();
    }

    void keyRotationKilledMidway() {
        constexpr int kWorkers = 4000;
        QByteArray list = "name,phone\n";
        for (int i = 0; i < kWorkers; ++i)
            list += "Worker " + QByteArray::number(i) + ",98" + QByteArray::number(10'000'000 + i) + '\n';
        write("list.csv", list);
        QCOMPARE(verb({"worker", "import", "--site", m_site, path("list.csv")}).out.count('\n'), kWorkers);

        m_keys = key("k2", 'w') + ',' + key("k1", 'v');
        qint64 rewrapped = 0;
        for (int attempt = 0; attempt < 5 && (rewrapped == 0 || rewrapped == kWorkers); ++attempt) {
            QProcess rotation;
            rotation.setProcessEnvironment(environment());
            rotation.start(program("haziri-server"),
                           {QStringLiteral("rotate-keys"), QStringLiteral("--data"), QString::fromUtf8(path("data"))});
            QVERIFY(rotation.waitForStarted());
            while (rotation.state() == QProcess::Running &&
                   count("SELECT COUNT(*) FROM worker WHERE key_kid = 'k2'") == 0)
                rotation.waitForFinished(0);
            ::kill(pid_t(rotation.processId()), SIGKILL);
            rotation.waitForFinished();
            rewrapped = count("SELECT COUNT(*) FROM worker WHERE key_kid = 'k2'");
        }
        QVERIFY2(rewrapped > 0 && rewrapped < kWorkers, qPrintable(QString::number(rewrapped)));
        QCOMPARE(count("SELECT COUNT(*) FROM worker WHERE key_kid = 'k1'"), kWorkers - rewrapped);

        // The mixture is whole under both keys; the old one may not go yet.
        m_keys = key("k2", 'w');
        QVERIFY(verb({"check"}).exitCode != 0);
        m_keys = key("k2", 'w') + ',' + key("k1", 'v');
        const Run between = verb({"check"});
        QVERIFY2(between.exitCode == 0, between.err);
        const Run finished = verb({"rotate-keys"});
        QVERIFY2(finished.exitCode == 0, finished.err);
        QCOMPARE(finished.lastWord(), QByteArray("k2"));
        QCOMPARE(count("SELECT COUNT(*) FROM worker WHERE key_kid = 'k2'"), kWorkers);

        // From now on the new key alone is enough.
        m_keys = key("k2", 'w');
        const Run after = verb({"check"});
        QVERIFY2(after.exitCode == 0, after.err);
        QVERIFY(after.out.contains(QByteArray::number(kWorkers) + " workers"));
        QVERIFY(lastKind().contains("keys.rotate"));
        QCOMPARE(verifyLog().exitCode, 0);
    }

    void erasureLeavesTheLogProvable() {
        const QByteArray asha = verb({"worker", "add", "--site", m_site, "--name", "Asha Unique-Name"}).lastWord();
        const QByteArray other = verb({"worker", "add", "--site", m_site, "--name", "Somebody Else"}).lastWord();
        QVERIFY(verb({"erase-worker", "not-an-id"}).exitCode == 2);
        QVERIFY(verb({"erase-worker", "01890000-0000-7000-8000-000000000000"}).exitCode == 1);
        const Run erased = verb({"erase-worker", asha});
        QVERIFY2(erased.exitCode == 0, erased.err);
        QCOMPARE(erased.lastWord(), asha);
        const Run verified = verifyLog();
        QVERIFY2(verified.exitCode == 0, verified.err + verified.out);
        QVERIFY2(verified.out.contains("note: 1 records are erased"), verified.out);
        for (const char* name : {"log.jsonl", "data/haziri.db", "data/haziri.db-wal"}) {
            QFile file(QString::fromUtf8(path(name)));
            if (!file.open(QIODevice::ReadOnly)) continue;
            const QByteArray all = file.readAll();
            QVERIFY2(!all.contains("Unique-Name"), name);
        }
        QVERIFY(lastKind().contains("worker.erase"));
        QFile log(QString::fromUtf8(path("log.jsonl")));
        QVERIFY(log.open(QIODevice::ReadOnly));
        QVERIFY(log.readAll().contains("Somebody Else"));
        QVERIFY(verb({"erase-worker", asha}).out.contains("the data of 0 log entries"));
        QVERIFY(!other.isEmpty());
    }

    void nobodyIsNamedInTheFiles() {
        write("list.csv", "name,phone,guardian\nZubeida Xylophone-Person,9876501234567,Guardian Of-Zubeida\n");
        const Run added = verb({"worker", "import", "--site", m_site, path("list.csv")});
        QVERIFY2(added.exitCode == 0, added.err);
        QVERIFY(
            verb({"user", "add", "--name", "meena", "--role", "supervisor", "--password-file", path("pw")}).exitCode ==
            0);
        QByteArray said;
        serveOnce(said);
        QVERIFY2(said.contains("listening on"), said);
        QSet<QByteArray> forms;
        for (const char* words : {"Zubeida Xylophone-Person", "9876501234567", "Guardian Of-Zubeida"})
            forms += formsOf(words);
        QVERIFY(findIn(said, forms).isEmpty());
        auto found = findInFiles(QString::fromUtf8(path("data")), forms);
        QVERIFY2(found.isEmpty(), found.value(0));
        QCOMPARE(count("SELECT COUNT(*) FROM log_data"), 0); // what `init` and `user add` wrote without keys
        QVERIFY(verb({"backup", path("one.tar")}).exitCode == 0);
        QFile archive(QString::fromUtf8(path("one.tar")));
        QVERIFY(archive.open(QIODevice::ReadOnly));
        QVERIFY(findIn(archive.readAll(), forms).isEmpty());

        // What is served is what was recorded, and the log proves it.
        QCOMPARE(verifyLog().exitCode, 0);
        QFile log(QString::fromUtf8(path("log.jsonl")));
        QVERIFY(log.open(QIODevice::ReadOnly));
        QVERIFY(log.readAll().contains("Zubeida Xylophone-Person"));
        m_keys.clear();
        const Run refused = verb({"export-log", path("log2.jsonl")});
        QVERIFY(refused.exitCode != 0);
        QVERIFY2(refused.err.contains("HAZIRI_VAULT_KEYS"), refused.err);
    }

    void otherVaultKeysThanTheFirstAreRefused() {
        // `init` in this test had the keys; nobody has served yet.
        const QByteArray right = m_keys;
        for (const QByteArray& wrong : {key("k1", 'w'), key("k2", 'w'), key("k2", 'w') + ',' + key("k1", 'w'),
                                        QByteArray("k1:short"), QByteArray()}) {
            m_keys = wrong;
            QByteArray said;
            QVERIFY(serveOnce(said) != 0);
            QVERIFY2(!said.contains("listening on"), said);
            QVERIFY2(said.contains("HAZIRI_VAULT_KEYS") && said.trimmed().count('\n') == 0, said);
        }
        m_keys = right;
        QByteArray said;
        QCOMPARE(serveOnce(said), 0);
        QVERIFY2(said.contains("listening on"), said);
    }

    void whatAKilledInitLeftIsNoDeploymentAndNoObstacle() {
        const QString data = QString::fromUtf8(path("data"));
        QVERIFY(QDir(data).removeRecursively());
        QVERIFY(QDir().mkpath(data + QStringLiteral("/keys")));
        QVERIFY(QDir().mkpath(data + QStringLiteral("/uploads")));
        const auto put = [&](const char* name, const QByteArray& bytes) {
            QFile file(data + QLatin1String(name));
            return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
        };
        QVERIFY(put("/keys/log.key", "half"));
        QVERIFY(put("/haziri.db", ""));
        QVERIFY(put("/uploads/mine", "was here before"));
        const QByteArray at = data.toUtf8();
        QVERIFY(put("/init.unfinished", at + "/keys\n" + at + "/tls\n" + at + "/haziri.db"));
        const auto refused = verb({"check"});
        QVERIFY(refused.exitCode != 0);
        const QList<QByteArray> init{"init", "--origin",        "example.test/log", "--admin",
                                     "root", "--password-file", path("pw")};
        QVERIFY(verb(init).exitCode != 0); // what was not its own stays, and stays in the way
        QVERIFY(QFile::exists(data + QStringLiteral("/uploads/mine")));
        QVERIFY(!QFile::exists(data + QStringLiteral("/keys")));
        QVERIFY(QDir(data + QStringLiteral("/uploads")).removeRecursively());
        QVERIFY(put("/init.unfinished", at + "/keys"));
        QVERIFY(QDir().mkpath(data + QStringLiteral("/keys")));
        QVERIFY(put("/init.lock", "")); // killed before it had written into its lock who it was
        QCOMPARE(verb(init).exitCode, 0);
        QVERIFY(!QFile::exists(data + QStringLiteral("/init.unfinished")));
        QCOMPARE(verb({"check"}).exitCode, 0);
        QVERIFY(verb(init).exitCode != 0);
        QCOMPARE(verb({"check"}).exitCode, 0);
    }

    void theFirstKeyAServerSeesIsNamedAndBinds() {
        QVERIFY(QDir(QString::fromUtf8(path("data"))).removeRecursively());
        const QByteArray right = m_keys;
        m_keys = "k1:nonsense";
        const QList<QByteArray> init{"init", "--origin",        "example.test/log", "--admin",
                                     "root", "--password-file", path("pw")};
        QVERIFY(verb(init).exitCode != 0);
        QVERIFY(!QFile::exists(QString::fromUtf8(path("data"))));
        m_keys.clear();
        QCOMPARE(verb(init).exitCode, 0);
        m_keys = right;
        QByteArray said;
        QCOMPARE(serveOnce(said), 0);
        QVERIFY2(said.contains("needs the vault key k1"), said);
        m_keys = key("k1", 'w');
        said.clear();
        QVERIFY(serveOnce(said) != 0);
        QVERIFY2(said.contains("HAZIRI_VAULT_KEYS"), said);
        // Not even where the check values were taken away.
        {
            auto database = sql::Database::open(QStringLiteral("sqlite:") + QString::fromUtf8(path("data/haziri.db")));
            QVERIFY(database && (*database)->run(QStringLiteral("DELETE FROM meta WHERE name = 'vault.check'")));
        }
        said.clear();
        QVERIFY(serveOnce(said) != 0);
        QVERIFY2(said.contains("HAZIRI_VAULT_KEYS"), said);
        m_keys = right;
        said.clear();
        QCOMPARE(serveOnce(said), 0);
    }

    void backupAndRestore() {
        const QByteArray asha = verb({"worker", "add", "--site", m_site, "--name", "Asha"}).lastWord();
        const Run made = verb({"backup", path("one.tar")});
        QVERIFY2(made.exitCode == 0, made.err);
        QFile archive(QString::fromUtf8(path("one.tar")));
        QCOMPARE(made.lastWord().toLongLong(), archive.size());
        QCOMPARE(archive.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        QVERIFY(lastKind().contains("\"backup\""));
        QVERIFY(verb({"backup", path("one.tar")}).exitCode != 0); // never over an old one
        // What comes after the backup is lost by the restore.
        const QByteArray lost = verb({"worker", "add", "--site", m_site, "--name", "Late"}).lastWord();
        QVERIFY(verb({"restore", path("one.tar")}).exitCode != 0); // the folder is not empty
        QCOMPARE(verb({"check"}).exitCode, 0);

        const Run restored = execute("haziri-server", {"restore", path("one.tar"), "--data", path("again")});
        QVERIFY2(restored.exitCode == 0, restored.err);
        QCOMPARE(restored.lastWord().toLongLong(), 4); // log.start, user.add, site.add, worker.add
        QVERIFY(!QFile::exists(QString::fromUtf8(path("again.restoring"))));
        const Run checked = execute("haziri-server", {"check", "--data", path("again")});
        QVERIFY2(checked.exitCode == 0, checked.err);
        QVERIFY(checked.out.contains("1 workers"));
        QCOMPARE(execute("haziri-server", {"export-log", path("log.jsonl"), "--data", path("again")}).exitCode, 0);
        const Run verified = execute("haziri-verify", {"--log", path("log.jsonl"), "--key", m_logKey});
        QVERIFY2(verified.exitCode == 0, verified.err);
        QFile log(QString::fromUtf8(path("log.jsonl")));
        QVERIFY(log.open(QIODevice::ReadOnly));
        const auto lines = log.readAll().trimmed().split('\n');
        const auto entry = QJsonDocument::fromJson(lines[lines.size() - 2]).object();
        QVERIFY(entry[QStringLiteral("entry")].toString().contains(QStringLiteral("\"kind\":\"restore\"")));
        QVERIFY(entry[QStringLiteral("data")].toString().contains(QStringLiteral("\"logSize\":4")));
        QVERIFY(execute("haziri-server", {"erase-worker", asha, "--data", path("again")}).exitCode == 0);
        QVERIFY(execute("haziri-server", {"erase-worker", lost, "--data", path("again")}).exitCode != 0);
    }

    void aDamagedOrForeignBackupLeavesNothing() {
        QCOMPARE(verb({"backup", path("one.tar")}).exitCode, 0);
        QFile archive(QString::fromUtf8(path("one.tar")));
        QVERIFY(archive.open(QIODevice::ReadOnly));
        const QByteArray whole = archive.readAll();
        QByteArray climbing = whole;
        climbing.replace("keys/origin", "../../origi"); // its header's sum is wrong then, or the name is refused
        for (const QByteArray& bad : {whole.left(whole.size() / 2), QByteArray("no archive"), QByteArray(), climbing}) {
            write("bad.tar", bad);
            const Run refused = execute("haziri-server", {"restore", path("bad.tar"), "--data", path("again")});
            QVERIFY(refused.exitCode != 0);
            QVERIFY(!QFile::exists(QString::fromUtf8(path("again"))));
            QVERIFY(!QFile::exists(QString::fromUtf8(path("again.restoring"))));
        }
    }

    void aFlippedBitOfABackupIsSeen() {
        constexpr int kEntries = 3; // log.start, user.add, site.add
        QCOMPARE(verb({"backup", path("one.tar")}).exitCode, 0);
        const QByteArray whole = read("one.tar");
        const auto refuses = [&](const QByteArray& backup) {
            write("bad.tar", backup);
            const Run restored = execute("haziri-server", {"restore", path("bad.tar"), "--data", path("again")});
            return restored.exitCode != 0 && restored.err.contains("the backup ") &&
                   !QFile::exists(QString::fromUtf8(path("again")));
        };
        for (const char* name : {"keys/token.key", "keys/log.key", "keys/origin", "tls/server.key", "tls/server.crt"}) {
            QByteArray flipped = whole;
            const qsizetype at = flipped.indexOf(read(QByteArray("data/") + name));
            QVERIFY2(at > 0, name);
            flipped[at + 3] = char(flipped[at + 3] ^ 1);
            QVERIFY2(refuses(flipped), name);
        }
        const qsizetype database = whole.indexOf("SQLite format 3");
        const qsizetype sums = whole.indexOf("SHA256SUMS", database);
        for (qsizetype at = database + 30; at < sums - 1024; at += 30'011) {
            QByteArray flipped = whole;
            flipped[at] = char(flipped[at] ^ 0x10);
            QVERIFY2(refuses(flipped), QByteArray::number(at));
        }
        QByteArray cut = whole.left(sums) + QByteArray(1024, '\0');
        QVERIFY(refuses(cut));
        // One that was made before backups had sums.
        cut.replace("haziri-backup 2", "haziri-backup 1");
        // Neither that one is taken where its database is not the one of its checkpoint, nor is anything left of it.
        const QByteArray size = "\"logSize\":" + QByteArray::number(kEntries);
        QVERIFY(cut.contains(size));
        write("bad.tar", QByteArray(cut).replace(size, "\"logSize\":" + QByteArray::number(kEntries - 1)));
        const Run other = execute("haziri-server", {"restore", path("bad.tar"), "--data", path("again")});
        QVERIFY2(other.exitCode == 1 && other.err.contains("checkpoint speaks of"), other.err);
        QVERIFY(!QFile::exists(QString::fromUtf8(path("again"))));
        write("old.tar", cut);
        const Run restored = execute("haziri-server", {"restore", path("old.tar"), "--data", path("again")});
        QVERIFY2(restored.exitCode == 0, restored.err);
        QVERIFY(!QFile::exists(QString::fromUtf8(path("again/SHA256SUMS"))));
    }

    /// A second log under the keys of the first would look like a past that was rewritten.
    void anEmptyDatabaseIsNotTakenForTheOldOne() {
        const QByteArray kept = read("data/haziri.db");
        QVERIFY(!kept.isEmpty());
        write("data/haziri.db", {});
        const Run checked = verb({"check"});
        QCOMPARE(checked.exitCode, 1);
        QVERIFY2(checked.err.contains("holds no log"), checked.err);
        QByteArray said;
        QVERIFY(serveOnce(said) != 0);
        QVERIFY2(said.contains("holds no log") && !said.contains("listening on"), said);
        for (const char* rest : {"data/haziri.db-wal", "data/haziri.db-shm"})
            QFile::remove(QString::fromUtf8(path(rest)));
        write("data/haziri.db", kept);
        QCOMPARE(verb({"check"}).exitCode, 0);
    }

    void keysOfAnotherLogAreSeen() {
        const auto other = path("other");
        QCOMPARE(execute("haziri-server", {"init", "--data", other, "--origin", "example.test/log", "--admin", "root",
                                           "--password-file", path("pw")})
                     .exitCode,
                 0);
        for (const char* name : {"keys/log.key", "keys/origin"}) {
            const QByteArray kept = read(QByteArray("data/") + name);
            write(QByteArray("data/") + name, QByteArray(name).endsWith("origin") ? QByteArray("example.test/other")
                                                                                  : read(QByteArray("other/") + name));
            const Run checked = verb({"check"});
            QVERIFY2(checked.exitCode == 1 && checked.err.contains("did not begin with the log key"), checked.err);
            QByteArray said;
            QVERIFY(serveOnce(said) != 0);
            QVERIFY2(said.contains("did not begin with"), said);
            write(QByteArray("data/") + name, kept);
            QCOMPARE(verb({"check"}).exitCode, 0);
        }
    }

    void aDamagedPageIsSeenByTheCheck() {
        for (int i = 0; i < 40; ++i)
            QCOMPARE(verb({"worker", "add", "--site", m_site, "--name", "Worker " + QByteArray::number(i)}).exitCode,
                     0);
        const QByteArray whole = read("data/haziri.db");
        int seen = 0, tried = 0;
        for (qsizetype page = 4096; page < whole.size(); page += 4096 * 7, ++tried) {
            QByteArray damaged = whole;
            damaged.replace(page, 512, QByteArray(512, '\xaa'));
            write("data/haziri.db", damaged);
            seen += verb({"check"}).exitCode != 0;
        }
        QVERIFY(tried > 5);
        QCOMPARE(seen, tried);
        write("data/haziri.db", whole);
        QCOMPARE(verb({"check"}).exitCode, 0);
    }

  private:
    QByteArray path(const QByteArray& name) const { return m_folder->filePath(QString::fromUtf8(name)).toUtf8(); }
    QByteArray read(const QByteArray& name) const {
        QFile file(QString::fromUtf8(path(name)));
        if (!file.open(QIODevice::ReadOnly)) qFatal("cannot read");
        return file.readAll();
    }
    void write(const QByteArray& name, const QByteArray& content) {
        QFile file(QString::fromUtf8(path(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) qFatal("cannot write");
    }
    QProcessEnvironment environment() const { return environmentWithVaultKeys(m_keys); }
    Run execute(const char* name, const QList<QByteArray>& words) const {
        return test::execute(name, words, environment());
    }
    Run verb(QList<QByteArray> words) const { return execute("haziri-server", words << "--data" << path("data")); }
    Run verifyLog() const {
        const Run exported = verb({"export-log", path("log.jsonl")});
        return exported.exitCode == 0 ? execute("haziri-verify", {"--log", path("log.jsonl"), "--key", m_logKey})
                                      : exported;
    }
    /// Starts a server, and stops it when it listens or has ended; all that it said.
    int serveOnce(QByteArray& said) const {
        QProcess server;
        server.setProcessEnvironment(environment());
        server.setProcessChannelMode(QProcess::MergedChannels);
        server.start(program("haziri-server"),
                     {QStringLiteral("serve"), QStringLiteral("--data"), QString::fromUtf8(path("data")),
                      QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"), QStringLiteral("--plain-http")});
        while (!said.contains("listening on") && server.state() != QProcess::NotRunning &&
               server.waitForReadyRead(60'000))
            said += server.readAll();
        server.terminate();
        if (!server.waitForFinished(30'000)) server.kill();
        said += server.readAll();
        return server.exitCode();
    }
    qint64 count(const char* query) const {
        auto database = sql::Database::open(QStringLiteral("sqlite:") + QString::fromUtf8(path("data/haziri.db")));
        if (!database) return -1;
        auto rows = (*database)->run(QLatin1String(query));
        return rows && rows->next() ? rows->integer(0) : -1;
    }
    QByteArray lastKind() const {
        auto database = sql::Database::open(QStringLiteral("sqlite:") + QString::fromUtf8(path("data/haziri.db")));
        if (!database) return {};
        auto rows = (*database)->run(QStringLiteral("SELECT entry FROM log_entry ORDER BY log_index DESC LIMIT 1"));
        return rows && rows->next() ? rows->bytes(0) : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QByteArray m_keys, m_logKey, m_site;
};

QTEST_GUILESS_MAIN(KeepingTest)
#include "KeepingTest.moc"
