// Where the batches of all requests wait for the one writer: it takes whatever is there and commits it in rounds.
#pragma once

#include "server/sync/RoundCommit.h"

#include "server/store/GroupWriter.h"

#include <mutex>

namespace haziri::sync {

/// Thread-safe.
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
    std::vector<std::shared_ptr<Waiting>> take();
    Result<BatchOutput> commitAlone(const BatchInput& input);

    store::GroupWriter& m_writer;
    BatchCommit::Parts m_parts;
    std::mutex m_mutex;
    std::vector<std::shared_ptr<Waiting>> m_waiting; ///< not empty: a work of the writer is about to take them
};

} // namespace haziri::sync
