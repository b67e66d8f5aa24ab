// One record per hardware device, its epochs with their sealed secrets, and what its requests looked like.
#pragma once

#include "server/store/TrustRepository.h"
#include "server/store/Types.h"

#include "core/sealed/SealedFile.h"
#include "core/sql/Database.h"

namespace haziri::store {

/// One registration of a device: a packet chain of its own.
struct DeviceEpoch {
    qint64 epoch = 1;
    UnixMillis registeredAt;
    crypto::Digest startHash{}; ///< SHA-256 of the registration's offline token: `prev` of seq 1
    crypto::SecretBytes secret; ///< deviceSecret, 32 bytes; sealed in the store
};

class DeviceRepository {
  public:
    explicit DeviceRepository(sql::Database& database)
        : m_database(database) {}

    Result<qint64> insert(const Device& device); ///< the new deviceNo
    Result<void> update(const Device& device);   ///< all but deviceId, publicKey and deviceNo
    Result<std::optional<Device>> find(const QByteArray& deviceId);
    Result<std::optional<Device>> findByNo(qint64 deviceNo);
    Result<QList<Device>> all();

    Result<void> setBlocked(qint64 deviceNo, bool isBlocked, const QByteArray& reason);
    /// As last evaluated; `record.at` is when the device was last seen.
    Result<void> setTrust(qint64 deviceNo, const TrustRecord& record);

    Result<void> insertEpoch(const Device& device, const DeviceEpoch& epoch, const sealed::KeyRing& keys,
                             RandomSource& random);
    /// Newest first. KEY_UNKNOWN or AEAD_OPEN when a secret cannot be opened.
    Result<std::vector<DeviceEpoch>> epochs(const Device& device, const sealed::KeyRing& keys);

    /// Those of the given devices that are here and not blocked.
    Result<QSet<qint64>> unblocked(const QList<qint64>& deviceNos);
    Result<void> setSeen(const QList<qint64>& deviceNos, UnixMillis at); ///< where nothing else has changed
    struct Contact {
        qint64 deviceNo = 0;
        DeviceContact contact;
    };
    /// Counts a request of each, of different devices; contacts of one day (UTC) that look alike share a row.
    Result<void> noteContacts(const QList<Contact>& contacts);
    Result<QList<DeviceContact>> contacts(qint64 deviceNo); ///< the newest hundred
    Result<void> forgetContacts(UnixMillis before);

  private:
    sql::Database& m_database;
};

} // namespace haziri::store
