#include "server/store/HeadRepository.h"

#include "server/store/Columns.h"
#include "server/store/Queries.h"

namespace haziri::store {

namespace {

const QString kInteger = QStringLiteral("{int}");

} // namespace

Result<void> HeadRepository::keep(const QList<NewHead>& heads, UnixMillis at) {
    sql::Cells rows(8, heads.size());
    for (const auto& [deviceNo, head, jws, state] : heads) {
        addRow(rows, deviceNo, head.epoch, head.seq, head.hash, head.iat);
        rows.blob(jws);
        addRow(rows, at, state);
    }
    return m_database.runBatch(
        QStringLiteral("INSERT INTO chain_head (device_no, epoch, seq, hash, iat, jws, received_at, state) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (device_no, epoch, seq, hash) DO NOTHING"),
        rows);
}

Result<QList<HeadRepository::Standing>> HeadRepository::standings(const QList<Named>& heads) {
    QList<QVariantList> table;
    for (const auto& [deviceNo, head] : heads)
        table.append({deviceNo, head->epoch, head->seq, column(head->hash)});
    QList<Standing> all(heads.size());
    const QString highest = QStringLiteral("(SELECT x.%1 FROM chain_head x WHERE x.device_no = k.d AND x.epoch = k.e "
                                           "ORDER BY x.seq DESC, x.hash DESC LIMIT 1)");
    auto looked =
        forTable(m_database,
                 QStringLiteral("WITH k(n, d, e, s, h) AS {table} SELECT k.n, (SELECT COUNT(*) FROM chain_head x WHERE "
                                "x.device_no = k.d AND x.epoch = k.e AND x.seq = k.s AND x.hash = k.h), %1, %2 FROM k")
                     .arg(highest.arg(QStringLiteral("seq")), highest.arg(QStringLiteral("iat"))),
                 {}, {kInteger, kInteger, kInteger, QStringLiteral("{blob}")}, table, [&](const sql::Rows& row) {
                     if (const qint64 n = row.integer(0); n >= 0)
                         all[n] = {row.integer(1) != 0, optionalAt(row, 2), {row.integer(3)}};
                 });
    if (!looked) return fail(looked.error());
    return all;
}

Result<QList<QList<KeptHead>>> HeadRepository::waiting(const QList<Range>& ranges) {
    QList<QVariantList> table;
    for (const Range& range : ranges)
        table.append({range.deviceNo, range.epoch, range.fromSeq, range.toSeq});
    QList<QList<KeptHead>> all(ranges.size());
    const QString sql =
        QStringLiteral("WITH k(n, d, e, f, t) AS {table} SELECT k.n, x.epoch, x.seq, x.hash, x.iat, x.state, x.jws, "
                       "(SELECT y.device_id FROM device y WHERE y.device_no = k.d) FROM k ") +
        besides(m_database.dialect(), "chain_head",
                "x.device_no = k.d AND x.epoch = k.e AND x.seq BETWEEN k.f AND k.t AND x.state = 'waiting'",
                "x.device_no, x.epoch, x.seq") +
        QStringLiteral(" ORDER BY x.seq");
    auto looked =
        forTable(m_database, sql, {}, {kInteger, kInteger, kInteger, kInteger}, table, [&](const sql::Rows& row) {
            if (const qint64 n = row.integer(0); n >= 0)
                all[n].append({{textAt(row, 7), row.integer(1), row.integer(2), digestAt(row, 3), {row.integer(4)}},
                               textAt(row, 5),
                               row.bytes(6)});
        });
    if (!looked) return fail(looked.error());
    return all;
}

Result<void> HeadRepository::setState(qint64 deviceNo, const protocol::ChainHead& head, const QByteArray& state) {
    return done(m_database.run(
        QStringLiteral("UPDATE chain_head SET state = ? WHERE device_no = ? AND epoch = ? AND seq = ? AND hash = ?"),
        {textColumn(state), deviceNo, head.epoch, head.seq, column(head.hash)}));
}

} // namespace haziri::store
