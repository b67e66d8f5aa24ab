// What the two databases have in common below Database: a connection, its prepared statements, and how they fail.
#pragma once

#include "core/base/Result.h"
#include "core/sql/Cells.h"

#include <QVariant>
#include <memory>
#include <optional>

namespace haziri::sql {

enum class Dialect { Sqlite, Postgres };

/// A text that is UTF-8 already, for values: what a QString says, without the way through UTF-16.
struct Utf8 {
    QByteArray bytes;
};

struct Failure {
    Error error; ///< STORE_*; the message is the first line of the database's words, without the rows it quotes
    bool isConnectionLost = false;
};
using Outcome = std::optional<Failure>; ///< nothing: it went well

/// The message of a failure: the database's further lines quote the offending row and do not belong into logs.
QString firstLine(const char* words);

/// One prepared statement and its result, walked row by row. May outlive its connection; then only destroy it.
class Statement {
  public:
    virtual ~Statement() = default;
    virtual qsizetype parameters() const = 0;
    virtual bool returnsRows() const = 0;
    /// Runs anew; the first row is asked for with next(). There must be as many values as parameters.
    virtual Outcome execute(const QVariantList& values) = 0;
    /// The same for a statement without rows, and the values are only borrowed while it runs.
    virtual Outcome execute(std::span<const Cell> values) = 0;
    virtual qint64 affected() const = 0; ///< by the last execute()
    struct Step {
        bool isRow = false;
        Outcome failure;
    };
    virtual Step next() = 0;
    /// Lets go of rows and locks.
    virtual void finish() = 0;
    /// False once its connection was closed: it cannot run again.
    virtual bool isUsable() const = 0;

    // The current row.
    virtual qint64 integer(int column) const = 0;
    virtual double real(int column) const = 0;
    virtual QByteArray bytes(int column) const = 0;
    virtual bool isNull(int column) const = 0;
};

/// One thread.
class Connection {
  public:
    virtual ~Connection() = default;
    virtual Outcome open() = 0;
    virtual void close() = 0; ///< statements that are still held become unusable
    virtual bool isOpen() const = 0;
    /// False where a file could only be opened to read: then nothing but a new connection asks again.
    virtual bool takesWrites() const { return true; }
    virtual tl::expected<std::unique_ptr<Statement>, Failure> prepare(const QString& sql) = 0;
    /// One statement without values, to its end.
    virtual Outcome execute(const QString& sql) = 0;
    /// An INSERT … VALUES (?, …) that takes many rows in one round trip; null where this database gains nothing by it
    /// or the statement is not of that form. `single` is the same for one row.
    struct Many {
        virtual ~Many() = default;
        virtual Outcome execute(std::span<const QVariantList> rows) = 0;
        virtual Outcome execute(const Cells& rows) = 0;
        virtual bool isUsable() const = 0;
    };
    virtual std::unique_ptr<Many> prepareMany(const QString&, const Statement&) { return nullptr; }
};

std::unique_ptr<Connection> sqliteConnection(const QString& path);
std::unique_ptr<Connection> postgresConnection(const QString& url);

} // namespace haziri::sql

Q_DECLARE_TYPEINFO(haziri::sql::Utf8, Q_RELOCATABLE_TYPE);
Q_DECLARE_METATYPE(haziri::sql::Utf8)
