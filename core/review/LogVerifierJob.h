// Rebuilds every hash of the server's log from its entries alone, and holds the result against the signed checkpoint
// and against the newest one that this computer verified before.
#pragma once

#include "core/review/LogJob.h"
#include "core/review/LogPast.h"
#include "core/review/WitnessFile.h"

namespace haziri::review {

struct VerifyReport {
    enum class Outcome {
        Whole,     ///< every entry fits, and so does all that was verified before
        Bad,       ///< `bad` is the first that does not fit
        Restored,  ///< it does, and its log says openly why: it went back to a backup; what was rebuilt before that
                   ///< place is unchanged, all entries fit. Both checkpoints are kept as evidence
        Fork,      ///< the server contradicts a checkpoint it signed earlier: LOG_FORK; both are kept as evidence
        Cancelled, ///< `checked` entries fit, the rest is not known
        Failed,    ///< `error`: OFFLINE, CHECKPOINT_INVALID, IO_ERROR …
    };
    Outcome outcome = Outcome::Failed;
    qint64 size = 0;       ///< of the checkpoint that was verified against
    qint64 checked = 0;    ///< entries whose hashes were rebuilt
    qint64 erased = 0;     ///< of them: content erased, proof kept
    qint64 witnessed = 0;  ///< size of the earlier checkpoint that this log was held against; 0: none was kept
    qint64 restoredTo = 0; ///< of Restored: the size that the log went back to
    UnixMillis restoredAt; ///< by the server's clock
    qint64 ms = 0;
    std::optional<audit::BadEntry> bad; ///< the first one
    QByteArray root;                    ///< base64url of the rebuilt tree's root
    Error error;
};

class LogVerifierJob : public LogJob {
    Q_OBJECT
  public:
    /// `logKey`: C2SP verifier key, pinned at registration.
    LogVerifierJob(LogSourceFactory factory, QByteArray logKey, WitnessFile witness = WitnessFile(),
                   QObject* parent = nullptr);
    ~LogVerifierJob() override { stopAndWait(); }

  Q_SIGNALS:
    void finished(const haziri::review::VerifyReport& report);

  private:
    std::function<void()> run(LogSource& source) override;
    /// What reading the whole log brings out beside the report.
    struct Rebuilt {
        LogPast past;                                  ///< of this log
        qint64 agreedUpTo = 0;                         ///< with what was rebuilt before
        bool contradicts = false;                      ///< the entries are others than those verified before
        QList<std::pair<qint64, UnixMillis>> restores; ///< index and time of entries of that kind
    };
    VerifyReport verify(LogSource& source);
    Result<void> rebuild(LogSource& source, const audit::Checkpoint& checkpoint,
                         const std::optional<audit::Checkpoint>& kept, Rebuilt& rebuilt, VerifyReport& report);
    void take(const audit::ServedEntry& entry, bool isLast, Rebuilt& rebuilt) const;
    bool explainByRestore(const audit::Checkpoint& kept, const Rebuilt& rebuilt, VerifyReport& report) const;

    QByteArray m_logKey;
    WitnessFile m_witness;
    LogPast m_before; ///< of the last verification; on the job's thread
};

} // namespace haziri::review

Q_DECLARE_METATYPE(haziri::review::VerifyReport)
