#include "ui/widgets/Panel.h"

#include "ui/theme/Style.h"

#include <QPainter>

namespace haziri::ui {

Panel::Panel(QWidget* parent)
    : QWidget(parent) {}

void Panel::paintEvent(QPaintEvent*) {
    const Theme& theme = Style::themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme[Colour::Line]);
    painter.setBrush(theme[Colour::Panel]);
    const int radius = theme.measures().radiusPanel;
    painter.drawRoundedRect(QRectF(rect()).adjusted(.5, .5, -.5, -.5), radius, radius);
}

} // namespace haziri::ui
