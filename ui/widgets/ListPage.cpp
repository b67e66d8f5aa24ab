#include "ui/widgets/ListPage.h"

#include "ui/widgets/Button.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Live.h"
#include "ui/widgets/Panel.h"
#include "ui/widgets/Sorting.h"
#include "ui/widgets/Table.h"
#include "ui/words/Words.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QScrollArea>

namespace haziri::ui {

namespace {

constexpr int kEdge = 16; ///< of the page and of what stands on its panels

void setMargins(QLayout* layout, int left, int top, int right, int bottom, int spacing) {
    layout->setContentsMargins(left, top, right, bottom);
    layout->setSpacing(spacing);
}

} // namespace

ListPage::ListPage(const Shape& shape, QWidget* parent)
    : QWidget(parent)
    , m_table(new Table)
    , m_rows(new SortedRows(this))
    , m_notice(new Notice)
    , m_refresh(new Button)
    , m_empty(new EmptyState)
    , m_bar(new QHBoxLayout)
    , m_under(new QVBoxLayout)
    , m_column(new QVBoxLayout)
    , m_foot(new QVBoxLayout)
    , m_sheet(new QWidget)
    , m_below(new QWidget)
    , m_shown(m_sheet) {
    auto* row = new QHBoxLayout(this);
    setMargins(row, kEdge, kEdge, kEdge, kEdge, kEdge);
    row->addWidget(makeList(shape.rowHeight), shape.list);
    row->addWidget(makeSheet(shape), shape.sheet);
    connect(m_refresh, &Button::clicked, this, &ListPage::refreshWanted);
    onLanguage(this, [this] {
        m_refresh->setAccessibleName(tr("Load again"));
        m_refresh->setToolTip(tr("Load again"));
    });
    showSheet(false);
}

QWidget* ListPage::makeList(int rowHeight) {
    auto* panel = new Panel;
    auto* column = new QVBoxLayout(panel);
    setMargins(column, 1, 12, 1, 8, 10); // the table reaches the panel's line
    auto* top = new QHBoxLayout;
    setMargins(top, kEdge - 1, 0, kEdge - 1, 0, 8);
    m_bar->setSpacing(8);
    m_refresh->setDrawing(QStringLiteral("sync"));
    top->addLayout(m_bar, 1);
    top->addWidget(m_refresh);
    column->addLayout(top);
    setMargins(m_under, kEdge - 1, 0, kEdge - 1, 0, 8);
    column->addLayout(m_under);
    auto* said = new QHBoxLayout;
    setMargins(said, kEdge - 1, 0, kEdge - 1, 0, 0);
    said->addWidget(m_notice);
    column->addLayout(said);
    m_table->setRowHeight(rowHeight);
    m_table->emptyState();
    column->addWidget(m_table, 1);
    return panel;
}

QWidget* ListPage::makeSheet(const Shape& shape) {
    auto* panel = new Panel;
    panel->setMinimumWidth(shape.sheetWidth);
    auto* outer = new QVBoxLayout(panel);
    setMargins(outer, kEdge, 14, kEdge, kEdge, 10);
    outer->addWidget(m_empty, 1);
    m_sheet->setLayout(m_column);
    m_below->setLayout(m_foot);
    setMargins(m_column, 0, 0, 0, 0, 8);
    setMargins(m_foot, 0, 0, 0, 0, 10);
    if (shape.sheetScrolls) {
        auto* scroll = new QScrollArea;
        scroll->setWidget(m_sheet);
        scroll->setWidgetResizable(true);
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setFocusPolicy(Qt::NoFocus);
        scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        scroll->viewport()->setAutoFillBackground(false);
        m_sheet->setAutoFillBackground(false);
        m_column->setContentsMargins(0, 0, 6, 0);
        m_shown = scroll;
    }
    outer->addWidget(m_shown, 1);
    outer->addWidget(m_below);
    return panel;
}

void ListPage::setModel(QAbstractItemModel* model, const QList<int>& widths) {
    m_rows->setSourceModel(model);
    makeSortable(*m_table, *m_rows);
    auto* header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Fixed);
    for (int i = 0; i < widths.size(); ++i)
        if (widths[i] == 0)
            header->setSectionResizeMode(i, QHeaderView::Stretch);
        else
            m_table->setColumnWidth(i, widths[i]);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& index) { chosen(m_rows->mapToSource(index).row()); });
}

void ListPage::choose(int row) {
    if (!m_rows->sourceModel()->index(row, 0).isValid()) return;
    mark(row);
    chosen(row);
}

void ListPage::mark(int row) {
    m_table->setCurrentIndex(m_rows->mapFromSource(m_rows->sourceModel()->index(row, 0)));
}

void ListPage::showSheet(bool isShown) {
    m_empty->setVisible(!isShown);
    m_shown->setVisible(isShown);
    m_below->setVisible(isShown && m_foot->count() > 0);
}

void ListPage::showError(const QByteArray& code) {
    m_notice->say(Tone::Held, [code = QByteArray(code)] { return Words::sentenceAndAdvice(code); });
}

void clearLayout(QLayout* layout) {
    while (QLayoutItem* item = layout->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
}

} // namespace haziri::ui
