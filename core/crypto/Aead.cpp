#include "core/crypto/Aead.h"

#include <limits>
#include <memory>
#include <openssl/evp.h>

namespace haziri::crypto {

namespace {

struct FreeContext {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

constexpr qsizetype kMaxSize = std::numeric_limits<int>::max() - kAeadTagSize; // EVP counts in int

// Fetched once: each use of EVP_aes_256_gcm() would search the providers again.
const EVP_CIPHER* cipher() {
    static EVP_CIPHER* const fetched = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
    if (!fetched) qFatal("OpenSSL offers no AES-256-GCM");
    return fetched;
}

const std::uint8_t* raw(QByteArrayView bytes) {
    return reinterpret_cast<const std::uint8_t*>(bytes.data());
}
std::uint8_t* raw(QByteArray& bytes) {
    return reinterpret_cast<std::uint8_t*>(bytes.data());
}

bool sizesFit(const SecretBytes& key, QByteArrayView nonce, QByteArrayView additionalData, qsizetype size) {
    return qsizetype(key.size()) == kAeadKeySize && nonce.size() == kAeadNonceSize && size <= kMaxSize &&
           additionalData.size() <= kMaxSize;
}

} // namespace

QByteArray aeadSeal(const SecretBytes& key, QByteArrayView nonce, QByteArrayView additionalData, QByteArrayView plain) {
    if (!sizesFit(key, nonce, additionalData, plain.size())) qFatal("aeadSeal: a key, nonce or text of the wrong size");
    QByteArray sealed(plain.size() + kAeadTagSize, Qt::Uninitialized);
    const Context context(EVP_CIPHER_CTX_new());
    int written = 0;
    int rest = 0;
    const bool done =
        context && EVP_EncryptInit_ex2(context.get(), cipher(), raw(key.view()), raw(nonce), nullptr) == 1 &&
        EVP_EncryptUpdate(context.get(), nullptr, &rest, raw(additionalData), int(additionalData.size())) == 1 &&
        EVP_EncryptUpdate(context.get(), raw(sealed), &written, raw(plain), int(plain.size())) == 1 &&
        EVP_EncryptFinal_ex(context.get(), raw(sealed) + written, &rest) == 1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, int(kAeadTagSize), raw(sealed) + plain.size()) == 1;
    if (!done) qFatal("AES-256-GCM failed to encrypt");
    return sealed;
}

struct AeadSealer::State {
    Context context;
};

AeadSealer::AeadSealer(const SecretBytes& key)
    : m_state(std::make_unique<State>(State{Context(EVP_CIPHER_CTX_new())})) {
    if (qsizetype(key.size()) != kAeadKeySize || !m_state->context ||
        EVP_EncryptInit_ex2(m_state->context.get(), cipher(), raw(key.view()), nullptr, nullptr) != 1)
        qFatal("AES-256-GCM takes no key");
}
AeadSealer::~AeadSealer() = default;
AeadSealer::AeadSealer(AeadSealer&&) noexcept = default;

void AeadSealer::seal(QByteArrayView nonce, QByteArrayView additionalData, std::initializer_list<QByteArrayView> parts,
                      char* out) {
    EVP_CIPHER_CTX* const context = m_state->context.get();
    auto* at = reinterpret_cast<std::uint8_t*>(out);
    int written = 0;
    bool done = nonce.size() == kAeadNonceSize && additionalData.size() <= kMaxSize &&
                EVP_EncryptInit_ex2(context, nullptr, nullptr, raw(nonce), nullptr) == 1 &&
                EVP_EncryptUpdate(context, nullptr, &written, raw(additionalData), int(additionalData.size())) == 1;
    for (const QByteArrayView part : parts) {
        done = done && part.size() <= kMaxSize &&
               EVP_EncryptUpdate(context, at, &written, raw(part), int(part.size())) == 1;
        at += part.size();
    }
    done = done && EVP_EncryptFinal_ex(context, at, &written) == 1 &&
           EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, int(kAeadTagSize), at) == 1;
    if (!done) qFatal("AES-256-GCM failed to encrypt");
}

Result<QByteArray> aeadOpen(const SecretBytes& key, QByteArrayView nonce, QByteArrayView additionalData,
                            QByteArrayView sealed) {
    const auto refused = [] { return fail("AEAD_OPEN", QStringLiteral("wrong key or changed bytes")); };
    const qsizetype size = sealed.size() - kAeadTagSize;
    if (size < 0 || !sizesFit(key, nonce, additionalData, size)) return refused();
    QByteArray plain(size, Qt::Uninitialized);
    QByteArray tag = sealed.last(kAeadTagSize).toByteArray();
    const Context context(EVP_CIPHER_CTX_new());
    int written = 0;
    int rest = 0;
    const bool opened =
        context && EVP_DecryptInit_ex2(context.get(), cipher(), raw(key.view()), raw(nonce), nullptr) == 1 &&
        EVP_DecryptUpdate(context.get(), nullptr, &rest, raw(additionalData), int(additionalData.size())) == 1 &&
        EVP_DecryptUpdate(context.get(), raw(plain), &written, raw(sealed), int(size)) == 1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, int(kAeadTagSize), tag.data()) == 1 &&
        EVP_DecryptFinal_ex(context.get(), raw(plain) + written, &rest) == 1;
    if (!opened) {
        wipe(plain); // what an unchecked ciphertext decrypted to must not be seen by anybody
        return refused();
    }
    return plain;
}

} // namespace haziri::crypto
