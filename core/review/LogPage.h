// A stretch of the log as the server hands it out, and where stretches come from.
#pragma once

#include "core/audit/LogVerifier.h"
#include "core/base/Result.h"
#include "core/review/LogRecord.h"

#include <functional>
#include <memory>

namespace haziri::review {

struct LogPage {
    qint64 size = 0; ///< of the whole log
    QList<audit::ServedEntry> entries;
    QList<LogRecord> records{}; ///< what they say, where somebody has read them already; else empty
    LogRecord record(qsizetype at) const { return at < records.size() ? records[at] : LogRecord::of(entries[at]); }
};

/// What the server is asked for instead of every entry.
struct LogQuestion {
    QByteArray kind{};       ///< empty: any
    bool isHeldOnly = false; ///< packets that were answered with `held`
};

inline constexpr int kMostEntries = 1000; ///< that a server hands out at once

/// The body of `audit/log`. MALFORMED
Result<LogPage> readLogPage(QByteArrayView body);
/// One line of an export for haziri-verify, without the line's end.
QByteArray writeLogLine(const audit::ServedEntry& entry);

/// Blocking; used on one thread, that of the job. Failures are of the line or the server's problems.
class LogSource {
  public:
    virtual ~LogSource() = default;
    virtual Result<QByteArray> checkpoint() = 0;                                    ///< the note as it came
    virtual Result<QList<QByteArray>> consistency(qint64 first, qint64 second) = 0; ///< base64url hashes
    virtual Result<LogPage> fetch(qint64 from, int limit) = 0;
    /// Wakes a call that waits, from any thread; all later calls fail with CANCELLED.
    virtual void cancel() {}
};
/// Makes the source on the thread that will use it.
using LogSourceFactory = std::function<std::unique_ptr<LogSource>()>;

} // namespace haziri::review
