#include "ui/widgets/PhotoBox.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Live.h"

#include <QPainterPath>

namespace haziri::ui {

PhotoBox::PhotoBox(QSize size, QWidget* parent)
    : QWidget(parent) {
    setFixedSize(size);
    onLanguage(this, [this] { tellWatermark(); });
}

void PhotoBox::setPhoto(const QImage& photo) {
    m_photo = photo;
    m_hidden = false;
    update();
}

void PhotoBox::setHiddenPhoto() {
    m_photo = {};
    setWatermark({});
    m_hidden = true;
    update();
}

void PhotoBox::setWatermark(std::function<QString()> text) {
    m_sayWatermark = std::move(text);
    tellWatermark();
}

void PhotoBox::tellWatermark() {
    m_watermark = m_sayWatermark ? m_sayWatermark() : QString();
    setAccessibleDescription(m_watermark);
    update();
}

QImage PhotoBox::rendered() const {
    QImage image(size(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    const_cast<PhotoBox*>(this)->render(&image);
    return image;
}

void PhotoBox::paintEvent(QPaintEvent*) {
    const Theme& theme = Style::themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    shape.addRoundedRect(rect(), theme.measures().radiusPanel, theme.measures().radiusPanel);
    painter.setClipPath(shape);
    painter.fillRect(rect(), theme[Colour::UnknownSoft]);
    if (!m_photo.isNull()) {
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        const QSizeF size = QSizeF(m_photo.size()).scaled(QSizeF(this->size()), Qt::KeepAspectRatioByExpanding);
        painter.drawImage(QRectF(QPointF((width() - size.width()) / 2, (height() - size.height()) / 2), size), m_photo);
        if (!m_watermark.isEmpty()) {
            painter.setFont(theme.font(TextSize::Small, true));
            const QFontMetrics metrics(painter.font());
            painter.translate(width() / 2.0, height() / 2.0);
            painter.rotate(-24);
            const int step = metrics.height() * 3, wide = metrics.horizontalAdvance(m_watermark) + 40;
            for (int y = -height(); y < height(); y += step)
                for (int x = -width() - ((y / step) % 2 ? wide / 2 : 0); x < width(); x += wide) {
                    painter.setPen(QColor(0, 0, 0, 110));
                    painter.drawText(x + 1, y + 1, m_watermark);
                    painter.setPen(QColor(255, 255, 255, 170));
                    painter.drawText(x, y, m_watermark);
                }
        }
        return;
    }
    if (m_hidden) {
        painter.setPen(QPen(theme[Colour::Line], 9));
        for (int x = -height(); x < width(); x += 24)
            painter.drawLine(x, height(), x + height(), 0);
        const QRectF disc(width() / 2.0 - 22, height() / 2.0 - 22, 44, 44);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme[Colour::Panel]);
        painter.drawEllipse(disc);
        drawIcon(painter, disc.adjusted(11, 11, -11, -11), QStringLiteral("lock"), theme[Colour::UnknownInk]);
        return;
    }
    drawIcon(painter, QRectF(width() / 2.0 - 16, height() / 2.0 - 16, 32, 32), QStringLiteral("user"),
             theme[Colour::UnknownInk]);
}

} // namespace haziri::ui
