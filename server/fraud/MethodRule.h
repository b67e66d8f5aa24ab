// MANUAL: no comparison of faces stands behind the mark; a person has to look at it.
#pragma once

#include "server/fraud/Rule.h"

namespace haziri::fraud {

class MethodRule final : public Rule {
  public:
    std::optional<Finding> judge(const MarkFacts& facts) const override;
};

} // namespace haziri::fraud
