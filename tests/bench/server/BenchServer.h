// A data folder made by the verbs of haziri-server, and the real server processes over it.
#pragma once

#include "core/sealed/SealedFile.h"

#include <QProcess>
#include <memory>
#include <vector>

namespace haziri::bench {

/// The value, or the end of the program with the error's words: a benchmark has nobody else to tell.
template <class T>
T must(Result<T> result) {
    if (!result) qFatal("%s: %s", result.error().code.constData(), qUtf8Printable(result.error().message));
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

class BenchServer {
  public:
    /// `databaseUrl`: empty for SQLite in the data folder. Makes keys, one site, a supervisor and `workers` workers.
    BenchServer(QString programs, QString folder, QString databaseUrl, int workers);
    ~BenchServer(); ///< stops what runs
    BenchServer(const BenchServer&) = delete;

    QString dataDir() const { return m_folder + QStringLiteral("/data"); }
    QString databaseUrl() const;
    QByteArray site() const { return m_site; }
    const QList<QByteArray>& workers() const { return m_workers; }
    QByteArray logKey() const { return m_logKey; }
    QByteArray enrolmentCode();
    static sealed::KeyRing vaultKeys();

    /// `processes` servers on loopback ports of their own; returns when all listen.
    void start(int processes);
    void stop(); ///< as an administrator would, by SIGTERM
    quint16 port(size_t client) const { return m_running[client % m_running.size()].port; }

    double processorSeconds() const;           ///< of all processes, since they started
    qint64 peakKilobytes() const;              ///< VmHWM of the largest one
    QByteArray verb(const QStringList& words); ///< its output; ends the program when it fails
    QString path(const char* name) const { return m_folder + QLatin1Char('/') + QLatin1String(name); }
    QString program(const char* name) const { return m_programs + QLatin1Char('/') + QLatin1String(name); }

  private:
    struct Running {
        std::unique_ptr<QProcess> process;
        quint16 port = 0;
    };
    void prepare(QProcess& process) const;
    QStringList place() const;

    QString m_programs, m_folder, m_databaseUrl;
    QByteArray m_site, m_logKey;
    QList<QByteArray> m_workers;
    std::vector<Running> m_running;
};

} // namespace haziri::bench
