// The review queue of section 9: what was found, and what a person decided about it.
#pragma once

#include "server/audit/AuditLog.h"
#include "server/store/FraudRepository.h"
#include "server/store/StorePool.h"

namespace haziri::fraud {

class FraudService {
  public:
    explicit FraudService(audit::AuditLog& log)
        : m_log(log) {}

    /// `{events:[…], total}`; `state` empty: all; `after`: the eventId of the last one seen, null: from the newest.
    Result<QJsonObject> list(sql::Database& database, const QByteArray& state, const EventId& after, qint64 limit);
    /// In the caller's transaction: a log entry, the event's state, and the held mark behind it (accept lets it count,
    /// reject does not, ask leaves it held). MALFORMED, NOT_FOUND.
    Result<void> resolve(sql::Database& database, const EventId& eventId, const QByteArray& decision,
                         const QByteArray& reason, const UserId& by, UnixMillis now);

  private:
    audit::AuditLog& m_log;
};

} // namespace haziri::fraud
