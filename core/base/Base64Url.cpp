#include "core/base/Base64Url.h"

#include <array>
#include <cstdint>

namespace haziri {

namespace {

constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::uint8_t kForeign = 0x80;

constexpr std::array<std::uint8_t, 256> makeValues() {
    std::array<std::uint8_t, 256> values{};
    values.fill(kForeign);
    for (std::uint8_t i = 0; i < 64; ++i)
        values[std::uint8_t(kAlphabet[i])] = i;
    return values;
}
constexpr auto kValues = makeValues();

std::uint32_t valueOf(char c) {
    return kValues[std::uint8_t(c)];
}

} // namespace

QByteArray toBase64Url(QByteArrayView bytes) {
    const qsizetype rest = bytes.size() % 3;
    QByteArray text(bytes.size() / 3 * 4 + (rest ? rest + 1 : 0), Qt::Uninitialized);
    char* out = text.data();
    const auto* in = reinterpret_cast<const std::uint8_t*>(bytes.data());
    for (const auto* const end = in + bytes.size() - rest; in != end; in += 3) {
        const std::uint32_t group = std::uint32_t(in[0]) << 16 | std::uint32_t(in[1]) << 8 | in[2];
        *out++ = kAlphabet[group >> 18];
        *out++ = kAlphabet[group >> 12 & 63];
        *out++ = kAlphabet[group >> 6 & 63];
        *out++ = kAlphabet[group & 63];
    }
    if (rest == 0) return text;
    const std::uint32_t group = std::uint32_t(in[0]) << 16 | (rest == 2 ? std::uint32_t(in[1]) << 8 : 0);
    *out++ = kAlphabet[group >> 18];
    *out++ = kAlphabet[group >> 12 & 63];
    if (rest == 2) *out = kAlphabet[group >> 6 & 63];
    return text;
}

Result<QByteArray> fromBase64Url(QByteArrayView text) {
    const auto malformed = [] { return fail("MALFORMED", QStringLiteral("not base64url without padding")); };
    const qsizetype rest = text.size() % 4;
    if (text.isEmpty()) return QByteArray();
    if (rest == 1) return malformed();
    QByteArray bytes(text.size() / 4 * 3 + (rest ? rest - 1 : 0), Qt::Uninitialized);
    char* out = bytes.data();
    const char* in = text.data();
    std::uint32_t seen = 0; // the values of foreign characters have a bit that no other has
    for (const char* const end = in + text.size() - rest; in != end; in += 4) {
        const std::uint32_t a = valueOf(in[0]), b = valueOf(in[1]), c = valueOf(in[2]), d = valueOf(in[3]);
        seen |= a | b | c | d;
        const std::uint32_t group = a << 18 | b << 12 | c << 6 | d;
        *out++ = char(group >> 16);
        *out++ = char(group >> 8);
        *out++ = char(group);
    }
    if (rest > 0) {
        const std::uint32_t a = valueOf(in[0]), b = valueOf(in[1]), c = rest == 3 ? valueOf(in[2]) : 0;
        seen |= a | b | c;
        // Stray bits would let several texts mean the same bytes.
        if (rest == 2 ? b & 15 : c & 3) return malformed();
        *out++ = char(a << 2 | b >> 4);
        if (rest == 3) *out = char(b << 4 | c >> 2);
    }
    if (seen & kForeign) return malformed();
    return bytes;
}

} // namespace haziri
