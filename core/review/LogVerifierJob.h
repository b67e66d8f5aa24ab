// Rebuilds every hash of the server's log on a thread of its own, with progress, and stops when told to.
#pragma once

#include "core/review/LogPage.h"

#include <QObject>
#include <QThread>
#include <atomic>

namespace haziri::review {

struct VerifyReport {
    enum class Outcome { Whole, Bad, Cancelled, Failed };
    Outcome outcome = Outcome::Failed;
    qint64 size = 0;    ///< of the checkpoint that was verified against
    qint64 checked = 0; ///< entries whose hashes were rebuilt
    qint64 erased = 0;  ///< of them: content erased, proof kept
    qint64 ms = 0;
    std::optional<audit::BadEntry> bad; ///< the first one
    QByteArray root;                    ///< base64url of the rebuilt tree's root
    Error error;                        ///< for Failed: OFFLINE, CHECKPOINT_INVALID, …
};

/// Lives on the caller's thread; one run at a time. Destroying it cancels and waits.
class LogVerifierJob : public QObject {
    Q_OBJECT
  public:
    explicit LogVerifierJob(LogSourceFactory factory, QObject* parent = nullptr);
    ~LogVerifierJob() override;

    void start();
    void cancel(); ///< returns at once; finished() follows
    bool isRunning() const { return m_thread != nullptr; }

  Q_SIGNALS:
    void progress(qint64 done, qint64 whole);
    void finished(const haziri::review::VerifyReport& report);

  private:
    VerifyReport run();
    LogSourceFactory m_factory;
    std::unique_ptr<QThread> m_thread;
    std::atomic<bool> m_cancel{false};
    std::mutex m_sourceMutex; // guards m_source
    LogSource* m_source = nullptr;
};

} // namespace haziri::review

Q_DECLARE_METATYPE(haziri::review::VerifyReport)
