// A connection that Qt SQL's driver opens, holds and closes, with the handle of the database's own C library that the
// driver gives out for work below it (QSqlDriver::handle(), https://doc.qt.io/qt-6/qsqldriver.html#handle).
//
// Statements run on that handle: Qt's drivers turn every text into UTF-16 and back (SQLite) and every value into an SQL
// literal (PostgreSQL), which cost more than all checks of a packet together. The plugin and this program have to use
// the same copy of the library, as Debian's do; a Qt that brings an SQLite of its own would have to be built with the
// system's.
#pragma once

#include "core/sql/Connection.h"

#include <QSqlDatabase>
#include <QSqlDriver>

namespace haziri::sql {

/// One thread. Whatever was prepared on the handle has to be gone before it is closed.
class DriverConnection {
  public:
    explicit DriverConnection(const QString& driver); ///< "QSQLITE", "QPSQL"
    ~DriverConnection();
    DriverConnection(const DriverConnection&) = delete;
    DriverConnection& operator=(const DriverConnection&) = delete;

    QSqlDatabase& settings() { return m_database; } ///< before open()
    Outcome open();                                 ///< STORE_UNAVAILABLE
    void close() { m_database.close(); }
    /// Null where the driver gives a handle of another type. `types`: the names Qt may know it by, as "sqlite3*".
    template <class Library>
    Library* handle(std::initializer_list<const char*> types) const {
        const QVariant given = m_database.driver()->handle();
        for (const char* const type : types)
            if (given.isValid() && qstrcmp(given.typeName(), type) == 0)
                return *static_cast<Library* const*>(given.constData());
        return nullptr;
    }

  private:
    QString m_name;
    QSqlDatabase m_database;
};

} // namespace haziri::sql
