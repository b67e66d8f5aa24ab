// Evidence as a picture. The bytes come from a device that may be hostile: kind, size and the number of scans are
// looked at before anything is unpacked, and what is unpacked is bounded.
#pragma once

#include "core/base/Result.h"

#include <QImage>

namespace haziri::evidence {

inline constexpr qint64 kMostPixels = 12'500'000; ///< a telephone's 4000×3000
inline constexpr int kLongSide = 1280;            ///< larger ones are scaled down while they are unpacked

/// JPEG or PNG, upright. PICTURE_UNREADABLE with the reason. Any thread; at most about 100 MB for a moment.
Result<QImage> readEvidence(const QByteArray& bytes);

} // namespace haziri::evidence
