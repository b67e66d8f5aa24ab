// Bytes that were refused and yet count, because a person said so: they stand under the packetId that they claim until
// a packet comes that has it by right.
#pragma once

#include "server/store/Types.h"

#include "core/sql/Database.h"

namespace haziri::store {

class KeptPacketRepository {
  public:
    explicit KeptPacketRepository(sql::Database& database)
        : m_database(database) {}

    /// `logIndex`: of the entry that lets them count, and of their mark.
    Result<void> noteCounted(const PacketId& packetId, const crypto::Digest& hash, qint64 logIndex);
    /// Whether it is these bytes that count under the id.
    Result<bool> isCounted(const PacketId& packetId, const crypto::Digest& hash);
    /// Packets that are being committed take the place of what counted under their ids.
    Result<void> yieldTo(const QList<PacketId>& packetIds);

  private:
    sql::Database& m_database;
};

} // namespace haziri::store
