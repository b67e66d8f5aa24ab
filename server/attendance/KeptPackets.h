// What was refused and kept: a person may look at the bytes, and may let them count by a new entry (section 5).
#pragma once

#include "server/attendance/AttendanceService.h"
#include "server/store/FraudRepository.h"

namespace haziri::attendance {

/// Thread-safe; each call works on the Database it is given. `keys` must outlive it.
class KeptPackets {
  public:
    KeptPackets(audit::AuditLog& log, AttendanceService& attendance, const sealed::KeyRing& keys)
        : m_log(log)
        , m_attendance(attendance)
        , m_keys(keys) {}

    /// `{bytes, claims, counts}` of an event: the bytes as they came (base64url), what they claim to be, and whether
    /// they count; `bytes` null where none are kept (nothing was refused, or the person was erased).
    Result<QJsonObject> show(sql::Database& database, const store::FraudEvent& event);
    /// The refused mark under this packetId counts from now on; the log index of the entry that says so. NOT_FOUND
    /// where nothing was kept under it, AMBIGUOUS where different bytes were: then their event has to be accepted.
    /// NOT_A_MARK where they cannot be read as one.
    Result<qint64> letCount(sql::Database& database, const PacketId& packetId, const QByteArray& reason,
                            const UserId& by, UnixMillis now);
    /// After a decision about an event: accepting it lets the refused mark behind it count once no other event of it is
    /// open.
    Result<void> follow(sql::Database& database, const EventId& eventId, const QByteArray& decision,
                        const QByteArray& reason, const UserId& by, UnixMillis now);

  private:
    Result<qint64> count(sql::Database& database, const store::FraudEvent& event, const QByteArray& reason,
                         const UserId& by, UnixMillis now);

    audit::AuditLog& m_log;
    AttendanceService& m_attendance;
    const sealed::KeyRing& m_keys;
};

} // namespace haziri::attendance
