// C2SP tlog-checkpoint inside a C2SP signed note, Ed25519 (c2sp.org/tlog-checkpoint, c2sp.org/signed-note).
#pragma once

#include "core/crypto/Ed25519.h"
#include "core/crypto/Sha256.h"

namespace haziri::audit {

struct Checkpoint {
    QByteArray origin; ///< also the name of the signing key
    qint64 size = 0;
    crypto::Digest root{};
    bool operator==(const Checkpoint&) const = default;
};

/// "<name>+<8 hex digits>+<base64(0x01 ‖ key)>"
QByteArray writeVerifierKey(const QByteArray& name, const crypto::Ed25519PublicKey& key);
struct VerifierKey {
    QByteArray name;
    crypto::Ed25519PublicKey key;
};
Result<VerifierKey> readVerifierKey(QByteArrayView text); ///< KEY_INVALID

QByteArray signCheckpoint(const Checkpoint& checkpoint, const crypto::Ed25519PrivateKey& logKey);
/// CHECKPOINT_INVALID unless the text is well formed and one of its signature lines is by the key. Lines by other
/// keys are ignored, as the standard has it. Origin must equal the key's name.
Result<Checkpoint> verifyCheckpoint(QByteArrayView note, const VerifierKey& key);

} // namespace haziri::audit
