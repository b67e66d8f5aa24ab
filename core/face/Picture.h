// Pictures from files and bytes, with limits; and back to JPEG.
#pragma once

#include "core/base/Result.h"

#include <QImage>

namespace haziri::face {

/// Upright (EXIF obeyed), at most 64 million pixels. PICTURE_UNREADABLE with the reason in words.
Result<QImage> readPicture(const QString& path);
Result<QImage> readPicture(const QByteArray& bytes);

/// JPEG scaled down so that the longer side is at most `longSide`; empty for a null image.
QByteArray toJpeg(const QImage& image, int longSide = 640, int quality = 85);

} // namespace haziri::face
