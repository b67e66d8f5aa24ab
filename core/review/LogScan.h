// Searches the log for entries of a kind, a laptop, a person or a day, newest first, a few pages at a time. Where kinds
// or held packets are wanted the server is asked for these alone, in stretches that grow while little is found. Laptops
// and people are looked for here: the server finds their packets and findings, but not the office's entries about them.
#pragma once

#include "core/review/LogPager.h"

#include <QSet>

namespace haziri::review {

/// All that is set must fit.
struct LogFilter {
    QSet<QByteArray> kinds; ///< empty: every kind
    bool heldOnly = false;
    QByteArray deviceId;
    QSet<WorkerId> workers;
    std::optional<UnixMillis> from, until; ///< from ≤ at < until; the log's times do not fall
    bool isEmpty() const;
    bool matches(const LogRecord& record) const;
};

class LogScan : public QObject {
    Q_OBJECT
  public:
    explicit LogScan(QObject* parent = nullptr)
        : QObject(parent) {}

    /// Looks for the first `wanted` entries below `size`. Stops whatever it did before.
    void start(LogPager::Fetch fetch, LogFilter filter, qint64 size, int wanted = 100);
    /// How the server is asked for a kind or for what was held; nothing: it is not.
    void setAsker(LogPager::Asker asker) { m_asker = std::move(asker); }
    void more(int wanted = 100); ///< goes on where it stopped
    void stop();
    bool isRunning() const { return m_running; }
    bool atBeginning() const { return m_below <= 0; } ///< nothing is left to look at
    qint64 lookedDownTo() const { return m_below; }

  Q_SIGNALS:
    void found(const QList<haziri::review::LogRow>& rows); ///< newest first
    void progressed(qint64 lookedDownTo);
    void paused(); ///< enough was found, or the beginning is reached
    void failed(const haziri::Error& error);

  private:
    void narrow(qint64 low, qint64 high); ///< by halves to the end of the wanted days
    void step();
    struct Stretch;
    void stepAsking();
    QList<LogQuestion> questions() const;
    void gather(Stretch& stretch, const Result<LogPage>& page);
    void take(qint64 from, const LogPage& page);
    void pause();

    LogPager::Fetch m_fetch;
    LogPager::Asker m_asker;
    bool m_asking = false; ///< the server looks for the kinds
    qint64 m_stretch = 0;  ///< how far the next question to the server reaches
    LogFilter m_filter;
    qint64 m_below = 0;
    int m_wanted = 0;
    bool m_running = false;
    int m_generation = 0;
};

} // namespace haziri::review
