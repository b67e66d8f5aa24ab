// Raw camera and video pictures (YUV, BT.601) to RGB, on the processor: about a millisecond for 640×480.
#pragma once

#include "core/base/Result.h"

#include <QImage>
#include <array>

namespace haziri::face {

enum class YuvLayout {
    I420, ///< planes Y, U, V; colours at half width and height
    I422, ///< planes Y, U, V; colours at half width; taken as full range, as JPEG decoders give it
    NV12, ///< planes Y and UV interleaved at half width and height
    NV21, ///< the same with V before U
    YUYV, ///< one plane, packed
    UYVY, ///< one plane, packed
};

struct YuvPicture {
    struct Plane {
        const uchar* data = nullptr; ///< borrowed for the call
        qsizetype stride = 0;        ///< bytes from line to line
        qsizetype bytes = 0;         ///< how many may be read
    };
    YuvLayout layout = YuvLayout::I420;
    QSize size; ///< even numbers
    std::array<Plane, 3> planes;
};

/// The picture turned clockwise by quarter turns (0 to 3), then mirrored left to right where asked.
QImage turned(const QImage& image, int quarters, bool mirrored);

/// BGR888. PICTURE_UNREADABLE where planes are missing or too short for the size.
Result<QImage> toImage(const YuvPicture& picture);

} // namespace haziri::face
