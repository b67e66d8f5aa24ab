// Takes frames out of Qt Multimedia, whose own threads must not be held up, and hands on the newest as a QImage.
#pragma once

#include <QImage>
#include <QObject>
#include <QVideoFrame>
#include <QVideoSink>
#include <mutex>

namespace haziri::capture {

/// The usual formats are converted on the processor: QVideoFrame::toImage() would set up OpenGL in this thread, which
/// takes 20 to 400 ms a picture where there is no graphics card. What is left goes that way. Null where it cannot be
/// done.
QImage imageOf(QVideoFrame frame);

class VideoFrameTap final : public QObject {
    Q_OBJECT
  public:
    explicit VideoFrameTap(QObject* parent = nullptr);
    QVideoSink* sink() { return &m_sink; }

  Q_SIGNALS:
    void image(const QImage& image); ///< in this object's thread; upright
    void unreadable();               ///< a frame came whose format cannot be converted

  private:
    void keep(const QVideoFrame& frame); // any thread
    void handOn();
    QVideoSink m_sink;
    std::mutex m_mutex;
    QVideoFrame m_newest;
    bool m_posted = false;
};

} // namespace haziri::capture
