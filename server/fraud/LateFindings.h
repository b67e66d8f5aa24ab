// What shows only after a mark was committed: by a new log entry, never an edit. The mark is held (unless a person has
// decided about it already), trusted less, and every finding that is a suspicion opens one event, once.
#pragma once

#include "server/audit/AuditLog.h"
#include "server/fraud/Finding.h"
#include "server/store/MarkRepository.h"

namespace haziri::fraud {

class LateFindings {
  public:
    LateFindings(audit::AuditLog& log, RandomSource& random)
        : m_log(log)
        , m_random(random) {}

    /// In the caller's transaction; writes nothing where all is known already, or where nothing holds or suspects.
    /// `evidence`: members of the log entry that say what was looked at, e.g. fileId.
    Result<void> add(sql::Database& database, qint64 markIndex, const QList<Finding>& findings,
                     const QJsonObject& evidence, UnixMillis now);

  private:
    Result<void> openEvents(sql::Database& database, const store::MarkRow& mark, const QList<Finding>& findings,
                            qint64 entry, UnixMillis now);
    audit::AuditLog& m_log;
    RandomSource& m_random;
};

/// What makes two reports of a packet the same finding.
crypto::Digest findingOf(const QByteArray& code, qint64 deviceNo, const crypto::Digest& packetHash);

} // namespace haziri::fraud
