// What the bars of this window have in common: a round track that nothing is painted beyond.
#pragma once

#include "ui/theme/Style.h"

#include <QPainter>
#include <QPainterPath>

namespace haziri::ui {

/// Paints the empty track over the whole widget; what is painted afterwards stays inside it.
inline void beginBar(QPainter& painter, const QWidget& widget) {
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    shape.addRoundedRect(widget.rect(), widget.height() / 2.0, widget.height() / 2.0);
    painter.setClipPath(shape);
    painter.fillRect(widget.rect(), Style::themeOf(&widget)[Colour::UnknownSoft]);
}

} // namespace haziri::ui
