// Today's roll as a table: worker, gang, mark. Unmarked people come first, as the snapshot has them.
#pragma once

#include "core/muster/DayTypes.h"
#include "ui/widgets/Sorting.h"

#include <QAbstractTableModel>

namespace haziri::ui {

class RollModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    enum Column { Worker, Gang, Mark, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setRows(QList<muster::RollRow> rows);
    const muster::RollRow& row(int index) const { return m_rows[index]; }
    int rowOf(const WorkerId& worker) const;

    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void retranslate();

  private:
    bool bringInOrder(const QList<muster::RollRow>& rows);
    QList<muster::RollRow> m_rows;
};

/// Finds by name, gang or the end of the card number, in any order of words.
class RollFilter : public SortedRows {
    Q_OBJECT
  public:
    using SortedRows::SortedRows;
    void setText(const QString& text);
    /// Nobody else while no text is looked for; empty: everybody.
    void setOnly(const QList<WorkerId>& workers);

  protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

  private:
    QStringList m_words;
    QList<WorkerId> m_only;
};

} // namespace haziri::ui
