// Sites. Writers put a change into the feed in the same transaction (see ChangeFeed).
#pragma once

#include "server/store/Types.h"

#include "core/sql/Database.h"

namespace haziri::store {

class SiteRepository {
  public:
    explicit SiteRepository(sql::Database& database)
        : m_database(database) {}
    Result<void> insert(const Site& site);
    Result<void> update(const Site& site);
    Result<std::optional<Site>> find(const SiteId& siteId);
    Result<QList<Site>> all();

  private:
    sql::Database& m_database;
};

} // namespace haziri::store
