#include "server/tokens/TokenManager.h"

#include "server/store/TokenRepository.h"

#include "core/base/Base64Url.h"
#include "core/crypto/SystemRandom.h"
#include "core/protocol/Tokens.h"

namespace haziri::tokens {

QByteArray TokenManager::newJti() {
    return toBase64Url(crypto::randomBytes(m_random, 16));
}

store::SignedTimeToken TokenManager::signTimeToken(const store::Device& device, UnixMillis now) {
    protocol::TimeToken token;
    token.iss = m_keys.origin();
    token.jti = newJti();
    token.iat = now.value / 1000;
    token.exp = (now.value + kTimeLifeMs) / 1000;
    token.deviceId = device.deviceId;
    token.serverTimeMs = now.value;
    token.nonce = newJti();
    return {{token.jti, device.deviceNo, now, std::nullopt},
            protocol::signTimeToken(token, m_keys.tokenKid(), m_keys.tokenKey())};
}

Result<QByteArray> TokenManager::issueOfflineToken(sql::Database& database, const store::Device& device,
                                                   UnixMillis now) {
    protocol::OfflineToken token;
    token.iss = m_keys.origin();
    token.sub = device.userId;
    token.jti = newJti();
    token.iat = now.value / 1000;
    token.nbf = token.iat - kBackdateMs / 1000;
    token.exp = token.iat + kOfflineLifeMs / 1000;
    // In whole seconds, so that the window and the two claims of RFC 7519 end at the same moment.
    token.timeWindow.from = {token.nbf * 1000};
    token.timeWindow.to = {token.exp * 1000};
    token.deviceId = device.deviceId;
    token.siteId = device.siteId;
    const QByteArray text = protocol::signOfflineToken(token, m_keys.tokenKid(), m_keys.tokenKey());
    if (auto kept = store::TokenRepository(database).keepOffline({token.jti, device.deviceNo, text}, now); !kept)
        return fail(kept.error());
    return text;
}

Result<QByteArray> TokenManager::offlineTokenAfter(sql::Database& database, const store::Device& device,
                                                   const QByteArray& newest, UnixMillis now) {
    if (!newest.isEmpty()) {
        const auto token = m_verified.verify(newest, m_keys.tokenKey().publicKey());
        const bool fits = token && token->siteId == device.siteId && token->sub == device.userId;
        if (fits && token->timeWindow.to.value - now.value > kOfflineLifeMs / 2) return newest;
    }
    return issueOfflineToken(database, device, now);
}

} // namespace haziri::tokens
