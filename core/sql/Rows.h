// A result of Database::run, walked row by row. Columns by position, from 0.
#pragma once

#include "core/sql/Connection.h"

namespace haziri::sql {

class StatementCache;

/// Move-only; used by the database's thread. It owns its prepared statement while it lives (the same SQL may be run
/// again meanwhile) and lets go of read locks when it goes, so keep it no longer than the walk needs.
class Rows {
  public:
    Rows(Rows&&) noexcept = default;
    Rows& operator=(Rows&& other) noexcept;
    ~Rows();

    /// False at the end and on a failure; error() tells the two apart.
    bool next();
    /// Set when the last next() failed (disk, connection).
    std::optional<Error> error() const { return m_error; }

    qint64 integer(int column) const { return m_statement->integer(column); }
    double real(int column) const { return m_statement->real(column); }
    QByteArray bytes(int column) const { return m_statement->bytes(column); } ///< BLOB, or TEXT as UTF-8
    QString text(int column) const { return QString::fromUtf8(m_statement->bytes(column)); }
    bool isNull(int column) const { return m_statement->isNull(column); }
    /// Rows that an INSERT, UPDATE or DELETE without RETURNING changed; 0 for others.
    qint64 affected() const { return m_affected; }

  private:
    friend class Database;
    Rows(std::shared_ptr<StatementCache> cache, QString sql, std::unique_ptr<Statement> statement, qint64 affected);
    void release();
    std::shared_ptr<StatementCache> m_cache;
    QString m_sql;
    std::unique_ptr<Statement> m_statement; ///< null after a move
    qint64 m_affected = 0;
    std::optional<Error> m_error;
};

} // namespace haziri::sql
