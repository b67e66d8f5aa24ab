// The rows of the append-only log. Only server/audit writes through it.
#pragma once

#include "server/store/RecordSeal.h"
#include "server/store/Types.h"

#include "core/audit/LogVerifier.h"
#include "core/audit/MerkleTree.h"
#include "core/sql/Database.h"

namespace haziri::store {

struct LogHead {
    qint64 size = 0;
    crypto::Digest recordHash{}; ///< of the last entry
};

struct LogRow {
    qint64 index = 0;
    QByteArray entry;
    crypto::Digest recordHash{};
    QByteArray salt, data;
    QByteArray kind;
};

/// Which entries to look for; what is not set lets everything through.
struct LogFilter {
    QByteArray kind;
    QByteArray status;              ///< packets that stand so: as they were answered, a correction as it stands now
    std::optional<qint64> deviceNo; ///< its packets, findings about it, what was done to it
    WorkerId workerId;              ///< packets about him, and findings
    qint64 from = 0;
    qint64 to = std::numeric_limits<qint64>::max(); ///< not included
    bool isOpen() const { return kind.isEmpty() && status.isEmpty() && !deviceNo && workerId.isNull(); }
};

class LogRepository {
  public:
    /// Without `seal` (not owned) records are written in the open, and sealed ones cannot be read.
    explicit LogRepository(sql::Database& database, const RecordSeal* seal = nullptr)
        : m_database(database)
        , m_seal(seal) {}
    Result<LogHead> head();
    Result<LogHead> lockHead(); ///< inside a transaction: nobody else appends until it ends
    Result<void> append(const QList<LogRow>& rows, const QList<std::pair<audit::NodeId, crypto::Digest>>& nodes);
    Result<void> noteDevice(qint64 deviceNo, qint64 index); ///< so that LogFilter::deviceNo finds it; once or again
    Result<crypto::Digest> node(audit::NodeId id);          ///< level 0: the record hash
    /// The same for those of a proof, in one statement: as `ids`. LOG_DAMAGED where one is missing.
    Result<QList<crypto::Digest>> nodes(const QList<audit::NodeId>& ids);
    /// Fewer than `limit` also where they are long (16 MiB); none only past the end. KEYS_MISSING without a seal.
    Result<QList<audit::ServedEntry>> entries(qint64 from, qint64 limit);
    /// As entries(), of those that the filter lets through. Through indexes: as long as the page, not as the log;
    /// by status as long as the stretch of packets.
    Result<QList<audit::ServedEntry>> entries(const LogFilter& filter, qint64 limit);
    Result<std::optional<audit::ServedEntry>> entry(qint64 index);
    Result<bool> eraseData(qint64 index); ///< whether there was any
    /// Seals at most `limit` of the records that lie in the open, the oldest first, in the caller's transaction; how
    /// many it were.
    Result<qint64> sealOpen(qint64 limit);

  private:
    Result<void> insertRecords(const QList<LogRow>& rows);
    Result<QList<audit::ServedEntry>> read(Result<sql::Rows> rows);

    sql::Database& m_database;
    const RecordSeal* m_seal;
};

} // namespace haziri::store
