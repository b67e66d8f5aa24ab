// Any row of a log of millions, without loading the others: pages are fetched as somebody asks for their rows, and the
// ones that were looked at longest ago are forgotten.
#pragma once

#include "core/review/LogPage.h"
#include "core/review/LogRecord.h"

#include <QCache>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace haziri::review {

struct LogRow {
    audit::ServedEntry served;
    LogRecord record;
};

/// Lives on one thread and never blocks it.
class LogPager : public QObject {
    Q_OBJECT
  public:
    static constexpr int kPage = 100;
    using Fetch = std::function<void(qint64 from, int limit, std::function<void(Result<LogPage>)> done)>;
    /// The same of some entries, ascending from `from`.
    using Asker = std::function<void(const LogQuestion& question, qint64 from, int limit,
                                     std::function<void(Result<LogPage>)> done)>;

    explicit LogPager(QObject* parent = nullptr);

    void setFetch(Fetch fetch); ///< forgets everything
    const Fetch& fetcher() const { return m_fetch; }
    void refresh(); ///< asks how long the log is now → sizeChanged() where it grew, failed()
    void forget();  ///< every page is asked for again when somebody looks at it
    qint64 size() const { return m_size; }
    bool isLoaded() const { return m_loaded; } ///< the size is known
    /// Null: not here yet; it was asked for, and arrived() follows.
    const LogRow* row(qint64 index);
    const LogRow* peek(qint64 index) const; ///< asks for nothing
    int requests() const { return m_requests; }
    qsizetype pagesHeld() const { return m_pages.size(); }

  Q_SIGNALS:
    void sizeChanged(qint64 size);
    void arrived(qint64 first, qint64 last);
    void failed(const haziri::Error& error);

  private:
    using Page = QList<LogRow>;
    void want(qint64 page);
    void fetchWanted();
    void take(qint64 number, Result<LogPage> got);
    void setSize(qint64 size);

    Fetch m_fetch;
    qint64 m_size = 0;
    bool m_loaded = false;
    QCache<qint64, Page> m_pages;
    QList<qint64> m_wanted; // newest wish last; fetched first
    QSet<qint64> m_underWay;
    QTimer m_soon, m_pause;
    int m_requests = 0;
    int m_generation = 0; // answers to questions of an earlier log are dropped
};

} // namespace haziri::review
