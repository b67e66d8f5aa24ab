// Tables that sort by a click on a heading: up, down, and back to their own order; by keyboard from the table's menu.
#pragma once

#include <QCollator>
#include <QSortFilterProxyModel>

class QTableView;

namespace haziri::ui {

/// What a cell is sorted by where that is not what it says: a number, a time. Models answer it beside their other
/// roles.
inline constexpr int kSortRole = Qt::UserRole + 100;

/// Rows of a source that is wholly in memory. Its own order stands until somebody asks for another; texts in the order
/// of the language in force, without regard to capitals, numbers in them as numbers.
class SortedRows : public QSortFilterProxyModel {
    Q_OBJECT
  public:
    explicit SortedRows(QObject* parent = nullptr);
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    void setSourceModel(QAbstractItemModel* model) override;

  protected:
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

  private:
    void askLanguage();
    QCollator m_collator;
};

/// The table shows `sorted`, whose source answers kSortRole for what is no text.
void makeSortable(QTableView& table, SortedRows& sorted);

} // namespace haziri::ui
