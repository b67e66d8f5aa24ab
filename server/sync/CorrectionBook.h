// Marks that their own laptop took back within a minute. A correction is a packet of its own and a new entry of the
// log; the mark stays where it is, and counts no more. Which of the two comes first makes no difference to what counts.
#pragma once

#include "server/sync/BatchInput.h"
#include "server/sync/Decision.h"

#include "server/attendance/AttendanceService.h"
#include "server/store/CorrectionRepository.h"

namespace haziri::sync {

class KnownState;

/// One batch, one thread, inside the transaction.
class CorrectionBook {
  public:
    CorrectionBook(sql::Database& database, const BatchInput& input, attendance::AttendanceService& attendance)
        : m_database(database)
        , m_input(input)
        , m_attendance(attendance) {}

    /// Judges a fresh correction beside the mark it names: CORRECTION_INVALID rejects, CORRECTION_LATE and MARK_UNKNOWN
    /// hold.
    Result<void> judge(const protocol::Packet& packet, const protocol::Correction& correction, const KnownState& known,
                       Decision& decision) const;
    /// After the packets' rows are written: keeps the batch's corrections, and lets those count whose mark is here.
    /// `isAwaited`: earlier corrections of this device wait for their marks.
    Result<void> settle(const QList<Decision>& decisions, bool isAwaited);

  private:
    /// What has to be known of the packet that a correction names.
    struct Target {
        bool isMark = false;
        qint64 epoch = 1, seq = 1;
        WorkerId workerId;
        UnixMillis timestamp;
        QByteArray bootId;
        qint64 bootMs = 0;
    };
    static Target targetOf(const protocol::Packet& packet);
    Result<std::optional<Target>> find(const PacketId& id, const KnownState* known) const;
    store::CorrectionRow rowOf(const protocol::Packet& packet, const protocol::Correction& correction) const;
    Result<void> settleWaiting(const QList<Decision>& decisions);
    Result<void> release(const store::CorrectionRow& row);

    sql::Database& m_database;
    const BatchInput& m_input;
    attendance::AttendanceService& m_attendance;
};

} // namespace haziri::sync
