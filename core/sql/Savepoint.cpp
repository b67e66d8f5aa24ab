#include "core/sql/Savepoint.h"

#include <utility>

namespace haziri::sql {

Result<Savepoint> Savepoint::begin(Database& database) {
    if (auto begun = database.beginPart(); !begun) return fail(begun.error());
    return Savepoint(database);
}

Savepoint::Savepoint(Savepoint&& other) noexcept
    : m_database(std::exchange(other.m_database, nullptr)) {}

Savepoint::~Savepoint() {
    if (m_database) m_database->rollBackPart();
}

Result<void> Savepoint::release() {
    if (!m_database) return fail("STORE_MISUSE", QStringLiteral("the savepoint has ended already"));
    if (auto released = m_database->releasePart(); !released) return released;
    m_database = nullptr;
    return {};
}

} // namespace haziri::sql
