// Marks as the office reads them (section 9). A decision is a new log entry, never an edit of an old one.
#pragma once

#include "server/audit/AuditLog.h"
#include "server/store/CorrectionRepository.h"
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

    /// The mark that a correction names does not count any more: a new entry says so. Nothing where it counted for
    /// nobody, or where a person decided about it and `by` is none. In the caller's transaction.
    Result<void> takeBack(sql::Database& database, const store::CorrectionRow& correction, const UserId& by,
                          UnixMillis now);
    /// A correction that waited is without effect, or waits for a person now: a new entry says so.
    Result<void> noteCorrection(sql::Database& database, const store::CorrectionRow& correction,
                                const QByteArray& status, const QByteArray& code, UnixMillis now);
    /// A person lets a correction count that came too late, or refuses it. The index of the entry; nothing where no
    /// correction of that id waits.
    Result<std::optional<qint64>> settleCorrection(sql::Database& database, const PacketId& packetId, bool counts,
                                                   const QByteArray& reason, const UserId& by, UnixMillis now);

    /// A person decided about a correction before, and otherwise now: it goes where `status` ("accepted", "held" or
    /// "rejected") puts it, and its mark with it. Only one that a decision put where it is.
    Result<void> moveCorrection(sql::Database& database, const PacketId& packetId, const QByteArray& status,
                                const QByteArray& reason, const UserId& by, UnixMillis now);

  private:
    Result<void> giveBack(sql::Database& database, const store::CorrectionRow& correction, const QByteArray& reason,
                          const UserId& by, UnixMillis now);
    Result<qint64> decide(sql::Database& database, const store::MarkRow& mark, const QByteArray& status,
                          const QByteArray& reason, const UserId& by, UnixMillis now, const PacketId& correction = {});
    audit::AuditLog& m_log;
};

} // namespace haziri::attendance
