#include "server/store/KeptPacketRepository.h"

#include "server/store/Columns.h"
#include "server/store/Queries.h"

namespace haziri::store {

Result<void> KeptPacketRepository::noteCounted(const PacketId& packetId, const crypto::Digest& hash, qint64 logIndex) {
    return done(
        m_database.run(QStringLiteral("INSERT INTO counted_bytes (packet_id, hash, log_index) VALUES (?, ?, ?)"),
                       {column(packetId), column(hash), logIndex}));
}

Result<bool> KeptPacketRepository::isCounted(const PacketId& packetId, const crypto::Digest& hash) {
    const auto found = readOne<qint64>(
        m_database.run(QStringLiteral("SELECT log_index FROM counted_bytes WHERE packet_id = ? AND hash = ?"),
                       {column(packetId), column(hash)}),
        [](const sql::Rows& row) { return row.integer(0); });
    if (!found) return fail(found.error());
    return found->has_value();
}

Result<void> KeptPacketRepository::yieldTo(const QList<PacketId>& packetIds) {
    const auto any = readOne<qint64>(m_database.run(QStringLiteral("SELECT log_index FROM counted_bytes LIMIT 1")),
                                     [](const sql::Rows& row) { return row.integer(0); });
    if (!any) return fail(any.error());
    if (!*any) return {}; // nearly always
    for (const PacketId& id : packetIds)
        for (const char* sql :
             {"DELETE FROM mark WHERE log_index IN (SELECT log_index FROM counted_bytes WHERE packet_id = ?)",
              "DELETE FROM counted_bytes WHERE packet_id = ?"})
            if (auto gone = done(m_database.run(QLatin1String(sql), {column(id)})); !gone) return gone;
    return {};
}

} // namespace haziri::store
