#include "core/sql/Database.h"

#include <utility>

namespace haziri::sql {

Result<Transaction> Transaction::begin(Database& database) {
    if (auto begun = database.begin(); !begun) return fail(begun.error());
    return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept
    : m_database(std::exchange(other.m_database, nullptr)) {}

Transaction::~Transaction() {
    if (m_database) m_database->rollBack();
}

Result<void> Transaction::commit() {
    if (!m_database) return fail("STORE_MISUSE", QStringLiteral("the transaction has ended already"));
    return std::exchange(m_database, nullptr)->commit();
}

} // namespace haziri::sql
