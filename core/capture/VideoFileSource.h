// A video file, played at its own pace, as if a camera stood where it was filmed.
#pragma once

#include "core/capture/FrameSource.h"

#include <memory>

class QMediaPlayer;
class QTimer;

namespace haziri::capture {

class VideoFrameTap;

/// Needs a QGuiApplication (any platform, `offscreen` too): Qt converts video frames with it.
class VideoFileSource final : public FrameSource {
    Q_OBJECT
  public:
    VideoFileSource(const QString& path, const Clock& clock);
    ~VideoFileSource() override;

    SourceName name() const override;
    Pace pace() const override { return Pace::Live; }
    /// failed(): FILE_MISSING, FILE_UNREADABLE (also when no picture came within 20 s)
    void start() override;
    void stop() override;

  private:
    void end(const char* code, const QString& message);
    QString m_path;
    const Clock& m_clock;
    qint64 m_number = 0;
    std::unique_ptr<VideoFrameTap> m_tap;
    std::unique_ptr<QMediaPlayer> m_player;
    std::unique_ptr<QTimer> m_patience; ///< until the first picture
};

} // namespace haziri::capture
