#include "core/sql/Rows.h"

#include "core/sql/StatementCache.h"

namespace haziri::sql {

Rows::Rows(std::shared_ptr<StatementCache> cache, QString sql, std::unique_ptr<QSqlQuery> query, qint64 affected)
    : m_cache(std::move(cache))
    , m_sql(std::move(sql))
    , m_query(std::move(query))
    , m_affected(affected) {}

Rows& Rows::operator=(Rows&& other) noexcept {
    if (this == &other) return *this;
    release();
    m_cache = std::move(other.m_cache);
    m_sql = std::move(other.m_sql);
    m_query = std::move(other.m_query);
    m_affected = other.m_affected;
    m_error = std::move(other.m_error);
    return *this;
}

Rows::~Rows() {
    release();
}

bool Rows::next() {
    if (m_query->next()) return true;
    if (m_query->lastError().isValid() && !m_error) m_error = m_cache->fail(m_query->lastError());
    return false;
}

void Rows::release() {
    if (m_query) m_cache->giveBack(m_sql, std::move(m_query));
}

} // namespace haziri::sql
