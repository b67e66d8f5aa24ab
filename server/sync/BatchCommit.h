// The part of a sync that needs the write lock, for one device's batch: a seat in a round (RoundCommit.h), which calls
// the steps below in their order. Any failure of the store ends the round, and nothing of it remains.
#pragma once

#include "server/sync/BatchRows.h"
#include "server/sync/DayBudget.h"
#include "server/sync/HeadBook.h"
#include "server/sync/PacketDecider.h"

#include "server/attendance/AttendanceService.h"
#include "server/audit/AuditLog.h"
#include "server/store/TokenIssuer.h"
#include "server/trust/DeviceTrustService.h"

namespace haziri::sync {

/// The log after all that was committed together.
struct LogAfter {
    audit::AuditLog::Standing standing;
    qint64 newestChange = 0; ///< the last number of the change feed
};

struct BatchOutput {
    bool isBlocked = false; ///< meanwhile: nothing was written
    std::shared_ptr<const LogAfter> log;
    QList<crypto::Digest> consistency; ///< from the size that the device knows; empty: there was none
    QList<protocol::PacketResult> results;
    QList<QByteArray> needFiles;
    QByteArray timeToken, offlineToken;
    std::optional<store::DayUse> dayUse; ///< where the batch used something of the device's budget
};

/// One use, one thread.
class BatchCommit {
  public:
    struct Parts {
        audit::AuditLog& log;
        trust::DeviceTrustService& trust;
        attendance::AttendanceService& attendance;
        store::EnrolmentHandler& enrolment;
        store::TokenIssuer& tokens;
        const sealed::KeyRing& vaultKeys;
        RandomSource& random;
        DayLimits dayLimits = {};
    };
    BatchCommit(Parts parts, sql::Database& database, const BatchInput& input);
    BatchCommit(const BatchCommit&) = delete;
    BatchCommit& operator=(const BatchCommit&) = delete;

    const BatchInput& input() const { return m_input; }
    KnownState::Loading loading() { return m_decider.loading(); }
    /// In the order of the chain.
    Result<void> decide();
    /// Adds the batch's log entries, and its rows as far as they need no index.
    void addEntries(const store::HeadRepository::Standing& head, QList<audit::NewEntry>& entries, RoundRows& rows);
    /// `appended`: what became of all entries of the round.
    void addRows(const QList<audit::Appended>& appended, RoundRows& rows);
    /// After the rows are written: what follows from them.
    Result<void> settle(bool hasCorrectionsWaiting);
    QList<store::HeadRepository::Range> headPlaces() { return m_heads.places(m_decisions); }
    Result<void> checkHeads(const QList<store::KeptHead>& waiting) { return m_heads.check(waiting); }
    /// Before when the time tokens that this device was given and never named can be forgotten.
    UnixMillis forgetTimeTokensBefore() const;
    /// `newestOffline`: the device's newest offline token; null where it has none.
    Result<BatchOutput> finish(const QByteArray& newestOffline);

  private:
    audit::NewEntry entryFor(const CheckedPacket& checked, const Decision& decision) const;
    protocol::PacketResult resultOf(qsizetype i) const;
    Result<void> spend();
    Result<void> tellUsedUp(const char* what, qint64 used);

    Parts m_parts;
    sql::Database& m_database;
    const BatchInput& m_input;
    FindingBook m_book;
    CorrectionBook m_corrections;
    PacketDecider m_decider;
    HeadBook m_heads;
    QList<Decision> m_decisions; ///< as m_input.packets
    BatchRows m_rows;
    std::optional<store::DayUse> m_dayUse;
    qsizetype m_firstEntry = 0; ///< of this batch among those of the round
};

} // namespace haziri::sync
