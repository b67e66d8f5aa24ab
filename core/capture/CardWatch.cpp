#include "core/capture/CardWatch.h"

#include "core/card/QrCode.h"

namespace haziri::capture {

namespace {
constexpr QByteArrayView kScheme = "haziri-card:";
}

std::optional<QByteArray> CardWatch::read(const QImage& image) {
    auto text = card::readQr(image);
    return text && text->startsWith(kScheme) ? text : std::nullopt;
}

std::optional<QByteArray> CardWatch::see(const QImage& image, UnixMillis at) {
    if (m_looked && at >= *m_looked && at.value - m_looked->value < kEveryMs) return std::nullopt;
    m_looked = at;
    m_seen.removeIf(
        [&](const auto& one) { return at.value - one.value().value >= m_repeatAfterMs || at < one.value(); });
    const auto text = read(image);
    if (!text) return std::nullopt;
    const bool again = m_seen.contains(*text);
    m_seen.insert(*text, at);
    return again ? std::nullopt : text;
}

} // namespace haziri::capture
