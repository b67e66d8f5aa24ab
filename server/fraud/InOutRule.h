// IN_OUT: in after in, or out without in. It does not hold the mark: people forget, and the register says "incomplete".
#pragma once

#include "server/fraud/Rule.h"

namespace haziri::fraud {

class InOutRule final : public Rule {
  public:
    std::optional<Finding> judge(const MarkFacts& facts) const override;
};

} // namespace haziri::fraud
