// A camera for tests: people pass in front of it, one picture after another on a plain canvas, at a camera's pace.
#pragma once

#include "core/capture/FrameSource.h"

#include <QPainter>
#include <QTimer>

namespace haziri::test {

/// The picture in the middle of a camera's view (and, where asked, aside of it), as tall as `share` of it.
inline QImage onCanvas(const QImage& picture, double share = 0.5, QPoint shift = {}, QSize size = {640, 480}) {
    QImage canvas(size, QImage::Format_RGB32);
    canvas.fill(QColor(118, 122, 126));
    const QImage scaled = picture.scaledToHeight(int(size.height() * share), Qt::SmoothTransformation);
    QPainter painter(&canvas);
    painter.drawImage(QPoint((size.width() - scaled.width()) / 2, (size.height() - scaled.height()) / 2) + shift,
                      scaled);
    return canvas;
}

/// Two people side by side.
inline QImage sideBySide(const QImage& left, const QImage& right) {
    QImage canvas = onCanvas(left, 0.45, {-150, 0});
    const QImage second = right.scaledToHeight(int(canvas.height() * 0.45), Qt::SmoothTransformation);
    QPainter painter(&canvas);
    painter.drawImage(QPoint(320 + 150 - second.width() / 2, (canvas.height() - second.height()) / 2), second);
    return canvas;
}

/// Shows each image for a number of frames. A null image is an empty view.
class PictureStream final : public capture::FrameSource {
  public:
    struct Scene {
        QImage image;
        int frames = 1;
    };
    PictureStream(QList<Scene> scenes, const Clock& clock, int framesPerSecond = 25,
                  capture::SourceKind kind = capture::SourceKind::Camera)
        : m_scenes(std::move(scenes))
        , m_clock(clock)
        , m_kind(kind) {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(1000 / framesPerSecond);
        connect(&m_timer, &QTimer::timeout, this, [this] { show(); });
    }
    capture::SourceName name() const override { return {m_kind, QStringLiteral("pictures")}; }
    capture::Pace pace() const override { return capture::Pace::Live; }
    void start() override { m_timer.start(); }
    void stop() override { m_timer.stop(); }

  private:
    void show() {
        while (!m_scenes.isEmpty() && m_scenes.first().frames <= 0)
            m_scenes.removeFirst();
        if (m_scenes.isEmpty()) {
            m_timer.stop();
            Q_EMIT finished();
            return;
        }
        Scene& scene = m_scenes.first();
        --scene.frames;
        QImage image = scene.image;
        if (image.isNull()) {
            image = QImage(640, 480, QImage::Format_RGB32);
            image.fill(QColor(118, 122, 126));
        }
        Q_EMIT frame({image, m_number++, m_clock.now(), {}});
    }
    QList<Scene> m_scenes;
    const Clock& m_clock;
    capture::SourceKind m_kind;
    QTimer m_timer{this};
    qint64 m_number = 0;
};

} // namespace haziri::test
