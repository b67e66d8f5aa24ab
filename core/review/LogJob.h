// Long work over the whole log on a thread of its own, with progress, that stops when told to.
#pragma once

#include "core/review/LogPage.h"

#include <QObject>
#include <QThread>
#include <atomic>
#include <mutex>

namespace haziri::review {

/// Lives on the caller's thread; one run at a time. Derived classes call stopAndWait() in their destructors.
class LogJob : public QObject {
    Q_OBJECT
  public:
    ~LogJob() override;

    void start();  ///< nothing where it runs already
    void cancel(); ///< returns at once; the derived class's finished() follows
    bool isRunning() const { return m_thread != nullptr; }

  Q_SIGNALS:
    void progress(qint64 done, qint64 whole);

  protected:
    LogJob(LogSourceFactory factory, QObject* parent);
    /// On the job's thread. What it returns is called on the caller's thread when the job is over.
    virtual std::function<void()> run(LogSource& source) = 0;
    bool isCancelled() const { return m_cancel; }
    void tell(qint64 done, qint64 whole, bool last = false); ///< progress, but not too often
    /// Every entry below `size`, in order. Stops when `take` says false, or at the log's end.
    Result<void> readAll(LogSource& source, qint64 size, const std::function<bool(const audit::ServedEntry&)>& take);
    void stopAndWait();

  private:
    LogSourceFactory m_factory;
    std::unique_ptr<QThread> m_thread;
    std::atomic<bool> m_cancel{false};
    std::mutex m_sourceMutex; // guards m_source
    LogSource* m_source = nullptr;
    qint64 m_told = 0; // on the job's thread
};

} // namespace haziri::review
