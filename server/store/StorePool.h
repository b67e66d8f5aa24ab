// One database connection per thread, opened when the thread first asks and closed when the thread ends.
#pragma once

#include "core/sql/Database.h"

#include <memory>

namespace haziri::store {

/// Thread-safe. The Database belongs to the pool and to the calling thread: do not hand it to another one, and do not
/// keep it beyond the pool's life.
class StorePool {
  public:
    /// `seal`: what its connections seal names and words with.
    explicit StorePool(QString url, std::shared_ptr<const sql::TextSeal> seal = nullptr);
    ~StorePool(); ///< afterwards no connection of it is open, also of threads that are just ending
    StorePool(const StorePool&) = delete;
    StorePool& operator=(const StorePool&) = delete;

    const QString& url() const;
    /// STORE_UNAVAILABLE when no connection can be had; the next call tries again.
    Result<sql::Database*> database();
    /// Drops this thread's connection, for after a failure that may have broken it.
    void discard();

    struct State; ///< for the thread's own list of connections

  private:
    std::shared_ptr<State> m_state;
};

} // namespace haziri::store
