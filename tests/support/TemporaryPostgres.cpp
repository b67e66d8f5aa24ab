#include "tests/support/TemporaryPostgres.h"

#include "core/sql/Database.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QThread>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace haziri::test {

namespace {

constexpr int kPatienceMs = 60'000;

QString findPrograms() {
    const QDir root(QStringLiteral("/usr/lib/postgresql"));
    QStringList versions = root.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    std::sort(versions.begin(), versions.end(),
              [](const QString& a, const QString& b) { return a.toInt() > b.toInt(); });
    for (const QString& version : versions) {
        const QString programs = root.filePath(version + QStringLiteral("/bin"));
        if (QFile::exists(programs + QStringLiteral("/initdb"))) return programs;
    }
    const QString onPath = QStandardPaths::findExecutable(QStringLiteral("initdb"));
    return onPath.isEmpty() ? QString() : QFileInfo(onPath).absolutePath();
}

} // namespace

TemporaryPostgres::~TemporaryPostgres() {
    stop();
}

void TemporaryPostgres::runAsPostgres(QProcess& process) const {
    const passwd* const user = geteuid() == 0 ? getpwnam("postgres") : nullptr;
    const uid_t uid = user ? user->pw_uid : 0;
    const gid_t gid = user ? user->pw_gid : 0;
    process.setWorkingDirectory(m_folder.path());
    process.setChildProcessModifier([uid, gid] {
        if (uid != 0 && (setgroups(0, nullptr) != 0 || setgid(gid) != 0 || setuid(uid) != 0)) _exit(126);
        prctl(PR_SET_PDEATHSIG, SIGQUIT); // the server goes with a test that crashes
    });
}

Result<void> TemporaryPostgres::initialise() {
    m_programs = findPrograms();
    if (m_programs.isEmpty()) return fail("POSTGRES_MISSING", QStringLiteral("PostgreSQL is not installed"));
    if (const passwd* user = geteuid() == 0 ? getpwnam("postgres") : nullptr;
        user && chown(QFile::encodeName(m_folder.path()).constData(), user->pw_uid, user->pw_gid) != 0)
        return fail("POSTGRES_START", QStringLiteral("cannot give the folder to user postgres"));
    QProcess initdb;
    runAsPostgres(initdb);
    initdb.setProcessChannelMode(QProcess::MergedChannels);
    initdb.start(m_programs + QStringLiteral("/initdb"),
                 {QStringLiteral("-D"), m_folder.filePath(QStringLiteral("data")), QStringLiteral("-U"),
                  QStringLiteral("haziri"), QStringLiteral("--auth=trust"), QStringLiteral("--encoding=UTF8"),
                  QStringLiteral("--locale=C"), QStringLiteral("--no-sync")});
    if (!initdb.waitForFinished(kPatienceMs) || initdb.exitCode() != 0)
        return fail("POSTGRES_START", QString::fromUtf8(initdb.readAll()));
    return {};
}

Result<void> TemporaryPostgres::start() {
    if (m_programs.isEmpty())
        if (auto done = initialise(); !done) return done;
    const QString data = m_folder.filePath(QStringLiteral("data"));
    QFile::remove(data + QStringLiteral("/postmaster.pid")); // of a server that was stopped at once
    runAsPostgres(m_server);
    m_server.setProcessChannelMode(QProcess::MergedChannels);
    m_server.setStandardOutputFile(m_folder.filePath(QStringLiteral("log")));
    m_server.start(m_programs + QStringLiteral("/postgres"),
                   {QStringLiteral("-D"), data, QStringLiteral("-k"), m_folder.path(), QStringLiteral("-c"),
                    QStringLiteral("listen_addresses="), QStringLiteral("-c"),
                    m_fsync ? QStringLiteral("fsync=on") : QStringLiteral("fsync=off")});
    for (QDeadlineTimer deadline(kPatienceMs); !deadline.hasExpired(); QThread::msleep(20)) {
        QFile status(data + QStringLiteral("/postmaster.pid"));
        if (status.open(QIODevice::ReadOnly) && status.readAll().contains("\nready")) return {};
        if (m_server.waitForFinished(0) || m_server.state() == QProcess::NotRunning) break;
    }
    return fail("POSTGRES_START", QString::fromUtf8(log()));
}

void TemporaryPostgres::stop() {
    if (m_server.state() == QProcess::NotRunning) return;
    ::kill(pid_t(m_server.processId()), SIGQUIT);
    if (!m_server.waitForFinished(kPatienceMs)) m_server.kill();
}

void TemporaryPostgres::freeze(bool frozen) {
    const QString id = QString::number(m_server.processId());
    QFile list(QStringLiteral("/proc/%1/task/%1/children").arg(id));
    QByteArrayList all{id.toLatin1()};
    if (list.open(QIODevice::ReadOnly)) all += list.readAll().simplified().split(' ');
    for (const QByteArray& one : all)
        if (one.toInt() > 0) ::kill(pid_t(one.toInt()), frozen ? SIGSTOP : SIGCONT);
}

void TemporaryPostgres::freezeDoor(bool frozen) {
    ::kill(pid_t(m_server.processId()), frozen ? SIGSTOP : SIGCONT);
}

QString TemporaryPostgres::url(const QString& database) const {
    return QStringLiteral("postgresql://haziri@/%1?host=%2").arg(database, m_folder.path());
}

Result<QString> TemporaryPostgres::freshDatabase() {
    const QString name = QStringLiteral("test%1").arg(++m_databases);
    auto admin = sql::Database::open(url(QStringLiteral("postgres")));
    if (!admin) return fail(admin.error());
    if (auto made = (*admin)->script(QStringLiteral("CREATE DATABASE ") + name); !made) return fail(made.error());
    return url(name);
}

QByteArray TemporaryPostgres::log() const {
    QFile file(m_folder.filePath(QStringLiteral("log")));
    return file.open(QIODevice::ReadOnly) ? file.readAll().right(2000) : QByteArray("no log");
}

} // namespace haziri::test
