#include "server/store/PacketRepository.h"

#include "server/store/Columns.h"
#include "server/store/Queries.h"

namespace haziri::store {

namespace {

const QString kColumns =
    QStringLiteral("log_index, packet_id, device_no, epoch, seq, hash, kind, status, code, trust_score, "
                   "record_hash, boot_id, boot_ms, timestamp, earliest, committed_at");
const QString kSelect = QStringLiteral("SELECT ") + kColumns + QStringLiteral(" FROM packet ");

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

const QString kSelectRefused =
    QStringLiteral("SELECT device_no, hash, epoch, seq, packet_id, code, log_index, record_hash FROM refused_packet ");

RefusedPacket readRefused(const sql::Rows& row) {
    return {row.integer(0),         digestAt(row, 1), row.integer(2), row.integer(3),
            idAt<PacketId>(row, 4), textAt(row, 5),   row.integer(6), digestAt(row, 7)};
}

} // namespace

Result<void> PacketRepository::insert(const QList<PacketRow>& packets) {
    sql::Cells rows(16, packets.size());
    for (const PacketRow& packet : packets)
        addRow(rows, packet.logIndex, packet.packetId, packet.deviceNo, packet.epoch, packet.seq, packet.hash,
               packet.kind, protocol::toText(packet.status), packet.code, packet.trustScore, packet.recordHash,
               packet.bootId, packet.bootMs, packet.timestamp, packet.earliest, packet.committedAt);
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

Result<QList<PacketRow>> PacketRepository::findRange(qint64 deviceNo, qint64 epoch, qint64 from, qint64 to) {
    return readAll<PacketRow>(
        m_database.run(kSelect + QStringLiteral("WHERE device_no = ? AND epoch = ? AND seq BETWEEN ? AND ?"),
                       {deviceNo, epoch, from, to}),
        read);
}

Result<QList<QList<PacketRow>>> PacketRepository::findRanges(const QList<Range>& ranges) {
    QList<QVariantList> table;
    for (const Range& range : ranges)
        table.append({range.deviceNo, range.epoch, range.from, range.to});
    QList<QList<PacketRow>> found(ranges.size());
    const QString integer = QStringLiteral("{int}");
    const QString sql =
        QStringLiteral("WITH k(n, d, e, f, t) AS {table} SELECT %1, k.n FROM k ").arg(kColumns) +
        besides(m_database.dialect(), "packet", "x.device_no = k.d AND x.epoch = k.e AND x.seq BETWEEN k.f AND k.t",
                "x.device_no, x.epoch, x.seq");
    auto looked = forTable(m_database, sql, {}, {integer, integer, integer, integer}, table, [&](const sql::Rows& row) {
        if (const qint64 n = row.integer(16); n >= 0) found[n].append(read(row));
    });
    if (!looked) return fail(looked.error());
    return found;
}

Result<QSet<qint64>> PacketRepository::withRefused(const QList<qint64>& deviceNos) {
    QList<QVariantList> table;
    for (const qint64 deviceNo : deviceNos)
        table.append(QVariantList{deviceNo});
    QSet<qint64> found;
    auto looked =
        forTable(m_database,
                 QStringLiteral("WITH k(n, d) AS {table} SELECT k.n, k.d FROM k WHERE EXISTS "
                                "(SELECT 1 FROM refused_packet x WHERE x.device_no = k.d)"),
                 {}, {QStringLiteral("{int}")}, table, [&](const sql::Rows& row) { found.insert(row.integer(1)); });
    if (!looked) return fail(looked.error());
    return found;
}

Result<QList<RefusedPacket>> PacketRepository::findRefusedRange(qint64 deviceNo, qint64 epoch, qint64 from, qint64 to) {
    return readAll<RefusedPacket>(
        m_database.run(kSelectRefused + QStringLiteral("WHERE device_no = ? AND epoch = ? AND seq BETWEEN ? AND ?"),
                       {deviceNo, epoch, from, to}),
        readRefused);
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

Result<void> PacketRepository::insertRefused(const QList<RefusedPacket>& packets) {
    QList<QVariantList> rows;
    for (const RefusedPacket& packet : packets)
        rows.append({packet.deviceNo, column(packet.hash), packet.epoch, packet.seq, column(packet.packetId),
                     textColumn(packet.code), packet.logIndex, column(packet.recordHash)});
    return m_database.runBatch(
        QStringLiteral("INSERT INTO refused_packet (device_no, hash, epoch, seq, packet_id, code, "
                       "log_index, record_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
        rows);
}

Result<QList<RefusedPacket>> PacketRepository::findRefused(qint64 deviceNo, const QList<crypto::Digest>& hashes) {
    QVariantList keys;
    for (const auto& hash : hashes)
        keys.append(column(hash));
    QList<RefusedPacket> found;
    auto looked = forKeys(m_database, kSelectRefused + QStringLiteral("WHERE device_no = ? AND hash IN ({keys})"),
                          {deviceNo}, keys, [&](const sql::Rows& row) { found.append(readRefused(row)); });
    if (!looked) return fail(looked.error());
    return found;
}

Result<QList<RefusedPacket>> PacketRepository::findRefusedIds(qint64 deviceNo, const QList<PacketId>& packetIds) {
    QVariantList keys;
    for (const PacketId& id : packetIds)
        keys.append(column(id));
    QList<RefusedPacket> found;
    auto looked = forKeys(m_database, kSelectRefused + QStringLiteral("WHERE device_no = ? AND packet_id IN ({keys})"),
                          {deviceNo}, keys, [&](const sql::Rows& row) { found.append(readRefused(row)); });
    if (!looked) return fail(looked.error());
    return found;
}

Result<QList<RefusedPacket>> PacketRepository::findRefusedSeqs(qint64 deviceNo, qint64 epoch,
                                                               const QList<qint64>& seqs) {
    QVariantList keys;
    for (const qint64 seq : seqs)
        keys.append(seq);
    QList<RefusedPacket> found;
    auto looked =
        forKeys(m_database, kSelectRefused + QStringLiteral("WHERE device_no = ? AND epoch = ? AND seq IN ({keys})"),
                {deviceNo, epoch}, keys, [&](const sql::Rows& row) { found.append(readRefused(row)); });
    if (!looked) return fail(looked.error());
    return found;
}

Result<void> PacketRepository::setStatus(const PacketId& packetId, protocol::PacketStatus status,
                                         const QByteArray& code) {
    return done(m_database.run(QStringLiteral("UPDATE packet SET status = ?, code = ? WHERE packet_id = ?"),
                               {QLatin1String(protocol::toText(status)), textColumn(code), column(packetId)}));
}

} // namespace haziri::store
