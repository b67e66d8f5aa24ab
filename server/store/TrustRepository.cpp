#include "server/store/TrustRepository.h"

#include "server/store/Columns.h"
#include "server/store/Queries.h"

#include <QJsonDocument>

namespace haziri::store {

namespace {

const QString kSelect = QStringLiteral("SELECT at, score, rules, inputs, explain FROM device_trust ");

TrustRecord read(const sql::Rows& row) {
    return {{row.integer(0)}, qint32(row.integer(1)), textAt(row, 2), textAt(row, 3), readExplain(textAt(row, 4))};
}

} // namespace

QJsonArray explainArray(const QList<protocol::TrustRule>& rules) {
    QJsonArray array;
    for (const auto& rule : rules)
        array.append(QJsonObject{{QStringLiteral("rule"), QString::fromUtf8(rule.rule)},
                                 {QStringLiteral("points"), rule.points},
                                 {QStringLiteral("detail"), rule.detail}});
    return array;
}

QByteArray writeExplain(const QList<protocol::TrustRule>& rules) {
    return QJsonDocument(explainArray(rules)).toJson(QJsonDocument::Compact);
}

QList<protocol::TrustRule> readExplain(const QByteArray& text) {
    QList<protocol::TrustRule> rules;
    const QJsonArray array = QJsonDocument::fromJson(text).array();
    for (const auto& item : array)
        rules.append({item[QLatin1String("rule")].toString().toUtf8(), item[QLatin1String("points")].toInt(),
                      item[QLatin1String("detail")].toString()});
    return rules;
}

Result<void> TrustRepository::insert(qint64 deviceNo, const TrustRecord& record) {
    return done(m_database.run(
        QStringLiteral(
            "INSERT INTO device_trust (device_no, at, score, rules, inputs, explain) VALUES (?, ?, ?, ?, ?, ?)"),
        {deviceNo, column(record.at), record.score, textColumn(record.rules), textColumn(record.inputs),
         textColumn(writeExplain(record.explain))}));
}

Result<QList<TrustRecord>> TrustRepository::newest(qint64 deviceNo, qint64 limit) {
    return readAll<TrustRecord>(
        m_database.run(kSelect + QStringLiteral("WHERE device_no = ? ORDER BY trust_no DESC LIMIT ?"),
                       {deviceNo, limit}),
        read);
}

Result<QList<TrustRecord>> TrustRepository::since(qint64 deviceNo, UnixMillis from) {
    return readAll<TrustRecord>(
        m_database.run(kSelect + QStringLiteral("WHERE device_no = ? AND at >= COALESCE((SELECT MAX(t.at) FROM "
                                                "device_trust t WHERE t.device_no = ? AND t.at <= ?), 0) "
                                                "ORDER BY trust_no"),
                       {deviceNo, deviceNo, column(from)}),
        read);
}

Result<void> TrustRepository::eachMark(qint64 deviceNo, UnixMillis from, UnixMillis to,
                                       const std::function<void(const WeighedMark&)>& each) {
    auto rows = m_database.run(
        QStringLiteral("SELECT p.packet_id, p.committed_at, m.status FROM packet p JOIN mark m ON m.log_index = "
                       "p.log_index WHERE p.device_no = ? AND p.committed_at >= ? AND p.committed_at < ? "
                       "ORDER BY p.log_index"),
        {deviceNo, column(from), column(to)});
    if (!rows) return fail(rows.error());
    while (rows->next())
        each({idAt<PacketId>(*rows, 0), {rows->integer(1)}, textAt(*rows, 2)});
    if (rows->error()) return fail(*rows->error());
    return {};
}

} // namespace haziri::store
