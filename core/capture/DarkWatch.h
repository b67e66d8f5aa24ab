// Does a camera show nothing but black, because it is covered, switched off by a key, or stands in the dark? No
// threads.
#pragma once

#include "core/base/Clock.h"

#include <QImage>
#include <optional>

namespace haziri::capture {

class DarkWatch {
  public:
    static constexpr qint64 kPatienceMs = 2000; ///< cameras begin with a few black pictures

    /// True once the pictures have been black for a while, false when one shows something again; nothing between.
    std::optional<bool> see(const QImage& image, UnixMillis at);

    /// Nearly every sample is nearly black.
    static bool isBlack(const QImage& image);

  private:
    std::optional<UnixMillis> m_since;
    bool m_dark = false;
};

} // namespace haziri::capture
