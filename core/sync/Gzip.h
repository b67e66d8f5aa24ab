// A body as small as it gets for a thin line: one gzip member (RFC 1952).
#pragma once

#include <QByteArray>

namespace haziri::sync {

QByteArray gzip(const QByteArray& plain);

} // namespace haziri::sync
