// What a laptop pulls: docs/protocol.md, section 11.
#pragma once

#include "core/sealed/SealedFile.h"
#include "core/sql/Database.h"
#include "server/store/Types.h"

namespace haziri::sync {

class PullFeed {
  public:
    PullFeed(sql::Database& database, const sealed::KeyRing& keys, RandomSource& random)
        : m_database(database)
        , m_keys(keys)
        , m_random(random) {}

    struct Page {
        QJsonArray changes;
        QByteArray cursor;
        bool more = false;
    };
    /// A cursor that is none of ours begins anew: replaying changes is harmless. `newestChange`: the last number that
    /// the feed was seen to have; whoever is as far needs no look at it.
    Result<Page> after(const QByteArray& cursor, const SiteId& siteId, qint64 newestChange);

  private:
    Result<std::optional<QJsonObject>> write(const QByteArray& type, const UuidBytes& objectId);
    sql::Database& m_database;
    const sealed::KeyRing& m_keys;
    RandomSource& m_random;
};

} // namespace haziri::sync
