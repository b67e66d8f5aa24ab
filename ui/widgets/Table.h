// A table without grid or clutter: one line between rows, chips and numbers that line up, copy with Ctrl+C.
#pragma once

#include "ui/theme/Theme.h"

#include <QStyledItemDelegate>
#include <QTableView>

class QMenu;

namespace haziri::ui {

class EmptyState;

/// What a model says beyond its text.
enum TableRole {
    ChipToneRole = Qt::UserRole + 1, ///< int(Tone): the text is shown as a chip
    ChipPlainRole,                   ///< true: the chip has no shape
    InkToneRole,                     ///< int(Tone): ink of plain text
    DimRole,                         ///< true: quiet ink
    MonoRole,                        ///< true: fixed width
    BoldRole,
    RowToneRole, ///< int(Tone): soft background of the whole row
    SubTextRole, ///< second, smaller line
    IconRole,    ///< a drawing before the text
};

class Table : public QTableView {
    Q_OBJECT
  public:
    explicit Table(QWidget* parent = nullptr);
    void setRowHeight(int height);
    /// Shown while the model has no rows; owned by the table.
    EmptyState* emptyState();
    void setModel(QAbstractItemModel* model) override;

  Q_SIGNALS:
    void rowOpened(const QModelIndex& index); ///< click, double click or Enter

  protected:
    void keyPressEvent(QKeyEvent* event) override;
    /// The menu key, Shift+F10 or the right button: by which column the rows stand.
    void contextMenuEvent(QContextMenuEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

  private:
    friend class RowDelegate;
    void copySelection() const;
    void fillSortMenu(QMenu& menu);
    void placeEmptyState();
    EmptyState* m_empty = nullptr;
    int m_hoverRow = -1;
};

class RowDelegate : public QStyledItemDelegate {
    Q_OBJECT
  public:
    explicit RowDelegate(Table* table)
        : QStyledItemDelegate(table)
        , m_table(table) {}
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

  private:
    Table* m_table;
};

} // namespace haziri::ui
