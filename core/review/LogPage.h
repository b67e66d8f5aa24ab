// A stretch of the log as the server hands it out, and where stretches come from.
#pragma once

#include "core/audit/LogVerifier.h"
#include "core/base/Result.h"

#include <memory>

namespace haziri::review {

struct LogPage {
    qint64 size = 0; ///< of the whole log
    QList<audit::ServedEntry> entries;
};

/// The body of `audit/log`. MALFORMED
Result<LogPage> readLogPage(QByteArrayView body);

/// Blocking; used on one thread, that of the job. Failures are of the line or the server's problems.
class LogSource {
  public:
    virtual ~LogSource() = default;
    virtual Result<audit::Checkpoint> checkpoint() = 0; ///< verified with the log's key
    virtual Result<LogPage> fetch(qint64 from, int limit) = 0;
    /// Wakes a fetch that waits, from any thread.
    virtual void cancel() {}
};
/// Makes the source on the thread that will use it.
using LogSourceFactory = std::function<std::unique_ptr<LogSource>()>;

} // namespace haziri::review
