// How far the chain has come, kept apart from the store: in the key store. A profile whose store lies behind this mark
// is an old copy of itself.
//
// The mark only ever follows the store, so a kill between the two raises no false alarm; it may lag by kLag packets
// while the program runs, since a keychain is too slow to be written with every mark. It is brought up to date before
// packets are sent (what the server may have seen is never numbered again), after a run, when somebody signs out, and
// when the profile is closed. What lies in the lag after a kill, and is then replaced by a copy from within those few
// minutes, is left to the server, which knows it as CHAIN_FORK.
#pragma once

#include "core/base/Clock.h"
#include "core/device/KeyStore.h"

#include <compare>

namespace haziri::device {

struct ChainMark {
    qint64 epoch = 0; ///< 0: never registered
    qint64 seq = 0;
    BootInstant boot; ///< when it was written
    std::strong_ordering ahead(qint64 otherEpoch, qint64 otherSeq) const {
        return epoch != otherEpoch ? epoch <=> otherEpoch : seq <=> otherSeq;
    }
};

class HighWater {
  public:
    static constexpr qint64 kLag = 20; ///< packets between two writes while the program runs

    /// Reads the mark; an unreadable one counts as none. Errors are the key store's.
    static Result<HighWater> load(KeyStore& keys);

    const ChainMark& mark() const { return m_mark; }
    /// Writes the mark where the chain has come further; lower places change nothing.
    Result<void> raise(KeyStore& keys, qint64 epoch, qint64 seq, const BootInstant& boot);
    bool lags(qint64 epoch, qint64 seq) const { return epoch > m_mark.epoch || seq >= m_mark.seq + kLag; }
    /// This boot's clock stood further when the mark was written: the machine was set back to a snapshot.
    bool bootRanBackwards(const BootInstant& now) const {
        return !m_mark.boot.bootId.isEmpty() && m_mark.boot.bootId == now.bootId && now.bootMs < m_mark.boot.bootMs;
    }

  private:
    ChainMark m_mark;
};

} // namespace haziri::device
