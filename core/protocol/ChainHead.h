// The device's signed statement of its newest packet: one asymmetric signature that covers all before it.
#pragma once

#include "core/base/Clock.h"
#include "core/protocol/Jws.h"

namespace haziri::protocol {

struct ChainHead {
    QByteArray deviceId;
    qint64 epoch = 1;
    qint64 seq = 0; ///< 0: nothing recorded yet in this epoch; `hash` is then that of the offline token
    crypto::Digest hash{};
    UnixMillis iat; ///< milliseconds
};

QByteArray signHead(const ChainHead& head, const crypto::Ed25519PrivateKey& deviceKey);
/// SIGNATURE_INVALID, MALFORMED, TYP_MISMATCH; HEAD_UNREADABLE where the key did sign it, and it is no head. `deviceId`
/// must be the key's thumbprint, and so must `kid` where the header has one.
Result<ChainHead> verifyHead(QByteArrayView compact, const crypto::Ed25519PublicKey& deviceKey);

} // namespace haziri::protocol
