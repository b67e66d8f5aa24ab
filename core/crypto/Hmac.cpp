// SHA256_CTX because its state is a plain value that copies in nanoseconds and needs no heap; see Sha256.cpp. The same
// with EVP_MD_CTX_copy_ex is a third slower and would need a context per thread (tests/bench/CoreBench measures both).
#define OPENSSL_SUPPRESS_DEPRECATED
#include "core/crypto/Hmac.h"

#include <algorithm>
#include <openssl/crypto.h>
#include <openssl/sha.h>

namespace haziri::crypto {

struct HmacKey::State {
    SHA256_CTX inner; // after the block key ⊕ ipad
    SHA256_CTX outer; // after the block key ⊕ opad
    ~State() { OPENSSL_cleanse(this, sizeof *this); }
};

namespace {

using Block = std::array<std::uint8_t, SHA256_CBLOCK>;

void startWith(SHA256_CTX& context, Block block, std::uint8_t pad) {
    for (std::uint8_t& byte : block)
        byte ^= pad;
    SHA256_Init(&context);
    SHA256_Update(&context, block.data(), block.size());
    OPENSSL_cleanse(block.data(), block.size());
}

} // namespace

HmacKey::HmacKey(const SecretBytes& key)
    : m_state(std::make_unique<State>()) {
    Block block{};
    if (key.size() > block.size()) {
        Digest hashed = sha256(key.view());
        std::copy(hashed.begin(), hashed.end(), block.begin());
        OPENSSL_cleanse(hashed.data(), hashed.size());
    } else {
        std::copy_n(key.view().begin(), key.size(), block.begin());
    }
    startWith(m_state->inner, block, 0x36);
    startWith(m_state->outer, block, 0x5c);
    OPENSSL_cleanse(block.data(), block.size());
}

HmacKey::~HmacKey() = default;
HmacKey::HmacKey(HmacKey&&) noexcept = default;
HmacKey& HmacKey::operator=(HmacKey&&) noexcept = default;

Digest HmacKey::mac(QByteArrayView message) const {
    // The copies end as hashes of the message: the keyed states are overwritten by the work itself.
    SHA256_CTX inner = m_state->inner;
    SHA256_Update(&inner, message.data(), std::size_t(message.size()));
    Digest digest;
    SHA256_Final(digest.data(), &inner);
    SHA256_CTX outer = m_state->outer;
    SHA256_Update(&outer, digest.data(), digest.size());
    SHA256_Final(digest.data(), &outer);
    return digest;
}

bool HmacKey::verify(QByteArrayView message, QByteArrayView tag) const {
    const Digest expected = mac(message);
    return constantTimeEqual(view(expected), tag);
}

} // namespace haziri::crypto
