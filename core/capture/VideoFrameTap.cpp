#include "core/capture/VideoFrameTap.h"

namespace haziri::capture {

VideoFrameTap::VideoFrameTap(QObject* parent)
    : QObject(parent) {
    connect(&m_sink, &QVideoSink::videoFrameChanged, this, &VideoFrameTap::keep, Qt::DirectConnection);
}

void VideoFrameTap::keep(const QVideoFrame& frame) {
    if (!frame.isValid()) return; // a sink is emptied with an invalid frame when playing ends
    const std::lock_guard lock(m_mutex);
    m_newest = frame;
    if (m_posted) return;
    m_posted = true;
    QMetaObject::invokeMethod(this, &VideoFrameTap::handOn, Qt::QueuedConnection);
}

void VideoFrameTap::handOn() {
    QVideoFrame frame;
    {
        const std::lock_guard lock(m_mutex);
        frame = std::exchange(m_newest, QVideoFrame());
        m_posted = false;
    }
    const QImage picture = frame.toImage();
    if (picture.isNull())
        Q_EMIT unreadable();
    else
        Q_EMIT image(picture);
}

} // namespace haziri::capture
