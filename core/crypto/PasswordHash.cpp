#include "core/crypto/PasswordHash.h"

#include "core/crypto/SystemRandom.h"

#include <argon2.h>

namespace haziri::crypto {

namespace {
constexpr qsizetype kSaltSize = 16;
constexpr std::size_t kHashSize = 32;
} // namespace

QByteArray hashPassword(const SecretBytes& password, RandomSource& random, Argon2Cost cost) {
    const QByteArray salt = randomBytes(random, kSaltSize);
    const std::size_t length = argon2_encodedlen(cost.passes, cost.memoryKiB, cost.lanes, std::uint32_t(kSaltSize),
                                                 std::uint32_t(kHashSize), Argon2_id);
    QByteArray phc(qsizetype(length), '\0'); // argon2 counts the closing NUL
    const int status =
        argon2id_hash_encoded(cost.passes, cost.memoryKiB, cost.lanes, password.view().data(), password.size(),
                              salt.data(), std::size_t(salt.size()), kHashSize, phc.data(), length);
    if (status != ARGON2_OK) qFatal("argon2: %s", argon2_error_message(status));
    phc.truncate(qsizetype(qstrlen(phc.constData())));
    return phc;
}

bool verifyPassword(QByteArrayView phc, const SecretBytes& password) {
    const QByteArray terminated = phc.toByteArray();
    if (terminated.contains('\0')) return false; // argon2 would read up to it only
    return argon2id_verify(terminated.constData(), password.view().data(), password.size()) == ARGON2_OK;
}

SecretBytes deriveKey(const SecretBytes& passphrase, QByteArrayView salt, std::size_t size, Argon2Cost cost) {
    if (salt.size() < kSaltSize) qFatal("deriveKey: a salt has at least %d bytes", int(kSaltSize));
    SecretBytes key(size);
    const int status =
        argon2id_hash_raw(cost.passes, cost.memoryKiB, cost.lanes, passphrase.view().data(), passphrase.size(),
                          salt.data(), std::size_t(salt.size()), key.writable().data(), size);
    if (status != ARGON2_OK) qFatal("argon2: %s", argon2_error_message(status));
    return key;
}

} // namespace haziri::crypto
