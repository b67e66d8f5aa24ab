// DEVICE_CHANGE: the worker's mark before this one, of the same shift, came from another laptop. Only noted: large
// sites have two gates.
#pragma once

#include "server/fraud/Rule.h"

namespace haziri::fraud {

class DeviceChangeRule final : public Rule {
  public:
    std::optional<Finding> judge(const MarkFacts& facts) const override;
};

} // namespace haziri::fraud
