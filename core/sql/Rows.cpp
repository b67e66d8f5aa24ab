#include "core/sql/Rows.h"

#include "core/sql/StatementCache.h"

namespace haziri::sql {

Rows::Rows(std::shared_ptr<StatementCache> cache, QString sql, std::unique_ptr<Statement> statement, qint64 affected)
    : m_cache(std::move(cache))
    , m_sql(std::move(sql))
    , m_statement(std::move(statement))
    , m_affected(affected) {}

Rows& Rows::operator=(Rows&& other) noexcept {
    if (this == &other) return *this;
    release();
    m_cache = std::move(other.m_cache);
    m_sql = std::move(other.m_sql);
    m_statement = std::move(other.m_statement);
    m_affected = other.m_affected;
    m_error = std::move(other.m_error);
    return *this;
}

Rows::~Rows() {
    release();
}

bool Rows::next() {
    auto step = m_statement->next();
    if (step.failure && !m_error) m_error = m_cache->fail(*step.failure);
    return step.isRow;
}

void Rows::release() {
    if (m_statement) m_cache->giveBack(m_sql, std::move(m_statement));
}

} // namespace haziri::sql
