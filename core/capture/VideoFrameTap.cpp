#include "core/capture/VideoFrameTap.h"

#include "core/face/YuvImage.h"

namespace haziri::capture {

namespace {
using Format = QVideoFrameFormat;

std::optional<face::YuvLayout> layoutOf(Format::PixelFormat format) {
    switch (format) {
    case Format::Format_YUV420P:
        return face::YuvLayout::I420;
    case Format::Format_YV12:
        return face::YuvLayout::I420; // with U and V exchanged
    case Format::Format_YUV422P:
        return face::YuvLayout::I422;
    case Format::Format_NV12:
        return face::YuvLayout::NV12;
    case Format::Format_NV21:
        return face::YuvLayout::NV21;
    case Format::Format_YUYV:
        return face::YuvLayout::YUYV;
    case Format::Format_UYVY:
        return face::YuvLayout::UYVY;
    default:
        return {};
    }
}

QImage upright(const QImage& image, const QVideoFrame& frame) {
    return face::turned(image, int(frame.rotationAngle()) / 90, frame.mirrored());
}
} // namespace

QImage imageOf(QVideoFrame frame) {
    const auto layout = layoutOf(frame.pixelFormat());
    if (!layout || !frame.map(QVideoFrame::ReadOnly)) return frame.toImage();
    face::YuvPicture picture{*layout, frame.size(), {}};
    const bool vFirst = frame.pixelFormat() == Format::Format_YV12;
    for (int plane = 0; plane < std::min(frame.planeCount(), 3); ++plane) {
        const size_t place = vFirst && plane > 0 ? size_t(3 - plane) : size_t(plane);
        picture.planes[place] = {frame.bits(plane), frame.bytesPerLine(plane), frame.mappedBytes(plane)};
    }
    const auto image = face::toImage(picture);
    frame.unmap();
    return image ? upright(*image, frame) : frame.toImage();
}

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
    const QImage picture = imageOf(frame);
    if (picture.isNull())
        Q_EMIT unreadable();
    else
        Q_EMIT image(picture);
}

} // namespace haziri::capture
