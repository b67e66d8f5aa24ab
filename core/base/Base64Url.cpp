#include "core/base/Base64Url.h"

namespace haziri {

namespace {
constexpr auto kOptions = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
}

QByteArray toBase64Url(QByteArrayView bytes) {
    return QByteArray::fromRawData(bytes.data(), bytes.size()).toBase64(kOptions);
}

Result<QByteArray> fromBase64Url(QByteArrayView text) {
    const auto malformed = [] { return fail("MALFORMED", QStringLiteral("not base64url without padding")); };
    const qsizetype rest = text.size() % 4;
    if (text.isEmpty()) return QByteArray();
    if (rest == 1 || text.back() == '=') return malformed();
    auto decoded = QByteArray::fromBase64Encoding(QByteArray::fromRawData(text.data(), text.size()),
                                                  kOptions | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded) return malformed();
    // Encoding the last group again is the simplest proof that there was exactly one way to write these bytes.
    const qsizetype tail = rest ? rest - 1 : 3;
    if (toBase64Url(QByteArrayView(decoded.decoded).last(tail)) != text.last(rest ? rest : 4)) return malformed();
    return std::move(decoded.decoded);
}

} // namespace haziri
