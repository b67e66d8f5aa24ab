#include "server/fraud/WorkerKnownRule.h"

namespace haziri::fraud {

std::optional<Finding> WorkerKnownRule::judge(const MarkFacts& facts) const {
    if (facts.worker == store::WorkerStatus::Active) return std::nullopt;
    if (!facts.worker) return Finding{"WORKER_UNKNOWN", QStringLiteral("The worker's enrolment has not arrived")};
    return Finding{"WORKER_UNKNOWN",
                   QStringLiteral("The worker is %1").arg(QLatin1String(store::toText(*facts.worker)))};
}

} // namespace haziri::fraud
