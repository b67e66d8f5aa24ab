// The rows of the append-only log. Only server/audit writes through it.
#pragma once

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
};

class LogRepository {
  public:
    explicit LogRepository(sql::Database& database)
        : m_database(database) {}
    Result<LogHead> head();
    Result<LogHead> lockHead(); ///< inside a transaction: nobody else appends until it ends
    Result<void> append(const QList<LogRow>& rows, const QList<std::pair<audit::NodeId, crypto::Digest>>& nodes);
    Result<crypto::Digest> node(audit::NodeId id); ///< level 0: the record hash
    /// Fewer than `limit` also where they are long (16 MiB); none only past the end.
    Result<QList<audit::ServedEntry>> entries(qint64 from, qint64 limit);
    Result<std::optional<audit::ServedEntry>> entry(qint64 index);
    Result<void> eraseData(qint64 index);

  private:
    sql::Database& m_database;
};

} // namespace haziri::store
