#include "core/base/Ids.h"

namespace haziri {

UuidBytes makeUuidV7(UnixMillis now, RandomSource& random) {
    UuidBytes bytes;
    random.fill(bytes);
    for (int i = 0; i < 6; ++i)
        bytes[size_t(i)] = std::uint8_t(now.value >> (8 * (5 - i)));
    bytes[6] = std::uint8_t((bytes[6] & 0x0f) | 0x70);
    bytes[8] = std::uint8_t((bytes[8] & 0x3f) | 0x80);
    return bytes;
}

QByteArray uuidToText(const UuidBytes& bytes) {
    static const char digits[] = "0123456789abcdef";
    QByteArray text;
    text.reserve(36);
    for (size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
        text += digits[bytes[i] >> 4];
        text += digits[bytes[i] & 15];
    }
    return text;
}

Result<UuidBytes> uuidFromText(QByteArrayView text) {
    const auto malformed = [] { return fail("MALFORMED", QStringLiteral("not a UUIDv7 in lower case")); };
    if (text.size() != 36) return malformed();
    UuidBytes bytes{};
    size_t nibble = 0;
    for (qsizetype i = 0; i < 36; ++i) {
        const char c = text[i];
        if (i == 8 || i == 13 || i == 18 || i == 23) {
            if (c != '-') return malformed();
            continue;
        }
        int digit = -1;
        if (c >= '0' && c <= '9') digit = c - '0';
        if (c >= 'a' && c <= 'f') digit = c - 'a' + 10;
        if (digit < 0) return malformed();
        bytes[nibble / 2] = std::uint8_t(bytes[nibble / 2] << 4 | digit);
        ++nibble;
    }
    if (bytes[6] >> 4 != 7 || bytes[8] >> 6 != 2) return malformed();
    return bytes;
}

} // namespace haziri
