// Named settings of the deployment ("origin", "listen.last", …). No secrets.
#pragma once

#include "core/sql/Database.h"

namespace haziri::store {

class MetaRepository {
  public:
    explicit MetaRepository(sql::Database& database)
        : m_database(database) {}
    Result<void> set(const QByteArray& name, const QByteArray& value);
    Result<std::optional<QByteArray>> get(const QByteArray& name);

  private:
    sql::Database& m_database;
};

} // namespace haziri::store
