// A server's token key vouched for by the one before it, so that a laptop that knows any earlier key can follow.
//
// {"by": kid, "kid": kid, "x": base64url key, "signature": base64url Ed25519 by the key `by` over the ASCII text
// "haziri-server-key v1\n" by "\n" kid "\n" x "\n"}. A kid is the thumbprint of its key.
#pragma once

#include "core/base/Json.h"
#include "core/crypto/Ed25519.h"

namespace haziri::protocol {

struct KeyStatement {
    QByteArray by, kid;
    crypto::Ed25519PublicKey key;
    QByteArray signature;

    bool isSignedBy(const crypto::Ed25519PublicKey& voucher) const;
    QJsonObject toJson() const;
    /// MALFORMED, also where the kid is not the key's thumbprint.
    static Result<KeyStatement> read(const json::Reader& reader);
    static KeyStatement sign(const crypto::Ed25519PublicKey& key, const crypto::Ed25519PrivateKey& voucher);
};

/// {kty, crv, kid, x} as `serverKeys` lists it.
QJsonObject writeServerKey(const crypto::Ed25519PublicKey& key);

} // namespace haziri::protocol
