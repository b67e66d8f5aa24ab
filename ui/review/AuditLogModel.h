// The server's log as a table, newest first: either all of it, fetched in pages as rows come into view, or what a
// search has found so far.
#pragma once

#include "core/review/LogPager.h"
#include "core/review/LogScan.h"
#include "ui/review/LogWords.h"

#include <QAbstractTableModel>

namespace haziri::ui {

class AuditLogModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    enum Column { Index, When, Kind, What, RecordHash, Previous, ColumnCount };
    using Fetch = review::LogPager::Fetch;

    explicit AuditLogModel(QObject* parent = nullptr);

    void setFetch(Fetch fetch); ///< forgets everything; nothing: signed out
    void setAsker(review::LogPager::Asker asker) { m_scan->setAsker(std::move(asker)); }
    void setNames(Names names);
    void load(); ///< asks for the size; new entries come in at the top
    void setFilter(const review::LogFilter& filter);
    bool isFiltered() const { return m_filtered; }
    bool isSearching() const { return m_scan->isRunning(); }
    qint64 searchedDownTo() const { return m_scan->lookedDownTo(); }
    bool isLoaded() const { return m_pager->isLoaded(); }
    qint64 size() const { return m_pager->size(); } ///< of the whole log
    const review::LogPager& pager() const { return *m_pager; }

    void forgetPages();                            ///< what the server says now may be something else
    void setBadEntry(std::optional<qint64> index); ///< shown red
    const review::LogRow* rowAt(int row) const;    ///< null: not here yet; pageArrived() follows
    int rowOfIndex(qint64 index) const;            ///< -1: not among the rows
    qint64 indexOfRow(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    void retranslate();

  Q_SIGNALS:
    void failed(const haziri::Error& error);
    void sizeChanged(qint64 size);
    void pageArrived();
    void searchChanged();

  private:
    void resize(qint64 size);
    void tellAll();
    QVariant look(int role, const QModelIndex& index, qint64 at) const;
    QString text(int column, const review::LogRecord& record) const;
    QString tip(int column, const review::LogRecord& record) const;

    review::LogPager* m_pager;
    review::LogScan* m_scan;
    LogWords m_words;
    qint64 m_shown = 0; ///< entries of the whole log that the view knows of
    bool m_filtered = false;
    review::LogFilter m_filter;
    QList<review::LogRow> m_hits;
    std::optional<qint64> m_bad;
};

} // namespace haziri::ui
