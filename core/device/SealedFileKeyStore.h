// Secrets in one file under a passphrase, for kiosks and tests where no keychain service runs. Only ever used when
// somebody named a passphrase file.
//
//   "HZK1" | salt 16 | memoryKiB u32 | passes u32 | lanes u32 | nonce 12 | AES-256-GCM(entries) ‖ tag
//   entry: nameLength u16 | name | length u16 | secret          (all numbers big-endian)
//
// The header is additional data, so a lowered cost is noticed. The file is replaced as a whole and durably.
#pragma once

#include "core/crypto/PasswordHash.h"
#include "core/device/KeyStore.h"

#include <map>
#include <memory>

namespace haziri::device {

class SealedFileKeyStore final : public KeyStore {
  public:
    /// KEY_PASSPHRASE_WRONG where the file does not open, which a damaged file does not either.
    static Result<std::unique_ptr<SealedFileKeyStore>> open(const QString& path, const crypto::SecretBytes& passphrase,
                                                            RandomSource& random, crypto::Argon2Cost cost = {});
    /// The content of the file without a trailing line break. KEY_PASSPHRASE_MISSING where there is none.
    static Result<crypto::SecretBytes> readPassphrase(const QString& path);

    Result<crypto::SecretBytes> read(const QByteArray& name) override;
    Result<void> write(const QByteArray& name, const crypto::SecretBytes& secret) override;
    Result<void> remove(const QByteArray& name) override;
    QByteArray kind() const override { return QByteArrayLiteral("sealed-file"); }

  private:
    using Entries = std::map<QByteArray, crypto::SecretBytes>;
    SealedFileKeyStore(QString path, RandomSource& random)
        : m_path(std::move(path))
        , m_random(random) {}
    Result<void> load(QByteArrayView file, const crypto::SecretBytes& passphrase);
    Result<void> save();

    QString m_path;
    RandomSource& m_random;
    QByteArray m_header;
    crypto::SecretBytes m_key;
    Entries m_entries;
};

} // namespace haziri::device
