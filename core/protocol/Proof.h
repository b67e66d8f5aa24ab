// Proof of possession of a device's or a person's key at registration, sign-in and key registration.
#pragma once

#include "core/base/Clock.h"
#include "core/protocol/Jws.h"

namespace haziri::protocol {

struct Proof {
    QByteArray aud;      ///< "register", "session", "user-key" or "bundle"
    QByteArray codeHash; ///< register: base64url(SHA-256(ASCII code)); bundle: of the key for its answers
    QByteArray deviceId; ///< session, bundle
    QByteArray userId;   ///< user-key
    UnixMillis iat;      ///< milliseconds
    QByteArray jti;      ///< 1 to 64 characters, accepted once by the server
};

QByteArray signProof(const Proof& proof, const crypto::Ed25519PrivateKey& key);
/// SIGNATURE_INVALID (also for a kid that is present and not the key's thumbprint), TYP_MISMATCH, MALFORMED, or
/// AUD_MISMATCH. Neither the time nor the jti's novelty is judged here.
Result<Proof> verifyProof(QByteArrayView compact, const crypto::Ed25519PublicKey& key, QByteArrayView aud);

} // namespace haziri::protocol
