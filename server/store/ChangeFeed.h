// What laptops pull: the newest change of each object, numbered. The cursor is the number of the last one seen.
#pragma once

#include "server/store/Types.h"

#include "core/sql/Database.h"

namespace haziri::store {

struct Change {
    qint64 changeNo = 0;
    QByteArray type; ///< "site", "user", "worker", "mark"
    UuidBytes objectId{};
};

class ChangeFeed {
  public:
    explicit ChangeFeed(sql::Database& database)
        : m_database(database) {}
    /// In the transaction that changes the object. The null site: for every site.
    template <class IdType>
    Result<void> note(const char* type, const IdType& objectId, const SiteId& siteId) {
        return noteBytes(type, objectId.bytes(), siteId);
    }
    Result<QList<Change>> after(qint64 changeNo, const SiteId& siteId, qint64 limit);

  private:
    Result<void> noteBytes(const char* type, const UuidBytes& objectId, const SiteId& siteId);
    sql::Database& m_database;
};

} // namespace haziri::store
