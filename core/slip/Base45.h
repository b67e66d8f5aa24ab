// Base45 (RFC 9285): bytes in the letters that a QR code packs tightest.
#pragma once

#include "core/base/Result.h"

namespace haziri::slip {

QByteArray toBase45(QByteArrayView bytes);
Result<QByteArray> fromBase45(QByteArrayView text); ///< strict; MALFORMED

} // namespace haziri::slip
