#include "server/store/WorkerChangeRepository.h"

#include "server/store/Columns.h"
#include "server/store/PeopleSeal.h"
#include "server/store/Queries.h"

namespace haziri::store {

namespace {

const QString kSelect = QStringLiteral(
    "SELECT c.packet_id, c.worker_id, c.site_id, c.kind, c.status, c.code, c.at, c.consent, c.decided_at, "
    "c.decided_by, c.reason, p.log_index FROM worker_change c LEFT JOIN packet p ON p.packet_id = "
    "c.packet_id ");

constexpr QByteArrayView kReason = "worker_change.reason";

WorkerChange read(const sql::Database& database, const sql::Rows& row) {
    WorkerChange change;
    change.packetId = idAt<PacketId>(row, 0);
    change.workerId = idAt<WorkerId>(row, 1);
    change.siteId = idAt<SiteId>(row, 2);
    change.kind = textAt(row, 3);
    change.status = textAt(row, 4);
    change.code = textAt(row, 5);
    change.at = {row.integer(6)};
    change.consent = textAt(row, 7);
    change.decidedAt = optionalAt(row, 8);
    change.decidedBy = idAt<UserId>(row, 9);
    change.reason = openedText(database, kReason, textAt(row, 10));
    change.logIndex = optionalAt(row, 11);
    return change;
}

auto readerOf(const sql::Database& database) {
    return [&database](const sql::Rows& row) { return read(database, row); };
}

} // namespace

Result<void> WorkerChangeRepository::insert(const WorkerChange& change) {
    return done(m_database.run(QStringLiteral("INSERT INTO worker_change (packet_id, worker_id, site_id, kind, status, "
                                              "code, at, consent) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
                                              "ON CONFLICT (packet_id) DO NOTHING"),
                               {column(change.packetId), column(change.workerId), column(change.siteId),
                                textColumn(change.kind), textColumn(change.status), textColumn(change.code),
                                column(change.at), textColumn(change.consent)}));
}

Result<std::optional<WorkerChange>> WorkerChangeRepository::find(const PacketId& packetId) {
    return readOne<WorkerChange>(m_database.run(kSelect + QStringLiteral("WHERE c.packet_id = ?"), {column(packetId)}),
                                 readerOf(m_database));
}

Result<QList<WorkerChange>> WorkerChangeRepository::list(const QByteArray& status, qint64 limit) {
    if (status.isEmpty())
        return readAll<WorkerChange>(
            m_database.run(kSelect + QStringLiteral("ORDER BY c.at DESC, c.packet_id DESC LIMIT ?"), {limit}),
            readerOf(m_database));
    return readAll<WorkerChange>(
        m_database.run(kSelect + QStringLiteral("WHERE c.status = ? ORDER BY c.at DESC, c.packet_id DESC LIMIT ?"),
                       {textColumn(status), limit}),
        readerOf(m_database));
}

Result<QList<WorkerChange>> WorkerChangeRepository::heldOf(const WorkerId& workerId) {
    return readAll<WorkerChange>(
        m_database.run(kSelect +
                           QStringLiteral("WHERE c.worker_id = ? AND c.status = 'held' ORDER BY c.at, c.packet_id"),
                       {column(workerId)}),
        readerOf(m_database));
}

Result<void> WorkerChangeRepository::setCode(const PacketId& packetId, const QByteArray& code) {
    return done(m_database.run(QStringLiteral("UPDATE worker_change SET code = ? WHERE packet_id = ?"),
                               {textColumn(code), column(packetId)}));
}

Result<void> WorkerChangeRepository::decide(const PacketId& packetId, const QByteArray& status,
                                            const QByteArray& reason, const UserId& by, UnixMillis at) {
    return done(m_database.run(QStringLiteral("UPDATE worker_change SET status = ?, reason = ?, decided_by = ?, "
                                              "decided_at = ? WHERE packet_id = ?"),
                               {textColumn(status), textColumn(sealedText(m_database, kReason, reason)), column(by),
                                column(at), column(packetId)}));
}

} // namespace haziri::store
