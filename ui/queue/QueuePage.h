// What waits to be sent, in two lanes: marks first, photos after. What the server held or rejected, and why.
#pragma once

#include "core/muster/DayTypes.h"
#include "ui/queue/QueueModel.h"

#include <QWidget>

namespace haziri::ui {

class Button;
class LaneCard;
class Notice;
class Segments;
class Table;
class Text;

class QueuePage : public QWidget {
    Q_OBJECT
  public:
    explicit QueuePage(QWidget* parent = nullptr);
    QueueModel* model() const { return m_model; }
    QueueFilter* filter() const { return m_filter; }
    void setSummary(const muster::QueueSummary& summary, UnixMillis now);
    void setLine(const muster::LineStatus& line);
    void setRows(const QList<muster::QueueRow>& rows);
    void setSyncing(bool syncing);
    void showSummary(const muster::SyncSummary& summary); ///< after "Sync now"
    /// The server went back to a backup and said so; so many marks wait again.
    void showRestored(qint64 sendingAgain, UnixMillis at);

    void showBundleProgress(qint64 done, qint64 total);
    void showBundle(const muster::BundleOutcome& outcome);

  Q_SIGNALS:
    void syncWanted();
    void exportWanted(); ///< onto a stick; the presenter asks where
    void importWanted();
    void bundleCancelWanted();

  private:
    static QString toLookAt(qint64 held, qint64 rejected); ///< with a space before it; empty: nothing
    void retell();
    QString photoNote() const;
    void tellFilters();
    void setBundleBusy(bool busy);
    QueueModel* m_model;
    QueueFilter* m_filter;
    LaneCard *m_marks, *m_photos;
    Text *m_lineTitle, *m_lineText;
    Button *m_sync, *m_export, *m_import;
    Notice* m_notice;
    Segments* m_which;
    Table* m_table;
    muster::QueueSummary m_summary;
    muster::LineStatus m_line;
    UnixMillis m_now;
    bool m_bundleBusy = false;                ///< a bundle is being written or read
    qint64 m_mostMarks = 0, m_mostPhotos = 0; ///< since all was sent last: what the bars measure against
};

} // namespace haziri::ui
