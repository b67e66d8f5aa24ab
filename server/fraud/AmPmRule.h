// AM_PM: the wall clock is off by half a day, as after a wrong choice of morning or afternoon. CLOCK_STEP holds such a
// mark; this says what most likely happened.
#pragma once

#include "server/fraud/Rule.h"

namespace haziri::fraud {

class AmPmRule final : public Rule {
  public:
    std::optional<Finding> judge(const MarkFacts& facts) const override;
};

} // namespace haziri::fraud
