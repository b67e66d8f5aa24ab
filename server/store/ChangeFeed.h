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
    /// Many of one type, with few statements.
    template <class IdType>
    Result<void> noteAll(const char* type, const QList<std::pair<IdType, SiteId>>& objects) {
        QList<std::pair<UuidBytes, SiteId>> all;
        for (const auto& [id, site] : objects)
            all.append({id.bytes(), site});
        return noteAllBytes(type, all);
    }
    Result<QList<Change>> after(qint64 changeNo, const SiteId& siteId, qint64 limit);
    /// Of every site, those of one type.
    Result<QList<Change>> after(qint64 changeNo, const char* type, qint64 limit);
    /// Changes with each restore, since numbers are given out again then; empty before the first. Part of a cursor.
    Result<QByteArray> era();
    Result<void> beginEra(const QByteArray& name);
    Result<qint64> last(); ///< the highest number; 0 where there is none

  private:
    Result<void> noteBytes(const char* type, const UuidBytes& objectId, const SiteId& siteId);
    Result<void> noteAllBytes(const char* type, const QList<std::pair<UuidBytes, SiteId>>& objects);
    sql::Database& m_database;
};

} // namespace haziri::store
