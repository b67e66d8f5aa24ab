// Where haziri-verify reads a log from.
#pragma once

#include "core/base/Json.h"

#include <optional>

namespace haziri::verify {

/// Errors with the code MALFORMED or CHECKPOINT_INVALID are the log's; all others (FILE, NETWORK, HTTP_…) mean that it
/// could not be read. One thread.
class EntrySource {
  public:
    virtual ~EntrySource() = default;
    /// The next object with an entry; nothing once all entries have come.
    virtual Result<std::optional<json::Reader>> next() = 0;
    /// The signed note that the entries have to fit; after next() has come to its end.
    virtual Result<QByteArray> checkpoint() = 0;
};

} // namespace haziri::verify
