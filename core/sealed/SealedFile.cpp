#include "core/sealed/SealedFile.h"

#include "core/crypto/Aead.h"
#include "core/crypto/SystemRandom.h"

namespace haziri::sealed {

namespace {

using crypto::kAeadKeySize;
using crypto::kAeadNonceSize;
using crypto::kAeadTagSize;
using crypto::SecretBytes;

constexpr QByteArrayView kMagic("HZS1");
constexpr qsizetype kWrappedSize = kAeadKeySize + kAeadTagSize;

// The kid's length goes first, so that no two pairs of kid and name give the same bytes.
QByteArray wrapData(const QByteArray& kid, QByteArrayView boundTo) {
    return QByteArray(1, char(kid.size())) + kid + boundTo.toByteArray();
}

QByteArray bindName(QByteArrayView name) {
    return kMagic.toByteArray() + name.toByteArray();
}

QByteArray writeHeader(const WrappedKey& wrapped) {
    return kMagic.toByteArray() + QByteArray(1, char(wrapped.kid.size())) + wrapped.kid + wrapped.nonce + wrapped.key;
}

struct Parts {
    WrappedKey wrapped;
    QByteArrayView blob; ///< nonce ‖ ciphertext ‖ tag, inside the bytes that were parsed
};

tl::unexpected<Error> damaged() {
    return fail("SEALED_INTEGRITY", QStringLiteral("the sealed file was changed, cut, or belongs to another name"));
}

Result<Parts> parse(QByteArrayView sealed) {
    const auto take = [&sealed](qsizetype size) {
        const QByteArrayView piece = sealed.first(size);
        sealed = sealed.sliced(size);
        return piece.toByteArray();
    };
    if (sealed.size() <= kMagic.size() || take(kMagic.size()) != kMagic) return damaged();
    const qsizetype kidSize = std::uint8_t(take(1)[0]);
    if (sealed.size() < kidSize + kAeadNonceSize + kWrappedSize + kAeadNonceSize + kAeadTagSize) return damaged();
    Parts parts;
    parts.wrapped.kid = take(kidSize);
    parts.wrapped.nonce = take(kAeadNonceSize);
    parts.wrapped.key = take(kWrappedSize);
    parts.blob = sealed;
    return parts;
}

// To whoever opens a file it is all one: these are not the bytes that were sealed under this name.
template <class T>
Result<T> asFileError(Result<T> result) {
    if (!result && result.error().code == "AEAD_OPEN") return damaged();
    return result;
}

} // namespace

WrappedKey wrapKey(const SecretBytes& dataKey, const KeyRing& keys, QByteArrayView boundTo, RandomSource& random) {
    const SecretBytes* const current = keys.find(keys.currentKid());
    if (!current || qsizetype(dataKey.size()) != kAeadKeySize) qFatal("wrapKey: no current key, or no data key");
    WrappedKey wrapped{keys.currentKid(), crypto::randomBytes(random, kAeadNonceSize), {}};
    wrapped.key = crypto::aeadSeal(*current, wrapped.nonce, wrapData(wrapped.kid, boundTo), dataKey.view());
    return wrapped;
}

Result<SecretBytes> unwrapKey(const WrappedKey& wrapped, const KeyRing& keys, QByteArrayView boundTo) {
    const SecretBytes* const key = keys.find(wrapped.kid);
    if (!key) return fail("KEY_UNKNOWN", QStringLiteral("the key ring has no key of the id that is named"));
    auto opened = crypto::aeadOpen(*key, wrapped.nonce, wrapData(wrapped.kid, boundTo), wrapped.key);
    if (!opened) return fail(opened.error());
    if (opened->size() != kAeadKeySize) return fail("AEAD_OPEN", QStringLiteral("the wrapped key is not a data key"));
    return SecretBytes::take(std::move(*opened));
}

Result<WrappedKey> rewrapKey(const WrappedKey& wrapped, const KeyRing& keys, QByteArrayView boundTo) {
    const auto dataKey = unwrapKey(wrapped, keys, boundTo);
    if (!dataKey) return fail(dataKey.error());
    WrappedKey fresh{keys.currentKid(), wrapped.nonce, {}};
    fresh.key = crypto::aeadSeal(*keys.find(fresh.kid), fresh.nonce, wrapData(fresh.kid, boundTo), dataKey->view());
    return fresh;
}

QByteArray sealBlob(const SecretBytes& dataKey, QByteArrayView boundTo, QByteArrayView plain, RandomSource& random) {
    QByteArray sealed = crypto::randomBytes(random, kAeadNonceSize);
    const QByteArray nonce = sealed;
    return sealed += crypto::aeadSeal(dataKey, nonce, boundTo, plain);
}

Result<QByteArray> openBlob(const SecretBytes& dataKey, QByteArrayView boundTo, QByteArrayView sealed) {
    if (sealed.size() < kAeadNonceSize) return fail("AEAD_OPEN", QStringLiteral("shorter than a nonce"));
    return crypto::aeadOpen(dataKey, sealed.first(kAeadNonceSize), boundTo, sealed.sliced(kAeadNonceSize));
}

QByteArray sealFile(const KeyRing& keys, QByteArrayView name, QByteArrayView plain, RandomSource& random) {
    const SecretBytes dataKey = SecretBytes::random(std::size_t(kAeadKeySize), random);
    const QByteArray bound = bindName(name);
    // One after the other: inside one expression the compiler would choose which takes its random bytes first.
    const QByteArray header = writeHeader(wrapKey(dataKey, keys, bound, random));
    return header + sealBlob(dataKey, bound, plain, random);
}

Result<QByteArray> openFile(const KeyRing& keys, QByteArrayView name, QByteArrayView sealed) {
    const auto parts = parse(sealed);
    if (!parts) return fail(parts.error());
    const QByteArray bound = bindName(name);
    const auto dataKey = asFileError(unwrapKey(parts->wrapped, keys, bound));
    if (!dataKey) return fail(dataKey.error());
    return asFileError(openBlob(*dataKey, bound, parts->blob));
}

Result<QByteArray> rewrapFile(const KeyRing& keys, QByteArrayView name, QByteArrayView sealed, RandomSource& random) {
    const auto parts = parse(sealed);
    if (!parts) return fail(parts.error());
    const QByteArray bound = bindName(name);
    const auto dataKey = asFileError(unwrapKey(parts->wrapped, keys, bound));
    if (!dataKey) return fail(dataKey.error());
    return writeHeader(wrapKey(*dataKey, keys, bound, random)) + parts->blob.toByteArray();
}

Result<QByteArray> kidOfFile(QByteArrayView sealed) {
    auto parts = parse(sealed);
    if (!parts) return fail(parts.error());
    return parts->wrapped.kid;
}

} // namespace haziri::sealed
