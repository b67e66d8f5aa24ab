// threats.md: "two instances on one profile → the second says so and shows the first". Real programs, off screen.
#include "app/gui/WindowBell.h"

#include <QDir>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <thread>

using haziri::app::WindowBell;

class TwoWindowsTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    QProcessEnvironment m_environment;

    QString profile() const { return m_dir.filePath(QStringLiteral("p")); }
    void prepare(QProcess& process, const QStringList& arguments) {
        const QString beside = QCoreApplication::applicationDirPath() + QStringLiteral("/../bin");
        process.setProcessEnvironment(m_environment);
        process.setProgram(QDir(qEnvironmentVariable("HAZIRI_BIN_DIR", beside)).filePath(QStringLiteral("haziri")));
        process.setArguments(arguments);
    }

  private Q_SLOTS:
    void initTestCase() {
        QFile pass(m_dir.filePath(QStringLiteral("pass")));
        QVERIFY(pass.open(QIODevice::WriteOnly));
        pass.write("passphrase\n");
        m_environment = QProcessEnvironment::systemEnvironment();
        m_environment.insert(QStringLiteral("HAZIRI_KEY_PASSPHRASE_FILE"), pass.fileName());
        m_environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        m_environment.insert(QStringLiteral("HAZIRI_GNSS"), QStringLiteral("off"));
    }

    void nobodyAnswersWhereNoWindowIs() { QVERIFY(!WindowBell::ring(m_dir.filePath(QStringLiteral("nobody")))); }

    void theFirstHearsTheSecond() {
        WindowBell first(profile());
        QVERIFY(first.listen());
        QSignalSpy rung(&first, &WindowBell::rung);
        bool answered = false;
        // By another spelling of the same path.
        std::thread second([&] { answered = WindowBell::ring(m_dir.path() + QStringLiteral("/./p")); });
        QVERIFY(rung.wait(5'000));
        QTRY_VERIFY(true);
        second.join();
        QVERIFY(answered);
        WindowBell other(m_dir.filePath(QStringLiteral("q")));
        QVERIFY(other.listen()); // another profile is another bell
    }

    void aKilledWindowLeavesNothingInTheWay() {
        QProcess first;
        prepare(first, {QStringLiteral("--profile"), profile()});
        first.start();
        QVERIFY(QTest::qWaitFor([&] { return WindowBell::ring(profile()); }, 20'000));
        first.kill();
        QVERIFY(first.waitForFinished());
        QVERIFY(!WindowBell::ring(profile()));
        WindowBell next(profile());
        QVERIFY(next.listen());
    }

    void theSecondSaysSoAndTheVerbsToo() {
        QProcess first;
        prepare(first, {QStringLiteral("--profile"), profile()});
        first.start();
        QVERIFY(QTest::qWaitFor([&] { return WindowBell::ring(profile()); }, 20'000));

        QProcess second;
        prepare(second, {QStringLiteral("--profile"), profile()});
        second.start();
        QVERIFY(second.waitForFinished(20'000)); // by itself: it shows no window of its own
        QCOMPARE(second.exitCode(), 0);
        QVERIFY2(second.readAllStandardError().contains("PROFILE_IN_USE"), "the second says so");

        // The profile is opened a moment after the window stands.
        QByteArray words;
        QVERIFY(QTest::qWaitFor(
            [&] {
                QProcess verb;
                prepare(verb, {QStringLiteral("sync"), QStringLiteral("--profile"), profile()});
                verb.start();
                if (!verb.waitForFinished(20'000)) return false;
                words = verb.readAllStandardError();
                return verb.exitCode() == 1 && words.contains("PROFILE_IN_USE");
            },
            20'000));
        QVERIFY2(words.contains(QByteArray::number(first.processId())), words.constData());
        first.terminate();
        if (!first.waitForFinished(10'000)) first.kill();
        first.waitForFinished();
    }
};

QTEST_GUILESS_MAIN(TwoWindowsTest)
#include "TwoWindowsTest.moc"
