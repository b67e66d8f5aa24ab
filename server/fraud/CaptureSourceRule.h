// CAPTURE_SOURCE: the site's policy does not name this kind of picture source.
#pragma once

#include "server/fraud/Rule.h"

namespace haziri::fraud {

class CaptureSourceRule final : public Rule {
  public:
    std::optional<Finding> judge(const MarkFacts& facts) const override;
};

} // namespace haziri::fraud
