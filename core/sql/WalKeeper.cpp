#include "core/sql/WalKeeper.h"

#include <sqlite3.h>

namespace haziri::sql {

namespace {

constexpr int kLongPages = 4000; // 16 MiB: pages that change often are written back seldom
// While the writer never rests, the log goes on growing behind whoever writes it back; only in a pause it begins anew.
constexpr int kLongestPages = 16'000;

void writeBack(sqlite3* connection) {
    sqlite3_wal_checkpoint_v2(connection, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

} // namespace

WalKeeper::WalKeeper(sqlite3* writer, QByteArray path)
    : m_writer(writer)
    , m_path(std::move(path)) {
    sqlite3_wal_hook(writer, &WalKeeper::committed, this);
}

WalKeeper::~WalKeeper() {
    sqlite3_wal_hook(m_writer, nullptr, nullptr);
    if (!m_thread.joinable()) return;
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

int WalKeeper::committed(void* self, sqlite3* writer, const char*, int pages) {
    if (pages >= kLongestPages)
        writeBack(writer); // what is left of it
    else if (pages >= kLongPages)
        static_cast<WalKeeper*>(self)->wake();
    return SQLITE_OK;
}

void WalKeeper::wake() {
    {
        const std::lock_guard lock(m_mutex);
        m_isDue = true;
    }
    if (!m_thread.joinable()) m_thread = std::thread([this] { loop(); });
    m_wake.notify_one();
}

void WalKeeper::loop() {
    sqlite3* own = nullptr;
    const bool isOpen =
        sqlite3_open_v2(m_path.constData(), &own, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr) == SQLITE_OK &&
        sqlite3_exec(own, "PRAGMA synchronous=FULL", nullptr, nullptr, nullptr) == SQLITE_OK;
    for (std::unique_lock lock(m_mutex);;) {
        m_wake.wait(lock, [this] { return m_isDue || m_isStopping; });
        if (m_isStopping) break;
        m_isDue = false;
        lock.unlock();
        if (isOpen) writeBack(own);
        lock.lock();
    }
    sqlite3_close(own);
}

} // namespace haziri::sql
