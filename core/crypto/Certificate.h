// Self-signed TLS certificates and their pins.
#pragma once

#include "core/base/Result.h"
#include "core/crypto/SecretBytes.h"

#include <QList>

namespace haziri::crypto {

struct SelfSigned {
    QByteArray certificatePem;
    SecretBytes privateKeyPem;
};

/// ECDSA P-256, SHA-256; `names` become DNS or IP subject alternative names, the first is the common name (cut to 64
/// characters). Valid from a day ago, for `validDays` from now. The serial number comes from `random`, the key from
/// OpenSSL's own generator. CERTIFICATE_INVALID without names, for a name that is not printable ASCII, or for no days.
Result<SelfSigned> makeSelfSigned(const QList<QByteArray>& names, int validDays, RandomSource& random);
/// SHA-256 of the SubjectPublicKeyInfo of a certificate in DER: the `pin` of an enrolment URI (as in RFC 7469).
/// CERTIFICATE_INVALID for anything that is not exactly one certificate.
Result<QByteArray> spkiSha256(QByteArrayView certificateDer);

} // namespace haziri::crypto
