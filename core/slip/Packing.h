// A log record made small: the signed packet inside it is unwrapped from its base64, and all of it deflated with a
// dictionary of what such records look like (resources/slip/dictionary-1.txt).
#pragma once

#include "core/base/Result.h"

namespace haziri::slip {

struct Packed {
    QByteArray text; ///< raw deflate (RFC 1951): the record; or its rest, the packet's header and payload, NUL between
    QByteArray signature; ///< of the packet; empty where the record holds none that comes back exactly
};

Packed pack(const QByteArray& record);
/// MALFORMED; never more than 256 KiB.
Result<QByteArray> unpack(const Packed& packed);

} // namespace haziri::slip
