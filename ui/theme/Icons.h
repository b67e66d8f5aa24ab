// The project's own drawings (resources/icons, one colour, 24 units square) in any colour and size.
#pragma once

#include "ui/theme/Theme.h"

#include <QPainter>
#include <QPixmap>

namespace haziri::ui {

/// Rendered once per name, size, colour and device pixel ratio. An unknown name is a bug.
QPixmap iconPixmap(const QString& name, const QColor& colour, int size, qreal devicePixelRatio);
void drawIcon(QPainter& painter, const QRectF& rect, const QString& name, const QColor& colour);

/// The shape that goes with a tone, so that no state is told by colour alone: a tick, a triangle, a cross, a square.
QString shapeOf(Tone tone);

} // namespace haziri::ui
