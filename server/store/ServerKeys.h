// The server's two signing keys: one for tokens and answers, one for the log's checkpoints.
#pragma once

#include "core/crypto/Ed25519.h"

namespace haziri::store {

/// Immutable after loading; sign from any thread.
class ServerKeys {
  public:
    /// New keys in DATA/keys/{token,log}.key, 32-byte seeds, mode 0600. FILE_EXISTS when one is there: never
    /// overwritten. `origin` is the log's name (no blank, no '+').
    static Result<ServerKeys> create(const QString& dataDir, const QByteArray& origin, RandomSource& random);
    /// KEYS_INVALID when a file is missing or not 32 bytes.
    static Result<ServerKeys> load(const QString& dataDir);
    /// From memory, for tests.
    static ServerKeys generate(const QByteArray& origin, RandomSource& random);

    const crypto::Ed25519PrivateKey& tokenKey() const { return m_tokenKey; }
    const QByteArray& tokenKid() const { return m_tokenKid; } ///< thumbprint of the token key
    const crypto::Ed25519PrivateKey& logKey() const { return m_logKey; }
    const QByteArray& origin() const { return m_origin; } ///< also `iss` of the tokens
    QByteArray logVerifierKey() const;                    ///< C2SP vkey

  private:
    ServerKeys(QByteArray origin, crypto::Ed25519PrivateKey tokenKey, crypto::Ed25519PrivateKey logKey);
    QByteArray m_origin, m_tokenKid;
    crypto::Ed25519PrivateKey m_tokenKey, m_logKey;
};

} // namespace haziri::store
