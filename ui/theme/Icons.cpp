#include "ui/theme/Icons.h"

#include <QPixmapCache>
#include <QSvgRenderer>

namespace haziri::ui {

QPixmap iconPixmap(const QString& name, const QColor& colour, int size, qreal devicePixelRatio) {
    const QString key =
        QStringLiteral("haziri/%1/%2/%3/%4").arg(name, colour.name(QColor::HexArgb)).arg(size).arg(devicePixelRatio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap)) return pixmap;
    QSvgRenderer renderer(QStringLiteral(":/icons/%1.svg").arg(name));
    Q_ASSERT_X(renderer.isValid(), "iconPixmap", qPrintable(name));
    QImage image(QSize(size, size) * devicePixelRatio, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    renderer.render(&painter, QRectF(QPointF(0, 0), QSizeF(image.size())));
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(image.rect(), colour);
    painter.end();
    image.setDevicePixelRatio(devicePixelRatio);
    pixmap = QPixmap::fromImage(image);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

void drawIcon(QPainter& painter, const QRectF& rect, const QString& name, const QColor& colour) {
    const int side = qRound(qMin(rect.width(), rect.height()));
    if (side <= 0) return;
    const QPixmap pixmap = iconPixmap(name, colour, side, painter.device()->devicePixelRatioF());
    painter.drawPixmap(QPointF(qRound(rect.center().x() - side / 2.0), qRound(rect.center().y() - side / 2.0)), pixmap);
}

QString shapeOf(Tone tone) {
    switch (tone) {
    case Tone::Ok:
        return QStringLiteral("ok");
    case Tone::Held:
        return QStringLiteral("held");
    case Tone::Bad:
        return QStringLiteral("bad");
    case Tone::Accent:
        return QStringLiteral("dot");
    case Tone::Neutral:
        break;
    }
    return QStringLiteral("unknown");
}

} // namespace haziri::ui
