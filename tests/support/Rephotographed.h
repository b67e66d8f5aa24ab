// What a camera would see of somebody, and of a print or a screen that shows the same picture: made, not filmed. From
// photographs with room around a face; nobody should take what is measured on them for a measurement of real attacks.
#pragma once

#include "core/face/FaceEngine.h"
#include "tests/support/Scenes.h"

#include <QLinearGradient>
#include <QPainter>
#include <QTransform>
#include <algorithm>
#include <cmath>
#include <optional>

namespace haziri::test {

constexpr QSize kView(640, 480);

/// The part of a photograph around one face, as a camera before it would have it: the face `tall` pixels high. Nothing
/// where the photograph has no such room.
inline std::optional<QImage> viewOf(const QImage& photograph, const face::FaceBox& face, double tall = 150) {
    const double scale = tall / face.box.height();
    const QSizeF size = QSizeF(kView) / scale;
    QRectF part(face.box.center() - QPointF(size.width(), size.height()) / 2, size);
    if (size.width() > photograph.width() || size.height() > photograph.height()) return std::nullopt;
    part.moveLeft(std::clamp(part.left(), 0.0, photograph.width() - size.width()));
    part.moveTop(std::clamp(part.top(), 0.0, photograph.height() - size.height()));
    return photograph.copy(part.toRect()).scaled(kView, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

/// The grain of a sensor.
inline QImage withGrain(const QImage& image, quint32 seed, int strength = 6) {
    QRandomGenerator random(seed);
    QImage out = image.convertToFormat(QImage::Format_RGB888);
    for (int y = 0; y < out.height(); ++y)
        for (uchar *p = out.scanLine(y), *end = p + out.width() * 3; p < end; ++p)
            *p = uchar(std::clamp(int(*p) + int(random.bounded(2 * strength + 1)) - strength, 0, 255));
    return out;
}

/// Somebody who stands there: sways a little, comes a little nearer.
inline QImage liveFrame(const QImage& view, int moment, quint32 seed) {
    const double wave = std::sin(moment / 2.0);
    QImage frame(kView, QImage::Format_RGB888);
    QPainter painter(&frame);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.translate(320 + 6 * wave, 240 + 3 * std::cos(moment / 1.7));
    painter.scale(1.06 + 0.02 * wave, 1.06 + 0.02 * wave);
    painter.rotate(wave);
    painter.drawImage(QPointF(-320, -240), view);
    painter.end();
    return withGrain(frame, seed + quint32(moment));
}

enum class Trick { Print, Screen };

/// What is held up: paper loses contrast and has an edge; a screen glows bluish behind a black rim and its lines beat
/// with the sensor's.
inline QImage heldUp(const QImage& view, Trick trick) {
    QImage shown = view.convertToFormat(QImage::Format_RGB888);
    for (int y = 0; y < shown.height(); ++y) {
        uchar* line = shown.scanLine(y);
        for (int x = 0; x < shown.width(); ++x)
            for (int c = 0; c < 3; ++c) {
                uchar& value = line[3 * x + c];
                const double moire = 1 + 0.10 * std::sin(x * 0.9 + y * 0.13) * std::sin(y * 1.1 - x * 0.07);
                const double changed = trick == Trick::Print
                                           ? 38 + value * 0.74
                                           : (c == 2 ? 22 : 8) + value * (c == 0 ? 0.86 : 0.94) * moire;
                value = uchar(std::clamp(changed, 0.0, 255.0));
            }
    }
    const int rim = trick == Trick::Print ? 12 : 26;
    QImage whole(shown.size() + QSize(2 * rim, 2 * rim), QImage::Format_RGB888);
    whole.fill(trick == Trick::Print ? QColor(232, 230, 224) : QColor(14, 14, 16));
    QPainter painter(&whole);
    painter.drawImage(rim, rim, shown);
    QLinearGradient glare(0, 0, whole.width(), whole.height());
    const QColor light(255, 255, 255, trick == Trick::Print ? 40 : 110);
    glare.setColorAt(0.25, QColor(255, 255, 255, 0));
    glare.setColorAt(0.4, light);
    glare.setColorAt(0.5, QColor(255, 255, 255, 0));
    painter.fillRect(whole.rect(), glare);
    return whole;
}

/// The same, held before the camera: tilted, never quite still.
inline QImage attackFrame(const QImage& held, int moment, quint32 seed) {
    const double wave = std::sin(moment / 2.3);
    QImage frame = scene(int(seed % 1000)).convertToFormat(QImage::Format_RGB888);
    const double angle = (8 + 10 * wave) * M_PI / 180;
    QTransform place;
    place.translate(320 + 8 * wave, 240 + 5 * std::cos(moment / 1.9));
    place.rotate(2 * wave);
    place = QTransform(std::cos(angle), 0, -std::sin(angle) / 700, 0, 1, 0, 0, 0, 1) * place;
    place.scale(0.92, 0.92);
    place.translate(-held.width() / 2.0, -held.height() / 2.0);
    QPainter painter(&frame);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setTransform(place);
    painter.drawImage(0, 0, held);
    painter.end();
    return withGrain(frame, seed + quint32(moment));
}

} // namespace haziri::test
