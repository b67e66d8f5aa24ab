// base64url without padding (RFC 4648 section 5), the form of all binary in the protocol's JSON.
#pragma once

#include "core/base/Result.h"

namespace haziri {

QByteArray toBase64Url(QByteArrayView bytes);

/// Strict: no padding, no white space, no foreign character, no stray bits in the last one. Otherwise MALFORMED.
Result<QByteArray> fromBase64Url(QByteArrayView text);

} // namespace haziri
