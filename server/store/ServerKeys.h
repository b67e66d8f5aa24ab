// The server's signing keys: one for tokens and answers, with those that come after and went before it, and one for the
// log's checkpoints.
//
// Below DATA/keys: `token.key` signs; `token.next`, where there is one, is announced to laptops and signs nothing yet;
// `token.chain` holds every public key that ever was the next one, vouched for by the key before it, and the public
// keys that have gone. The seed of a key that has gone is destroyed.
#pragma once

#include "core/base/Clock.h"
#include "core/crypto/Ed25519.h"
#include "core/protocol/KeyStatement.h"

#include <QHash>
#include <QList>

namespace haziri::store {

/// Immutable after loading; sign from any thread.
class ServerKeys {
  public:
    /// New keys in DATA/keys/{token,log}.key, 32-byte seeds, mode 0600. FILE_EXISTS when one is there: never
    /// overwritten. `origin` is the log's name (no blank, no '+').
    static Result<ServerKeys> create(const QString& dataDir, const QByteArray& origin, RandomSource& random);
    /// KEYS_INVALID when a file is missing or not what it should be.
    static Result<ServerKeys> load(const QString& dataDir);
    /// From memory, for tests.
    static ServerKeys generate(const QByteArray& origin, RandomSource& random);

    struct Turn {
        enum class Step { Announced, Signs } step;
        QByteArray kid;
    };
    /// One step of a rotation of the token key, by files only; running servers see it at their next start. First a new
    /// key is made and announced, at the next call it signs. Killed at any moment the old or the new state loads, and
    /// the next call goes on. KEYS_INVALID, IO_ERROR.
    static Result<Turn> turnTokenKey(const QString& dataDir, RandomSource& random);

    const crypto::Ed25519PrivateKey& tokenKey() const { return m_tokenKey; }
    const QByteArray& tokenKid() const { return m_tokenKid; } ///< thumbprint of the token key
    /// What signs now, and what will: `serverKeys` of a registration.
    QJsonArray serverKeys() const;
    /// The statements by which whoever knows an earlier key follows; empty before the first rotation.
    QJsonArray keyChain() const;
    /// For what bears a signature of this server: the key that signs now, or one that signed before.
    std::optional<crypto::Ed25519PublicKey> verifying(const QByteArray& kid) const;
    bool hasGone(const QByteArray& kid) const { return kid != m_tokenKid && m_gone.contains(kid); }

    const crypto::Ed25519PrivateKey& logKey() const { return m_logKey; }
    const QByteArray& origin() const { return m_origin; } ///< also `iss` of the tokens
    QByteArray logVerifierKey() const;                    ///< C2SP vkey
    /// X25519, for what laptops seal for this server; derived from the log's key, so that nothing more is to be kept.
    crypto::SecretBytes boxKey() const;
    QByteArray boxPublicKey() const; ///< 32 bytes

    /// Statements kept: a laptop that slept through more rotations has to be enrolled again.
    static constexpr qsizetype kMostStatements = 16;

  private:
    struct Chain;
    ServerKeys(QByteArray origin, crypto::Ed25519PrivateKey tokenKey, crypto::Ed25519PrivateKey logKey);
    static Result<Chain> readChain(const QString& dataDir);
    static Result<Turn> announce(const QString& dataDir, const crypto::Ed25519PrivateKey& current,
                                 const crypto::Ed25519PrivateKey& next, Chain chain);

    QByteArray m_origin, m_tokenKid;
    crypto::Ed25519PrivateKey m_tokenKey, m_logKey;
    std::optional<crypto::Ed25519PublicKey> m_next;
    QHash<QByteArray, crypto::Ed25519PublicKey> m_gone; ///< by kid
    QList<protocol::KeyStatement> m_chain;              ///< oldest first
};

} // namespace haziri::store
