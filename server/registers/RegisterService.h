// The month as the registers want it: who worked when, and what is due. JSON; the printed forms are another matter.
#pragma once

#include "server/registers/PayBook.h"
#include "server/registers/WorkRules.h"
#include "server/store/Types.h"

#include "core/sealed/SealedFile.h"
#include "core/sql/Database.h"

namespace haziri::registers {

/// Reads only; thread-safe. Only marks that count (accepted) make hours; held ones are counted beside them, so that a
/// report before the review is done shows what is missing.
class RegisterService {
  public:
    RegisterService(const sealed::KeyRing& vaultKeys, RandomSource& random)
        : m_vaultKeys(vaultKeys)
        , m_random(random) {}

    /// `month`: "2026-11". MALFORMED, NOT_FOUND (the site, or no rules for that month).
    Result<QJsonObject> muster(sql::Database& database, const SiteId& siteId, const QByteArray& month);
    /// The same; days, overtime and, where a rate is known, what was earned and taken off in paise.
    Result<QJsonObject> wages(sql::Database& database, const SiteId& siteId, const QByteArray& month);
    PayBook payBook(audit::AuditLog& log, const Clock& clock) const { return {log, m_vaultKeys, clock, m_random}; }

  private:
    struct Line;
    struct Month;
    Result<Month> read(sql::Database& database, const SiteId& siteId, const QByteArray& month);

    const sealed::KeyRing& m_vaultKeys;
    RandomSource& m_random;
};

} // namespace haziri::registers
