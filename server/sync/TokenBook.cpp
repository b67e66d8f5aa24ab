#include "server/sync/TokenBook.h"

namespace haziri::sync {

std::optional<protocol::OfflineToken> TokenBook::accept(const QByteArray& token) const {
    const auto jws = protocol::UnverifiedJws::read(token, protocol::Purpose::OfflineToken);
    const auto key = jws ? m_keys.verifying(jws->kid()) : std::nullopt;
    if (!key) return std::nullopt;
    auto verified = m_verified.verify(token, *key);
    if (!verified || verified->deviceId != m_device.deviceId) return std::nullopt;
    return std::move(*verified);
}

void TokenBook::addCarried(const QList<QByteArray>& tokens) {
    for (const QByteArray& text : tokens) {
        const auto jws = protocol::UnverifiedJws::read(text, protocol::Purpose::OfflineToken);
        if (!jws || m_keys.hasGone(jws->kid())) continue;
        auto token = accept(text);
        if (!token) continue;
        m_carried.append({token->jti, m_device.deviceNo, text});
        const QByteArray jti = token->jti;
        m_byJti.insert(jti, std::move(token));
    }
}

Result<std::optional<protocol::OfflineToken>> TokenBook::find(sql::Database& database, const QByteArray& jti) {
    const auto known = m_byJti.constFind(jti);
    if (known != m_byJti.constEnd()) return *known;
    const auto kept = store::TokenRepository(database).findOffline(jti);
    if (!kept) return fail(kept.error());
    std::optional<protocol::OfflineToken> token;
    if (*kept && (*kept)->deviceNo == m_device.deviceNo) token = accept((*kept)->token);
    m_byJti.insert(jti, token);
    return token;
}

} // namespace haziri::sync
