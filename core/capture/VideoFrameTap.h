// Takes frames out of Qt Multimedia, whose own threads must not be held up, and hands on the newest as a QImage.
#pragma once

#include <QImage>
#include <QObject>
#include <QVideoFrame>
#include <QVideoSink>
#include <mutex>

namespace haziri::capture {

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
