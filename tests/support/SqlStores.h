// Both kinds of database for contract tests: each call gives a new and empty one.
#pragma once

#include "core/sql/Database.h"
#include "tests/support/TemporaryPostgres.h"

#include <QTemporaryDir>
#include <QTest>

namespace haziri::test {

/// Call prepare() in initTestCase (it fails the test when PostgreSQL is missing), addDialects() in each _data function,
/// and url() in the test.
class SqlStores {
  public:
    static void addDialects() {
        QTest::addColumn<bool>("isPostgres");
        QTest::newRow("SQLite") << false;
        QTest::newRow("PostgreSQL") << true;
    }
    Result<void> prepare() { return m_postgres.start(); }
    /// A new database of the dialect that the current data row names.
    QString url() {
        QFETCH(bool, isPostgres);
        if (!isPostgres) return QStringLiteral("sqlite:") + m_folder.filePath(QString::number(++m_files));
        const auto fresh = m_postgres.freshDatabase();
        return fresh ? *fresh : QString();
    }
    TemporaryPostgres& postgres() { return m_postgres; }

  private:
    TemporaryPostgres m_postgres;
    QTemporaryDir m_folder;
    int m_files = 0;
};

} // namespace haziri::test
