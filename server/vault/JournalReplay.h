// After a crash: photographs that were acknowledged and whose own files did not reach the disk come back from the
// journal, and those that nobody acknowledged go from the disk.
#pragma once

#include "core/sealed/SealedFile.h"
#include "core/sql/Database.h"

namespace haziri::vault {

struct Replayed {
    qint64 frames = 0;   ///< whole ones that were found
    qint64 restored = 0; ///< photographs whose files were missing or damaged
    qint64 removed = 0;  ///< blobs that were written and never committed: no row names them, and no key opens them
};

/// Before the server listens. Goes through the segments that no living process holds, and removes them once what they
/// restored is durable. Only what a stored row's own key opens is written: not what was erased, nothing foreign. A
/// blob of a frame that no row names is removed, once no transaction of the dead process can still commit. A photograph
/// that was damaged after its segment had gone stays damaged, and is found by its next reader. IO_ERROR,
/// STORE_….
Result<Replayed> replayJournal(sql::Database& database, const sealed::KeyRing& keys, const QString& uploadsPath);

} // namespace haziri::vault
