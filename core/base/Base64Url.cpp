#include "core/base/Base64Url.h"

#include <array>
#include <cstdint>

namespace haziri {

namespace {

constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::uint32_t kForeign = 0x80000000; // a bit that no value has, wherever its character stands

/// What each character means at each of the four places of a group, shifted there already.
using Values = std::array<std::uint32_t, 256>;
constexpr std::array<Values, 4> makeValues() {
    std::array<Values, 4> places{};
    for (int place = 0; place < 4; ++place) {
        places[place].fill(kForeign);
        for (std::uint32_t i = 0; i < 64; ++i)
            places[place][std::uint8_t(kAlphabet[i])] = i << (18 - 6 * place);
    }
    return places;
}
constexpr auto kValues = makeValues();

std::uint32_t valueOf(char c, int place) {
    return kValues[place][std::uint8_t(c)];
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
    std::uint32_t seen = 0;
    for (const char* const end = in + text.size() - rest; in != end; in += 4) {
        const std::uint32_t group = valueOf(in[0], 0) | valueOf(in[1], 1) | valueOf(in[2], 2) | valueOf(in[3], 3);
        seen |= group;
        *out++ = char(group >> 16);
        *out++ = char(group >> 8);
        *out++ = char(group);
    }
    if (rest > 0) {
        const std::uint32_t group = valueOf(in[0], 0) | valueOf(in[1], 1) | (rest == 3 ? valueOf(in[2], 2) : 0);
        seen |= group;
        // Stray bits would let several texts mean the same bytes.
        if (group & (rest == 2 ? 0xffffU : 0xffU)) return malformed();
        *out++ = char(group >> 16);
        if (rest == 3) *out = char(group >> 8);
    }
    if (seen & kForeign) return malformed();
    return bytes;
}

} // namespace haziri
