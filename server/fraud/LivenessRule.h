// LIVENESS_LOW: the picture may be a picture of a picture. Not judged for files, which the policy governs.
#pragma once

#include "server/fraud/Rule.h"

namespace haziri::fraud {

class LivenessRule final : public Rule {
  public:
    std::optional<Finding> judge(const MarkFacts& facts) const override;
};

} // namespace haziri::fraud
