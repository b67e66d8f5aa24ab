#include "server/fraud/Rule.h"

#include "server/fraud/AmPmRule.h"
#include "server/fraud/BurstRule.h"
#include "server/fraud/CaptureSourceRule.h"
#include "server/fraud/ClockStepRule.h"
#include "server/fraud/DeviceChangeRule.h"
#include "server/fraud/FaceScoreRule.h"
#include "server/fraud/GeofenceRule.h"
#include "server/fraud/InOutRule.h"
#include "server/fraud/LivenessRule.h"
#include "server/fraud/MethodRule.h"
#include "server/fraud/PhotoReuseRule.h"
#include "server/fraud/VelocityRule.h"
#include "server/fraud/WorkerKnownRule.h"

namespace haziri::fraud {

namespace {

template <class... Rules>
QList<Finding> judgeBy(const MarkFacts& facts) {
    QList<Finding> findings;
    const auto ask = [&](const Rule& rule) {
        if (auto finding = rule.judge(facts)) findings.append(std::move(*finding));
    };
    (ask(Rules{}), ...);
    return findings;
}

} // namespace

QList<Finding> judgeAlone(const MarkFacts& facts) {
    return judgeBy<GeofenceRule, CaptureSourceRule, LivenessRule, FaceScoreRule, MethodRule>(facts);
}

QList<Finding> judgeInContext(const MarkFacts& facts) {
    return judgeBy<PhotoReuseRule, ClockStepRule, AmPmRule, VelocityRule, BurstRule, WorkerKnownRule, InOutRule,
                   DeviceChangeRule>(facts);
}

} // namespace haziri::fraud
