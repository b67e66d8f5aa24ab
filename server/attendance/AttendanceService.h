// Marks as the office reads them (section 9). A decision is a new log entry, never an edit of an old one.
#pragma once

#include "server/audit/AuditLog.h"
#include "server/store/MarkRepository.h"

namespace haziri::attendance {

class AttendanceService {
  public:
    explicit AttendanceService(audit::AuditLog& log)
        : m_log(log) {}

    /// `{marks:[…], next}`; `next` is what `after` takes to go on, absent at the end.
    Result<QJsonObject> list(sql::Database& database, const store::MarkFilter& filter);
    /// In the caller's transaction. `status`: "accepted", "held" or "rejected"; `reason` 3 to 500 bytes.
    /// MALFORMED, NOT_FOUND. Returns the index of the new entry.
    Result<qint64> overrideMark(sql::Database& database, const PacketId& packetId, const QByteArray& status,
                                const QByteArray& reason, const UserId& by, UnixMillis now);

    /// The worker's enrolment counts now: marks that waited for nothing else count too. In the caller's transaction.
    Result<void> releaseWorker(sql::Database& database, const WorkerId& workerId, UnixMillis now);

  private:
    Result<qint64> decide(sql::Database& database, const store::MarkRow& mark, const QByteArray& status,
                          const QByteArray& reason, const UserId& by, UnixMillis now);
    audit::AuditLog& m_log;
};

} // namespace haziri::attendance
