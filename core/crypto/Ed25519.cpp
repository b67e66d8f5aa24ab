#include "core/crypto/Ed25519.h"

#include <openssl/evp.h>

namespace haziri::crypto {

namespace {

constexpr qsizetype kKeySize = 32;
constexpr std::size_t kSignatureSize = 64;

struct FreeContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

const std::uint8_t* bytesOf(QByteArrayView bytes) {
    return reinterpret_cast<const std::uint8_t*>(bytes.data());
}

std::shared_ptr<void> hold(EVP_PKEY* key) {
    return key ? std::shared_ptr<void>(key, [](void* p) { EVP_PKEY_free(static_cast<EVP_PKEY*>(p)); }) : nullptr;
}

EVP_PKEY* pkey(const std::shared_ptr<void>& key) {
    return static_cast<EVP_PKEY*>(key.get());
}

} // namespace

Result<Ed25519PublicKey> Ed25519PublicKey::fromRaw(QByteArrayView raw32) {
    Ed25519PublicKey key;
    if (raw32.size() == kKeySize)
        key.m_key = hold(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytesOf(raw32), std::size_t(kKeySize)));
    if (!key.m_key) return fail("KEY_INVALID", QStringLiteral("an Ed25519 public key has 32 bytes"));
    key.m_raw = raw32.toByteArray();
    return key;
}

bool Ed25519PublicKey::verify(QByteArrayView message, QByteArrayView signature64) const {
    if (!m_key || std::size_t(signature64.size()) != kSignatureSize) return false;
    const Context context(EVP_MD_CTX_new());
    return context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, pkey(m_key)) == 1 &&
           EVP_DigestVerify(context.get(), bytesOf(signature64), kSignatureSize, bytesOf(message),
                            std::size_t(message.size())) == 1;
}

Ed25519PrivateKey Ed25519PrivateKey::generate(RandomSource& random) {
    auto key = fromSeed(SecretBytes::random(std::size_t(kKeySize), random));
    if (!key) qFatal("OpenSSL makes no Ed25519 keys");
    return std::move(*key);
}

Result<Ed25519PrivateKey> Ed25519PrivateKey::fromSeed(const SecretBytes& seed32) {
    Ed25519PrivateKey key;
    if (seed32.size() == std::size_t(kKeySize))
        key.m_key =
            hold(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytesOf(seed32.view()), seed32.size()));
    QByteArray publicRaw(kKeySize, '\0');
    std::size_t size = std::size_t(kKeySize);
    if (!key.m_key ||
        EVP_PKEY_get_raw_public_key(pkey(key.m_key), reinterpret_cast<std::uint8_t*>(publicRaw.data()), &size) != 1)
        return fail("KEY_INVALID", QStringLiteral("an Ed25519 seed has 32 bytes"));
    auto publicKey = Ed25519PublicKey::fromRaw(publicRaw);
    if (!publicKey) return fail(publicKey.error());
    key.m_public = *publicKey;
    key.m_seed = seed32.clone();
    return key;
}

QByteArray Ed25519PrivateKey::sign(QByteArrayView message) const {
    QByteArray signature(qsizetype(kSignatureSize), '\0');
    std::size_t size = kSignatureSize;
    const Context context(EVP_MD_CTX_new());
    if (!context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, pkey(m_key)) != 1 ||
        EVP_DigestSign(context.get(), reinterpret_cast<std::uint8_t*>(signature.data()), &size, bytesOf(message),
                       std::size_t(message.size())) != 1)
        qFatal("an Ed25519 signature failed: the key is empty or memory is out");
    return signature;
}

} // namespace haziri::crypto
