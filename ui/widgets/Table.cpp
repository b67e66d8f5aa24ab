#include "ui/widgets/Table.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Live.h"

#include <QActionGroup>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>

namespace haziri::ui {

Table::Table(QWidget* parent)
    : QTableView(parent) {
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrap(false);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    setItemDelegate(new RowDelegate(this));
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setRowHeight(45);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setFixedHeight(38);
    horizontalHeader()->setMinimumSectionSize(40);
    connect(this, &QTableView::clicked, this, &Table::rowOpened);
}

void Table::setRowHeight(int height) {
    verticalHeader()->setMinimumSectionSize(height);
    verticalHeader()->setDefaultSectionSize(height);
}

EmptyState* Table::emptyState() {
    if (!m_empty) {
        m_empty = new EmptyState(viewport());
        m_empty->setAttribute(Qt::WA_TransparentForMouseEvents, false);
        placeEmptyState();
    }
    return m_empty;
}

void Table::setModel(QAbstractItemModel* newModel) {
    QTableView::setModel(newModel);
    if (!newModel) return;
    const auto refresh = [this] { placeEmptyState(); };
    connect(newModel, &QAbstractItemModel::modelReset, this, refresh);
    connect(newModel, &QAbstractItemModel::rowsInserted, this, refresh);
    connect(newModel, &QAbstractItemModel::rowsRemoved, this, refresh);
    connect(newModel, &QAbstractItemModel::layoutChanged, this, refresh);
    placeEmptyState();
}

void Table::placeEmptyState() {
    if (!m_empty) return;
    m_empty->setGeometry(viewport()->rect().adjusted(16, 0, -16, 0));
    m_empty->setVisible(!model() || model()->rowCount() == 0);
}

void Table::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    placeEmptyState();
}

void Table::mouseMoveEvent(QMouseEvent* event) {
    const int row = rowAt(event->pos().y());
    if (row != m_hoverRow) {
        m_hoverRow = row;
        viewport()->update();
    }
    QTableView::mouseMoveEvent(event);
}

void Table::leaveEvent(QEvent* event) {
    m_hoverRow = -1;
    viewport()->update();
    QTableView::leaveEvent(event);
}

void Table::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT rowOpened(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}

void Table::fillSortMenu(QMenu& menu) {
    menu.addSection(tr("Sort by"));
    QHeaderView* header = horizontalHeader();
    auto* choices = new QActionGroup(&menu);
    const auto add = [&](const QString& text, int column) {
        QAction* action = menu.addAction(text);
        action->setCheckable(true);
        action->setChecked(isSortingEnabled() && header->sortIndicatorSection() == column);
        choices->addAction(action);
        connect(action, &QAction::triggered, this, [header, column] {
            const bool again = header->sortIndicatorSection() == column;
            const bool wasUp = header->sortIndicatorOrder() == Qt::AscendingOrder;
            header->setSortIndicator(column, again && wasUp ? Qt::DescendingOrder : Qt::AscendingOrder);
        });
    };
    for (int column = 0; column < model()->columnCount(); ++column)
        if (!isColumnHidden(column)) add(model()->headerData(column, Qt::Horizontal).toString(), column);
    menu.addSeparator();
    add(tr("The list's own order"), -1);
}

void Table::contextMenuEvent(QContextMenuEvent* event) {
    if (!isSortingEnabled() || !model()) return QTableView::contextMenuEvent(event);
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("Sort by"));
    fillSortMenu(*menu);
    closeOnLanguage(menu);
    const QRect row = currentIndex().isValid() ? visualRect(currentIndex()) : QRect();
    menu->popup(event->reason() == QContextMenuEvent::Keyboard
                    ? viewport()->mapToGlobal(QPoint(24, qMax(0, row.bottom())))
                    : event->globalPos());
}

void Table::copySelection() const {
    if (!currentIndex().isValid()) return;
    QStringList cells;
    for (int column = 0; column < model()->columnCount(); ++column)
        cells << model()->index(currentIndex().row(), column).data().toString();
    QGuiApplication::clipboard()->setText(cells.join(QLatin1Char('\t')));
}

void Table::paintEvent(QPaintEvent* event) {
    QTableView::paintEvent(event);
    if (!hasFocus() || !currentIndex().isValid()) return;
    const QRect first = visualRect(currentIndex());
    QPainter painter(viewport());
    drawFocusRing(painter, QRect(1, first.top() + 1, viewport()->width() - 2, first.height() - 2), 6,
                  Style::themeOf(this));
}

void RowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Theme& theme = Style::themeOf(option.widget);
    painter->save();
    const QVariant rowTone = index.data(RowToneRole);
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, theme[Colour::AccentSoft]);
    else if (rowTone.isValid())
        painter->fillRect(option.rect, theme.soft(Tone(rowTone.toInt())));
    else if (index.row() == m_table->m_hoverRow)
        painter->fillRect(option.rect, theme[Colour::Hover]);
    painter->setPen(theme[Colour::Line]);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());

    QRect box = option.rect.adjusted(index.column() == 0 ? 15 : 12, 0, -8, 0);
    const QString text = index.data().toString();
    const QVariant chip = index.data(ChipToneRole);
    if (chip.isValid()) {
        if (!text.isEmpty())
            paintChip(*painter, box, theme, Tone(chip.toInt()), text, !index.data(ChipPlainRole).toBool());
        painter->restore();
        return;
    }
    QFont font =
        index.data(MonoRole).toBool() ? theme.monoFont() : theme.font(TextSize::Table, index.data(BoldRole).toBool());
    const QString icon = index.data(IconRole).toString();
    const QVariant inkTone = index.data(InkToneRole);
    const QColor ink = inkTone.isValid()              ? theme.ink(Tone(inkTone.toInt()))
                       : index.data(DimRole).toBool() ? theme[Colour::Dim]
                                                      : theme[Colour::Ink];
    if (!icon.isEmpty()) {
        drawIcon(*painter, QRect(box.left(), box.center().y() - 8, 17, 17), icon, ink);
        box.adjust(25, 0, 0, 0);
    }
    const int align = index.data(Qt::TextAlignmentRole).isValid() ? index.data(Qt::TextAlignmentRole).toInt()
                                                                  : int(Qt::AlignLeft | Qt::AlignVCenter);
    painter->setFont(font);
    painter->setPen(ink);
    const QString sub = index.data(SubTextRole).toString();
    const QFontMetrics metrics(font);
    if (sub.isEmpty()) {
        drawLine(*painter, box, Qt::Alignment(align), metrics.elidedText(text, Qt::ElideRight, box.width()));
    } else {
        const QFont small = theme.font(TextSize::Small);
        const QFontMetrics smallMetrics(small);
        const int top = box.center().y() - (metrics.height() + smallMetrics.height()) / 2 + 1;
        drawLine(*painter, QRect(box.left(), top, box.width(), metrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
                 metrics.elidedText(text, Qt::ElideRight, box.width()));
        painter->setFont(small);
        painter->setPen(theme[Colour::Dim]);
        drawLine(*painter, QRect(box.left(), top + metrics.height(), box.width(), smallMetrics.height()),
                 Qt::AlignLeft | Qt::AlignVCenter, smallMetrics.elidedText(sub, Qt::ElideRight, box.width()));
    }
    painter->restore();
}

} // namespace haziri::ui
