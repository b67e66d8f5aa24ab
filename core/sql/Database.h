// One connection to SQLite or PostgreSQL through Qt SQL, used by one thread.
//
// SQLite is opened with WAL, synchronous=FULL, foreign_keys, a busy timeout, and secure_delete. Values are always
// bound. Errors become STORE_UNAVAILABLE (disk full, I/O error, connection gone), STORE_CONFLICT (a unique
// constraint) or STORE_REFUSED (a trigger or check said no); the driver's words go into the message.
#pragma once

#include "core/base/Result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>
#include <memory>

namespace haziri::sql {

enum class Dialect { Sqlite, Postgres };

/// A result that is walked row by row. Columns by position.
class Rows {
  public:
    bool next() { return m_query.next(); }
    qint64 integer(int column) const { return m_query.value(column).toLongLong(); }
    QByteArray bytes(int column) const { return m_query.value(column).toByteArray(); } ///< BLOB, or TEXT as UTF-8
    QString text(int column) const { return m_query.value(column).toString(); }
    bool isNull(int column) const { return m_query.isNull(column); }
    qint64 affected() const { return m_query.numRowsAffected(); }

  private:
    friend class Database;
    explicit Rows(QSqlQuery&& query) : m_query(std::move(query)) {}
    QSqlQuery m_query;
};

class Database {
  public:
    /// `url`: "sqlite:/path/to/file" or "postgresql://user:password@host:port/name" (also "?host=/socket/dir").
    static Result<std::unique_ptr<Database>> open(const QString& url);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    Dialect dialect() const { return m_dialect; }
    /// Placeholders are `?`. Statements are prepared once and kept.
    Result<Rows> run(const QString& sql, const QVariantList& values = {});
    /// Many rows through one prepared statement.
    Result<void> runBatch(const QString& sql, const QList<QVariantList>& rows);
    /// One or more statements without values, for migrations; split at lines that end in ";;".
    Result<void> script(const QString& statements);

  private:
    friend class Transaction;
    Database() = default;
    Dialect m_dialect = Dialect::Sqlite;
    QString m_connectionName;
    QSqlDatabase m_database;
    QHash<QString, std::shared_ptr<QSqlQuery>> m_prepared;
};

/// Rolls back when it goes out of scope without commit(). SQLite: BEGIN IMMEDIATE.
class Transaction {
  public:
    static Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept;
    ~Transaction();
    Result<void> commit(); ///< on failure everything is rolled back

  private:
    explicit Transaction(Database& database) : m_database(&database) {}
    Database* m_database;
};

} // namespace haziri::sql
