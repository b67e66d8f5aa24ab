// Packets about workers that wait for a person: changes, consent given anew, enrolments in doubt, and what came before
// its enrolment.
#pragma once

#include "server/store/Types.h"

#include "core/sql/Database.h"

namespace haziri::store {

struct WorkerChange {
    PacketId packetId;
    WorkerId workerId;
    SiteId siteId;                 ///< of the device that brought it
    QByteArray kind, status, code; ///< status: "held", "accepted", "rejected"
    UnixMillis at;
    QByteArray consent; ///< JSON of what a worker.consent says; else empty
    std::optional<qint64> decidedAt;
    UserId decidedBy; ///< null: by itself
    QByteArray reason;
    std::optional<qint64> logIndex; ///< of the packet; filled when read
};

class WorkerChangeRepository {
  public:
    explicit WorkerChangeRepository(sql::Database& database)
        : m_database(database) {}

    Result<void> insert(const WorkerChange& change);
    Result<std::optional<WorkerChange>> find(const PacketId& packetId);
    /// `status` empty: all. Newest first.
    Result<QList<WorkerChange>> list(const QByteArray& status, qint64 limit);
    /// Held ones about a worker, oldest first.
    Result<QList<WorkerChange>> heldOf(const WorkerId& workerId);
    Result<void> setCode(const PacketId& packetId, const QByteArray& code);
    Result<void> decide(const PacketId& packetId, const QByteArray& status, const QByteArray& reason, const UserId& by,
                        UnixMillis at);

  private:
    sql::Database& m_database;
};

} // namespace haziri::store
