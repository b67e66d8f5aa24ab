// One run over a log: rebuilds every hash and compares with what was signed, by the server and by the devices.
#pragma once

#include "core/audit/LogVerifier.h"
#include "server/verify/EntrySource.h"
#include "server/verify/HeadCheck.h"

#include <functional>

namespace haziri::verify {

struct Outcome {
    audit::Checkpoint checkpoint; ///< only where nothing is wrong
    qint64 entries = 0;           ///< that hold, counted from the start
    qint64 withoutData = 0;       ///< erased, or withheld from whoever asks
    HeadReport heads;             ///< only where nothing is wrong
    std::optional<audit::BadEntry> bad;
    std::optional<Error> badCheckpoint; ///< the log has no checkpoint that its key signed
    std::optional<Error> unreadable;    ///< file or line failed: nothing is said about the log
    bool holds() const { return !bad && !badCheckpoint && !unreadable; }
};

/// `witnessed`: an older checkpoint that the log must contain as its past. `progress` is told the number of entries.
Outcome verifyLog(EntrySource& source, const audit::VerifierKey& key, const std::optional<audit::Checkpoint>& witnessed,
                  const std::function<void(qint64)>& progress);

} // namespace haziri::verify
