// A register on paper: the same painter makes the preview and the PDF, so that what is seen is what is printed.
//
// Measures in tenths of a point. Thread-safe as long as each thread has its own painter; fonts are found by name.
#pragma once

#include "core/registers/RegisterTable.h"

#include <QFont>
#include <QPainter>

namespace haziri::ui {

class RegisterPainter {
  public:
    static constexpr int kUnitsPerInch = 720;
    /// The table is kept by reference. `families`: of the theme, Devanagari among them.
    RegisterPainter(const registers::RegisterTable& table, const QStringList& families);

    int pageCount() const { return int(m_pages.size()); }
    QSizeF pageSize() const; ///< landscape A3 or A4
    void paint(QPainter& painter, int page) const;

  private:
    struct Page {
        qsizetype first = 0, end = 0; ///< rows
        bool hasTotals = false;
    };
    void layOutColumns();
    QList<qreal> columnWidths() const;
    void layOutRows();
    void layOutSlips();
    qreal rowHeight(const QList<registers::Cell>& cells, const QFont& font) const;
    qreal top() const; ///< where rows begin
    qreal bottom() const;
    void paintTitle(QPainter& painter) const;
    void paintHeader(QPainter& painter) const;
    void paintRow(QPainter& painter, const QList<registers::Cell>& cells, qreal y, qreal height, bool isBold) const;
    void paintFooter(QPainter& painter, int page) const;
    void paintSlip(QPainter& painter, const QRectF& box, const QList<registers::Cell>& cells) const;
    QFont font(int size, bool isBold = false) const;

    const registers::RegisterTable& m_table;
    QStringList m_families;
    int m_size = 75;      ///< of the rows' text
    QList<qreal> m_edges; ///< left edge of each column, and the right edge of the last
    QList<qreal> m_heights;
    qreal m_totalsHeight = 0, m_groupHeight = 0, m_labelHeight = 0;
    QList<Page> m_pages;
};

} // namespace haziri::ui
