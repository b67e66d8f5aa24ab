// A device's signed heads: kept, carried into the log, and checked against the packets they name as soon as those are
// here. It is what convicts whoever forges packets, since an HMAC key is known to both sides.
#pragma once

#include "server/sync/FindingBook.h"

#include "server/audit/AuditLog.h"
#include "server/store/HeadRepository.h"

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
    Result<void> keep(QList<audit::NewEntry>& entries);
    /// After the packets' rows are written: the batch's own head, and those that waited for one of its packets.
    Result<void> check(const QList<Decision>& decisions);

  private:
    Result<void> checkWentBack();
    Result<void> check(const store::KeptHead& kept);
    /// A signed head that does not fit what is here. `id`: what makes two reports the same finding.
    Result<void> contradict(const fraud::Finding& finding, const store::KeptHead& kept, const crypto::Digest& id);

    sql::Database& m_database;
    const BatchInput& m_input;
    audit::AuditLog& m_log;
    FindingBook& m_book;
    bool m_isNew = false;
    std::optional<store::KeptHead> m_highest; ///< of the batch's epoch, its own head included
};

} // namespace haziri::sync
