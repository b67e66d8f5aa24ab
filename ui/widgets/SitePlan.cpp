#include "ui/widgets/SitePlan.h"

#include "ui/theme/Style.h"
#include "ui/words/Words.h"

#include <QPainter>
#include <cmath>
#include <numbers>

namespace haziri::ui {

using place::PositionSource;

/// In pixels, the site's middle at the origin of `middle`.
struct SitePlan::Scene {
    QPointF middle, laptop;
    qreal site = 0, accuracy = 0, pixelsPerMetre = 1;
    bool hasSite = false, hasLaptop = false;
};

SitePlan::SitePlan(QWidget* parent)
    : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFixedHeight(168);
}

void SitePlan::setPlace(const muster::PlaceInfo& place) {
    m_place = place;
    setAccessibleName(Words::place(place));
    update();
}

// A site is small: a flat map around its middle is right to a few centimetres.
SitePlan::Scene SitePlan::scene() const {
    Scene scene;
    scene.hasSite = m_place.fence.has_value();
    scene.hasLaptop = m_place.position.source != PositionSource::None;
    const place::GeoPoint centre = scene.hasSite ? m_place.fence->centre : m_place.position.point;
    constexpr qreal metresPerUnit = 6'371'008.8 * std::numbers::pi / 180 / 1e7;
    const qreal narrower = std::cos(centre.latE7 / 1e7 * std::numbers::pi / 180);
    const QPointF metres((qreal(m_place.position.point.lonE7) - centre.lonE7) * metresPerUnit * narrower,
                         -(qreal(m_place.position.point.latE7) - centre.latE7) * metresPerUnit);
    const qreal accuracy = qreal(m_place.position.accuracyCm) / 100;
    const qreal radius = scene.hasSite ? m_place.fence->radiusM : qMax(accuracy, 50.0);
    const qreal away = scene.hasLaptop ? std::hypot(metres.x(), metres.y()) : 0;
    // Both whole circles where the laptop is near; where it is far, it and the site, not the whole width of doubt.
    const qreal reach = qMax(radius, away + qMin(accuracy, qMax(radius, away) * 0.4)) * 1.15;
    scene.middle = QPointF(width() / 2.0, height() / 2.0);
    scene.pixelsPerMetre = qMin(width(), height()) / 2.0 / reach;
    scene.site = radius * scene.pixelsPerMetre;
    scene.laptop = scene.middle + metres * scene.pixelsPerMetre;
    scene.accuracy = accuracy * scene.pixelsPerMetre;
    return scene;
}

void SitePlan::paintEvent(QPaintEvent*) {
    const Theme& theme = Style::themeOf(this);
    const Scene s = scene();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme[Colour::Background]);
    painter.drawRoundedRect(rect(), 8, 8);
    painter.setClipRect(rect().adjusted(1, 1, -1, -1));
    if (s.hasSite) {
        painter.setPen(QPen(theme[Colour::Accent], 2));
        painter.setBrush(theme[Colour::AccentSoft]);
        painter.drawEllipse(s.middle, s.site, s.site);
        painter.drawLine(s.middle - QPointF(4, 0), s.middle + QPointF(4, 0));
        painter.drawLine(s.middle - QPointF(0, 4), s.middle + QPointF(0, 4));
    }
    if (s.hasLaptop) {
        const bool outside = m_place.verdict == place::FenceVerdict::Outside;
        const bool declared = m_place.position.source == PositionSource::Declared;
        const QColor ink = outside ? theme.ink(Tone::Held) : declared ? theme[Colour::Dim] : theme.ink(Tone::Ok);
        QPen doubt(ink, 1.5, Qt::DashLine);
        painter.setPen(doubt);
        painter.setBrush(Qt::NoBrush);
        if (!declared) painter.drawEllipse(s.laptop, s.accuracy, s.accuracy);
        painter.setPen(QPen(theme[Colour::Panel], 2));
        painter.setBrush(ink);
        // A diamond outside, a disc inside, a square for what was only declared: not by colour alone.
        if (outside)
            painter.drawPolygon(QPolygonF{s.laptop + QPointF(0, -8), s.laptop + QPointF(8, 0), s.laptop + QPointF(0, 8),
                                          s.laptop + QPointF(-8, 0)});
        else if (declared)
            painter.drawRect(QRectF(s.laptop - QPointF(5, 5), QSizeF(10, 10)));
        else
            painter.drawEllipse(s.laptop, 6, 6);
    }
    if (!s.hasSite && !s.hasLaptop) return;
    // A round length that takes about a quarter of the width.
    const qreal want = width() / 4.0 / s.pixelsPerMetre;
    const qreal step = std::pow(10.0, std::floor(std::log10(qMax(want, 1.0))));
    const qreal bar = step * (want / step >= 5 ? 5 : want / step >= 2 ? 2 : 1);
    const QPointF left(10, height() - 12);
    painter.setPen(QPen(theme[Colour::Dim], 2));
    painter.drawLine(left, left + QPointF(bar * s.pixelsPerMetre, 0));
    painter.setFont(theme.font(TextSize::Small));
    painter.drawText(left + QPointF(0, -5), Words::metres(qint64(bar)));
}

} // namespace haziri::ui
