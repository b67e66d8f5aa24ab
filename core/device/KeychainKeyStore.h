// The operating system's keychain through QtKeychain (Secret Service, KWallet, Credential Manager, Keychain).
//
// QtKeychain may fall back to a plain settings file; that is switched off for good. Jobs run on a thread of their own
// with an event loop, since the caller must be able to wait without running a nested one.
#pragma once

#include "core/device/KeyStore.h"

#include <QString>

namespace haziri::device {

class KeychainKeyStore final : public KeyStore {
  public:
    /// `profileId` separates the entries of several profiles. `patienceMs`: how long a person may take to unlock.
    explicit KeychainKeyStore(const QByteArray& profileId, int patienceMs = 60'000);

    Result<crypto::SecretBytes> read(const QByteArray& name) override;
    Result<void> write(const QByteArray& name, const crypto::SecretBytes& secret) override;
    Result<void> remove(const QByteArray& name) override;
    QByteArray kind() const override { return QByteArrayLiteral("keychain"); }

  private:
    QString entryName(const QByteArray& name) const;
    QByteArray m_profileId;
    int m_patienceMs;
};

} // namespace haziri::device
