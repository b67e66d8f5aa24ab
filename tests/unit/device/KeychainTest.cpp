// QtKeychain for real: this program starts itself again inside a D-Bus session of its own, once with gnome-keyring
// unlocked, once locked, once with nothing there.
#include "core/device/KeychainKeyStore.h"

#include "core/crypto/SystemRandom.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>
#include <cstdio>

using namespace haziri;

namespace {

/// What a child does; its exit code is the number of the check that failed.
int insideAKeyring() {
    crypto::SystemRandom random;
    device::KeychainKeyStore store("profile-a", 10'000), neighbour("profile-b", 10'000);
    const auto secret = crypto::SecretBytes::random(32, random); // binary, with every byte possible
    auto missing = store.read("data-key");
    if (missing || missing.error().code != "KEY_MISSING") return 11;
    if (!store.write("data-key", secret)) return 12;
    auto back = store.read("data-key");
    if (!back || back->view() != secret.view()) return 13;
    if (neighbour.read("data-key")) return 14; // profiles do not see one another
    if (!store.write("data-key", crypto::SecretBytes::copyOf("another"))) return 15;
    if (store.read("data-key")->view() != QByteArrayView("another")) return 16;
    if (!store.remove("data-key") || store.read("data-key")) return 17;
    if (!store.remove("data-key")) return 18; // twice is fine
    if (!store.write("kept", secret)) return 19;
    return 0;
}

int insideALockedKeyring() {
    device::KeychainKeyStore store("profile-a", 10'000);
    auto read = store.read("kept");
    auto written = store.write("kept", crypto::SecretBytes::copyOf("must not be written anywhere"));
    if (read || written) return 31;
    std::printf("%s %s\n", read.error().code.constData(), written.error().code.constData());
    return 0;
}

int withoutAnyService() {
    device::KeychainKeyStore store("profile-a", 10'000);
    auto read = store.read("x");
    auto written = store.write("x", crypto::SecretBytes::copyOf("must not be written anywhere"));
    if (read || written) return 21;
    std::printf("%s %s\n", read.error().code.constData(), written.error().code.constData());
    return 0;
}

int keychainThreads() {
    int count = 0;
    for (const QString& task : QDir(QStringLiteral("/proc/self/task")).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile name(QStringLiteral("/proc/self/task/%1/comm").arg(task));
        count += name.open(QIODevice::ReadOnly) && name.readAll().trimmed() == "keychain";
    }
    return count;
}

// What a thread still does while the process takes its static objects down makes it fall, now and then.
int endsBeforeTheProcess(int argc, char** argv) {
    {
        QCoreApplication application(argc, argv);
        if (withoutAnyService() != 0) return 41;
        if (keychainThreads() < 1) return 42; // one that it has just begun goes by its name for a moment
    }
    // The system takes a moment to let go of a thread that has ended.
    for (int i = 0; i < 100 && keychainThreads() > 0; ++i)
        QThread::msleep(10);
    return keychainThreads() == 0 ? 0 : 43;
}

} // namespace

class KeychainTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_home;

    QByteArray m_output;
    int run(const QString& program, const QStringList& arguments, bool withBus) {
        QProcess child;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char* name : {"DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "XDG_CURRENT_DESKTOP"}) {
            environment.remove(QLatin1StringView(name));
        }
        environment.insert(QStringLiteral("HOME"), m_home.path());
        environment.insert(QStringLiteral("XDG_DATA_HOME"), m_home.filePath(QStringLiteral("data")));
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), m_home.filePath(QStringLiteral("config")));
        environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), m_home.path());
        child.setProcessEnvironment(environment);
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(withBus ? QStringLiteral("dbus-run-session") : program,
                    withBus ? QStringList{QStringLiteral("--"), program} + arguments : arguments);
        if (!child.waitForFinished(60'000)) return -1;
        m_output = child.readAllStandardOutput();
        return child.exitStatus() == QProcess::NormalExit ? child.exitCode() : -2;
    }

  private Q_SLOTS:
    void secretsGoThroughARealKeyring() {
        if (QStandardPaths::findExecutable(QStringLiteral("dbus-run-session")).isEmpty() ||
            QStandardPaths::findExecutable(QStringLiteral("gnome-keyring-daemon")).isEmpty()) {
            QSKIP("gnome-keyring or dbus is not installed");
        }
        const QString script = QStringLiteral("printf pass | gnome-keyring-daemon --unlock --components=secrets "
                                              ">/dev/null && exec \"$0\" --inside-a-keyring");
        QCOMPARE(
            run(QStringLiteral("sh"), {QStringLiteral("-c"), script, QCoreApplication::applicationFilePath()}, true),
            0);
    }

    // After secretsGoThroughARealKeyring(), whose keyring is on the disk: locked, and nobody there to unlock it.
    void aLockedKeyringGivesAndTakesNothing() {
        if (QStandardPaths::findExecutable(QStringLiteral("dbus-run-session")).isEmpty() ||
            QStandardPaths::findExecutable(QStringLiteral("gnome-keyring-daemon")).isEmpty()) {
            QSKIP("gnome-keyring or dbus is not installed");
        }
        const QString script = QStringLiteral("gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1 && "
                                              "exec \"$0\" --inside-a-locked-keyring");
        QCOMPARE(
            run(QStringLiteral("sh"), {QStringLiteral("-c"), script, QCoreApplication::applicationFilePath()}, true),
            0);
        const QList<QByteArray> codes = m_output.trimmed().split(' ');
        // It may say that there is no such key; what makes keys knows better than to believe it.
        QVERIFY2(codes[0] == "KEY_MISSING" || codes[0] == "KEYCHAIN_LOCKED", m_output.constData());
        QCOMPARE(codes.value(1), QByteArray("KEYCHAIN_LOCKED"));
    }

    void withoutAServiceThereIsAClearRefusalAndNoFile() {
        QTemporaryDir empty;
        QCOMPARE(run(QCoreApplication::applicationFilePath(), {QStringLiteral("--without-any-service")}, false), 0);
        QCOMPARE(m_output.trimmed(), QByteArray("KEYCHAIN_UNAVAILABLE KEYCHAIN_UNAVAILABLE"));
        QDirIterator files(m_home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly))
                QVERIFY2(!file.readAll().contains("must not be written"), qPrintable(file.fileName()));
        }
    }

    void itsThreadEndsWithTheApplication() {
        if (!QFile::exists(QStringLiteral("/proc/self/task"))) QSKIP("threads are counted in /proc");
        QCOMPARE(run(QCoreApplication::applicationFilePath(), {QStringLiteral("--ends-before-the-process")}, false), 0);
    }

    void withABusButNoServiceItIsTheSame() {
        if (QStandardPaths::findExecutable(QStringLiteral("dbus-run-session")).isEmpty())
            QSKIP("dbus is not installed");
        // A session that knows no services to start: whatever the machine has installed must not answer.
        const QString config = m_home.filePath(QStringLiteral("bus.conf"));
        QFile out(config);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write("<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><policy context=\"default\">"
                  "<allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow "
                  "own=\"*\"/></policy></busconfig>");
        out.close();
        QCOMPARE(run(QStringLiteral("dbus-run-session"),
                     {QStringLiteral("--config-file=") + config, QStringLiteral("--"),
                      QCoreApplication::applicationFilePath(), QStringLiteral("--without-any-service")},
                     false),
                 0);
        QCOMPARE(m_output.trimmed(), QByteArray("KEYCHAIN_UNAVAILABLE KEYCHAIN_UNAVAILABLE"));
    }
};

int main(int argc, char** argv) {
    if (argc > 1 && QByteArray(argv[1]) == "--ends-before-the-process") return endsBeforeTheProcess(argc, argv);
    QCoreApplication application(argc, argv);
    if (application.arguments().contains(QStringLiteral("--inside-a-keyring"))) return insideAKeyring();
    if (application.arguments().contains(QStringLiteral("--inside-a-locked-keyring"))) return insideALockedKeyring();
    if (application.arguments().contains(QStringLiteral("--without-any-service"))) return withoutAnyService();
    KeychainTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "KeychainTest.moc"
