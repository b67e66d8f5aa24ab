// One bundle at a time, written or read in small steps: one each time the thread has nothing else to do, so that
// whoever passes the camera meanwhile is marked between two. Lives on the muster thread.
#pragma once

#include "core/muster/DayTypes.h"
#include "core/sync/StickJob.h"

#include <QObject>
#include <QTimer>
#include <functional>
#include <memory>

namespace haziri::muster {

class StickDesk : public QObject {
    Q_OBJECT
  public:
    explicit StickDesk(QObject* parent = nullptr);

    bool isBusy() const { return m_job != nullptr; }
    /// done() comes in every case; what `parts` name must outlive it.
    void write(const sync::StickParts& parts, const QString& path);
    void read(const sync::StickParts& parts, const QString& path);
    void cancel(); ///< the one under way, if there is one: done() with CANCELLED

  Q_SIGNALS:
    void progress(qint64 done, qint64 total); ///< in marks and photos; `total` 0: not known yet
    /// Without what the queue holds now; ok, code and message are filled.
    void done(haziri::muster::BundleOutcome outcome);

  private:
    using Teller = std::function<void(const sync::StickJob& done, BundleOutcome& told)>;
    void run(std::unique_ptr<sync::StickJob> job, const BundleOutcome& outcome, Teller tell);
    void step();
    void finish(BundleOutcome outcome, const Error& error);

    std::unique_ptr<sync::StickJob> m_job;
    BundleOutcome m_outcome;
    Teller m_tell;
    QTimer m_timer;
};

} // namespace haziri::muster
