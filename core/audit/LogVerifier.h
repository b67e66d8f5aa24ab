// Rebuilds every hash of a log from its entries alone. Knows no store: entries come through next().
#pragma once

#include "core/audit/Checkpoint.h"
#include "core/audit/LogEntry.h"
#include "core/audit/MerkleTree.h"

#include <QString>
#include <optional>

namespace haziri::audit {

/// An entry as a server or an export hands it out. `salt` and `data` are absent where the record was erased.
struct ServedEntry {
    qint64 index = 0;
    QByteArray entry;
    crypto::Digest recordHash{};
    std::optional<QByteArray> salt;
    std::optional<QByteArray> data;
};

struct BadEntry {
    qint64 index = 0;
    QString what; ///< "recordHash", "prevHash", "dataHash", "index", "form"; for the whole tree "size" or "root"
    QByteArray expected, found; ///< base64url hashes where the fault is a hash
};

/// All that can be found out about an entry without those before it, so that several threads may do it at once.
struct PreparedEntry {
    qint64 index = 0;    ///< as it was served
    Digest recordHash{}; ///< as it was served
    Digest leaf{};       ///< as it was rebuilt
    Result<LogEntry> entry;
    bool hasData = false;
    std::optional<BadEntry> badData;
};
PreparedEntry prepareEntry(const ServedEntry& served);

/// Feed entries in order, then close against a checkpoint. Not thread-safe.
class LogVerifier {
  public:
    /// The first fault found, if any; later entries are then ignored.
    const std::optional<BadEntry>& add(const ServedEntry& entry) { return add(prepareEntry(entry)); }
    const std::optional<BadEntry>& add(const PreparedEntry& entry);
    /// The tree so far must have the checkpoint's size and root.
    const std::optional<BadEntry>& close(const Checkpoint& checkpoint);
    qint64 size() const { return m_frontier.size(); }
    crypto::Digest root() const { return m_frontier.root(); }
    qint64 erased() const { return m_erased; }
    const std::optional<BadEntry>& firstBad() const { return m_bad; }

  private:
    MerkleFrontier m_frontier;
    crypto::Digest m_prev{};
    qint64 m_erased = 0;
    std::optional<BadEntry> m_bad;
};

} // namespace haziri::audit
