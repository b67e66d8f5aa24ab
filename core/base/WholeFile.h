// A file that is written beside its old content and takes its place whole, or not at all.
#pragma once

#include <QSaveFile>

namespace haziri {

/// QSaveFile::commit, but for one thing: small content still lies in the file's buffer then, and a disk that is full,
/// or that fails, while the buffer is written goes unnoticed by it: an empty file would take the old one's place.
/// What a write put down only in part, its caller has to notice by the number it gave back.
/// False: the old content, if any, is still there, and `file.errorString()` says why. For any thread that owns the
/// file.
bool commitWhole(QSaveFile& file);

} // namespace haziri
