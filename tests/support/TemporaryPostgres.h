// A PostgreSQL server of the test's own: a fresh cluster in a temporary folder, reachable through a Unix socket only,
// gone with this object (or with the test program, however that ends).
#pragma once

#include "core/base/Result.h"

#include <QProcess>
#include <QTemporaryDir>

namespace haziri::test {

/// One thread. As root the server runs as user `postgres`, since it refuses to run as root.
class TemporaryPostgres {
  public:
    /// `fsync` off for tests, which have nothing to lose; on for benchmarks.
    explicit TemporaryPostgres(bool fsync = false)
        : m_fsync(fsync) {}
    ~TemporaryPostgres();

    /// initdb and start; POSTGRES_MISSING when no server is installed, POSTGRES_START with its log otherwise. A test
    /// must fail then, not skip. After stop() it starts the same cluster again.
    Result<void> start();
    void stop(); ///< at once, as in a crash
    /// All its processes stand still, or go on; connections stay.
    void freeze(bool frozen);
    /// Only who takes new connections; statements go on.
    void freezeDoor(bool frozen);

    /// The URL of a new and empty database for Database::open.
    Result<QString> freshDatabase();
    QString url(const QString& database) const;

  private:
    Result<void> initialise();
    void runAsPostgres(QProcess& process) const;
    QByteArray log() const;
    QTemporaryDir m_folder;
    QString m_programs;
    QProcess m_server;
    bool m_fsync;
    int m_databases = 0;
};

} // namespace haziri::test
