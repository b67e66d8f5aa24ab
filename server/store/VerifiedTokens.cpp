#include "server/store/VerifiedTokens.h"

#include "core/crypto/Sha256.h"

namespace haziri::store {

Result<protocol::OfflineToken> VerifiedTokens::verify(const QByteArray& token, const crypto::Ed25519PublicKey& key) {
    const QByteArray name = crypto::toBytes(crypto::sha256({key.raw(), token})); // a key has 32 bytes, always
    {
        const std::lock_guard lock(m_mutex);
        if (const auto known = m_known.constFind(name); known != m_known.constEnd()) return *known;
    }
    auto verified = protocol::verifyOfflineToken(token, key);
    if (!verified) return verified;
    const std::lock_guard lock(m_mutex);
    if (m_known.size() >= kMost) m_known.clear();
    m_known.insert(name, *verified);
    return verified;
}

} // namespace haziri::store
