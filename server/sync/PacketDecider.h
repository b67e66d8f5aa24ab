// What becomes of each packet of a batch, decided in the order of the chain: repeated, forged, or fresh and judged
// beside everything that is known.
#pragma once

#include "server/sync/CorrectionBook.h"
#include "server/sync/FindingBook.h"
#include "server/sync/KnownState.h"

#include "server/store/EnrolmentHandler.h"

namespace haziri::sync {

/// One batch, one thread, inside the transaction. Enrolments are applied while they are decided.
class PacketDecider {
  public:
    PacketDecider(sql::Database& database, const BatchInput& input, audit::AuditLog& log,
                  store::EnrolmentHandler& enrolment, FindingBook& book, const CorrectionBook& corrections)
        : m_database(database)
        , m_input(input)
        , m_log(log)
        , m_enrolment(enrolment)
        , m_book(book)
        , m_corrections(corrections)
        , m_known(database, input.device, input.epochs) {}

    /// For KnownState::load(), before decideAll().
    KnownState::Loading loading() { return {&m_known, &m_input.packets}; }
    /// As m_input.packets; Decision::entry counts the new ones in the order of the chain.
    Result<QList<Decision>> decideAll();
    /// The packets that are to become log entries, by Decision::entry.
    const QList<qsizetype>& fresh() const { return m_fresh; }
    const QList<WorkerId>& enrolled() const { return m_enrolled; }
    const KnownState& known() const { return m_known; }
    std::optional<UnixMillis> oldestAnchor() const { return m_known.oldestAnchor(); }
    /// Two packets claim the same seq: somebody copied this device.
    bool hasForked() const { return m_hasForked; }

  private:
    QList<qsizetype> chainOrder() const;
    void note(qsizetype place, Decision& decision);
    Result<Decision> decide(const CheckedPacket& checked);
    std::optional<Decision> decideRepeat(const CheckedPacket& checked);
    Result<Decision> decideForgery(const CheckedPacket& checked, const Rejection& rejection);
    Result<Decision> decideFresh(const CheckedPacket& checked);
    Result<void> findGaps(const CheckedPacket& checked, Decision& decision);
    Result<QString> wordsForMissing(qint64 seq);
    Result<void> judgeMark(const CheckedPacket& checked, const protocol::Attendance& mark, Decision& decision);
    void findDistrust(const WorkerId& workerId, Decision& decision) const;
    Result<void> applyEnrolment(const CheckedPacket& checked, Decision& decision);
    bool tellsOfErased(const CheckedPacket& checked, const Decision& decision) const;
    bool holdsWhatMayNotBeKept(const CheckedPacket& checked, const Decision& decision) const;
    void settle(Decision& decision) const;

    sql::Database& m_database;
    const BatchInput& m_input;
    audit::AuditLog& m_log;
    store::EnrolmentHandler& m_enrolment;
    FindingBook& m_book;
    const CorrectionBook& m_corrections;
    KnownState m_known;
    QList<Decision> m_decisions;
    QList<qsizetype> m_fresh;
    QHash<QByteArray, qsizetype> m_forgeriesHere; ///< finding to decision
    QList<WorkerId> m_enrolled;
    bool m_hasForked = false;
};

} // namespace haziri::sync
