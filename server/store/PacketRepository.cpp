#include "server/store/PacketRepository.h"

#include "server/store/Columns.h"
#include "server/store/Queries.h"

namespace haziri::store {

namespace {

const QString kSelect =
    QStringLiteral("SELECT log_index, packet_id, device_no, epoch, seq, hash, kind, status, code, trust_score, "
                   "record_hash, boot_id, boot_ms, timestamp, earliest, committed_at FROM packet ");

PacketRow read(const sql::Rows& row) {
    PacketRow packet;
    packet.logIndex = row.integer(0);
    packet.packetId = idAt<PacketId>(row, 1);
    packet.deviceNo = row.integer(2);
    packet.epoch = row.integer(3);
    packet.seq = row.integer(4);
    packet.hash = digestAt(row, 5);
    packet.kind = textAt(row, 6);
    packet.status = protocol::packetStatusFromText(textAt(row, 7)).value_or(protocol::PacketStatus::Rejected);
    packet.code = textAt(row, 8);
    packet.trustScore = qint32(row.integer(9));
    packet.recordHash = digestAt(row, 10);
    packet.bootId = textAt(row, 11);
    packet.bootMs = row.integer(12);
    packet.timestamp = {row.integer(13)};
    packet.earliest = {row.integer(14)};
    packet.committedAt = {row.integer(15)};
    return packet;
}

} // namespace

Result<void> PacketRepository::insert(const QList<PacketRow>& packets) {
    QList<QVariantList> rows;
    rows.reserve(packets.size());
    for (const PacketRow& packet : packets)
        rows.append({packet.logIndex, column(packet.packetId), packet.deviceNo, packet.epoch, packet.seq,
                     column(packet.hash), textColumn(packet.kind), QLatin1String(protocol::toText(packet.status)),
                     textColumn(packet.code), packet.trustScore, column(packet.recordHash), textColumn(packet.bootId),
                     packet.bootMs, column(packet.timestamp), column(packet.earliest), column(packet.committedAt)});
    return m_database.runBatch(
        QStringLiteral(
            "INSERT INTO packet (log_index, packet_id, device_no, epoch, seq, hash, kind, status, code, trust_score, "
            "record_hash, boot_id, boot_ms, timestamp, earliest, committed_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        rows);
}

Result<std::optional<PacketRow>> PacketRepository::find(const PacketId& packetId) {
    return readOne<PacketRow>(m_database.run(kSelect + QStringLiteral("WHERE packet_id = ?"), {column(packetId)}),
                              read);
}

Result<QHash<PacketId, PacketRow>> PacketRepository::findAll(const QList<PacketId>& packetIds) {
    QVariantList keys;
    for (const PacketId& id : packetIds)
        keys.append(column(id));
    QHash<PacketId, PacketRow> found;
    auto looked = forKeys(m_database, kSelect + QStringLiteral("WHERE packet_id IN ({keys})"), {}, keys,
                          [&](const sql::Rows& row) { found.insert(idAt<PacketId>(row, 1), read(row)); });
    if (!looked) return fail(looked.error());
    return found;
}

Result<std::optional<PacketRow>> PacketRepository::findSeq(qint64 deviceNo, qint64 epoch, qint64 seq) {
    return readOne<PacketRow>(m_database.run(kSelect + QStringLiteral("WHERE device_no = ? AND epoch = ? AND seq = ?"),
                                             {deviceNo, epoch, seq}),
                              read);
}

Result<QHash<qint64, PacketRow>> PacketRepository::findSeqs(qint64 deviceNo, qint64 epoch, const QList<qint64>& seqs) {
    QVariantList keys;
    for (const qint64 seq : seqs)
        keys.append(seq);
    QHash<qint64, PacketRow> found;
    auto looked =
        forKeys(m_database, kSelect + QStringLiteral("WHERE device_no = ? AND epoch = ? AND seq IN ({keys})"),
                {deviceNo, epoch}, keys, [&](const sql::Rows& row) { found.insert(row.integer(4), read(row)); });
    if (!looked) return fail(looked.error());
    return found;
}

Result<std::optional<PacketRow>> PacketRepository::findBefore(qint64 deviceNo, qint64 epoch, qint64 seq) {
    return readOne<PacketRow>(
        m_database.run(kSelect +
                           QStringLiteral("WHERE device_no = ? AND epoch = ? AND seq < ? ORDER BY seq DESC LIMIT 1"),
                       {deviceNo, epoch, seq}),
        read);
}

Result<void> PacketRepository::setStatus(const PacketId& packetId, protocol::PacketStatus status,
                                         const QByteArray& code) {
    return done(m_database.run(QStringLiteral("UPDATE packet SET status = ?, code = ? WHERE packet_id = ?"),
                               {QLatin1String(protocol::toText(status)), textColumn(code), column(packetId)}));
}

} // namespace haziri::store
