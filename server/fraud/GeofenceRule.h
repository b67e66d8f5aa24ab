// GEOFENCE: the mark's place lies outside the site beyond its own accuracy, is too old, or there is none.
#pragma once

#include "server/fraud/Rule.h"

namespace haziri::fraud {

class GeofenceRule final : public Rule {
  public:
    std::optional<Finding> judge(const MarkFacts& facts) const override;
};

} // namespace haziri::fraud
