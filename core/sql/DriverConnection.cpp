#include "core/sql/DriverConnection.h"

#include <QSqlError>
#include <atomic>

namespace haziri::sql {

namespace {

QString nextName() {
    static std::atomic<quint64> counter = 0;
    return QStringLiteral("haziri-%1").arg(++counter);
}

} // namespace

DriverConnection::DriverConnection(const QString& driver)
    : m_name(nextName())
    , m_database(QSqlDatabase::addDatabase(driver, m_name)) {}

DriverConnection::~DriverConnection() {
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Outcome DriverConnection::open() {
    if (m_database.open()) return std::nullopt;
    const QSqlError error = m_database.lastError();
    const QString words = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    return Failure{{"STORE_UNAVAILABLE", firstLine(words.toUtf8().constData())}, true};
}

} // namespace haziri::sql
