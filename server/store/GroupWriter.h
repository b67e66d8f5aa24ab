// The one thread of this process that writes: whatever waits for it shares a transaction and a sync of the disk.
//
// Each work runs inside a savepoint of its own, so that one that fails takes nothing of its neighbours with it. Its
// answer arrives only after the shared transaction is durable; if that fails, every work of the group failed.
// Other processes may write between two groups: works read what they need inside their own run.
#pragma once

#include "core/sql/Database.h"

#include <functional>
#include <future>
#include <memory>

namespace haziri::store {

/// Thread-safe.
class GroupWriter {
  public:
    /// Runs on the writer's thread inside the transaction; must not block on anything but the database and must not
    /// begin or end a transaction.
    using Work = std::function<Result<void>(sql::Database&)>;
    using Done = std::function<void(Result<void>)>;

    /// `seal`: what its connection seals names and words with.
    explicit GroupWriter(QString url, std::shared_ptr<const sql::TextSeal> seal = nullptr);
    ~GroupWriter(); ///< finishes what was submitted
    GroupWriter(const GroupWriter&) = delete;
    GroupWriter& operator=(const GroupWriter&) = delete;

    /// `done` is called on the writer's thread once the work is durable, or with the reason why nothing of it is.
    void submit(Work work, Done done);
    std::future<Result<void>> submit(Work work);
    /// Waits. Not from inside a work.
    Result<void> run(Work work) { return submit(std::move(work)).get(); }

  private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace haziri::store
