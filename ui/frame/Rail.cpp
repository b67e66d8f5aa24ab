#include "ui/frame/Rail.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Style.h"

#include <QBoxLayout>

namespace haziri::ui {

RailButton::RailButton(QString drawing, QWidget* parent)
    : QAbstractButton(parent)
    , m_drawing(std::move(drawing)) {
    setFixedSize(sizeHint());
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
}

void RailButton::say(const QString& text) {
    setText(text);
    setAccessibleName(text);
    update();
}

void RailButton::setBadge(int count) {
    m_badge = count;
    update();
}

void RailButton::paintEvent(QPaintEvent*) {
    const Theme& theme = Style::themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool lit = isChecked() || underMouse() || isDown();
    if (lit) {
        QColor back = theme[Colour::RailOn];
        if (!isChecked()) back.setAlphaF(.55F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(back);
        painter.drawRoundedRect(rect(), 10, 10);
    }
    const QColor ink = theme[isChecked() ? Colour::RailBright : Colour::RailInk];
    drawIcon(painter, QRect((width() - 25) / 2, 11, 25, 25), m_drawing, ink);
    painter.setFont(theme.font(TextSize::Small, isChecked()));
    painter.setPen(ink);
    drawLine(painter, QRect(2, 39, width() - 4, 22), Qt::AlignCenter,
             QFontMetrics(painter.font()).elidedText(text(), Qt::ElideRight, width() - 4));
    if (m_badge > 0) {
        const QString number = m_badge > 99 ? QStringLiteral("99+") : QString::number(m_badge);
        QFont font = theme.font(TextSize::Small, true);
        font.setPointSizeF(font.pointSizeF() * .86);
        const int w = qMax(18, QFontMetrics(font).horizontalAdvance(number) + 10);
        const QRect badge(width() / 2 + 6, 6, w, 18);
        painter.setPen(QPen(theme[Colour::Rail], 2));
        painter.setBrush(theme[Colour::FrameHeld]);
        painter.drawRoundedRect(badge, 9, 9);
        painter.setFont(font);
        painter.setPen(QColor(30, 20, 0));
        painter.drawText(badge, Qt::AlignCenter, number);
    }
    if (hasFocus()) {
        painter.setPen(QPen(theme[Colour::RailBright], 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 9, 9);
    }
}

Rail::Rail(QWidget* parent)
    : QWidget(parent)
    , m_pages(new QVBoxLayout)
    , m_tools(new QVBoxLayout) {
    setFixedWidth(92);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 62, 8, 12);
    column->setSpacing(0);
    m_pages->setSpacing(4);
    m_tools->setSpacing(4);
    column->addLayout(m_pages);
    column->addStretch(1);
    column->addLayout(m_tools);
}

RailButton* Rail::addPage(const QString& drawing) {
    auto* button = new RailButton(drawing);
    button->setCheckable(true);
    m_pages->addWidget(button, 0, Qt::AlignHCenter);
    return button;
}

RailButton* Rail::addTool(const QString& drawing) {
    auto* button = new RailButton(drawing);
    m_tools->addWidget(button, 0, Qt::AlignHCenter);
    return button;
}

void Rail::paintEvent(QPaintEvent*) {
    const Theme& theme = Style::themeOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme[Colour::Rail]);
    QFont font = theme.font(TextSize::Title, true);
    font.setPointSizeF(font.pointSizeF() * 20 / 18);
    painter.setFont(font);
    painter.setPen(theme[Colour::RailBright]);
    painter.drawText(QRect(0, 6, width(), 48), Qt::AlignCenter,
                     QStringLiteral("हाज़िरी")); // the name, in every language
    if (theme.name() == QStringLiteral("contrast")) painter.fillRect(width() - 1, 0, 1, height(), theme[Colour::Line]);
}

} // namespace haziri::ui
