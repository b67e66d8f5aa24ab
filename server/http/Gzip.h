// Inflates a gzip body (RFC 1952) into a bounded amount of memory.
#pragma once

#include "core/base/Result.h"

namespace haziri::http {

/// TOO_LARGE as soon as the output would pass `maxBytes` (a bomb is not unfolded any further); MALFORMED for anything
/// but exactly one whole gzip member.
Result<QByteArray> inflateGzip(QByteArrayView compressed, qsizetype maxBytes);

} // namespace haziri::http
