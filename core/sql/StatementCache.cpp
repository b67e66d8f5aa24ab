#include "core/sql/StatementCache.h"

namespace haziri::sql {

std::unique_ptr<Statement> StatementCache::take(const QString& sql) {
    const auto found = m_idle.find(sql);
    if (found == m_idle.end() || found->second.empty()) return nullptr;
    auto statement = std::move(found->second.back());
    found->second.pop_back();
    return statement;
}

void StatementCache::giveBack(const QString& sql, std::unique_ptr<Statement> statement) {
    statement->finish();
    if (m_closed || m_connectionLost || !statement->isUsable()) return;
    if (m_idle.size() >= kMost && !m_idle.contains(sql)) m_idle.clear();
    m_idle[sql].push_back(std::move(statement));
}

void StatementCache::close() {
    m_closed = true;
    m_idle.clear();
}

Error StatementCache::fail(const Failure& failure) {
    if (failure.isConnectionLost) m_connectionLost = true;
    if (!m_failure) m_failure = failure.error;
    return failure.error;
}

} // namespace haziri::sql
