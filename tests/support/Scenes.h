// Pictures that are made, not taken: for tests of what knows a picture again.
#pragma once

#include <QImage>
#include <QPainter>
#include <QRandomGenerator>

namespace haziri::test {

/// A wall with things on it; another seed, another wall.
inline QImage scene(int seed) {
    QRandomGenerator random{quint32(seed)};
    QImage image(640, 480, QImage::Format_RGB888);
    image.fill(QColor(int(random.bounded(256)), int(random.bounded(256)), int(random.bounded(256))));
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (int i = 0; i < 220; ++i) {
        painter.setBrush(QColor(int(random.bounded(256)), int(random.bounded(256)), int(random.bounded(256))));
        const int size = 10 + int(random.bounded(i < 40 ? 180 : 50));
        const QRect place(int(random.bounded(700)) - 60, int(random.bounded(540)) - 60, size,
                          10 + int(random.bounded(size)));
        i % 2 ? painter.drawEllipse(place) : painter.drawRect(place);
    }
    return image;
}

/// The same wall with somebody before it.
inline QImage sceneWithPerson(int seed, int person) {
    QImage image = scene(seed);
    const QImage coat = scene(person + 1000);
    QPainter painter(&image);
    painter.drawImage(QRect(200 + person % 7 * 5, 120, 220, 360), coat, QRect(100, 60, 220, 360));
    return image;
}

inline QImage brightened(QImage image, double factor) {
    image = image.convertToFormat(QImage::Format_RGB888);
    for (int y = 0; y < image.height(); ++y)
        for (uchar *p = image.scanLine(y), *end = p + image.width() * 3; p < end; ++p)
            *p = uchar(std::clamp(int(*p * factor), 0, 255));
    return image;
}

} // namespace haziri::test
