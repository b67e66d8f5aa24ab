#include "ui/review/ChoiceSheet.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Style.h"

#include <QKeyEvent>
#include <QMouseEvent>

namespace haziri::ui {

namespace {
constexpr int kRow = 38, kTick = 30;
}

ChoiceList::ChoiceList(QStringList texts, int current, QWidget* parent)
    : QWidget(parent)
    , m_texts(std::move(texts))
    , m_current(current)
    , m_pointed(current) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAccessibleDescription(m_texts.value(current));
}

QSize ChoiceList::sizeHint() const {
    const QFontMetrics metrics(Style::themeOf(this).font(TextSize::Body));
    int width = 180;
    for (const QString& text : m_texts)
        width = qMax(width, metrics.horizontalAdvance(text) + kTick + 24);
    return {qMin(width, 420), int(m_texts.size()) * kRow};
}

void ChoiceList::paintEvent(QPaintEvent*) {
    const Theme& theme = Style::themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(theme.font(TextSize::Body));
    const QFontMetrics metrics(painter.font());
    for (int i = 0; i < m_texts.size(); ++i) {
        const QRect row(0, i * kRow, width(), kRow);
        if (i == m_pointed) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme[Colour::AccentSoft]);
            painter.drawRoundedRect(row.adjusted(0, 1, 0, -1), 6, 6);
        }
        if (i == m_current)
            drawIcon(painter, QRect(8, row.center().y() - 7, 15, 15), QStringLiteral("ok"), theme[Colour::Accent]);
        painter.setPen(theme[Colour::Ink]);
        drawLine(painter, row.adjusted(kTick, 0, -8, 0), Qt::AlignVCenter | Qt::AlignLeft,
                 metrics.elidedText(m_texts[i], Qt::ElideRight, row.width() - kTick - 8));
        if (i == m_pointed && hasFocus()) drawFocusRing(painter, row.adjusted(0, 1, 0, -1), 6, theme);
    }
}

int ChoiceList::indexAt(const QPointF& at) const {
    const int index = int(at.y()) / kRow;
    return rect().contains(at.toPoint()) && index < m_texts.size() ? index : -1;
}

void ChoiceList::point(int index) {
    m_pointed = index;
    if (index >= 0) setAccessibleDescription(m_texts.value(index));
    update();
}

void ChoiceList::mouseMoveEvent(QMouseEvent* event) {
    point(indexAt(event->position()));
}

void ChoiceList::leaveEvent(QEvent*) {
    point(-1);
}

void ChoiceList::mouseReleaseEvent(QMouseEvent* event) {
    if (const int index = indexAt(event->position()); index >= 0) Q_EMIT chosen(index);
}

void ChoiceList::keyPressEvent(QKeyEvent* event) {
    const int count = int(m_texts.size());
    switch (event->key()) {
    case Qt::Key_Down:
        return point(qMin(count - 1, m_pointed + 1));
    case Qt::Key_Up:
        return point(qMax(0, m_pointed - 1));
    case Qt::Key_Home:
        return point(0);
    case Qt::Key_End:
        return point(count - 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_pointed >= 0) Q_EMIT chosen(m_pointed);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void chooseBelow(QWidget* anchor, const QString& title, const QStringList& texts, int current,
                 std::function<void(int)> chosen) {
    auto* sheet = new Popover(anchor);
    auto* list = new ChoiceList(texts, current);
    list->setAccessibleName(title);
    sheet->setAccessibleName(title);
    sheet->addWidget(list);
    QObject::connect(list, &ChoiceList::chosen, sheet, [sheet, chosen = std::move(chosen)](int index) {
        sheet->close();
        chosen(index);
    });
    sheet->openBelow(anchor);
    list->setFocus();
}

} // namespace haziri::ui
