// VELOCITY: the same worker was marked elsewhere, further off than one can travel in the time between.
#pragma once

#include "server/fraud/Rule.h"

namespace haziri::fraud {

class VelocityRule final : public Rule {
  public:
    std::optional<Finding> judge(const MarkFacts& facts) const override;
};

} // namespace haziri::fraud
