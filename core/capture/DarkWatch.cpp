#include "core/capture/DarkWatch.h"

namespace haziri::capture {

namespace {
constexpr int kColumns = 32, kRows = 24; // a lamp in the corner of a dark gate covers more than one of the samples
constexpr int kBlack = 24;               // of 255: a covered sensor's noise stays below
constexpr double kShare = 0.98;
} // namespace

bool DarkWatch::isBlack(const QImage& image) {
    if (image.isNull()) return false;
    int black = 0;
    for (int row = 0; row < kRows; ++row) {
        for (int column = 0; column < kColumns; ++column) {
            const QPoint place((2 * column + 1) * image.width() / (2 * kColumns),
                               (2 * row + 1) * image.height() / (2 * kRows));
            black += qGray(image.pixel(place)) < kBlack;
        }
    }
    return black >= kShare * kColumns * kRows;
}

std::optional<bool> DarkWatch::see(const QImage& image, UnixMillis at) {
    if (!isBlack(image)) {
        m_since.reset();
        return std::exchange(m_dark, false) ? std::optional(false) : std::nullopt;
    }
    if (!m_since || at < *m_since) m_since = at; // a clock that was set back begins anew
    if (m_dark || at.value - m_since->value < kPatienceMs) return std::nullopt;
    m_dark = true;
    return true;
}

} // namespace haziri::capture
