// What a Database and the Rows it handed out share: prepared statements at rest, and whether something has failed.
#pragma once

#include "core/sql/Database.h"

#include <QSqlError>
#include <unordered_map>
#include <vector>

namespace haziri::sql {

/// STORE_* for the driver's error; the message is the first line of the database's words, without the rows it quotes.
Error toError(Dialect dialect, const QSqlError& error);

/// One thread.
class StatementCache {
  public:
    explicit StatementCache(Dialect dialect)
        : m_dialect(dialect) {}

    /// A statement at rest for this SQL and this number of values, or null.
    std::unique_ptr<QSqlQuery> take(const QString& sql, qsizetype values);
    /// Ends the statement's walk and keeps it for next time.
    void giveBack(const QString& sql, std::unique_ptr<QSqlQuery> query);
    void clear() { m_idle.clear(); }
    /// No statement is kept any more: the connection goes.
    void close();

    /// Translates, and remembers for the transaction and the connection that something failed.
    Error fail(const QSqlError& error);
    Error fail(Error error);
    const std::optional<Error>& failure() const { return m_failure; }
    void forgetFailure() { m_failure.reset(); }
    bool connectionLost() const { return m_connectionLost; }
    void connectionRestored() { m_connectionLost = false; }
    void connectionGone() { m_connectionLost = true; }

  private:
    static constexpr std::size_t kMost = 256; ///< different texts; far more than all repositories together have
    Dialect m_dialect;
    std::unordered_map<QString, std::vector<std::unique_ptr<QSqlQuery>>> m_idle;
    bool m_closed = false;
    bool m_connectionLost = false;
    std::optional<Error> m_failure;
};

} // namespace haziri::sql
