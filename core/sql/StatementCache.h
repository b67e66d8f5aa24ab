// What a Database and the Rows it handed out share: prepared statements at rest, and whether something has failed.
#pragma once

#include "core/sql/Connection.h"

#include <QString>
#include <unordered_map>
#include <vector>

namespace haziri::sql {

/// One thread.
class StatementCache {
  public:
    /// A statement at rest for this SQL, or null.
    std::unique_ptr<Statement> take(const QString& sql);
    /// Ends the statement's walk and keeps it for next time.
    void giveBack(const QString& sql, std::unique_ptr<Statement> statement);
    void clear() { m_idle.clear(); }
    /// No statement is kept any more: the connection goes.
    void close();

    /// Remembers for the transaction and the connection that something failed.
    Error fail(const Failure& failure);
    const std::optional<Error>& failure() const { return m_failure; }
    void forgetFailure() { m_failure.reset(); }
    bool connectionLost() const { return m_connectionLost; }
    void connectionRestored() { m_connectionLost = false; }
    void connectionGone() { m_connectionLost = true; }

  private:
    static constexpr std::size_t kMost = 512; ///< different texts; more than all repositories together have
    std::unordered_map<QString, std::vector<std::unique_ptr<Statement>>> m_idle;
    bool m_closed = false;
    bool m_connectionLost = false;
    std::optional<Error> m_failure;
};

} // namespace haziri::sql
