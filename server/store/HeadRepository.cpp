#include "server/store/HeadRepository.h"

#include "server/store/Columns.h"
#include "server/store/Queries.h"

namespace haziri::store {

namespace {

const QString kSelect =
    QStringLiteral("SELECT h.epoch, h.seq, h.hash, h.iat, h.state, d.device_id, h.jws FROM chain_head h "
                   "JOIN device d ON d.device_no = h.device_no ");

KeptHead read(const sql::Rows& row) {
    return {{textAt(row, 5), row.integer(0), row.integer(1), digestAt(row, 2), {row.integer(3)}},
            textAt(row, 4),
            row.bytes(6)};
}

} // namespace

Result<bool> HeadRepository::keep(qint64 deviceNo, const protocol::ChainHead& head, const QByteArray& jws,
                                  const QByteArray& state, UnixMillis at) {
    auto rows = m_database.run(
        QStringLiteral("INSERT INTO chain_head (device_no, epoch, seq, hash, iat, jws, received_at, state) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (device_no, epoch, seq, hash) DO NOTHING"),
        {deviceNo, head.epoch, head.seq, column(head.hash), column(head.iat), blobColumn(jws), column(at),
         textColumn(state)});
    if (!rows) return fail(rows.error());
    return rows->affected() == 1;
}

Result<QList<KeptHead>> HeadRepository::waiting(qint64 deviceNo, qint64 epoch, qint64 fromSeq, qint64 toSeq) {
    return readAll<KeptHead>(
        m_database.run(kSelect + QStringLiteral("WHERE h.device_no = ? AND h.epoch = ? AND h.seq BETWEEN ? AND ? AND "
                                                "h.state = 'waiting' ORDER BY h.seq"),
                       {deviceNo, epoch, fromSeq, toSeq}),
        read);
}

Result<void> HeadRepository::setState(qint64 deviceNo, const protocol::ChainHead& head, const QByteArray& state) {
    return done(m_database.run(
        QStringLiteral("UPDATE chain_head SET state = ? WHERE device_no = ? AND epoch = ? AND seq = ? AND hash = ?"),
        {textColumn(state), deviceNo, head.epoch, head.seq, column(head.hash)}));
}

Result<std::optional<KeptHead>> HeadRepository::highest(qint64 deviceNo, qint64 epoch) {
    return readOne<KeptHead>(
        m_database.run(kSelect + QStringLiteral("WHERE h.device_no = ? AND h.epoch = ? ORDER BY h.seq DESC LIMIT 1"),
                       {deviceNo, epoch}),
        read);
}

} // namespace haziri::store
