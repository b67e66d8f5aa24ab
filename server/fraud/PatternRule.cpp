#include "server/fraud/PatternRule.h"

#include "server/fraud/GhostWorkerRule.h"
#include "server/fraud/ManualShareRule.h"

namespace haziri::fraud {

qint64 localDay(UnixMillis at, const store::Site& site) {
    return (at.value + qint64(site.tzOffsetMin) * 60'000) / 86'400'000;
}

QList<Suspicion> judgePatterns(const SiteFacts& facts) {
    return ManualShareRule().judge(facts) + GhostWorkerRule().judge(facts);
}

} // namespace haziri::fraud
