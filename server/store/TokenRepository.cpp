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

Result<std::optional<KeptOfflineToken>> TokenRepository::findOffline(const QByteArray& jti) {
    return readOne<KeptOfflineToken>(
        m_database.run(QStringLiteral("SELECT jti, device_no, token FROM offline_token WHERE jti = ?"),
                       {textColumn(jti)}),
        readOffline);
}

Result<std::optional<KeptOfflineToken>> TokenRepository::newestOffline(qint64 deviceNo) {
    return readOne<KeptOfflineToken>(
        m_database.run(QStringLiteral("SELECT jti, device_no, token FROM offline_token WHERE device_no = ? "
                                      "ORDER BY kept_at DESC LIMIT 1"),
                       {deviceNo}),
        readOffline);
}

Result<void> TokenRepository::keepTime(const KeptTimeToken& token) {
    return done(m_database.run(
        QStringLiteral("INSERT INTO time_token (jti, device_no, server_time, boot_id) VALUES (?, ?, ?, ?)"),
        {textColumn(token.jti), token.deviceNo, column(token.serverTime),
         token.bootId ? textColumn(*token.bootId) : nullColumn()}));
}

Result<std::optional<KeptTimeToken>> TokenRepository::findTime(const QByteArray& jti) {
    return readOne<KeptTimeToken>(
        m_database.run(QStringLiteral("SELECT jti, device_no, server_time, boot_id FROM time_token WHERE jti = ?"),
                       {textColumn(jti)}),
        readTime);
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

} // namespace haziri::store
