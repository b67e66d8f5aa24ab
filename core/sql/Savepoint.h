// A part of a transaction that can fail alone.
#pragma once

#include "core/sql/Database.h"

namespace haziri::sql {

/// Inside a Transaction. Undoes its part when it goes out of scope without release(), and the failure that led there is
/// forgotten: the transaction goes on. Where the database has given up the whole transaction (disk full, connection
/// gone) that does not help: later statements and commit() fail. Savepoints nest, last in, first out.
class Savepoint {
  public:
    static Result<Savepoint> begin(Database& database);
    Savepoint(Savepoint&& other) noexcept;
    Savepoint& operator=(Savepoint&&) = delete;
    ~Savepoint();
    Result<void> release(); ///< what was done inside belongs to the transaction now

  private:
    explicit Savepoint(Database& database)
        : m_database(&database) {}
    Database* m_database;
};

} // namespace haziri::sql
