// Files that are whole or absent after a power cut: written beside, fsynced, renamed, directory fsynced.
#pragma once

#include "core/base/Result.h"

namespace haziri::sealed {

/// IO_ERROR with the system's words; the old content, if any, is then still there. `ownerOnly` makes it mode 0600.
Result<void> writeDurably(const QString& path, QByteArrayView content, bool ownerOnly = true);
/// The folder, made where it is missing; its name in the folder above is synced too, whoever made it. IO_ERROR.
Result<void> makeFolderDurably(const QString& path);
Result<QByteArray> readWhole(const QString& path, qsizetype maxBytes); ///< FILE_MISSING, FILE_TOO_LARGE, IO_ERROR

} // namespace haziri::sealed
