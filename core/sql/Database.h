// One connection to SQLite or PostgreSQL through Qt SQL, used by one thread.
//
// SQLite is opened with WAL, synchronous=FULL, foreign_keys, a busy timeout, and secure_delete; a new file is readable
// by its owner only. PostgreSQL reconnects by itself at the next statement outside a transaction. Values are always
// bound: QByteArray as BLOB or bytea, QString and Utf8 as TEXT, qint64 and bool as integers, QVariant() as NULL (an
// empty or null QByteArray or QString is an empty value, not NULL). In SQLite a BLOB never equals a TEXT: bind ids in
// text form as QString.
//
// Errors: STORE_UNAVAILABLE (disk full, I/O error, connection gone, locked for too long), STORE_CONFLICT (a unique
// constraint), STORE_REFUSED (a trigger, check, foreign key or privilege said no), STORE_MISUSE (wrong SQL or number of
// values: a bug of ours); the database's words go into the message.
#pragma once

#include "core/sql/Rows.h"

#include <unordered_map>

namespace haziri::sql {

class TextSeal;

class Database {
  public:
    enum class IfMissing { Create, Refuse }; ///< of SQLite's file
    /// `url`: "sqlite:/path/to/file" or "postgresql://user:password@host:port/name" (also "?host=/socket/dir"; other
    /// query items go to libpq as they are, e.g. "?sslmode=verify-full"). STORE_UNAVAILABLE, or STORE_MISUSE for a URL
    /// of another kind. SQLite's file must stay where it is: while it is gone every statement and commit() is
    /// STORE_UNAVAILABLE, and one that stands there instead is opened anew (Unix).
    static Result<std::unique_ptr<Database>> open(const QString& url, IfMissing ifMissing = IfMissing::Create);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    Dialect dialect() const { return m_dialect; }
    /// Placeholders are `?`. Statements are prepared once and kept.
    Result<Rows> run(const QString& sql, const QVariantList& values = {});
    /// Many rows through one prepared statement; stops at the first failure, so call it inside a transaction. For
    /// PostgreSQL a plain INSERT … VALUES (?, …) [ON CONFLICT … DO NOTHING] takes all rows in one round trip.
    Result<void> runBatch(const QString& sql, const QList<QVariantList>& rows);
    /// The same for rows by the thousand.
    Result<void> runBatch(const QString& sql, const Cells& rows);
    /// One or more statements without values, for migrations; split at lines that end in ";;".
    Result<void> script(const QString& statements);

    /// What repositories seal names and words with on this connection; null: they stand in the open.
    const TextSeal* textSeal() const { return m_textSeal.get(); }
    void sealTextsWith(std::shared_ptr<const TextSeal> seal) { m_textSeal = std::move(seal); }

  private:
    friend class Transaction;
    friend class Savepoint;
    friend class Snapshot;
    Database(Dialect dialect, std::unique_ptr<Connection> connection);
    Result<void> connect();
    Result<void> configure();
    Result<void> ready();
    Result<void> reconnect();
    enum class File { Here, Gone, Another };
    File file() const;
    Result<std::unique_ptr<Statement>> prepared(const QString& sql);
    Result<std::unique_ptr<Statement>> executed(const QString& sql, const QVariantList& values);
    Result<void> executeWith(Statement& statement, const QVariantList& values);
    /// Nothing: this statement takes its rows one by one.
    std::optional<Result<void>> runMany(const QString& sql, const QList<QVariantList>& rows);
    /// Null: this statement takes its rows one by one.
    Result<Connection::Many*> many(const QString& sql, qsizetype columns);
    Result<void> runEach(const QString& sql, std::span<const QVariantList> rows);
    Result<void> execute(const QString& sql);
    Result<void> executeOften(const QString& sql);
    Result<void> begin();
    Result<void> commit();
    void rollBack();
    Result<void> beginPart();
    Result<void> releasePart();
    void rollBackPart();

    Dialect m_dialect;
    std::unique_ptr<Connection> m_connection;
    std::shared_ptr<StatementCache> m_cache;
    std::unordered_map<QString, std::unique_ptr<Connection::Many>> m_many;
    std::shared_ptr<const TextSeal> m_textSeal;
    QString m_path; ///< of SQLite's file; empty: there is none
    quint64 m_fileDevice = 0, m_fileNumber = 0;
    bool m_inTransaction = false;
    bool m_inSnapshot = false;
};

/// Rolls back when it goes out of scope without commit(). SQLite: BEGIN IMMEDIATE. One at a time per database.
///
/// After the first statement that fails inside, whatever its code, every further one fails with the same error and so
/// does commit(): PostgreSQL knows no other way, and both dialects shall behave alike. Where a conflict is expected,
/// say INSERT … ON CONFLICT DO NOTHING and look at affected(). A Savepoint confines a failure to its part.
class Transaction {
  public:
    static Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    Result<void> commit(); ///< on failure everything is rolled back

  private:
    explicit Transaction(Database& database)
        : m_database(&database) {}
    Database* m_database;
};

} // namespace haziri::sql
