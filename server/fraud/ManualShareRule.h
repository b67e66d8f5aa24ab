// MANUAL_SHARE: of one laptop's marks of one day too many were made by hand.
#pragma once

#include "server/fraud/PatternRule.h"

namespace haziri::fraud {

class ManualShareRule final : public PatternRule {
  public:
    QList<Suspicion> judge(const SiteFacts& facts) const override;

    static constexpr qint64 kLeastByHand = 5; ///< fewer are a bad morning
    static constexpr qint64 kPercent = 20;    ///< from here on
};

} // namespace haziri::fraud
