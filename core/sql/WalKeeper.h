// Brings what stands in SQLite's write-ahead log back into the database beside the one that writes.
//
// SQLite's own way (https://sqlite.org/c3ref/wal_autocheckpoint.html) makes the commit that fills the log write all of
// it back and sync the database, and whoever waits for that commit waits for this too.
#pragma once

#include <QByteArray>
#include <condition_variable>
#include <mutex>
#include <thread>

struct sqlite3;

namespace haziri::sql {

/// For one connection, in whose place it is told of every commit. Its thread and its own connection come only when the
/// log first grows long. Destroy it before the connection is closed.
class WalKeeper {
  public:
    /// `writer` must be open, `path` its file's.
    WalKeeper(sqlite3* writer, QByteArray path);
    ~WalKeeper();
    WalKeeper(const WalKeeper&) = delete;
    WalKeeper& operator=(const WalKeeper&) = delete;

  private:
    static int committed(void* self, sqlite3* writer, const char* schema, int pages);
    void wake();
    void loop();

    sqlite3* m_writer;
    QByteArray m_path;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_isDue = false, m_isStopping = false;
    std::thread m_thread;
};

} // namespace haziri::sql
