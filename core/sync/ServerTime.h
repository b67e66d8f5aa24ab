// The server's clock, where a proof was refused for its time: a laptop whose clock was set back a day must still be
// able to sign in. The pinned connection vouches for the date; it is used for proofs only, never for a mark.
#pragma once

#include "core/base/Clock.h"
#include "core/sync/Transport.h"

#include <optional>

namespace haziri::sync {

/// Of an answer that says PROOF_EXPIRED and names its date; nothing for any other.
std::optional<UnixMillis> serversTime(const HttpAnswer& refusal);

} // namespace haziri::sync
