#include "tests/bench/server/BenchServer.h"

#include <QElapsedTimer>
#include <QProcessEnvironment>
#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

namespace haziri::bench {

namespace {

constexpr int kPatienceMs = 120'000;

QByteArray readFile(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeFile(const QString& path, const QByteArray& content) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qUtf8Printable(path));
}

QByteArray lastWord(const QByteArray& output) {
    return output.trimmed().split('\n').last().split(' ').last();
}

} // namespace

BenchServer::BenchServer(QString programs, QString folder, QString databaseUrl, int workers)
    : m_programs(std::move(programs))
    , m_folder(std::move(folder))
    , m_databaseUrl(std::move(databaseUrl)) {
    writeFile(path("password"), "a benchmark's password\n");
    m_logKey = lastWord(
        verb({QStringLiteral("init"), QStringLiteral("--origin"), QStringLiteral("bench.test/log"),
              QStringLiteral("--admin"), QStringLiteral("root"), QStringLiteral("--password-file"), path("password")}));
    m_site =
        lastWord(verb({QStringLiteral("site"), QStringLiteral("add"), QStringLiteral("--name"), QStringLiteral("Gate"),
                       QStringLiteral("--lat"), QStringLiteral("28.5"), QStringLiteral("--lon"), QStringLiteral("77.3"),
                       QStringLiteral("--radius-m"), QStringLiteral("200")}));
    verb({QStringLiteral("user"), QStringLiteral("add"), QStringLiteral("--name"), QStringLiteral("gate"),
          QStringLiteral("--role"), QStringLiteral("supervisor"), QStringLiteral("--password-file"), path("password")});
    QByteArray list("name\n");
    for (int i = 0; i < workers; ++i)
        list += "Worker " + QByteArray::number(i) + '\n';
    writeFile(path("workers.csv"), list);
    const auto lines = verb({QStringLiteral("worker"), QStringLiteral("import"), QStringLiteral("--site"),
                             QString::fromLatin1(m_site), path("workers.csv")})
                           .trimmed()
                           .split('\n');
    for (const QByteArray& line : lines)
        m_workers.append(lastWord(line));
}

BenchServer::~BenchServer() {
    stop();
}

QString BenchServer::databaseUrl() const {
    return m_databaseUrl.isEmpty() ? QStringLiteral("sqlite:") + dataDir() + QStringLiteral("/haziri.db")
                                   : m_databaseUrl;
}

QStringList BenchServer::place() const {
    QStringList words{QStringLiteral("--data"), dataDir()};
    if (!m_databaseUrl.isEmpty()) words << QStringLiteral("--db") << m_databaseUrl;
    return words;
}

sealed::KeyRing BenchServer::vaultKeys() {
    sealed::KeyRing keys;
    keys.add("k1", crypto::SecretBytes::copyOf(QByteArray(32, 'b')));
    return keys;
}

void BenchServer::prepare(QProcess& process) const {
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("HAZIRI_VAULT_KEYS"),
                       QStringLiteral("k1:") + QString::fromLatin1(QByteArray(32, 'b').toBase64()));
    process.setProcessEnvironment(environment);
    process.setProgram(program("haziri-server"));
    process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
}

QByteArray BenchServer::verb(const QStringList& words) {
    QProcess process;
    prepare(process);
    process.setArguments(words + place());
    process.start(QIODevice::ReadOnly);
    if (!process.waitForFinished(kPatienceMs) || process.exitCode() != 0)
        qFatal("haziri-server %s: %s", qUtf8Printable(words.join(QLatin1Char(' '))),
               process.readAllStandardError().constData());
    return process.readAllStandardOutput();
}

QByteArray BenchServer::enrolmentCode() {
    const QByteArray uri =
        lastWord(verb({QStringLiteral("enrol-code"), QStringLiteral("--user"), QStringLiteral("gate"),
                       QStringLiteral("--site"), QString::fromLatin1(m_site)}));
    return uri.mid(uri.indexOf("code=") + 5).split('&').first();
}

void BenchServer::start(int processes) {
    for (int i = 0; i < processes; ++i) {
        Running running{std::make_unique<QProcess>()};
        prepare(*running.process);
        running.process->setStandardErrorFile(QProcess::nullDevice()); // the access log
        running.process->setArguments(QStringList{QStringLiteral("serve"), QStringLiteral("--plain-http"),
                                                  QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0")} +
                                      place());
        running.process->start(QIODevice::ReadOnly);
        while (!running.process->canReadLine())
            if (!running.process->waitForReadyRead(kPatienceMs)) qFatal("haziri-server does not come up");
        const QByteArray line = running.process->readLine().trimmed();
        running.port = line.mid(line.lastIndexOf(':') + 1).toUShort();
        m_running.push_back(std::move(running));
    }
}

void BenchServer::stop() {
    for (const Running& running : m_running)
        running.process->terminate();
    for (const Running& running : m_running)
        if (!running.process->waitForFinished(kPatienceMs)) running.process->kill();
    m_running.clear();
}

double BenchServer::processorSeconds() const {
    qint64 ticks = 0;
    for (const Running& running : m_running) {
        const QByteArray stat = readFile(QStringLiteral("/proc/%1/stat").arg(running.process->processId()));
        // The name in parentheses may hold blanks; utime and stime are the 12th and 13th fields behind it.
        const auto fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
        if (fields.size() > 12) ticks += fields[11].toLongLong() + fields[12].toLongLong();
    }
    return double(ticks) / double(sysconf(_SC_CLK_TCK));
}

qint64 BenchServer::peakKilobytes() const {
    qint64 peak = 0;
    for (const Running& running : m_running) {
        const auto lines = readFile(QStringLiteral("/proc/%1/status").arg(running.process->processId())).split('\n');
        for (const QByteArray& line : lines)
            if (line.startsWith("VmHWM:")) peak = std::max(peak, line.simplified().split(' ').value(1).toLongLong());
    }
    return peak;
}

} // namespace haziri::bench
