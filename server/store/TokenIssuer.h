// How server/sync asks server/tokens, which implements this, for fresh tokens.
#pragma once

#include "server/store/TokenRepository.h"

namespace haziri::store {

/// A time token that counts once `kept` stands in the store.
struct SignedTimeToken {
    KeptTimeToken kept;
    QByteArray text;
};

/// Thread-safe. What is issued is kept through TokenRepository in the caller's transaction: a packet may name it.
class TokenIssuer {
  public:
    virtual ~TokenIssuer() = default;
    /// A new time token for the device, which its caller keeps.
    virtual SignedTimeToken signTimeToken(const Device& device, UnixMillis now) = 0;
    /// `newest`, the device's newest offline token (none: null), while it has most of its life before it; else a new
    /// one.
    virtual Result<QByteArray> offlineTokenAfter(sql::Database& database, const Device& device,
                                                 const QByteArray& newest, UnixMillis now) = 0;

    /// The same with a store that keeps it, and that knows the newest one.
    Result<QByteArray> issueTimeToken(sql::Database& database, const Device& device, UnixMillis now);
    Result<QByteArray> currentOfflineToken(sql::Database& database, const Device& device, UnixMillis now);
};

} // namespace haziri::store
