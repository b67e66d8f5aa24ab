// Does SQLite find the whole file in order? Reads all of it: seconds after years of marks, so not before every start.
#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"

namespace haziri::outbox {

enum class WholeCheck {
    AtOnce, ///< before the store opens, where one is due: for programs that end soon
    Later,  ///< small stores at once; for others needsWholeCheck() says so, and checkWholeStore() does it beside the
            ///< work
};

inline constexpr qint64 kCheckAtOnceBytes = 32'000'000; ///< a tenth of a second
inline constexpr qint64 kCheckEveryMs = 86'400'000;

/// With a connection of its own, from any thread, while others read and write. OUTBOX_DAMAGED; STORE_UNAVAILABLE where
/// it could not be read. Damage leaves a note beside the file, so that the next start looks before it opens.
Result<void> checkWholeStore(const QString& path);
bool wasFoundDamaged(const QString& path);

} // namespace haziri::outbox
