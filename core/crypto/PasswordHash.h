// Argon2id (RFC 9106) for passwords, PINs and passphrases.
#pragma once

#include "core/base/Result.h"
#include "core/crypto/SecretBytes.h"

namespace haziri::crypto {

struct Argon2Cost {
    std::uint32_t memoryKiB = 19 * 1024; ///< OWASP's minimum of 2023: 19 MiB, 2 passes, 1 lane
    std::uint32_t passes = 2;
    std::uint32_t lanes = 1;
};

/// The PHC string "$argon2id$v=19$m=…,t=…,p=…$salt$hash", salt of 16 random bytes. Takes tens of milliseconds.
QByteArray hashPassword(const SecretBytes& password, RandomSource& random, Argon2Cost cost = {});
/// False too when the text is no PHC string.
bool verifyPassword(QByteArrayView phc, const SecretBytes& password);
/// A key of `size` bytes from a passphrase; `salt` at least 16 bytes.
SecretBytes deriveKey(const SecretBytes& passphrase, QByteArrayView salt, std::size_t size = 32, Argon2Cost cost = {});

} // namespace haziri::crypto
