// PHOTO_REUSE: the same picture stands behind another mark, or the laptop says that it saw it before.
#pragma once

#include "server/fraud/Rule.h"

namespace haziri::fraud {

class PhotoReuseRule final : public Rule {
  public:
    std::optional<Finding> judge(const MarkFacts& facts) const override;
};

} // namespace haziri::fraud
