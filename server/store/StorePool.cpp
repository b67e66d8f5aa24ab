#include "server/store/StorePool.h"

#include <map>
#include <mutex>
#include <thread>
#include <vector>

namespace haziri::store {

struct StorePool::State {
    QString url;
    std::shared_ptr<const sql::TextSeal> seal;
    std::mutex mutex;
    std::map<std::thread::id, std::unique_ptr<sql::Database>> connections;

    // Closed under the lock: nobody waits for what a pooled thread does after its work, and the program must not end
    // while one is still closing its connection.
    void closeOwn() {
        const std::lock_guard lock(mutex);
        connections.erase(std::this_thread::get_id());
    }
    void closeAll() {
        const std::lock_guard lock(mutex);
        connections.clear();
        seal.reset();
    }
};

namespace {

// Qt wants a connection closed by the thread that opened it: this closes them as the thread ends.
struct ThreadConnections {
    std::vector<std::weak_ptr<StorePool::State>> pools;
    ~ThreadConnections() {
        for (const auto& weak : pools)
            if (const auto pool = weak.lock()) pool->closeOwn();
    }
};

thread_local ThreadConnections threadConnections;

} // namespace

StorePool::StorePool(QString url, std::shared_ptr<const sql::TextSeal> seal)
    : m_state(std::make_shared<State>()) {
    m_state->url = std::move(url);
    m_state->seal = std::move(seal);
}
StorePool::~StorePool() {
    m_state->closeAll();
}

const QString& StorePool::url() const {
    return m_state->url;
}

Result<sql::Database*> StorePool::database() {
    {
        const std::lock_guard lock(m_state->mutex);
        const auto found = m_state->connections.find(std::this_thread::get_id());
        if (found != m_state->connections.end()) return found->second.get();
    }
    auto opened = sql::Database::open(m_state->url, sql::Database::IfMissing::Refuse);
    if (!opened) return fail(opened.error());
    sql::Database* database = opened->get();
    // One for each thread that handles requests, and each fills up as the database outgrows it: the bytes of all pages
    // lie in the system's cache once anyway.
    if (database->dialect() == sql::Dialect::Sqlite)
        if (auto set = database->run(QStringLiteral("PRAGMA cache_size=-2048")); !set) return fail(set.error());
    database->sealTextsWith(m_state->seal);
    const std::lock_guard lock(m_state->mutex);
    m_state->connections[std::this_thread::get_id()] = std::move(*opened);
    threadConnections.pools.push_back(m_state);
    return database;
}

// Here the thread goes on, and others need not wait until a broken connection is closed.
void StorePool::discard() {
    std::unique_lock lock(m_state->mutex);
    const auto own = m_state->connections.extract(std::this_thread::get_id());
    lock.unlock();
}

} // namespace haziri::store
