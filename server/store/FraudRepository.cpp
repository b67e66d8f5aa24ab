#include "server/store/FraudRepository.h"

#include "server/store/Columns.h"
#include "server/store/PeopleSeal.h"
#include "server/store/Queries.h"
#include "server/store/SealedNames.h"

namespace haziri::store {

namespace {

const QString kSelect = QStringLiteral("SELECT e.event_no, e.event_id, e.finding, e.at, e.code, e.device_no, "
                                       "d.device_id, e.packet_id, e.worker_id, e.site_id, "
                                       "e.points, e.state, e.detail, e.bytes_hash, e.log_index, "
                                       "e.reason, e.parameters, e.loss_paise FROM fraud_event e LEFT "
                                       "JOIN device d ON d.device_no = e.device_no ");

constexpr QByteArrayView kDetail = "fraud_event.detail", kDecision = "fraud_event.decision_reason";

FraudEvent read(const sql::Database& database, const sql::Rows& row) {
    FraudEvent event;
    event.eventNo = row.integer(0);
    event.eventId = idAt<EventId>(row, 1);
    event.finding = digestAt(row, 2);
    event.at = {row.integer(3)};
    event.code = textAt(row, 4);
    event.deviceNo = row.integer(5);
    event.deviceId = textAt(row, 6);
    event.packetId = idAt<PacketId>(row, 7);
    event.workerId = idAt<WorkerId>(row, 8);
    event.siteId = idAt<SiteId>(row, 9);
    event.points = qint32(row.integer(10));
    event.state = textAt(row, 11);
    event.detail = openedText(database, kDetail, textAt(row, 12));
    if (!row.isNull(13)) event.bytesHash = digestAt(row, 13);
    event.logIndex = optionalAt(row, 14);
    event.reason = textAt(row, 15);
    event.parameters = textAt(row, 16);
    event.lossPaise = row.integer(17);
    return event;
}

auto readerOf(const sql::Database& database) {
    return [&database](const sql::Rows& row) { return read(database, row); };
}

} // namespace

Result<bool> FraudRepository::insert(const FraudEvent& event) {
    auto rows = m_database.run(
        QStringLiteral(
            "INSERT INTO fraud_event (event_id, finding, at, code, device_no, packet_id, worker_id, site_id, points, "
            "state, detail, bytes_hash, log_index, reason, parameters, loss_paise) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (finding) DO NOTHING"),
        {column(event.eventId), column(event.finding), column(event.at), textColumn(event.code),
         event.deviceNo ? QVariant(event.deviceNo) : nullColumn(), column(event.packetId), column(event.workerId),
         column(event.siteId), event.points, textColumn(event.state),
         textColumn(sealedText(m_database, kDetail, event.detail)),
         event.bytesHash ? column(*event.bytesHash) : nullColumn(), column(event.logIndex), textColumn(event.reason),
         textColumn(event.parameters), event.lossPaise});
    if (!rows) return fail(rows.error());
    return rows->affected() == 1;
}

Result<std::optional<FraudEvent>> FraudRepository::find(const EventId& eventId) {
    return readOne<FraudEvent>(m_database.run(kSelect + QStringLiteral("WHERE e.event_id = ?"), {column(eventId)}),
                               readerOf(m_database));
}

Result<std::optional<FraudEvent>> FraudRepository::findFinding(const crypto::Digest& finding) {
    return readOne<FraudEvent>(m_database.run(kSelect + QStringLiteral("WHERE e.finding = ?"), {column(finding)}),
                               readerOf(m_database));
}

Result<QHash<QByteArray, FraudEvent>> FraudRepository::findFindings(const QList<crypto::Digest>& findings) {
    QVariantList keys;
    for (const auto& finding : findings)
        keys.append(column(finding));
    QHash<QByteArray, FraudEvent> found;
    auto looked = forKeys(m_database, kSelect + QStringLiteral("WHERE e.finding IN ({keys})"), {}, keys,
                          [&](const sql::Rows& row) { found.insert(row.bytes(2), read(m_database, row)); });
    if (!looked) return fail(looked.error());
    return found;
}

Result<QList<FraudEvent>> FraudRepository::list(const QByteArray& state, Order order,
                                                const std::optional<FraudEvent>& after, qint64 limit) {
    QString where = QStringLiteral("WHERE 1 = 1");
    QVariantList values;
    if (!state.isEmpty()) {
        where += QStringLiteral(" AND e.state = ?");
        values.append(textColumn(state));
    }
    const bool byLoss = order == Order::Loss;
    if (after && byLoss) {
        where += QStringLiteral(" AND (e.loss_paise < ? OR (e.loss_paise = ? AND e.event_no < ?))");
        values << after->lossPaise << after->lossPaise << after->eventNo;
    } else if (after) {
        where += QStringLiteral(" AND e.event_no < ?");
        values.append(after->eventNo);
    }
    values.append(std::clamp<qint64>(limit, 1, 1000));
    return readAll<FraudEvent>(
        m_database.run(kSelect + where +
                           (byLoss ? QStringLiteral(" ORDER BY e.loss_paise DESC, e.event_no DESC LIMIT ?")
                                   : QStringLiteral(" ORDER BY e.event_no DESC LIMIT ?")),
                       values),
        readerOf(m_database));
}

Result<qint64> FraudRepository::count(const QByteArray& state) {
    const auto count = readOne<qint64>(
        state.isEmpty()
            ? m_database.run(QStringLiteral("SELECT COUNT(*) FROM fraud_event"))
            : m_database.run(QStringLiteral("SELECT COUNT(*) FROM fraud_event WHERE state = ?"), {textColumn(state)}),
        [](const sql::Rows& row) { return row.integer(0); });
    if (!count) return fail(count.error());
    return count->value_or(0);
}

Result<FraudRepository::Counts> FraudRepository::countsOfDevice(qint64 deviceNo, UnixMillis since) {
    const auto counts = readOne<Counts>(
        m_database.run(QStringLiteral("SELECT COUNT(CASE WHEN state = 'open' THEN 1 END), COUNT(CASE WHEN state = "
                                      "'reject' THEN 1 END) FROM fraud_event WHERE device_no = ? AND at >= ?"),
                       {deviceNo, column(since)}),
        [](const sql::Rows& row) {
            return Counts{row.integer(0), row.integer(1)};
        });
    if (!counts) return fail(counts.error());
    return counts->value_or(Counts{});
}

Result<QList<FraudEvent>> FraudRepository::keptOfPacket(const PacketId& packetId) {
    return readAll<FraudEvent>(
        m_database.run(kSelect +
                           QStringLiteral("WHERE e.packet_id = ? AND e.bytes_hash IS NOT NULL ORDER BY e.event_no "
                                          "LIMIT 1000"),
                       {column(packetId)}),
        readerOf(m_database));
}

Result<qint64> FraudRepository::openOfPacket(const PacketId& packetId) {
    const auto count = readOne<qint64>(
        m_database.run(
            QStringLiteral("SELECT COUNT(*) FROM fraud_event WHERE packet_id = ? AND state IN ('open', 'ask')"),
            {column(packetId)}),
        [](const sql::Rows& row) { return row.integer(0); });
    if (!count) return fail(count.error());
    return count->value_or(0);
}

Result<QByteArray> FraudRepository::markStatusOf(const PacketId& packetId,
                                                 const std::optional<crypto::Digest>& bytesHash) {
    QVariantList values{column(packetId)};
    if (bytesHash) values.append(column(*bytesHash));
    const auto states = readAll<QByteArray>(
        m_database.run(QStringLiteral("SELECT DISTINCT state FROM fraud_event WHERE packet_id = ? AND (bytes_hash IS "
                                      "NULL%1)")
                           .arg(bytesHash ? QStringLiteral(" OR bytes_hash = ?") : QString()),
                       values),
        [](const sql::Rows& row) { return textAt(row, 0); });
    if (!states) return fail(states.error());
    if (states->contains("reject")) return QByteArrayLiteral("rejected");
    return states->contains("open") || states->contains("ask") ? QByteArrayLiteral("held")
                                                               : QByteArrayLiteral("accepted");
}

Result<bool> FraudRepository::isResolvedSo(const EventId& eventId, const QByteArray& decision, const QByteArray& reason,
                                           const UserId& by) {
    const auto kept = readOne<QByteArray>(
        m_database.run(QStringLiteral("SELECT COALESCE(decision_reason, '') FROM fraud_event WHERE event_id = ? AND "
                                      "state = ? AND decided_by = ?"),
                       {column(eventId), textColumn(decision), column(by)}),
        [&](const sql::Rows& row) { return openedText(m_database, kDecision, textAt(row, 0)); });
    if (!kept) return fail(kept.error());
    return *kept && **kept == reason;
}

Result<void> FraudRepository::resolve(const EventId& eventId, const QByteArray& decision, const QByteArray& reason,
                                      const UserId& by, UnixMillis at) {
    return done(m_database.run(
        QStringLiteral(
            "UPDATE fraud_event SET state = ?, decision_reason = ?, decided_by = ?, decided_at = ? WHERE event_id = ?"),
        {textColumn(decision), textColumn(sealedText(m_database, kDecision, reason)), column(by), column(at),
         column(eventId)}));
}

Result<void> FraudRepository::forgetNaming(const QByteArray& words) {
    const auto naming = readAll<qint64>(
        m_database.run(QStringLiteral("SELECT event_no, detail FROM fraud_event WHERE detail <> ''")),
        [&](const sql::Rows& row) {
            return openedText(m_database, kDetail, textAt(row, 1)).contains(words) ? row.integer(0) : -1;
        });
    if (!naming) return fail(naming.error());
    for (const qint64 eventNo : *naming)
        if (eventNo >= 0)
            if (auto forgotten = done(m_database.run(
                    QStringLiteral("UPDATE fraud_event SET detail = '', parameters = '{}' WHERE event_no = ?"),
                    {eventNo}));
                !forgotten)
                return forgotten;
    return {};
}

Result<void> FraudRepository::quarantine(const crypto::Digest& hash, const QByteArray& bytes, UnixMillis at,
                                         const sealed::KeyRing& keys, RandomSource& random) {
    return done(m_database.run(
        QStringLiteral("INSERT INTO quarantine (hash, bytes, kept_at) VALUES (?, ?, ?) ON CONFLICT (hash) DO NOTHING"),
        {column(hash), sealed::sealFile(keys, quarantineName(hash), bytes, random), column(at)}));
}

Result<std::optional<QByteArray>> FraudRepository::quarantined(const crypto::Digest& hash,
                                                               const sealed::KeyRing& keys) {
    const auto kept = readOne<QByteArray>(
        m_database.run(QStringLiteral("SELECT bytes FROM quarantine WHERE hash = ?"), {column(hash)}),
        [](const sql::Rows& row) { return row.bytes(0); });
    if (!kept || !*kept) return kept;
    auto opened = sealed::openFile(keys, quarantineName(hash), **kept);
    if (!opened) return fail(opened.error());
    return std::optional(std::move(*opened));
}

} // namespace haziri::store
