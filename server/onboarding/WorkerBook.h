// Workers as the office reads them (section 9).
#pragma once

#include "server/store/Types.h"
#include "server/trust/PeopleTrust.h"

#include "core/sealed/SealedFile.h"
#include "core/sql/Database.h"

namespace haziri::onboarding {

/// Thread-safe.
class WorkerBook {
  public:
    WorkerBook(const sealed::KeyRing& vaultKeys, trust::PeopleTrust& trust, const Clock& clock, RandomSource& random)
        : m_vaultKeys(vaultKeys)
        , m_trust(trust)
        , m_clock(clock)
        , m_random(random) {}

    /// `{workers:[…], next}`, without the sealed details: see WorkerRepository::page(). `siteId` null: all.
    Result<QJsonObject> list(sql::Database& database, const SiteId& siteId, const QByteArray& q, qint64 limit,
                             const WorkerId& after = {});
    /// One worker with details and the explanation of his score as it is now. NOT_FOUND.
    Result<QJsonObject> one(sql::Database& database, const WorkerId& workerId);

  private:
    const sealed::KeyRing& m_vaultKeys;
    trust::PeopleTrust& m_trust;
    const Clock& m_clock;
    RandomSource& m_random;
};

} // namespace haziri::onboarding
