// JWS Compact Serialization (RFC 7515) with one algorithm and one `typ` per purpose (RFC 8037 for EdDSA).
//
// `alg` and `typ` are compared with the pinned value and never used to choose; `kid` only looks up a known key;
// `jku`, `jwk`, `x5u`, `x5c`, `b64` and `crit` are refused. Verify first, parse the payload afterwards: the payload is
// not reachable before.
#pragma once

#include "core/crypto/Ed25519.h"
#include "core/crypto/Hmac.h"

#include <QJsonObject>

namespace haziri::protocol {

enum class Purpose { Packet, Head, Proof, Vouch, OfflineToken, TimeToken, Response };

const char* typOf(Purpose purpose); ///< "haziri-packet", …
const char* algOf(Purpose purpose); ///< "HS256" or "EdDSA"

/// A token that has been taken apart but not verified. Owns its parts.
class UnverifiedJws {
  public:
    /// MALFORMED (not three base64url parts, header not strict JSON) or TYP_MISMATCH (other alg, typ, or a refused
    /// header member). For Purpose::Response the payload part must be empty (detached), for all others it must not be.
    static Result<UnverifiedJws> read(QByteArrayView compact, Purpose purpose);

    /// Empty where the header has none. Only ever a key to look something up by: it is what the sender wrote.
    const QByteArray& kid() const { return m_kid; }
    const QByteArray& requestHash() const { return m_req; } ///< `req` of a response signature, as text

    /// The payload's exact bytes, or SIGNATURE_INVALID.
    Result<QByteArray> verify(const crypto::HmacKey& key) const;
    Result<QByteArray> verify(const crypto::Ed25519PublicKey& key) const;
    /// For a detached payload (RFC 7515 appendix F).
    Result<void> verifyDetached(const crypto::Ed25519PublicKey& key, QByteArrayView payload) const;
    /// For key look-ups that need a claim (a vouch names its thekedar inside): never act on it before verify().
    Result<QByteArray> payloadBeforeVerification() const;

  private:
    Purpose m_purpose = Purpose::Packet;
    QByteArray m_signingInput, m_kid, m_req, m_payload, m_signature;
};

QByteArray signJws(Purpose purpose, const QByteArray& kid, const crypto::HmacKey& key, QByteArrayView payload);
QByteArray signJws(Purpose purpose, const QByteArray& kid, const crypto::Ed25519PrivateKey& key,
                   QByteArrayView payload);
/// `header..signature` over `body`, with `req` = base64url(SHA-256(request body)).
QByteArray signResponse(const QByteArray& kid, const crypto::Ed25519PrivateKey& key, const QByteArray& requestHash,
                        QByteArrayView body);

/// base64url(SHA-256(raw public key)): `deviceId`, and the `kid` of a thekedar's or server's key.
QByteArray keyThumbprint(const crypto::Ed25519PublicKey& key);

} // namespace haziri::protocol
