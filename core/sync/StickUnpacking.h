// Takes the server's answers to a bundle.
#pragma once

#include "core/sealed/Bundle.h"
#include "core/sync/StickJob.h"

namespace haziri::sync {

class StickUnpacking final : public StickJob {
  public:
    /// BUNDLE_FOREIGN (not answers to a bundle of this profile), BUNDLE_DAMAGED, LOG_FORK, SYNC_RUNNING, STORE_…
    static Result<std::unique_ptr<StickUnpacking>> begin(const StickParts& parts, const QString& path);
    /// All signatures are checked before anything of it counts; doing it again changes nothing. As begin(), and
    /// ANSWER_UNSIGNED. No sync run may begin between two steps.
    Result<bool> step() override;
    qint64 done() const override { return m_taken; }
    qint64 total() const override { return m_isRead ? m_taken + m_answers.size() + m_photos.size() : 0; }
    const RunSummary& summary() const { return m_summary; }

  private:
    struct Answer {
        VerifiedAnswer verified;
        SyncEngine::Carried asked;
        qint64 head = 0; ///< of a request that told a kept head
    };
    explicit StickUnpacking(const StickParts& parts)
        : m_parts(parts) {}
    Result<void> start(const QString& path);
    Result<bool> readRecord();
    Result<bool> takeAnswer();
    Result<bool> takePhoto();
    Result<void> checkPhoto(const QByteArray& fileId, const HttpAnswer& answer) const;
    Result<void> settlePhoto(const FileId& file, const HttpAnswer& answer);

    StickParts m_parts;
    std::unique_ptr<sealed::BundleReader> m_reader;
    QList<std::pair<SyncEngine::Carried, qint64>> m_asked;
    QList<Answer> m_answers;
    QList<std::pair<QByteArray, HttpAnswer>> m_photos;
    bool m_isRead = false;
    qint64 m_taken = 0;
    RunSummary m_summary;
};

} // namespace haziri::sync
