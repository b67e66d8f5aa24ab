// Offline tokens and time tokens (section 8): what lets a laptop record without a line, and what anchors its clock.
#pragma once

#include "server/store/ServerKeys.h"
#include "server/store/TokenIssuer.h"
#include "server/store/VerifiedTokens.h"

#include "core/base/Clock.h"

namespace haziri::tokens {

/// Thread-safe.
class TokenManager final : public store::TokenIssuer {
  public:
    TokenManager(const store::ServerKeys& keys, RandomSource& random)
        : m_keys(keys)
        , m_random(random) {}

    store::SignedTimeToken signTimeToken(const store::Device& device, UnixMillis now) override;
    Result<QByteArray> offlineTokenAfter(sql::Database& database, const store::Device& device, const QByteArray& newest,
                                         UnixMillis now) override;
    /// Always a new one: a registration begins a chain whose first `prev` is the hash of its own token.
    Result<QByteArray> issueOfflineToken(sql::Database& database, const store::Device& device, UnixMillis now);

    static constexpr qint64 kOfflineLifeMs = 30LL * 24 * 3600 * 1000;
    /// A laptop's clock may run behind the server's by this much when it records its first mark.
    static constexpr qint64 kBackdateMs = 15LL * 60 * 1000;
    static constexpr qint64 kTimeLifeMs = 7LL * 24 * 3600 * 1000;

  private:
    QByteArray newJti();

    const store::ServerKeys& m_keys;
    RandomSource& m_random;
    store::VerifiedTokens m_verified;
};

} // namespace haziri::tokens
