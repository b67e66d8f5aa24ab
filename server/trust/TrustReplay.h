// What would have been, had other rules weighed the devices: history is weighed again from the figures that were kept.
#pragma once

#include "server/store/TrustRepository.h"
#include "server/trust/RuleSet.h"

namespace haziri::trust {

struct ReplayedDevice {
    QByteArray deviceId;
    qint32 oldScore = 0, newScore = 0; ///< of the newest evaluation in the time
    qint64 evaluations = 0, changed = 0;
    qint64 nowHeld = 0, nowFree = 0;       ///< marks that would have crossed the threshold, into waiting or out of it
    QList<PacketId> heldMarks, freeMarks;  ///< the first kShownMarks of each
    qint64 unweighed = 0;                  ///< marks from before the history begins
    QList<protocol::TrustRule> newExplain; ///< of the newest evaluation
    static constexpr qsizetype kShownMarks = 100;
};

struct Replay {
    QByteArray oldRules, newRules;
    UnixMillis from, to;
    QList<ReplayedDevice> devices; ///< those that were weighed in the time
};

/// Reads only. `current`: whose threshold counted so far. MALFORMED where `other` is not for devices.
Result<Replay> replay(sql::Database& database, const RuleSet& other, const RuleSet& current, UnixMillis from,
                      UnixMillis to);
QJsonObject toJson(const Replay& replay);
QByteArray toTable(const Replay& replay); ///< for a terminal; the last line sums up

} // namespace haziri::trust
