// CLOCK_STEP: the wall clock and the boot clock or the signed server time disagree, or the boot clock ran backwards.
#pragma once

#include "server/fraud/Rule.h"

namespace haziri::fraud {

class ClockStepRule final : public Rule {
  public:
    std::optional<Finding> judge(const MarkFacts& facts) const override;
};

} // namespace haziri::fraud
