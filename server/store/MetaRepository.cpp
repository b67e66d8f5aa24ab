#include "server/store/MetaRepository.h"

#include "server/store/Columns.h"
#include "server/store/Queries.h"

namespace haziri::store {

Result<void> MetaRepository::set(const QByteArray& name, const QByteArray& value) {
    return done(m_database.run(
        QStringLiteral(
            "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"),
        {textColumn(name), textColumn(value)}));
}

Result<std::optional<QByteArray>> MetaRepository::get(const QByteArray& name) {
    return readOne<QByteArray>(
        m_database.run(QStringLiteral("SELECT value FROM meta WHERE name = ?"), {textColumn(name)}),
        [](const sql::Rows& row) { return textAt(row, 0); });
}

} // namespace haziri::store
