#include "ui/registers/RegisterPainter.h"

#include <QFontMetricsF>
#include <QRegularExpression>
#include <numeric>

namespace haziri::ui {

using registers::Cell;
using registers::RegisterForm;
using registers::RegisterTable;

namespace {

constexpr qreal kMargin = 280, kPadding = 18, kLine = 4, kTitle = 340, kFooter = 330;
constexpr int kSlipsPerPage = 4;
constexpr int kWrapped = Qt::TextWordWrap | Qt::AlignTop;
const QColor kInk(20, 24, 27), kDim(90, 98, 104), kRule(150, 156, 160), kShade(238, 240, 241);

} // namespace

RegisterPainter::RegisterPainter(const RegisterTable& table, const QStringList& families)
    : m_table(table)
    , m_families(families) {
    if (table.layout == RegisterForm::Layout::Slip) {
        layOutSlips();
    } else {
        m_size = table.columns.size() > 24 ? 58 : 76;
        layOutColumns();
        layOutRows();
    }
}

QSizeF RegisterPainter::pageSize() const {
    return m_table.isA3 ? QSizeF(11905, 8419) : QSizeF(8419, 5953);
}

QFont RegisterPainter::font(int size, bool isBold) const {
    QFont font;
    font.setFamilies(m_families);
    font.setPixelSize(size);
    font.setBold(isBold);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

qreal RegisterPainter::top() const {
    const qreal lines = qreal((m_table.head.size() + 2) / 3);
    return kMargin + kTitle + lines * 130 + m_groupHeight + m_labelHeight;
}

qreal RegisterPainter::bottom() const {
    return pageSize().height() - kMargin - kFooter;
}

// --- where everything goes -------------------------------------------------------------------------------------------

namespace {

/// What the longest word of a text takes: a column that is narrower cuts it in two.
qreal longestWord(const QFontMetricsF& metrics, const QString& text) {
    static const QRegularExpression gap(QStringLiteral("[\\s]+"));
    qreal longest = 0;
    for (const QString& word : text.split(gap, Qt::SkipEmptyParts))
        longest = qMax(longest, metrics.horizontalAdvance(word));
    return longest;
}

} // namespace

/// As the form shares the page out, but no column narrower than its longest word; the others give that room.
QList<qreal> RegisterPainter::columnWidths() const {
    const qreal width = pageSize().width() - 2 * kMargin;
    const QFontMetricsF bold(font(m_size, true)), plain(font(m_size));
    const qsizetype count = m_table.columns.size();
    QList<qreal> least(count), widths(count);
    for (qsizetype i = 0; i < count; ++i) {
        least[i] = longestWord(bold, m_table.columns[i].label);
        for (const auto& row : m_table.rows)
            if (i < row.size() && row[i].kind != Cell::Kind::Empty)
                least[i] = qMax(least[i], longestWord(plain, row[i].printed()));
        least[i] += 2 * kPadding + 1;
    }
    QList<bool> isLeast(count, false);
    for (bool again = true; again;) {
        qreal room = width, shares = 0;
        for (qsizetype i = 0; i < count; ++i)
            isLeast[i] ? room -= least[i] : shares += qreal(m_table.columns[i].width);
        again = false;
        for (qsizetype i = 0; i < count; ++i) {
            widths[i] = isLeast[i] ? least[i] : room * qreal(m_table.columns[i].width) / qMax(1.0, shares);
            if (isLeast[i] || widths[i] >= least[i]) continue;
            isLeast[i] = again = true;
        }
    }
    const qreal sum = std::accumulate(widths.begin(), widths.end(), 0.0);
    for (qreal& one : widths)
        one *= width / sum; // more words than page: all give way
    return widths;
}

void RegisterPainter::layOutColumns() {
    qreal x = kMargin;
    for (const qreal width : columnWidths()) {
        m_edges << x;
        x += width;
    }
    m_edges << pageSize().width() - kMargin;
    const QFontMetricsF metrics(font(m_size, true));
    qreal alone = 0;
    for (int i = 0; i < m_table.columns.size(); ++i) {
        const QRectF box(0, 0, m_edges[i + 1] - m_edges[i] - 2 * kPadding, 10'000);
        const qreal height = metrics.boundingRect(box, kWrapped, m_table.columns[i].label).height();
        if (m_table.columns[i].group.isEmpty())
            alone = qMax(alone, height);
        else
            m_labelHeight = qMax(m_labelHeight, height);
        if (!m_table.columns[i].group.isEmpty()) m_groupHeight = metrics.height() + 2 * kPadding;
    }
    // Columns without a group have the room of both lines.
    m_labelHeight = qMax(m_labelHeight, alone - m_groupHeight);
    m_labelHeight += 2 * kPadding;
}

qreal RegisterPainter::rowHeight(const QList<Cell>& cells, const QFont& rowFont) const {
    const QFontMetricsF metrics(rowFont);
    qreal height = metrics.height();
    for (int i = 0; i < cells.size(); ++i) {
        if (cells[i].kind == Cell::Kind::Empty) continue;
        const qreal width = m_edges[i + 1] - m_edges[i] - 2 * kPadding;
        const QString text = cells[i].printed();
        if (!text.contains(QLatin1Char('\n')) && metrics.horizontalAdvance(text) <= width) continue;
        height = qMax(height, metrics.boundingRect(QRectF(0, 0, width, 10'000), kWrapped, text).height());
    }
    return height + 2 * kPadding;
}

void RegisterPainter::layOutRows() {
    const QFont plain = font(m_size);
    const qreal room = bottom() - top();
    qreal used = 0;
    Page page;
    const auto turn = [&](qsizetype next) {
        page.end = next;
        m_pages << page;
        page = {next, next, false};
        used = 0;
    };
    for (qsizetype i = 0; i < m_table.rows.size(); ++i) {
        m_heights << qMin(room, rowHeight(m_table.rows[i], plain));
        if (used > 0 && used + m_heights.last() > room) turn(i);
        used += m_heights.last();
    }
    if (!m_table.totals.isEmpty()) {
        m_totalsHeight = rowHeight(m_table.totals, font(m_size, true));
        if (used + m_totalsHeight > room) turn(m_table.rows.size());
        page.hasTotals = true;
    }
    page.end = m_table.rows.size();
    m_pages << page;
}

void RegisterPainter::layOutSlips() {
    for (qsizetype i = 0; i < qMax<qsizetype>(1, m_table.rows.size()); i += kSlipsPerPage)
        m_pages << Page{i, qMin(m_table.rows.size(), i + kSlipsPerPage), false};
}

// --- painting --------------------------------------------------------------------------------------------------------

void RegisterPainter::paint(QPainter& painter, int number) const {
    const Page& page = m_pages[number];
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_table.layout == RegisterForm::Layout::Slip) {
        const QSizeF whole = pageSize();
        const qreal gap = 160, width = (whole.width() - 2 * kMargin - gap) / 2;
        const qreal height = (bottom() - kMargin - gap) / 2;
        for (qsizetype i = page.first; i < page.end; ++i) {
            const qsizetype place = i - page.first;
            paintSlip(painter,
                      QRectF(kMargin + qreal(place % 2) * (width + gap), kMargin + qreal(place / 2) * (height + gap),
                             width, height),
                      m_table.rows[i]);
        }
        return paintFooter(painter, number);
    }
    paintTitle(painter);
    paintHeader(painter);
    qreal y = top();
    for (qsizetype i = page.first; i < page.end; ++i) {
        paintRow(painter, m_table.rows[i], y, m_heights[i], false);
        y += m_heights[i];
    }
    if (page.hasTotals) paintRow(painter, m_table.totals, y, m_totalsHeight, true);
    paintFooter(painter, number);
}

void RegisterPainter::paintTitle(QPainter& painter) const {
    const qreal width = pageSize().width() - 2 * kMargin;
    painter.setPen(kInk);
    painter.setFont(font(150, true));
    painter.drawText(QRectF(kMargin, kMargin, width, 200), Qt::AlignHCenter | Qt::AlignTop,
                     m_table.number + QStringLiteral(" · ") + m_table.title);
    painter.setFont(font(76));
    painter.setPen(kDim);
    painter.drawText(QRectF(kMargin, kMargin + 200, width, 110), Qt::AlignHCenter | Qt::AlignTop, m_table.act);
    const qreal third = width / 3;
    for (int i = 0; i < m_table.head.size(); ++i) {
        const QRectF box(kMargin + third * (i % 3), kMargin + kTitle + 130 * qreal(i / 3), third - 60, 120);
        const QString label = m_table.head[i].label + QStringLiteral(": ");
        painter.setFont(font(80));
        painter.setPen(kDim);
        painter.drawText(box, Qt::AlignLeft | Qt::AlignTop, label);
        const qreal used = QFontMetricsF(painter.font()).horizontalAdvance(label);
        painter.setFont(font(80, true));
        painter.setPen(kInk);
        if (m_table.head[i].value.isEmpty()) {
            painter.setPen(QPen(kRule, kLine));
            painter.drawLine(QPointF(box.left() + used, box.top() + 95), QPointF(box.right(), box.top() + 95));
        } else {
            const QString value =
                QFontMetricsF(painter.font()).elidedText(m_table.head[i].value, Qt::ElideRight, box.width() - used);
            painter.drawText(box.adjusted(used, 0, 0, 0), Qt::AlignLeft | Qt::AlignTop, value);
        }
    }
}

void RegisterPainter::paintHeader(QPainter& painter) const {
    const qreal y = top() - m_labelHeight - m_groupHeight;
    painter.setFont(font(m_size, true));
    const auto box = [&](int from, int to, qreal at, qreal height, const QString& text) {
        const QRectF rect(m_edges[from], at, m_edges[to] - m_edges[from], height);
        painter.fillRect(rect, kShade);
        painter.setPen(QPen(kRule, kLine));
        painter.drawRect(rect);
        painter.setPen(kInk);
        painter.drawText(rect.adjusted(kPadding, kPadding, -kPadding, -kPadding), kWrapped | Qt::AlignHCenter, text);
    };
    for (int i = 0; i < m_table.columns.size();) {
        const QString& group = m_table.columns[i].group;
        int end = i + 1;
        while (!group.isEmpty() && end < m_table.columns.size() && m_table.columns[end].group == group)
            ++end;
        if (!group.isEmpty()) box(i, end, y, m_groupHeight, group);
        for (int k = i; k < end; ++k)
            box(k, k + 1, group.isEmpty() ? y : y + m_groupHeight,
                group.isEmpty() ? m_groupHeight + m_labelHeight : m_labelHeight, m_table.columns[k].label);
        i = end;
    }
}

void RegisterPainter::paintRow(QPainter& painter, const QList<Cell>& cells, qreal y, qreal height, bool isBold) const {
    painter.setFont(font(m_size, isBold));
    for (int i = 0; i < cells.size(); ++i) {
        const QRectF rect(m_edges[i], y, m_edges[i + 1] - m_edges[i], height);
        if (isBold) painter.fillRect(rect, kShade);
        painter.setPen(QPen(kRule, kLine));
        painter.drawRect(rect);
        if (cells[i].kind == Cell::Kind::Empty) continue;
        painter.setPen(kInk);
        const int align = m_table.columns[i].isPerDay ? Qt::AlignHCenter
                          : cells[i].isNumber()       ? Qt::AlignRight
                                                      : Qt::AlignLeft;
        painter.save();
        painter.setClipRect(rect);
        painter.drawText(rect.adjusted(kPadding, kPadding, -kPadding, -kPadding), kWrapped | align, cells[i].printed());
        painter.restore();
    }
}

void RegisterPainter::paintFooter(QPainter& painter, int number) const {
    const qreal width = pageSize().width() - 2 * kMargin;
    const qreal y = pageSize().height() - kMargin - kFooter + 110;
    painter.setPen(QPen(kRule, kLine));
    painter.drawLine(QPointF(kMargin, y - 20), QPointF(kMargin + width, y - 20));
    painter.setFont(font(62));
    painter.setPen(kDim);
    const QString rules =
        m_table.rules.isEmpty() ? QString() : m_table.word("Rules") + QStringLiteral(": ") + m_table.rules;
    painter.drawText(QRectF(kMargin, y, width - 900, 100), Qt::AlignLeft | Qt::AlignTop,
                     m_table.note + (rules.isEmpty() ? QString() : QStringLiteral("  ·  ") + rules));
    painter.drawText(QRectF(kMargin, y + 100, width, 100), Qt::AlignLeft | Qt::AlignTop, m_table.footer());
    painter.drawText(QRectF(kMargin, y, width, 100), Qt::AlignRight | Qt::AlignTop,
                     QStringLiteral("%1 %2 / %3").arg(m_table.word("Page")).arg(number + 1).arg(pageCount()));
}

void RegisterPainter::paintSlip(QPainter& painter, const QRectF& box, const QList<Cell>& cells) const {
    painter.setPen(QPen(kRule, 6));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(box, 60, 60);
    const QRectF inner = box.adjusted(120, 90, -120, -70);
    painter.setPen(kInk);
    painter.setFont(font(105, true));
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignTop, m_table.title + QStringLiteral(" · ") + m_table.number);
    painter.setFont(font(70));
    painter.setPen(kDim);
    QStringList head;
    for (const auto& line : m_table.head)
        head << (line.value.isEmpty() ? line.label + QStringLiteral(": ________________") : line.value);
    head << m_table.site;
    painter.drawText(inner.adjusted(0, 140, 0, 0), Qt::AlignLeft | Qt::AlignTop, head.join(QStringLiteral(" · ")));
    const int lines = int((m_table.columns.size() + 1) / 2);
    const qreal half = (inner.width() - 120) / 2, pitch = (inner.height() - 280) / lines;
    for (int i = 0; i < m_table.columns.size(); ++i) {
        const QRectF line(inner.left() + (half + 120) * (i / lines), inner.top() + 270 + pitch * (i % lines), half,
                          pitch);
        painter.setPen(QPen(kShade.darker(106), kLine));
        painter.drawLine(line.bottomLeft(), line.bottomRight());
        painter.setFont(font(68));
        painter.setPen(kDim);
        painter.drawText(line.adjusted(0, 0, -line.width() * .45, 0),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap, m_table.columns[i].name());
        painter.setFont(font(78, true));
        painter.setPen(kInk);
        painter.drawText(line.adjusted(line.width() * .55, 0, 0, 0),
                         Qt::AlignRight | Qt::AlignVCenter | Qt::TextWordWrap, cells[i].printed());
    }
}

} // namespace haziri::ui
