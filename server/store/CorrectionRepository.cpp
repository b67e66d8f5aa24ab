#include "server/store/CorrectionRepository.h"

#include "server/store/Columns.h"
#include "server/store/PeopleSeal.h"
#include "server/store/Queries.h"

namespace haziri::store {

namespace {

using State = CorrectionRow::State;

const QString kSelect = QStringLiteral("SELECT packet_id, log_index, corrects, device_no, epoch, seq, worker_id, "
                                       "site_id, recorded_by, timestamp, boot_id, boot_ms, reason, state "
                                       "FROM mark_correction ");

constexpr QByteArrayView kReason = "mark_correction.reason";

CorrectionRow read(const sql::Database& database, const sql::Rows& row) {
    CorrectionRow one;
    one.packetId = idAt<PacketId>(row, 0);
    one.logIndex = row.integer(1);
    one.corrects = idAt<PacketId>(row, 2);
    one.deviceNo = row.integer(3);
    one.epoch = row.integer(4);
    one.seq = row.integer(5);
    one.workerId = idAt<WorkerId>(row, 6);
    one.siteId = idAt<SiteId>(row, 7);
    one.recordedBy = idAt<UserId>(row, 8);
    one.timestamp = {row.integer(9)};
    one.bootId = textAt(row, 10);
    one.bootMs = row.integer(11);
    one.reason = openedText(database, kReason, textAt(row, 12));
    one.state = State(std::clamp<qint64>(row.integer(13), 0, qint64(State::Void)));
    return one;
}

auto readerOf(const sql::Database& database) {
    return [&database](const sql::Rows& row) { return read(database, row); };
}

} // namespace

Result<void> CorrectionRepository::insert(const CorrectionRow& row) {
    return done(m_database.run(
        QStringLiteral("INSERT INTO mark_correction (packet_id, log_index, corrects, device_no, epoch, seq, worker_id, "
                       "site_id, recorded_by, timestamp, boot_id, boot_ms, reason, state) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        {column(row.packetId), row.logIndex, column(row.corrects), row.deviceNo, row.epoch, row.seq,
         column(row.workerId), column(row.siteId), column(row.recordedBy), column(row.timestamp),
         textColumn(row.bootId), row.bootMs, textColumn(sealedText(m_database, kReason, row.reason)),
         qint64(row.state)}));
}

Result<std::optional<CorrectionRow>> CorrectionRepository::find(const PacketId& packetId) {
    return readOne<CorrectionRow>(m_database.run(kSelect + QStringLiteral("WHERE packet_id = ?"), {column(packetId)}),
                                  readerOf(m_database));
}

Result<QList<CorrectionRow>> CorrectionRepository::waitingOf(qint64 deviceNo) {
    return readAll<CorrectionRow>(
        m_database.run(kSelect + QStringLiteral("WHERE device_no = ? AND state = 0 ORDER BY log_index"), {deviceNo}),
        readerOf(m_database));
}

Result<QSet<qint64>> CorrectionRepository::withWaiting(const QList<qint64>& deviceNos) {
    QVariantList keys;
    for (const qint64 deviceNo : deviceNos)
        keys.append(deviceNo);
    QSet<qint64> found;
    auto looked = forKeys(
        m_database, QStringLiteral("SELECT device_no FROM mark_correction WHERE state = 0 AND device_no IN ({keys})"),
        {}, keys, [&](const sql::Rows& row) { found.insert(row.integer(0)); });
    if (!looked) return fail(looked.error());
    return found;
}

Result<QHash<PacketId, QList<CorrectionRow>>> CorrectionRepository::ofMarks(const QList<PacketId>& marks) {
    QVariantList keys;
    for (const PacketId& id : marks)
        keys.append(column(id));
    QHash<PacketId, QList<CorrectionRow>> found;
    auto looked = forKeys(m_database, kSelect + QStringLiteral("WHERE corrects IN ({keys}) ORDER BY log_index"), {},
                          keys, [&](const sql::Rows& row) {
                              const CorrectionRow one = read(m_database, row);
                              found[one.corrects].append(one);
                          });
    if (!looked) return fail(looked.error());
    return found;
}

Result<void> CorrectionRepository::setState(const PacketId& packetId, State state) {
    return done(m_database.run(QStringLiteral("UPDATE mark_correction SET state = ? WHERE packet_id = ?"),
                               {qint64(state), column(packetId)}));
}

} // namespace haziri::store
