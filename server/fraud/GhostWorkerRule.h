// GHOST_WORKER: somebody who stands in the roll and perhaps nowhere else. Three signs: always marked together with the
// same other worker; met on one laptop only, which takes few of the site's marks; enrolled, marked, never seen again.
#pragma once

#include "server/fraud/PatternRule.h"

namespace haziri::fraud {

class GhostWorkerRule final : public PatternRule {
  public:
    QList<Suspicion> judge(const SiteFacts& facts) const override;

    static constexpr qint64 kTogetherMs = 15'000; ///< from one mark to the other
    static constexpr qint64 kLeastMarks = 8;      ///< fewer may be chance …
    static constexpr qint64 kLeastDays = 4;       ///< … and so may be those of fewer days
    static constexpr qint64 kSmallShare = 10;     ///< percent of the site's marks: a laptop that hardly anybody uses
    static constexpr qint64 kAwayDays = 7;
    static constexpr qint64 kDaysAtFirst = 3;
};

} // namespace haziri::fraud
