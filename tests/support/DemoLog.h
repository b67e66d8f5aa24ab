// A made-up log with true hashes, as a server would hand it out; and ways to spoil it.
#pragma once

#include "core/base/Ids.h"
#include "core/crypto/Ed25519.h"
#include "core/review/LogPage.h"

namespace haziri::tests {

SiteId demoSite(int n); ///< 1: Gate A, 2: Gate B
UserId demoUser(int n); ///< 1: Sunita, supervisor; 2: Hina, HR

/// Where a log went back to a backup, and how much later than its first history it went on.
struct Restore {
    qint64 at = -1;
    qint64 laterMs = 0;
};

class DemoLog {
  public:
    /// From `otherFrom` on it is another history.
    explicit DemoLog(qint64 size, qint64 otherFrom = -1, const Restore& restore = {});

    QList<audit::ServedEntry> entries;
    audit::Checkpoint checkpoint;

    void spoilData(qint64 index);  ///< one byte of the record
    void erase(qint64 index);      ///< lawfully: data and salt go, every proof stays
    void spoilEntry(qint64 index); ///< the entry itself, with a fresh hash over it, so that the next one no longer fits
    review::LogPage page(qint64 from, int limit) const;
    /// The body of `audit/log`.
    QByteArray pageBody(qint64 from, int limit) const;
};

/// As served for one index of a log of any size; hashes are made up, nothing else is.
audit::ServedEntry demoEntry(qint64 index);

} // namespace haziri::tests
