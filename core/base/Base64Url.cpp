#include "core/base/Base64Url.h"

namespace haziri {

namespace {
constexpr auto kOptions = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
}

QByteArray toBase64Url(QByteArrayView bytes) {
    return QByteArray::fromRawData(bytes.data(), bytes.size()).toBase64(kOptions);
}

Result<QByteArray> fromBase64Url(QByteArrayView text) {
    const QByteArray input = text.toByteArray();
    const auto decoded = QByteArray::fromBase64Encoding(input, kOptions | QByteArray::AbortOnBase64DecodingErrors);
    // Encoding again is the simplest proof that there was exactly one way to write these bytes.
    if (!decoded || decoded.decoded.toBase64(kOptions) != input)
        return fail("MALFORMED", QStringLiteral("not base64url without padding"));
    return decoded.decoded;
}

} // namespace haziri
