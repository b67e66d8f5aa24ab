#include "server/store/TokenRepository.h"

#include "server/store/Columns.h"
#include "server/store/Queries.h"

namespace haziri::store {

namespace {

KeptOfflineToken readOffline(const sql::Rows& row) {
    return {textAt(row, 0), row.integer(1), textAt(row, 2)};
}

KeptTimeToken readTime(const sql::Rows& row) {
    KeptTimeToken token{textAt(row, 0), row.integer(1), {row.integer(2)}, std::nullopt};
    if (!row.isNull(3)) token.bootId = textAt(row, 3);
    return token;
}

} // namespace

Result<void> TokenRepository::keepOffline(const KeptOfflineToken& token, UnixMillis at) {
    return done(
        m_database.run(QStringLiteral("INSERT INTO offline_token (jti, device_no, token, kept_at) VALUES (?, ?, ?, ?) "
                                      "ON CONFLICT (jti) DO NOTHING"),
                       {textColumn(token.jti), token.deviceNo, textColumn(token.token), column(at)}));
}

Result<void> TokenRepository::keepOffline(const QList<KeptOfflineToken>& tokens, UnixMillis at) {
    sql::Cells rows(4, tokens.size());
    for (const auto& token : tokens)
        addRow(rows, token.jti, token.deviceNo, token.token, at);
    return m_database.runBatch(
        QStringLiteral("INSERT INTO offline_token (jti, device_no, token, kept_at) VALUES (?, ?, ?, ?) "
                       "ON CONFLICT (jti) DO NOTHING"),
        rows);
}

Result<std::optional<KeptOfflineToken>> TokenRepository::findOffline(const QByteArray& jti) {
    return readOne<KeptOfflineToken>(
        m_database.run(QStringLiteral("SELECT jti, device_no, token FROM offline_token WHERE jti = ?"),
                       {textColumn(jti)}),
        readOffline);
}

Result<QList<QByteArray>> TokenRepository::newestOffline(const QList<qint64>& deviceNos) {
    QList<QVariantList> table;
    for (const qint64 deviceNo : deviceNos)
        table.append(QVariantList{deviceNo});
    QList<QByteArray> found(deviceNos.size());
    auto looked =
        forTable(m_database,
                 QStringLiteral("WITH k(n, d) AS {table} SELECT k.n, (SELECT x.token FROM offline_token x WHERE "
                                "x.device_no = k.d ORDER BY x.kept_at DESC LIMIT 1) FROM k"),
                 {}, {QStringLiteral("{int}")}, table, [&](const sql::Rows& row) {
                     if (const qint64 n = row.integer(0); n >= 0 && !row.isNull(1)) found[n] = textAt(row, 1);
                 });
    if (!looked) return fail(looked.error());
    return found;
}

Result<void> TokenRepository::keepTimes(const QList<KeptTimeToken>& tokens) {
    sql::Cells rows(3, tokens.size());
    for (const KeptTimeToken& token : tokens)
        addRow(rows, token.jti, token.deviceNo, token.serverTime);
    return m_database.runBatch(QStringLiteral("INSERT INTO time_token (jti, device_no, server_time) VALUES (?, ?, ?)"),
                               rows);
}

Result<std::optional<KeptTimeToken>> TokenRepository::findTime(const QByteArray& jti) {
    return readOne<KeptTimeToken>(
        m_database.run(QStringLiteral("SELECT jti, device_no, server_time, boot_id FROM time_token WHERE jti = ?"),
                       {textColumn(jti)}),
        readTime);
}

Result<QHash<QByteArray, KeptTimeToken>> TokenRepository::findTimes(const QList<QByteArray>& jtis) {
    QVariantList keys;
    for (const QByteArray& jti : jtis)
        keys.append(textColumn(jti));
    QHash<QByteArray, KeptTimeToken> found;
    auto looked = forKeys(
        m_database, QStringLiteral("SELECT jti, device_no, server_time, boot_id FROM time_token WHERE jti IN ({keys})"),
        {}, keys, [&](const sql::Rows& row) { found.insert(textAt(row, 0), readTime(row)); });
    if (!looked) return fail(looked.error());
    return found;
}

Result<void> TokenRepository::bindTimeToBoot(const QByteArray& jti, const QByteArray& bootId) {
    return done(m_database.run(QStringLiteral("UPDATE time_token SET boot_id = ? WHERE jti = ? AND boot_id IS NULL"),
                               {textColumn(bootId), textColumn(jti)}));
}

Result<void> TokenRepository::forgetUnnamedTime(qint64 deviceNo, UnixMillis before) {
    return done(m_database.run(
        QStringLiteral("DELETE FROM time_token WHERE device_no = ? AND boot_id IS NULL AND server_time < ?"),
        {deviceNo, column(before)}));
}

Result<QSet<qint64>> TokenRepository::withUnnamedTime(const QList<Age>& ages) {
    QList<QVariantList> table;
    for (const Age& age : ages)
        table.append({age.deviceNo, column(age.before)});
    QSet<qint64> found;
    auto looked =
        forTable(m_database,
                 QStringLiteral("WITH k(n, d, t) AS {table} SELECT k.n, k.d FROM k WHERE EXISTS (SELECT 1 FROM "
                                "time_token x WHERE x.device_no = k.d AND x.boot_id IS NULL AND x.server_time < k.t)"),
                 {}, {QStringLiteral("{int}"), QStringLiteral("{int}")}, table,
                 [&](const sql::Rows& row) { found.insert(row.integer(1)); });
    if (!looked) return fail(looked.error());
    return found;
}

} // namespace haziri::store
