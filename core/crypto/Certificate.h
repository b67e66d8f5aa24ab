// Self-signed TLS certificates and their pins.
#pragma once

#include "core/base/Result.h"
#include "core/crypto/SecretBytes.h"

namespace haziri::crypto {

struct SelfSigned {
    QByteArray certificatePem;
    SecretBytes privateKeyPem;
};

/// ECDSA P-256, SHA-256; `names` become DNS or IP subject alternative names, the first is the common name.
Result<SelfSigned> makeSelfSigned(const QList<QByteArray>& names, int validDays, RandomSource& random);
/// SHA-256 of the SubjectPublicKeyInfo of a certificate in DER: the `pin` of an enrolment URI (as in RFC 7469).
Result<QByteArray> spkiSha256(QByteArrayView certificateDer);

} // namespace haziri::crypto
