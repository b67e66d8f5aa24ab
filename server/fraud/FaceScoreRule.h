// FACE_MISMATCH: the laptop's own score says that the face is hardly this worker's.
#pragma once

#include "server/fraud/Rule.h"

namespace haziri::fraud {

class FaceScoreRule final : public Rule {
  public:
    std::optional<Finding> judge(const MarkFacts& facts) const override;
};

} // namespace haziri::fraud
