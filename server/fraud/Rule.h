// A rule looks at one mark and either finds something or not. Pure: the same facts, the same answer.
#pragma once

#include "server/fraud/MarkFacts.h"

namespace haziri::fraud {

class Rule {
  public:
    virtual ~Rule() = default;
    virtual std::optional<Finding> judge(const MarkFacts& facts) const = 0;
};

/// What the packet and its site alone show; needs no store.
QList<Finding> judgeAlone(const MarkFacts& facts);
/// What shows only beside other marks, clocks and photos.
QList<Finding> judgeInContext(const MarkFacts& facts);

} // namespace haziri::fraud
