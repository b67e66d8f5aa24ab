// Reads the photographs behind earlier marks back into a PhotoMemory, a piece at a time: opening a profile with years
// of marks in it costs no more than opening a fresh one.
#pragma once

#include "core/muster/PhotoMemory.h"
#include "core/outbox/Outbox.h"

namespace haziri::muster {

class PhotoRecall {
  public:
    /// The next `most` packets, newest first, of PhotoMemory::kMost in all; those of PhotoMemory::kKeepMs before `now`
    /// count. True: there are more. An error leaves the place where it was.
    Result<bool> read(const outbox::Outbox& outbox, UnixMillis now, int most, PhotoMemory& photos);

  private:
    std::pair<qint64, qint64> m_before{std::numeric_limits<qint64>::max(), 0}; ///< epoch, seq
    qsizetype m_left = PhotoMemory::kMost;
};

} // namespace haziri::muster
