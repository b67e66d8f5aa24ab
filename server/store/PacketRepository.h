// Packets that were committed, with the chain they form, and those that were refused a place in it.
#pragma once

#include "server/store/Types.h"

#include "core/sql/Database.h"

namespace haziri::store {

class PacketRepository {
  public:
    explicit PacketRepository(sql::Database& database)
        : m_database(database) {}
    Result<void> insert(const QList<PacketRow>& rows); ///< STORE_CONFLICT on a packetId or seq that is there
    Result<std::optional<PacketRow>> find(const PacketId& packetId);
    Result<QHash<PacketId, PacketRow>> findAll(const QList<PacketId>& packetIds);
    Result<std::optional<PacketRow>> findSeq(qint64 deviceNo, qint64 epoch, qint64 seq);
    /// from ≤ seq ≤ to
    Result<QList<PacketRow>> findRange(qint64 deviceNo, qint64 epoch, qint64 from, qint64 to);
    struct Range {
        qint64 deviceNo = 0, epoch = 1, from = 0, to = 0;
    };
    /// findRange() of many, in their order.
    Result<QList<QList<PacketRow>>> findRanges(const QList<Range>& ranges);
    Result<QHash<qint64, PacketRow>> findSeqs(qint64 deviceNo, qint64 epoch, const QList<qint64>& seqs);
    /// The packet with the highest seq below `seq`.
    Result<std::optional<PacketRow>> findBefore(qint64 deviceNo, qint64 epoch, qint64 seq);

    /// Those of the devices that have refused packets at all: few.
    Result<QSet<qint64>> withRefused(const QList<qint64>& deviceNos);
    Result<void> insertRefused(const QList<RefusedPacket>& rows);
    Result<QList<RefusedPacket>> findRefused(qint64 deviceNo, const QList<crypto::Digest>& hashes);
    Result<QList<RefusedPacket>> findRefusedIds(qint64 deviceNo, const QList<PacketId>& packetIds);
    Result<QList<RefusedPacket>> findRefusedRange(qint64 deviceNo, qint64 epoch, qint64 from, qint64 to);
    Result<QList<RefusedPacket>> findRefusedSeqs(qint64 deviceNo, qint64 epoch, const QList<qint64>& seqs);
    Result<void> setStatus(const PacketId& packetId, protocol::PacketStatus status, const QByteArray& code);

  private:
    sql::Database& m_database;
};

} // namespace haziri::store
