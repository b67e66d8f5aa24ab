// Workers as the office reads them (section 9).
#pragma once

#include "server/store/Types.h"

#include "core/sealed/SealedFile.h"
#include "core/sql/Database.h"

namespace haziri::onboarding {

/// Thread-safe.
class WorkerBook {
  public:
    WorkerBook(const sealed::KeyRing& vaultKeys, RandomSource& random)
        : m_vaultKeys(vaultKeys)
        , m_random(random) {}

    /// `{workers:[…]}`, without the sealed details. `siteId` null: all.
    Result<QJsonObject> list(sql::Database& database, const SiteId& siteId, const QByteArray& q, qint64 limit);
    /// One worker with details. NOT_FOUND.
    Result<QJsonObject> one(sql::Database& database, const WorkerId& workerId);

  private:
    const sealed::KeyRing& m_vaultKeys;
    RandomSource& m_random;
};

} // namespace haziri::onboarding
