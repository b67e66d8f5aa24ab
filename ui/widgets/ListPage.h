// The shape of the office's pages: a list with its bar and what went wrong, and beside it a sheet about the chosen line
// that says what to do until one is chosen.
#pragma once

#include <QWidget>

class QAbstractItemModel;
class QBoxLayout;
class QScrollArea;
class QVBoxLayout;

namespace haziri::ui {

class Button;
class EmptyState;
class Notice;
class SortedRows;
class Table;

class ListPage : public QWidget {
    Q_OBJECT
  public:
    Table* table() const { return m_table; }
    Notice* notice() const { return m_notice; }
    Button* refreshButton() const { return m_refresh; }
    /// One line over the list: what the code means, and what to do.
    void showError(const QByteArray& code);

  Q_SIGNALS:
    void refreshWanted();

  protected:
    struct Shape {
        int list = 175, sheet = 100; ///< shares of the width
        int sheetWidth = 440;        ///< at least
        int rowHeight = 52;
        bool sheetScrolls = false;
    };
    ListPage(const Shape& shape, QWidget* parent);

    QBoxLayout* bar() const { return m_bar; }          ///< what is put in stands before the refresh button
    QVBoxLayout* underBar() const { return m_under; }  ///< between the bar and the notice; empty at first
    QVBoxLayout* sheet() const { return m_column; }    ///< what is put in is hidden until showSheet(true)
    QVBoxLayout* underSheet() const { return m_foot; } ///< does not scroll with the sheet
    EmptyState* emptySheet() const { return m_empty; }
    /// Widths by column; the column with 0 takes the rest. The table shows the rows through an order that a click on a
    /// heading changes. chosen() follows the current row from here on; its row, and choose()'s, is the model's own.
    void setModel(QAbstractItemModel* model, const QList<int>& widths);
    virtual void chosen(int row) = 0;
    /// Makes the row current and calls chosen().
    void choose(int row);
    /// Makes it current without a word to chosen(); -1: none.
    void mark(int row);
    void showSheet(bool isShown);

  private:
    QWidget* makeList(int rowHeight);
    QWidget* makeSheet(const Shape& shape);

    Table* m_table;
    SortedRows* m_rows;
    Notice* m_notice;
    Button* m_refresh;
    EmptyState* m_empty;
    QBoxLayout* m_bar;
    QVBoxLayout *m_under, *m_column, *m_foot;
    QWidget *m_sheet, *m_below;
    QWidget* m_shown; ///< the sheet, or what scrolls it
};

/// Takes every widget and line out of a layout; they are deleted later, and hidden at once.
void clearLayout(QLayout* layout);

} // namespace haziri::ui
