#include "ui/widgets/Sorting.h"

#include "ui/words/Words.h"

#include <QHeaderView>
#include <QTableView>

namespace haziri::ui {

SortedRows::SortedRows(QObject* parent)
    : QSortFilterProxyModel(parent)
    , m_collator(Words::locale()) {
    setSortRole(kSortRole);
    m_collator.setNumericMode(true);
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
}

void SortedRows::askLanguage() {
    m_collator.setLocale(Words::locale());
}

void SortedRows::sort(int column, Qt::SortOrder order) {
    askLanguage();
    QSortFilterProxyModel::sort(column, order);
}

void SortedRows::setSourceModel(QAbstractItemModel* model) {
    if (sourceModel()) disconnect(sourceModel(), &QAbstractItemModel::headerDataChanged, this, nullptr);
    // Models say their headings anew in another language, and their rows after that.
    connect(model, &QAbstractItemModel::headerDataChanged, this, &SortedRows::askLanguage);
    QSortFilterProxyModel::setSourceModel(model);
}

bool SortedRows::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    const auto key = [this](const QModelIndex& index) {
        const QVariant own = sourceModel()->data(index, kSortRole);
        return own.isValid() ? own : sourceModel()->data(index, Qt::DisplayRole);
    };
    const QVariant a = key(left), b = key(right);
    if (a.userType() == QMetaType::QString && b.userType() == QMetaType::QString)
        return m_collator.compare(a.toString(), b.toString()) < 0;
    return QVariant::compare(a, b) == QPartialOrdering::Less;
}

void makeSortable(QTableView& table, SortedRows& sorted) {
    QHeaderView* header = table.horizontalHeader();
    header->setSortIndicatorClearable(true); // the third click
    header->setSortIndicator(-1, Qt::AscendingOrder);
    if (table.model() != &sorted) table.setModel(&sorted);
    table.setSortingEnabled(true);
}

} // namespace haziri::ui
