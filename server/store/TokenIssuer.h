// How server/sync asks server/tokens, which implements this, for fresh tokens.
#pragma once

#include "server/store/Types.h"

#include "core/sql/Database.h"

namespace haziri::store {

/// Thread-safe. What is issued is kept through TokenRepository in the caller's transaction: a packet may name it.
class TokenIssuer {
  public:
    virtual ~TokenIssuer() = default;
    /// A new time token for the device; its jti is kept with the server's time.
    virtual Result<QByteArray> issueTimeToken(sql::Database& database, const Device& device, UnixMillis now) = 0;
    /// The device's newest offline token while it has most of its life before it, else a new one.
    virtual Result<QByteArray> currentOfflineToken(sql::Database& database, const Device& device, UnixMillis now) = 0;
};

} // namespace haziri::store
