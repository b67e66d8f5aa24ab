// Judges stored photographs one after another, off every request's path: one thread of low priority, a queue in the
// database that survives a restart, an outcome in one transaction.
#pragma once

#include "server/evidence/EvidenceJudge.h"
#include "server/fraud/LateFindings.h"
#include "server/store/GroupWriter.h"
#include "server/store/StorePool.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace haziri::evidence {

/// How things stand, for health and metrics.
struct Standing {
    QByteArray faces;  ///< "ready", "idle" (installed, not loaded yet or any more), "not usable", "not installed"
    qint64 judged = 0; ///< since the start
};

/// Thread-safe.
class EvidenceService {
  public:
    struct Parts {
        store::StorePool& pool;
        store::GroupWriter& writer;
        audit::AuditLog& log;
        const sealed::KeyRing& keys;
        Reader reader;
        const Clock& clock;
        RandomSource& random;
        QStringList modelDirectories = {};             ///< null: the standard places
        std::function<void(const QString&)> note = {}; ///< for the operator
    };
    explicit EvidenceService(Parts parts);
    ~EvidenceService();
    EvidenceService(const EvidenceService&) = delete;
    EvidenceService& operator=(const EvidenceService&) = delete;

    void start(); ///< the thread
    void stop();  ///< finishes the photograph at hand
    void wake();  ///< a file has been stored
    /// Judges what waits now, in the calling thread. For tests and verbs; not while the thread runs. How many.
    Result<qint64> drain();
    Standing standing() const;

    static constexpr qint64 kLeaseMs = 10 * 60'000; ///< after which a file whose judge died is another's
    static constexpr qint64 kPollMs = 2000;

  private:
    void loop();
    Result<qint64> round();
    Result<void> judgeOne(sql::Database& database, const FileId& fileId);
    Result<void> record(const Judgement& judgement, const store::FileRecord& file);
    void tell();

    Parts m_parts;
    FaceWitness m_witness;
    EvidenceJudge m_judge;
    fraud::LateFindings m_findings;
    QString m_told;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stopping = false, m_hasWork = true;
    Standing m_standing;
    std::thread m_thread;
};

} // namespace haziri::evidence
