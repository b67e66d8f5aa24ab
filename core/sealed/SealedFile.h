// The sealed-file format of vault and laptop.
//
//   "HZS1" | kidLength u8 | kid | wrapNonce 12 | wrappedKey 48 | nonce 12 | ciphertext ‖ tag
//
// A random data key per file, AES-256-GCM, wrapped under a key-encryption key (also AES-256-GCM). Additional data of
// the wrapping: kidLength ‖ kid ‖ "HZS1" ‖ the file's name; of the content: "HZS1" ‖ the name. So two files cannot be
// exchanged for one another, and rewrapping under another key changes the header only. The vault keeps the wrapped key
// in its database instead and only the blob in the file.
#pragma once

#include "core/base/Result.h"
#include "core/crypto/SecretBytes.h"

#include <functional>
#include <map>

namespace haziri::sealed {

/// The key-encryption keys by id; the first is current, the others still open old files.
class KeyRing {
  public:
    /// "k2:<base64 32 bytes>,k1:<base64 32 bytes>"; KEYS_INVALID with one clear line otherwise. A kid has 1 to 64
    /// characters of A-Z a-z 0-9 . _ - and stands there once. White space around the parts does not matter.
    static Result<KeyRing> parse(QByteArrayView text);
    /// The first one added is current. A key of 32 bytes and a kid not yet there: anything else ends the program.
    void add(const QByteArray& kid, crypto::SecretBytes key);
    const QByteArray& currentKid() const { return m_current; }
    const crypto::SecretBytes* find(const QByteArray& kid) const;
    bool isEmpty() const { return m_keys.empty(); }

  private:
    QByteArray m_current;
    std::map<QByteArray, crypto::SecretBytes> m_keys;
};

/// A data key under a key-encryption key: what a vault stores beside the blob. Destroying it erases the file.
struct WrappedKey {
    QByteArray kid;
    QByteArray nonce;
    QByteArray key; ///< 48 bytes: 32 and the tag
};

/// Under the ring's current key; the ring must not be empty. `boundTo` and the kid are additional data.
WrappedKey wrapKey(const crypto::SecretBytes& dataKey, const KeyRing& keys, QByteArrayView boundTo,
                   RandomSource& random);
/// KEY_UNKNOWN where the ring lacks the kid, AEAD_OPEN where anything was changed.
Result<crypto::SecretBytes> unwrapKey(const WrappedKey& wrapped, const KeyRing& keys, QByteArrayView boundTo);

/// The same data key under the ring's current key. The nonce stays, since the vault's files are named after it; it was
/// random and meets another key-encryption key, so no pair of key and nonce ever seals two things. Errors as above.
Result<WrappedKey> rewrapKey(const WrappedKey& wrapped, const KeyRing& keys, QByteArrayView boundTo);

/// nonce ‖ ciphertext ‖ tag under a data key, bound to a name.
QByteArray sealBlob(const crypto::SecretBytes& dataKey, QByteArrayView boundTo, QByteArrayView plain,
                    RandomSource& random);
Result<QByteArray> openBlob(const crypto::SecretBytes& dataKey, QByteArrayView boundTo, QByteArrayView sealed);

/// The whole format above, for files that carry their own wrapped key.
QByteArray sealFile(const KeyRing& keys, QByteArrayView name, QByteArrayView plain, RandomSource& random);
/// SEALED_INTEGRITY for any damage or another name, KEY_UNKNOWN where the ring lacks the kid the header names.
Result<QByteArray> openFile(const KeyRing& keys, QByteArrayView name, QByteArrayView sealed);

/// The same content with its data key wrapped under the ring's current key; the content is not read.
/// Errors as for openFile.
Result<QByteArray> rewrapFile(const KeyRing& keys, QByteArrayView name, QByteArrayView sealed, RandomSource& random);
/// The kid a sealed file names, to see whether it needs rewrapping; SEALED_INTEGRITY where the header is none.
Result<QByteArray> kidOfFile(QByteArrayView sealed);

} // namespace haziri::sealed
