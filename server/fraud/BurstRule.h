// BURST: more marks of one device in a short time than people can walk past it.
#pragma once

#include "server/fraud/Rule.h"

namespace haziri::fraud {

class BurstRule final : public Rule {
  public:
    std::optional<Finding> judge(const MarkFacts& facts) const override;
};

} // namespace haziri::fraud
