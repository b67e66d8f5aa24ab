#include "ui/widgets/Button.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Keys.h"
#include "ui/widgets/Live.h"

#include <QPainter>

namespace haziri::ui {

namespace {
constexpr int kHeight = 42, kSide = 16, kIcon = 18, kGap = 8, kFlushSide = 4;
}

Button::Button(Kind kind, QWidget* parent)
    : QPushButton(parent)
    , m_kind(kind) {
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
    setAutoDefault(false);
    onTheme(this, [this] { setFont(Style::themeOf(this).font(TextSize::Body, true)); });
}

void Button::setDrawing(const QString& name) {
    m_drawing = name;
    updateGeometry();
    update();
}

void Button::setFlush(bool flush) {
    m_flush = flush;
    updateGeometry();
    update();
}

void Button::setKeyHint(const QString& key) {
    m_keyHint = key;
    updateGeometry();
    update();
}

void Button::say(const QString& text) {
    setText(text);
    setAccessibleName(text);
    updateGeometry();
}

QSize Button::sizeHint() const {
    const QFontMetrics metrics(font());
    int width = m_flush ? 2 * kFlushSide : 2 * kSide;
    if (!text().isEmpty()) width += metrics.horizontalAdvance(text()) + 2;
    if (!m_drawing.isEmpty()) width += kIcon + (text().isEmpty() ? 0 : kGap);
    if (!m_keyHint.isEmpty()) width += metrics.horizontalAdvance(m_keyHint) + kGap;
    return {text().isEmpty() ? qMax(width, kHeight) : width, kHeight};
}

bool Button::event(QEvent* event) {
    return keepsKeys(event) || QPushButton::event(event);
}

void Button::keyPressEvent(QKeyEvent* event) {
    if (!pressedByEnter(*this, event)) QPushButton::keyPressEvent(event);
}

void Button::paintEvent(QPaintEvent*) {
    const Theme& theme = Style::themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool hot = isEnabled() && (underMouse() || isDown());
    QColor fill, line, ink = theme[Colour::Ink], hint = theme[Colour::Dim];
    switch (m_kind) {
    case Kind::Primary:
        fill = theme[hot ? Colour::AccentHover : Colour::Accent];
        ink = hint = theme[Colour::OnAccent];
        break;
    case Kind::Danger:
        fill = theme[hot ? Colour::BadSoft : Colour::Panel];
        line = theme[Colour::BadInk];
        ink = theme[Colour::BadInk];
        break;
    case Kind::Plain:
        fill = theme[isDown() ? Colour::Pressed : hot ? Colour::Hover : Colour::Panel];
        line = theme[Colour::Line];
        break;
    case Kind::Quiet:
        fill = hot ? theme[Colour::Hover] : QColor(Qt::transparent);
        ink = theme[Colour::Accent];
        break;
    }
    if (isChecked()) line = theme[Colour::Accent], fill = theme[Colour::AccentSoft], ink = theme[Colour::Accent];
    if (!isEnabled()) {
        fill = m_kind == Kind::Quiet ? QColor(Qt::transparent) : theme[Colour::UnknownSoft];
        line = QColor();
        ink = hint = theme[Colour::Dim];
    }
    const int radius = theme.measures().radiusControl;
    painter.setPen(line.isValid() ? QPen(line, 1) : Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(rect()).adjusted(.5, .5, -.5, -.5), radius, radius);

    const QFontMetrics metrics(font());
    const int textWidth = metrics.horizontalAdvance(text());
    const int hintWidth = m_keyHint.isEmpty() ? 0 : metrics.horizontalAdvance(m_keyHint) + kGap;
    const int iconWidth = m_drawing.isEmpty() ? 0 : kIcon + (text().isEmpty() ? 0 : kGap);
    int x = m_flush ? kFlushSide : qMax(6, (width() - textWidth - hintWidth - iconWidth) / 2);
    if (iconWidth) {
        drawIcon(painter, QRect(x, (height() - kIcon) / 2, kIcon, kIcon), m_drawing, ink);
        x += iconWidth;
    }
    painter.setFont(font());
    painter.setPen(ink);
    const int room = width() - x - hintWidth - 4;
    drawLine(painter, QRect(x, 0, room, height()), Qt::AlignVCenter | Qt::AlignLeft,
             metrics.elidedText(text(), Qt::ElideRight, room));
    if (hintWidth) {
        QFont plain = theme.font(TextSize::Table);
        painter.setFont(plain);
        painter.setPen(hint);
        drawLine(painter, QRect(x + textWidth + kGap, 0, hintWidth, height()), Qt::AlignVCenter | Qt::AlignLeft,
                 m_keyHint);
    }
    if (hasFocus()) drawFocusRing(painter, rect(), radius, theme);
}

} // namespace haziri::ui
