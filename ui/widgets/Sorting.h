// Tables that sort by a click on a heading: up, down, and back to their own order.
#pragma once

#include <QHeaderView>
#include <QSortFilterProxyModel>
#include <QTableView>

namespace haziri::ui {

/// What a cell is sorted by where that is not what it says: a number, a time. Models answer it beside their other
/// roles.
inline constexpr int kSortRole = Qt::UserRole + 100;

/// The table shows `sorted`, whose source answers kSortRole. Its own order stands until somebody clicks.
inline void makeSortable(QTableView& table, QSortFilterProxyModel& sorted) {
    sorted.setSortRole(kSortRole);
    sorted.setSortCaseSensitivity(Qt::CaseInsensitive);
    sorted.setSortLocaleAware(true);
    QHeaderView* header = table.horizontalHeader();
    header->setSortIndicatorClearable(true); // the third click
    header->setSortIndicator(-1, Qt::AscendingOrder);
    table.setSortingEnabled(true);
}

} // namespace haziri::ui
