#include "core/crypto/BoxKey.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>

namespace haziri::crypto {

namespace {

struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
    void operator()(EVP_KDF* kdf) const { EVP_KDF_free(kdf); }
    void operator()(EVP_KDF_CTX* context) const { EVP_KDF_CTX_free(context); }
};
template <class T>
using Held = std::unique_ptr<T, Free>;

const std::uint8_t* bytesOf(QByteArrayView bytes) {
    return reinterpret_cast<const std::uint8_t*>(bytes.data());
}

auto invalid() {
    return fail("KEY_INVALID", QStringLiteral("an X25519 key has 32 bytes"));
}

Held<EVP_PKEY> privateFrom(const SecretBytes& raw) {
    if (raw.size() != std::size_t(kBoxKeySize)) return nullptr;
    return Held<EVP_PKEY>(EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, nullptr, bytesOf(raw.view()), raw.size()));
}

/// Fails for points of small order too: OpenSSL refuses a shared secret of zeros.
Result<SecretBytes> agree(EVP_PKEY* mine, QByteArrayView theirs) {
    if (theirs.size() != kBoxKeySize) return invalid();
    const Held<EVP_PKEY> peer(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, nullptr, bytesOf(theirs), std::size_t(kBoxKeySize)));
    const Held<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new(mine, nullptr));
    SecretBytes shared{std::size_t(kBoxKeySize)};
    std::size_t size = shared.size();
    if (!peer || !context || EVP_PKEY_derive_init(context.get()) != 1 ||
        EVP_PKEY_derive_set_peer(context.get(), peer.get()) != 1 ||
        EVP_PKEY_derive(context.get(), shared.writable().data(), &size) != 1)
        return invalid();
    return shared;
}

Result<QByteArray> publicOf(EVP_PKEY* key) {
    QByteArray raw(kBoxKeySize, '\0');
    std::size_t size = std::size_t(kBoxKeySize);
    if (!key || EVP_PKEY_get_raw_public_key(key, reinterpret_cast<std::uint8_t*>(raw.data()), &size) != 1)
        return invalid();
    return raw;
}

} // namespace

SecretBytes hkdfSha256(const SecretBytes& secret, QByteArrayView salt, QByteArrayView info, std::size_t size) {
    const Held<EVP_KDF> kdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr));
    const Held<EVP_KDF_CTX> context(kdf ? EVP_KDF_CTX_new(kdf.get()) : nullptr);
    char digest[] = "SHA256";
    const auto octets = [](const char* name, QByteArrayView bytes) {
        return OSSL_PARAM_construct_octet_string(name, const_cast<char*>(bytes.data()), std::size_t(bytes.size()));
    };
    std::vector<OSSL_PARAM> parameters{OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
                                       octets(OSSL_KDF_PARAM_KEY, secret.view())};
    // OpenSSL takes no octets at a null pointer, though none are asked for.
    if (!salt.isEmpty()) parameters.push_back(octets(OSSL_KDF_PARAM_SALT, salt));
    if (!info.isEmpty()) parameters.push_back(octets(OSSL_KDF_PARAM_INFO, info));
    parameters.push_back(OSSL_PARAM_construct_end());
    SecretBytes out(size);
    if (!context || EVP_KDF_derive(context.get(), out.writable().data(), out.size(), parameters.data()) != 1)
        qFatal("OpenSSL derives no keys");
    return out;
}

Result<QByteArray> boxPublicKey(const SecretBytes& privateKey) {
    return publicOf(privateFrom(privateKey).get());
}

Result<BoxSecret> boxFor(QByteArrayView reader, QByteArrayView purpose, RandomSource& random) {
    const Held<EVP_PKEY> mine = privateFrom(SecretBytes::random(std::size_t(kBoxKeySize), random));
    auto ephemeral = publicOf(mine.get());
    if (!ephemeral) return fail(ephemeral.error());
    auto shared = agree(mine.get(), reader);
    if (!shared) return fail(shared.error());
    return BoxSecret{*ephemeral, hkdfSha256(*shared, *ephemeral + reader.toByteArray(), purpose)};
}

Result<SecretBytes> openBox(const SecretBytes& privateKey, QByteArrayView ephemeral, QByteArrayView purpose) {
    const Held<EVP_PKEY> mine = privateFrom(privateKey);
    auto reader = publicOf(mine.get());
    if (!reader) return fail(reader.error());
    auto shared = agree(mine.get(), ephemeral);
    if (!shared) return fail(shared.error());
    return hkdfSha256(*shared, ephemeral.toByteArray() + *reader, purpose);
}

} // namespace haziri::crypto
