// OpenSSL 3 deprecates SHA256_CTX in favour of EVP, whose contexts are heap objects behind a provider: for the 300
// bytes of a packet that is three times slower (tests/bench/CoreBench measures both). The functions stay in
// libcrypto 3.x.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "core/crypto/Sha256.h"

#include "core/base/Base64Url.h"

#include <cstring>
#include <openssl/sha.h>

namespace haziri::crypto {

struct Sha256::State {
    SHA256_CTX context;
};

Digest sha256(QByteArrayView data) {
    return sha256({data});
}

Digest sha256(std::initializer_list<QByteArrayView> parts) {
    SHA256_CTX context;
    SHA256_Init(&context);
    for (const QByteArrayView part : parts)
        SHA256_Update(&context, part.data(), std::size_t(part.size()));
    Digest digest;
    SHA256_Final(digest.data(), &context);
    return digest;
}

Digest toDigest(QByteArrayView bytes) {
    Digest digest;
    if (std::size_t(bytes.size()) != digest.size()) qFatal("a SHA-256 digest has 32 bytes, not %d", int(bytes.size()));
    std::memcpy(digest.data(), bytes.data(), digest.size());
    return digest;
}

QByteArray toBase64Url(const Digest& digest) {
    return haziri::toBase64Url(view(digest));
}

Sha256::Sha256()
    : m_state(std::make_unique<State>()) {
    SHA256_Init(&m_state->context);
}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;

void Sha256::update(QByteArrayView data) {
    SHA256_Update(&m_state->context, data.data(), std::size_t(data.size()));
}

Digest Sha256::finish() {
    Digest digest;
    SHA256_Final(digest.data(), &m_state->context);
    return digest;
}

} // namespace haziri::crypto
