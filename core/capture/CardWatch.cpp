#include "core/capture/CardWatch.h"

#include "core/card/QrCode.h"

namespace haziri::capture {

namespace {
constexpr QByteArrayView kScheme = "haziri-card:";
constexpr qint64 kGraceMs = 1'500;
} // namespace

std::optional<QByteArray> CardWatch::read(const QImage& image) {
    auto text = card::readQr(image);
    return text && text->startsWith(kScheme) ? text : std::nullopt;
}

std::optional<QByteArray> CardWatch::see(const QImage& image, UnixMillis at) {
    if (m_looked && at >= *m_looked && at.value - m_looked->value < kEveryMs) return std::nullopt;
    m_looked = at;
    m_seen.removeIf([&](const auto& one) {
        const Seen& seen = one.value();
        return at.value - seen.at.value >= (seen.isForgotten ? kGraceMs : m_repeatAfterMs) || at < seen.at;
    });
    const auto text = read(image);
    if (!text) return std::nullopt;
    const bool again = m_seen.contains(*text);
    m_seen[*text].at = at;
    return again ? std::nullopt : text;
}

void CardWatch::forget() {
    for (Seen& seen : m_seen)
        seen.isForgotten = true;
}

} // namespace haziri::capture
