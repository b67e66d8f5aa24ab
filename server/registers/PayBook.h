// What the office entered about wages: kept sealed among the worker's details, so that erasing the person erases it.
//
// The log says who changed whose pay for which month, with a hash over the record as it is kept (its salt included):
// the amounts themselves stand in no entry.
#pragma once

#include "core/protocol/PayRecord.h"
#include "server/audit/AuditLog.h"

#include "core/sealed/SealedFile.h"

namespace haziri::registers {

/// The terms in force in that month: the office's, else the daily rate that was named at enrolment. Nothing: unknown.
std::optional<protocol::PayTerms> termsIn(QDate month, const QJsonObject& details);
std::optional<protocol::PayMonth> payMonthOf(QDate month, const QJsonObject& details);

class PayBook {
  public:
    PayBook(audit::AuditLog& log, const sealed::KeyRing& vaultKeys, const Clock& clock, RandomSource& random)
        : m_log(log)
        , m_vaultKeys(vaultKeys)
        , m_clock(clock)
        , m_random(random) {}

    /// `{siteId, month, workers:[{workerId, name, trade, thekedarId, terms, pay}]}`: everybody of the site; `terms` and
    /// `pay` are null where nothing is known. MALFORMED (month)
    Result<QJsonObject> list(sql::Database& database, const SiteId& siteId, const QByteArray& month);
    /// All or none, in the caller's transaction; a log entry `worker.pay` each. NOT_FOUND, ERASED
    Result<void> put(sql::Database& database, const QList<protocol::PayChange>& changes, const UserId& by);

  private:
    Result<void> put(sql::Database& database, const protocol::PayChange& change, const UserId& by);
    QByteArray keep(QJsonObject& into, const QString& key, QJsonObject record);

    audit::AuditLog& m_log;
    const sealed::KeyRing& m_vaultKeys;
    const Clock& m_clock;
    RandomSource& m_random;
};

} // namespace haziri::registers
