// The review queue of section 9: what was found, and what a person decided about it.
#pragma once

#include "server/attendance/AttendanceService.h"
#include "server/audit/AuditLog.h"
#include "server/store/FraudRepository.h"

namespace haziri::fraud {

class FraudService {
  public:
    FraudService(audit::AuditLog& log, attendance::AttendanceService& attendance)
        : m_log(log)
        , m_attendance(attendance) {}

    using Order = store::FraudRepository::Order;
    /// `{events:[…], total}`; `state` empty: all; `after`: the eventId of the last one seen, null: from the first.
    Result<QJsonObject> list(sql::Database& database, const QByteArray& state, const EventId& after, qint64 limit,
                             Order order = Order::Newest);
    /// An event as list() gives it.
    static QJsonObject write(const store::FraudEvent& event);
    /// In the caller's transaction: a log entry, the event's state, and the held mark behind it (accept lets it count,
    /// reject does not, ask leaves it held). Decided otherwise later, the mark or the correction follows by a new
    /// entry; an enrolment does by WorkerChanges::follow(). MALFORMED, NOT_FOUND.
    Result<void> resolve(sql::Database& database, const EventId& eventId, const QByteArray& decision,
                         const QByteArray& reason, const UserId& by, UnixMillis now);

  private:
    Result<void> settleMark(sql::Database& database, const store::FraudEvent& event, const QByteArray& decision,
                            const QByteArray& reason, const UserId& by, UnixMillis now);
    Result<void> moveMark(sql::Database& database, const store::FraudEvent& event, const store::MarkRow& mark,
                          const QByteArray& reason, const UserId& by, UnixMillis now);
    Result<void> settleEnrolment(sql::Database& database, const store::FraudEvent& event, const QByteArray& decision,
                                 UnixMillis now);
    audit::AuditLog& m_log;
    attendance::AttendanceService& m_attendance;
};

} // namespace haziri::fraud
