// What is typed wrongly is refused with words and exit code 2, before anything is opened, made or changed: nothing is
// guessed from half an answer, and of two answers neither is taken.
#include "tests/support/Programs.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

using namespace haziri::test;

namespace {
using Words = QList<QByteArray>;
const QByteArray kId = "01935211-0000-7000-8000-000000000001";
} // namespace

class CommandLineTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;

    QByteArray at(const char* name) const { return m_dir.filePath(QLatin1StringView(name)).toUtf8(); }
    void refused(const char* program, const Words& words, const QByteArray& named) {
        const Run run = execute(program, words);
        QVERIFY2(run.exitCode == 2, QByteArray::number(run.exitCode) + ": " + words.join(' ') + ": " + run.err);
        QVERIFY2(run.err.contains(named), run.err);
        QVERIFY2(run.err.count("haziri: ") + run.err.count("haziri-server: ") == 1,
                 run.err); // one line, with the program's name before it
        QVERIFY2(run.out.isEmpty(), run.out);
        QVERIFY2(!QDir(m_dir.filePath(QStringLiteral("p"))).exists(), "it made a profile");
        QVERIFY2(!QDir(m_dir.filePath(QStringLiteral("d"))).exists(), "it made a data folder");
    }

  private Q_SLOTS:
    void theLaptop_data() {
        QTest::addColumn<Words>("words");
        QTest::addColumn<QByteArray>("named");
        const QByteArray p = at("p");
        const auto row = [](const char* name, const Words& words, const char* named) {
            QTest::newRow(name) << words << QByteArray(named);
        };
        row("no profile", {"queue"}, "--profile is missing");
        row("an empty profile", {"queue", "--profile", ""}, "--profile is empty");
        row("an empty profile that would be written", {"register", "--profile", "", "--uri", "haziri://x"},
            "--profile is empty");
        row("two profiles", {"sync", "--profile", p, "--profile", at("q")}, "--profile is given twice");
        row("an option of another verb", {"sync", "--profile", p, "--worker", kId}, "worker");
        row("a word too many", {"sync", "--profile", p, "now"}, "now");
        row("a value that is missing", {"sync", "--profile"}, "profile");
        row("two workers",
            {"mark", "--profile", p, "--worker", kId, "--worker", kId, "--direction", "in", "--reason", "x"},
            "--worker is given twice");
        row("no worker", {"mark", "--profile", p, "--worker", "7", "--direction", "in", "--reason", "x"}, "--worker");
        row("an empty reason", {"mark", "--profile", p, "--worker", kId, "--direction", "in", "--reason", ""},
            "--reason is empty");
        row("a direction in capitals", {"mark", "--profile", p, "--worker", kId, "--direction", "IN", "--reason", "x"},
            "`in` or `out`");
        for (const char* seconds : {"-1", "1.5", " 5", "5 ", "0x10", "1e3", "99999999999", "five"})
            row(seconds, {"capture", "--profile", p, "--camera", "file:none", "--seconds", seconds}, "--seconds");
        row("no camera", {"capture", "--profile", p, "--camera", ""}, "--camera is empty");
        row("an unheard camera", {"capture", "--profile", p, "--camera", "film:7"}, "film:7");
        for (const char* megabytes : {"-5", "0", "5 ", "nan", "inf", "0x5", "0.0000001", "1,5"})
            row(megabytes, {"budget", "--profile", p, "--photos-mb-per-day", megabytes}, "budget --profile");
        row("a budget for never", {"budget", "--profile", p, "--when", "never"}, "budget --profile");
        row("a consent in no language",
            {"enrol", "--profile", p, "--user", "u", "--password-file", at("pw"), "--name", "N", "--consent-language",
             "fr"},
            "`hi`");
        row("nobody's name",
            {"enrol", "--profile", p, "--user", "u", "--password-file", at("pw"), "--name", "", "--consent-language",
             "hi"},
            "--name is empty");
        row("a bundle of nothing", {"bundle", "export", "--profile", p}, "bundle export|import");
        row("a bundle that is thrown", {"bundle", "throw", "--profile", p, "f"}, "bundle export|import");
        row("a card that is no picture", {"card", "--profile", p, "--worker", kId, "--out", "card.txt"},
            ".png or .pdf");
        row("a packet that is none", {"undo", "--profile", p, "--packet", "1"}, "--packet");
        row("a sample with a blank",
            {"draw", "--log", p, "--key", "k", "--site", kId, "--day", "2026-11-22", "--sample", "5 "}, "--sample");
        row("an offset of a year",
            {"draw", "--log", p, "--key", "k", "--site", kId, "--day", "2026-11-22", "--tz-offset-min", "525600"},
            "--tz-offset-min");
    }
    void theLaptop() {
        QFETCH(Words, words);
        QFETCH(QByteArray, named);
        refused("haziri", words, named);
    }

    void theServer_data() {
        QTest::addColumn<Words>("words");
        QTest::addColumn<QByteArray>("named");
        const auto row = [this](const char* name, Words words, const char* named) {
            QTest::newRow(name) << (words << "--data" << at("d")) << QByteArray(named);
        };
        const auto site = [&](const char* option, const char* value) {
            QByteArrayList words{"site", "add", "--name", "N"};
            for (const char* one : {"lat", "lon", "radius-m"})
                words << QByteArray("--") + one << (qstrcmp(one, option) == 0 ? value : "28");
            row((QByteArray(option) + " '" + value + '\'').constData(), words, option);
        };
        for (const char* number : {"28.6 ", " 28.6", "nan", "inf", "28,6", "0x1c", "", "north"})
            site("lat", number);
        site("lon", "77.2\t");
        for (const char* radius : {"1.5", "200 ", "nan", "1e300", "-5.5"})
            site("radius-m", radius);
        row("an address that is empty", {"enrol-code", "--user", "u", "--site", kId, "--host", ""}, "--host is empty");
        row("two folders", {"site", "list", "--data", at("e")}, "--data is given twice");
        row("two names", {"user", "add", "--name", "a", "--name", "b", "--role", "hr", "--password-file", "f"},
            "--name is given twice");
        row("no database", {"site", "list", "--db", ""}, "--db is empty");
        row("a word too many", {"site", "list", "now"}, "now");
    }
    void theServer() {
        QFETCH(Words, words);
        QFETCH(QByteArray, named);
        refused("haziri-server", words, named);
    }

    // Bytes that are no text would name another folder than the one that was meant.
    void bytesThatAreNoText_data() {
        QTest::addColumn<QString>("line");
        QTest::newRow("laptop") << program("haziri") + QStringLiteral(" queue --profile \"$NAME\"");
        QTest::newRow("server") << program("haziri-server") + QStringLiteral(" site list --data \"$NAME\"");
        QTest::newRow("server, init") << program("haziri-server") +
                                             QStringLiteral(
                                                 " init --origin o --admin a --password-file f --data \"$NAME\"");
    }
    void bytesThatAreNoText() {
        QFETCH(QString, line);
        QProcess shell;
        shell.start(QStringLiteral("/bin/sh"),
                    {QStringLiteral("-c"), QStringLiteral("NAME=$(printf '%s\\377' '") + QString::fromUtf8(at("d")) +
                                               QStringLiteral("'); ") + line});
        QVERIFY(shell.waitForFinished(20'000));
        QCOMPARE(shell.exitCode(), 2);
        QVERIFY(shell.readAllStandardError().contains("UTF-8"));
        QVERIFY(QDir(m_dir.path()).isEmpty());
    }
};

QTEST_GUILESS_MAIN(CommandLineTest)
#include "CommandLineTest.moc"
