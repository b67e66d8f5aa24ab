#include "core/crypto/SecretBytes.h"

#include <algorithm>
#include <openssl/crypto.h>

namespace haziri::crypto {

SecretBytes SecretBytes::copyOf(QByteArrayView bytes) {
    SecretBytes secret(std::size_t(bytes.size()));
    std::copy(bytes.begin(), bytes.end(), secret.m_bytes.begin());
    return secret;
}

SecretBytes SecretBytes::random(std::size_t size, RandomSource& random) {
    SecretBytes secret(size);
    random.fill(secret.m_bytes);
    return secret;
}

SecretBytes SecretBytes::take(QByteArray&& bytes) {
    SecretBytes secret = copyOf(bytes);
    wipe(bytes);
    return secret;
}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
    if (this != &other) {
        OPENSSL_cleanse(m_bytes.data(), m_bytes.size());
        m_bytes = std::move(other.m_bytes);
        other.m_bytes.clear();
    }
    return *this;
}

SecretBytes::~SecretBytes() {
    OPENSSL_cleanse(m_bytes.data(), m_bytes.size());
}

SecretBytes SecretBytes::clone() const {
    return copyOf(view());
}

void wipe(QByteArray& bytes) {
    // Writing to a shared array would first copy it, and a literal lies in read-only memory: both are only let go.
    if (bytes.isDetached()) OPENSSL_cleanse(bytes.data(), std::size_t(bytes.size()));
    bytes.clear();
}

bool constantTimeEqual(QByteArrayView a, QByteArrayView b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), std::size_t(a.size())) == 0;
}

} // namespace haziri::crypto
