// The outbox as a table, newest first, with reasons in plain words.
#pragma once

#include "core/muster/DayTypes.h"
#include "ui/widgets/Sorting.h"

#include <QAbstractTableModel>

namespace haziri::ui {

class QueueModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    enum Column { Number, When, Who, Status, Reason, Photo, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;
    void setRows(QList<muster::QueueRow> rows);
    const muster::QueueRow& row(int index) const { return m_rows[index]; }
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void retranslate();

  private:
    QList<muster::QueueRow> m_rows;
};

class QueueFilter : public SortedRows {
    Q_OBJECT
  public:
    enum Which { All, Waiting, ToCheck, Refused };
    using SortedRows::SortedRows;
    void setWhich(int which);

  protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

  private:
    int m_which = All;
};

} // namespace haziri::ui
