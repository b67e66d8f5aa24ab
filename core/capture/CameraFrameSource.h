// A camera through Qt Multimedia.
#pragma once

#include "core/capture/FrameSource.h"

#include <QTimer>
#include <memory>

class QCamera;
class QCameraDevice;
class QMediaCaptureSession;
class QMediaDevices;

namespace haziri::capture {

class VideoFrameTap;

/// Needs a QGuiApplication. Picks the format nearest to 640×480 at 25 to 30 frames a second.
class CameraFrameSource final : public FrameSource {
    Q_OBJECT
  public:
    /// `id` as cameras() gives it, Qt's id or the camera's description; empty: the default camera.
    CameraFrameSource(const QString& id, const Clock& clock);
    ~CameraFrameSource() override;

    SourceName name() const override;
    Pace pace() const override { return Pace::Live; }
    /// failed(): CAMERA_NONE, CAMERA_BUSY where it cannot be opened, CAMERA_LOST where it was unplugged or gives no
    /// pictures.
    void start() override;
    void stop() override;

  private:
    void end(const char* code, const QString& message);
    void checkStillThere();
    void nameAfter(const QCameraDevice& device);
    QString m_id;
    const Clock& m_clock;
    SourceName m_name;
    qint64 m_number = 0;
    QTimer m_silence{this}; ///< fires when no picture came for a while
    std::unique_ptr<QMediaDevices> m_devices;
    std::unique_ptr<VideoFrameTap> m_tap;
    std::unique_ptr<QCamera> m_camera;
    std::unique_ptr<QMediaCaptureSession> m_session;
};

} // namespace haziri::capture
