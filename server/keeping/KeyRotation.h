// Everything that is wrapped under a key-encryption key, brought under the current one. No blob is touched: only the
// wrapped data keys in the database change, a few rows to a transaction.
#pragma once

#include "server/audit/AuditLog.h"

#include "core/sealed/SealedFile.h"
#include "core/sql/Database.h"

namespace haziri::keeping {

/// How many keys were rewrapped by this run.
struct Rotated {
    qint64 files = 0, secrets = 0, workers = 0, answers = 0;
    qint64 records = 0;        ///< keys of the log's records, one for RecordSeal::kRange of them
    qint64 texts = 0;          ///< the key of users' names and people's words
    qint64 quarantined = 0;    ///< kept bytes of rejected packets
    QList<QByteArray> retired; ///< kids that the environment need not name any more
    qint64 total() const { return files + secrets + workers + answers + records + texts + quarantined; }
};

/// One thread, one run. Each batch commits by itself: a run that was killed leaves a mixture that the ring of old and
/// new keys opens, and the next run finishes it. The servers must know the new ring before: they are started with it
/// first.
class KeyRotation {
  public:
    struct Parts {
        sql::Database& database;
        const sealed::KeyRing& keys;
        audit::AuditLog& log;
        const Clock& clock;
        RandomSource& random;
    };
    explicit KeyRotation(Parts parts)
        : m_parts(parts) {}

    /// Ends with the entry keys.rotate. KEYS_NEEDED when rows are left that cannot be rewrapped (damaged, or under a
    /// key that the ring lacks), or when a server that knows only an old key wrote meanwhile; all others are rewrapped,
    /// and the old keys stay due then. STORE_….
    Result<Rotated> run();

    static constexpr int kBatch = 100;

  private:
    struct Table;
    struct FileTable;
    Result<qint64> rotate(const Table& table);
    Result<qint64> rotateFiles(const FileTable& table);
    Result<qint64> leftUnderOthers();
    Result<void> finish(Rotated& rotated);

    Parts m_parts;
    qint64 m_stuck = 0; ///< rows that could not be rewrapped
    qint64 m_late = 0;  ///< rows that came under an old key behind the run's back
};

} // namespace haziri::keeping
