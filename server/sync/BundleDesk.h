// What a laptop without a line sends on a stick (resources/docs/protocol.md, "Bundles"): the same requests as over the
// network, taken by the same services, and their signed answers sealed for the laptop.
#pragma once

#include "server/sync/SyncService.h"
#include "server/vault/VaultService.h"

namespace haziri::sync {

class BundleDesk {
  public:
    struct Parts {
        store::StorePool& pool;
        const store::ServerKeys& keys;
        SyncService& sync;
        vault::VaultService& vault;
        const Clock& clock;
        RandomSource& random;
    };
    explicit BundleDesk(Parts parts)
        : m_parts(parts) {}

    struct Taken {
        QByteArray deviceId;
        qint64 requests = 0, photos = 0, photosRefused = 0;
    };
    /// Nothing of a bundle that is damaged anywhere is taken; a bundle taken again gives the same answers
    /// (`duplicate`). BUNDLE_DAMAGED (also one for another server), DEVICE_BLOCKED, SIGNATURE_INVALID, STORE_…,
    /// IO_ERROR.
    Result<Taken> take(const QString& in, const QString& out);

  private:
    struct Sender;
    Result<Sender> readSender(const QByteArray& record);
    Result<QByteArray> answerSync(const QByteArray& body, const Sender& sender);
    Result<QByteArray> answerPhoto(const QByteArray& fileId, const QByteArray& bytes, const Sender& sender,
                                   bool& taken);
    Parts m_parts;
};

} // namespace haziri::sync
