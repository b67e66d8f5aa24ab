// A device's signed heads: kept, carried into the log, and checked against the packets they name as soon as those are
// here. It is what convicts whoever forges packets, since an HMAC key is known to both sides.
#pragma once

#include "server/sync/FindingBook.h"
#include "server/sync/RoundRows.h"

#include "server/audit/AuditLog.h"

#include <QSet>

namespace haziri::sync {

/// One batch, one thread, inside the transaction.
class HeadBook {
  public:
    HeadBook(sql::Database& database, const BatchInput& input, audit::AuditLog& log, FindingBook& book)
        : m_database(database)
        , m_input(input)
        , m_log(log)
        , m_book(book) {}

    /// Before the batch's entries are written. A head that has not been seen travels in the record of the batch's last
    /// entry; where there is none, an entry `device.head` is added.
    void keep(const store::HeadRepository::Standing& standing, const QList<Decision>& decisions,
              QList<audit::NewEntry>& entries, RoundRows& rows);
    /// It came with nothing else that was new.
    bool isAlone() const { return m_isAlone; }
    /// Where in the chains heads may have waited for this batch.
    QList<store::HeadRepository::Range> places(const QList<Decision>& decisions);
    /// After the packets' rows are written: the batch's own head, and those that waited for one of its packets, as
    /// found in places().
    Result<void> check(const QList<store::KeptHead>& waiting);

  private:
    Result<void> checkWentBack();
    Result<void> check(const store::KeptHead& kept);
    /// A signed head that does not fit what is here. `id`: what makes two reports the same finding.
    Result<void> contradict(const fraud::Finding& finding, const store::KeptHead& kept, const crypto::Digest& id);

    sql::Database& m_database;
    const BatchInput& m_input;
    audit::AuditLog& m_log;
    FindingBook& m_book;
    bool isMatchedHere(const QList<Decision>& decisions) const;
    bool m_isNew = false;
    bool m_isAlone = false;
    bool m_isSettled = false; ///< its packet is here and fits
    store::HeadRepository::Standing m_standing;
    QHash<qint64, QSet<qint64>> m_places; ///< epoch to seqs
};

} // namespace haziri::sync
