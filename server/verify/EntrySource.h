// Where haziri-verify reads a log from.
#pragma once

#include "core/base/Json.h"

#include <optional>

namespace haziri::verify {

/// Some of the log, in its order, as it came: lines of which each is one object, in one text or one by one, or objects
/// of one document. Whoever gets it may look at it on another thread.
struct Piece {
    QByteArray text; ///< whole lines; the last may lack its end
    QList<QByteArray> lines;
    QList<json::Reader> objects;
};

/// Errors with the code MALFORMED or CHECKPOINT_INVALID are the log's; so is NO_CHECKPOINT, where nothing but the
/// signature is missing. All others (FILE, NETWORK, HTTP_…) mean that it could not be read. One thread.
class EntrySource {
  public:
    virtual ~EntrySource() = default;
    /// Nothing once all has come. Objects are entries; one with the member `checkpoint` may end them.
    virtual Result<std::optional<Piece>> next() = 0;
    /// The signed note that the entries have to fit, where no object brings it; after next() has come to its end.
    virtual Result<QByteArray> checkpoint() = 0;
};

} // namespace haziri::verify
