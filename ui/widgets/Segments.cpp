#include "ui/widgets/Segments.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Keys.h"

#include <QPainterPath>

namespace haziri::ui {

namespace {
constexpr int kIcon = 17, kGap = 7;
}

Segments::Segments(QWidget* parent)
    : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Segments::setChoices(const QStringList& texts, const QStringList& drawings) {
    m_texts = texts;
    m_drawings = drawings;
    updateGeometry();
    update();
}

void Segments::setCurrent(int index) {
    if (index < 0 || index >= m_texts.size() || index == m_current) return;
    m_current = index;
    update();
}

void Segments::setSmall(bool small) {
    m_small = small;
    updateGeometry();
}

void Segments::choose(int index) {
    if (index < 0 || index >= m_texts.size() || index == m_current) return;
    setCurrent(index);
    Q_EMIT chosen(index);
}

QFont Segments::textFont() const {
    return Style::themeOf(this).font(m_small ? TextSize::Table : TextSize::Body, true);
}

int Segments::widthOf(int index) const {
    const int side = m_small ? 11 : 15;
    int width = QFontMetrics(textFont()).horizontalAdvance(m_texts[index]) + 2 * side;
    if (index < m_drawings.size() && !m_drawings[index].isEmpty()) width += kIcon + kGap;
    return width;
}

QSize Segments::sizeHint() const {
    int width = 0;
    for (int i = 0; i < m_texts.size(); ++i)
        width += widthOf(i);
    return {width + 2, m_small ? 30 : 42};
}

void Segments::paintEvent(QPaintEvent*) {
    const Theme& theme = Style::themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal radius = m_small ? height() / 2.0 : theme.measures().radiusControl;
    const QRectF outer = QRectF(rect()).adjusted(.5, .5, -.5, -.5);
    painter.setPen(m_small ? QPen(Qt::NoPen) : QPen(theme[Colour::Line]));
    painter.setBrush(theme[m_small ? Colour::UnknownSoft : Colour::Panel]);
    painter.drawRoundedRect(outer, radius, radius);
    painter.setFont(textFont());
    int x = 1;
    for (int i = 0; i < m_texts.size(); ++i) {
        const QRectF part(x, 1, widthOf(i), height() - 2);
        const bool on = i == m_current;
        if (on) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme[Colour::Accent]);
            painter.drawRoundedRect(part, radius - 1, radius - 1);
        }
        const QColor ink = on ? theme[Colour::OnAccent] : theme[m_small ? Colour::UnknownInk : Colour::Ink];
        QRectF inner = part.adjusted(m_small ? 11 : 15, 0, 0, 0);
        if (i < m_drawings.size() && !m_drawings[i].isEmpty()) {
            drawIcon(painter, QRectF(inner.left(), (height() - kIcon) / 2.0, kIcon, kIcon), m_drawings[i], ink);
            inner.adjust(kIcon + kGap, 0, 0, 0);
        }
        painter.setPen(ink);
        drawLine(painter, inner, Qt::AlignVCenter | Qt::AlignLeft, m_texts[i]);
        x += widthOf(i);
    }
    if (hasFocus()) drawFocusRing(painter, rect(), radius, theme);
}

void Segments::mousePressEvent(QMouseEvent* event) {
    int x = 1;
    for (int i = 0; i < m_texts.size(); ++i) {
        x += widthOf(i);
        if (event->position().x() < x) {
            choose(i);
            return;
        }
    }
}

void Segments::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Left)
        choose(m_current - 1);
    else if (event->key() == Qt::Key_Right)
        choose(m_current + 1);
    else if (event->key() == Qt::Key_Space)
        choose((m_current + 1) % qMax(1, int(m_texts.size())));
    else
        QWidget::keyPressEvent(event);
}

bool Segments::event(QEvent* event) {
    if (keepsKeys(event)) return true;
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
    if (event->type() == QEvent::StyleChange) updateGeometry();
    return QWidget::event(event);
}

} // namespace haziri::ui
