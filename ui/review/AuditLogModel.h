// The server's log as a table, newest first, fetched in pages as rows come into view: millions of entries cost no more
// than what is on the screen.
#pragma once

#include "ui/review/LogRecord.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QSet>
#include <QTimer>

namespace haziri::ui {

class AuditLogModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    enum Column { Index, When, Kind, What, RecordHash, Previous, ColumnCount };
    static constexpr int kPage = 100;
    using Fetch = std::function<void(qint64 from, int limit, std::function<void(Result<review::LogPage>)> done)>;

    explicit AuditLogModel(QObject* parent = nullptr);

    void setFetch(Fetch fetch); ///< forgets everything
    void setNames(NameLookup names);
    void load(); ///< asks for the size, then shows the newest
    qint64 size() const { return m_size; }
    void setBadEntry(std::optional<qint64> index);  ///< shown red
    std::optional<LogRecord> record(int row) const; ///< if its page is here
    std::optional<audit::ServedEntry> served(int row) const;
    int rowOfIndex(qint64 index) const { return int(m_size - 1 - index); }
    qint64 indexOfRow(int row) const { return m_size - 1 - row; }
    int pagesAskedFor() const { return m_asked; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void retranslate();

  Q_SIGNALS:
    void failed(const haziri::Error& error);
    void sizeChanged(qint64 size);
    void pageArrived();

  private:
    struct Page {
        QList<audit::ServedEntry> served;
        QList<LogRecord> records;
    };
    const LogRecord* recordAt(int row) const;
    void want(qint64 page) const;
    void fetchWanted();

    Fetch m_fetch;
    NameLookup m_names;
    qint64 m_size = 0;
    std::optional<qint64> m_bad;
    mutable QCache<qint64, Page> m_pages{60};
    mutable QList<qint64> m_wanted; // newest wish last; fetched first
    QSet<qint64> m_underWay;
    mutable QTimer m_soon;
    int m_asked = 0;
    int m_generation = 0;
};

} // namespace haziri::ui
