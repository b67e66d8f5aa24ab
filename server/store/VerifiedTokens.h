// Offline tokens whose signature was checked already: a laptop carries the same one with every request for weeks, and
// to verify it takes longer than all else that is done with it.
#pragma once

#include "core/protocol/Tokens.h"

#include <QHash>
#include <mutex>

namespace haziri::store {

/// Thread-safe. Whether the key still counts, and whose token it is, is the caller's to ask each time.
class VerifiedTokens {
  public:
    /// As protocol::verifyOfflineToken(); what failed is looked at anew each time.
    Result<protocol::OfflineToken> verify(const QByteArray& token, const crypto::Ed25519PublicKey& key);

  private:
    static constexpr qsizetype kMost = 4096; ///< a few megabytes
    std::mutex m_mutex;
    QHash<QByteArray, protocol::OfflineToken> m_known; ///< by the hash of key and token
};

} // namespace haziri::store
