#include "core/face/HeadTurn.h"

#include <cmath>

namespace haziri::face {

std::optional<double> noseAcross(const FivePoints& points) {
    const QPointF eyes = (points[0] + points[1]) / 2, mouth = (points[3] + points[4]) / 2;
    const QPointF across = (points[1] - points[0]) / 2, down = mouth - eyes, nose = points[2] - eyes;
    // nose = a·across + b·down, by Cramer's rule
    const double area = across.x() * down.y() - across.y() * down.x();
    const double size = std::hypot(across.x(), across.y()) * std::hypot(down.x(), down.y());
    if (!std::isfinite(area) || size < 1e-6 || std::abs(area) < 0.05 * size) return std::nullopt;
    return (nose.x() * down.y() - nose.y() * down.x()) / area;
}

} // namespace haziri::face
