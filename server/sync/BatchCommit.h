// The part of a sync that needs the write lock: one device's batch inside the transaction of a GroupWriter work.
//
// Order: decide each packet in the order of the chain, append all log entries at once, then the rows that carry their
// indexes. Any failure of the store ends the work, and nothing of the batch remains.
#pragma once

#include "server/sync/PacketDecider.h"

#include "server/attendance/AttendanceService.h"
#include "server/audit/AuditLog.h"
#include "server/trust/DeviceTrustService.h"

namespace haziri::sync {

class HeadBook;

struct BatchOutput {
    bool isBlocked = false; ///< meanwhile: nothing was written
    QList<protocol::PacketResult> results;
    QList<QByteArray> needFiles;
};

/// One use, one thread.
class BatchCommit {
  public:
    struct Parts {
        audit::AuditLog& log;
        trust::DeviceTrustService& trust;
        attendance::AttendanceService& attendance;
        store::EnrolmentHandler& enrolment;
        const sealed::KeyRing& vaultKeys;
        RandomSource& random;
    };
    BatchCommit(Parts parts, sql::Database& database, const BatchInput& input);
    Result<BatchOutput> run();

  private:
    Result<BatchOutput> write(const PacketDecider& decider, FindingBook& book, CorrectionBook& corrections);
    audit::NewEntry entryFor(const CheckedPacket& checked, const Decision& decision) const;
    Result<void> appendEntries(const QList<qsizetype>& fresh, HeadBook& heads);
    Result<void> noteRest(const PacketDecider& decider);
    Result<void> forgetTimeTokens(std::optional<UnixMillis> oldestAnchor);
    protocol::PacketResult resultOf(qsizetype i) const;

    Parts m_parts;
    sql::Database& m_database;
    const BatchInput& m_input;
    QList<Decision> m_decisions; ///< as m_input.packets
};

} // namespace haziri::sync
