// SQLite says "disk I/O error" for a full disk too; people need the plain word.
#pragma once

#include "core/base/Result.h"

namespace haziri::outbox {

inline constexpr qint64 kFullBelowBytes = 1024 * 1024; ///< less than a transaction with its log may need

/// The same code; other words where it is STORE_UNAVAILABLE and there is no room left. -1: not known.
Error inPlainWords(const Error& error, qint64 bytesFree);
/// Room on the disk of a file, also of one that does not exist yet.
qint64 bytesFreeFor(const QString& path);

} // namespace haziri::outbox
