// Where the batches of all requests wait for the one writer: it takes whatever is there and commits it in rounds.
#pragma once

#include "server/sync/RoundCommit.h"

#include "server/store/GroupWriter.h"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace haziri::sync {

/// Thread-safe. Laptops that send each mark at once come back as soon as they are answered: the writer waits a moment
/// for those that were here just now, since what a round costs hardly depends on how many share it.
class CommitQueue {
  public:
    CommitQueue(store::GroupWriter& writer, BatchCommit::Parts parts)
        : m_writer(writer)
        , m_parts(parts) {}

    /// Waits until the batch is durable, or says why nothing of it is. A batch is never lost by what waits beside it:
    /// where they fail together, each is tried alone. Not from inside a work of the writer.
    Result<BatchOutput> commit(const BatchInput& input);

  private:
    struct Waiting;
    struct Taken;
    void submit();
    void expect(const BatchInput& input);
    bool isWorthTaking() const;
    void waitForOthers(std::unique_lock<std::mutex>& lock);
    std::vector<std::shared_ptr<Waiting>> take();
    Result<BatchOutput> commitAlone(const BatchInput& input);

    store::GroupWriter& m_writer;
    BatchCommit::Parts m_parts;
    std::mutex m_mutex;
    std::vector<std::shared_ptr<Waiting>> m_waiting; ///< not empty: a work of the writer is about to take them
    std::condition_variable m_worthTaking;
    bool m_isPatient = false;                                      ///< a work of the writer waits for more
    QHash<qint64, std::chrono::steady_clock::time_point> m_lately; ///< devices that send a few packets each, when last
};

} // namespace haziri::sync
