#include "core/slip/Base45.h"

namespace haziri::slip {

namespace {
constexpr char kLetters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
constexpr int kBase = 45;
} // namespace

QByteArray toBase45(QByteArrayView bytes) {
    QByteArray text;
    text.reserve(bytes.size() * 3 / 2 + 2);
    for (qsizetype i = 0; i < bytes.size(); i += 2) {
        const bool isPair = i + 1 < bytes.size();
        int value = isPair ? uchar(bytes[i]) * 256 + uchar(bytes[i + 1]) : uchar(bytes[i]);
        for (int digits = isPair ? 3 : 2; digits > 0; --digits, value /= kBase)
            text += kLetters[value % kBase];
    }
    return text;
}

Result<QByteArray> fromBase45(QByteArrayView text) {
    const auto bad = [] { return fail("MALFORMED", QStringLiteral("no base45 text")); };
    if (text.size() % 3 == 1) return bad();
    const QByteArrayView letters(kLetters, kBase);
    QByteArray bytes;
    for (qsizetype i = 0; i < text.size(); i += 3) {
        const int digits = int(std::min<qsizetype>(3, text.size() - i));
        int value = 0;
        for (int k = digits - 1; k >= 0; --k) {
            const qsizetype digit = letters.indexOf(text[i + k]);
            if (digit < 0) return bad();
            value = value * kBase + int(digit);
        }
        if (value > (digits == 3 ? 0xffff : 0xff)) return bad();
        if (digits == 3) bytes += char(value / 256);
        bytes += char(value % 256);
    }
    return bytes;
}

} // namespace haziri::slip
