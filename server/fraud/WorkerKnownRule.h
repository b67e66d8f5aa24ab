// WORKER_UNKNOWN: no enrolment that counts is here for this worker (yet).
#pragma once

#include "server/fraud/Rule.h"

namespace haziri::fraud {

class WorkerKnownRule final : public Rule {
  public:
    std::optional<Finding> judge(const MarkFacts& facts) const override;
};

} // namespace haziri::fraud
