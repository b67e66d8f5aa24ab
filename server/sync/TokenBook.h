// The offline tokens that a request's packets may name: those it carries and those kept before.
#pragma once

#include "server/store/ServerKeys.h"
#include "server/store/TokenRepository.h"
#include "server/store/VerifiedTokens.h"

#include "core/protocol/Tokens.h"

namespace haziri::sync {

/// For one request; one thread.
class TokenBook {
  public:
    TokenBook(const store::ServerKeys& keys, store::VerifiedTokens& verified, const store::Device& device)
        : m_keys(keys)
        , m_verified(verified)
        , m_device(device) {}

    /// Tokens with a wrong signature, or of another device, are left out: packets that name them are TOKEN_INVALID. So
    /// are those under a key that has gone, unless the store holds them: whoever stole the old key makes no new ones.
    void addCarried(const QList<QByteArray>& tokens);
    /// Looks among the carried ones, then in the store; nothing when there is none that holds.
    Result<std::optional<protocol::OfflineToken>> find(sql::Database& database, const QByteArray& jti);
    /// What the request carried and the store may not have yet.
    const QList<store::KeptOfflineToken>& carried() const { return m_carried; }

  private:
    std::optional<protocol::OfflineToken> accept(const QByteArray& token) const;
    const store::ServerKeys& m_keys;
    store::VerifiedTokens& m_verified;
    const store::Device& m_device;
    QHash<QByteArray, std::optional<protocol::OfflineToken>> m_byJti;
    QList<store::KeptOfflineToken> m_carried;
};

} // namespace haziri::sync
