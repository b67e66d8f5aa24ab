// The way of a laptop without a line: what waits goes out sealed in a file, the server's signed answers come back in
// another (resources/docs/protocol.md, "Bundles"). The requests are those of a run, and an answer is believed for the
// same reasons as one from the network.
#pragma once

#include "core/sync/SyncEngine.h"

namespace haziri::sync {

struct Packed {
    qint64 packets = 0, photos = 0;
};

/// One thread, the engine's; blocks on the disk.
class StickPost {
  public:
    StickPost(outbox::Outbox& outbox, const device::DeviceIdentity& identity, ServerClient& client, SyncEngine& engine,
              const Clock& clock, RandomSource& random)
        : m_outbox(outbox)
        , m_identity(identity)
        , m_client(client)
        , m_engine(engine)
        , m_clock(clock)
        , m_random(random) {}

    /// BUNDLE_KEY_MISSING (enrolled before servers named theirs), LOG_FORK, IO_ERROR, STORE_…
    Result<Packed> pack(const QString& path);
    /// All signatures are checked before anything of it counts; doing it again changes nothing. BUNDLE_FOREIGN (not an
    /// answer to a bundle of this profile), BUNDLE_DAMAGED, ANSWER_UNSIGNED, LOG_FORK, SYNC_RUNNING, STORE_…
    Result<RunSummary> unpack(const QString& path);

  private:
    Result<QJsonObject> addRequest(const QList<outbox::StoredPacket>& packets, QByteArray& record);
    Result<void> checkPhoto(const QByteArray& fileId, const HttpAnswer& answer) const;
    Result<void> takePhoto(const QByteArray& fileId, const HttpAnswer& answer, RunSummary& summary);

    outbox::Outbox& m_outbox;
    const device::DeviceIdentity& m_identity;
    ServerClient& m_client;
    SyncEngine& m_engine;
    const Clock& m_clock;
    RandomSource& m_random;
};

} // namespace haziri::sync
