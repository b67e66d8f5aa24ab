// The one log of a deployment: append inside the caller's transaction, checkpoints after durability, proofs in O(log
// n).
#pragma once

#include "server/store/LogRepository.h"
#include "server/store/ServerKeys.h"

#include "core/audit/Checkpoint.h"
#include "core/audit/LogEntry.h"

#include <mutex>

namespace haziri::audit {

/// What is to become a leaf. `data` is the record as exact JSON text (json::toText of an object).
struct NewEntry {
    QByteArray kind; ///< see docs/protocol.md, "Log kinds"
    QByteArray data;
    EntryMeta meta;
    std::optional<qint64> deviceNo = {}; ///< whom an entry concerns that is neither a packet nor a finding
};

struct Appended {
    qint64 index = 0;
    crypto::Digest recordHash{};
};

/// Thread-safe; each call works on the Database it is given.
class AuditLog {
  public:
    AuditLog(const store::ServerKeys& keys, RandomSource& random)
        : m_keys(keys)
        , m_random(random) {}

    /// From here on records are sealed under these keys and sealed ones can be read. Before other threads use the log;
    /// `keys` must outlive it.
    void sealWith(const sealed::KeyRing& keys) { m_seal.emplace(keys, m_random); }

    /// In the caller's transaction (Transaction of its own, or a GroupWriter work). The head is read from the store
    /// and stays locked until the transaction ends, so that several processes may append.
    Result<Appended> append(sql::Database& database, const NewEntry& entry);
    Result<QList<Appended>> append(sql::Database& database, const QList<NewEntry>& entries);

    struct Signed {
        Checkpoint value;
        QByteArray note;
    };
    /// Signed note over what this connection sees as committed: never call it inside a transaction that appends.
    Result<Signed> checkpoint(sql::Database& database);

    /// What a transaction is about to commit as the log, and how it grew from earlier sizes: nodes that several proofs
    /// need are read once. Nothing of it may be told before it is durable.
    struct Standing {
        Checkpoint value;
        crypto::Digest recordHash{};            ///< of the last entry
        QList<QList<crypto::Digest>> fromSizes; ///< consistency proofs, as asked; empty from sizes that never were
    };
    Result<Standing> standing(sql::Database& database, const QList<qint64>& sizes);
    /// Its signed note, signed once for all that share it.
    QByteArray note(const Standing& standing);

    /// OUT_OF_RANGE beyond the log's size.
    Result<QList<crypto::Digest>> inclusion(sql::Database& database, qint64 index, qint64 size);
    Result<QList<crypto::Digest>> consistency(sql::Database& database, qint64 first, qint64 second);

    struct Page {
        qint64 size = 0; ///< of the log
        QList<ServedEntry> entries;
    };
    /// KEYS_MISSING where records are sealed and no keys were given.
    Result<Page> entries(sql::Database& database, qint64 from, qint64 limit);
    Result<Page> entries(sql::Database& database, store::LogFilter filter, qint64 limit);
    /// The first entry that was written at that time or later, by the server's clock. O(log n).
    Result<qint64> firstAt(sql::Database& database, UnixMillis time);
    Result<std::optional<ServedEntry>> entry(sql::Database& database, qint64 index);
    /// Whether the first entry names these keys and this origin, as `init` wrote it. KEYS_MISSING as above.
    Result<bool> beganWith(sql::Database& database, const store::ServerKeys& keys);
    Result<bool> isEmpty(sql::Database& database);
    /// LogRepository::sealOpen. 0 without keys.
    Result<qint64> sealOpen(sql::Database& database, qint64 limit);

  private:
    store::LogRepository repository(sql::Database& database) {
        return store::LogRepository(database, m_seal ? &*m_seal : nullptr);
    }

    Signed sign(const Checkpoint& value, const crypto::Digest& recordHash); ///< under m_mutex

    const store::ServerKeys& m_keys;
    RandomSource& m_random;
    std::optional<store::RecordSeal> m_seal;
    std::mutex m_mutex; // guards the last signed note: equal heads need no new signature
    Signed m_newest;
    crypto::Digest m_newestHash{}; ///< record hash of the log's last entry then
};

} // namespace haziri::audit
