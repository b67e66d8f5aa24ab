// Packs what waits into a bundle.
#pragma once

#include "core/sealed/Bundle.h"
#include "core/sync/StickJob.h"

#include <QJsonArray>

namespace haziri::sync {

struct Packed {
    qint64 packets = 0, photos = 0;
};

class StickPacking final : public StickJob {
  public:
    /// BUNDLE_KEY_MISSING (enrolled before servers named theirs), LOG_FORK, IO_ERROR, STORE_…
    static Result<std::unique_ptr<StickPacking>> begin(const StickParts& parts, const QString& path);
    /// As begin(). Only the last step puts the file under its name.
    Result<bool> step() override;
    qint64 done() const override { return m_packed.packets + m_packed.photos; }
    qint64 total() const override { return m_total; }
    const Packed& packed() const { return m_packed; }

  private:
    explicit StickPacking(const StickParts& parts)
        : m_parts(parts) {}
    Result<void> start(const QString& path);
    Result<void> addBegin(const QByteArray& bundleId);
    Result<bool> addBatch();
    Result<bool> addHead();
    Result<bool> addPhoto();
    Result<void> addRequest(const QList<outbox::StoredPacket>& packets, const outbox::KeptHead& head);
    Result<void> finish();

    StickParts m_parts;
    std::unique_ptr<sealed::BundleWriter> m_writer;
    crypto::SecretBytes m_answerKey;
    QByteArray m_bundleId;
    QJsonArray m_requests; ///< what the answers will be held against
    std::pair<qint64, qint64> m_last{0, 0};
    bool m_batchesDone = false;
    QList<outbox::KeptHead> m_heads;
    QList<outbox::PhotoToSend> m_photos;
    Packed m_packed;
    qint64 m_total = 0;
};

} // namespace haziri::sync
