#include "server/fraud/WorkerKnownRule.h"

namespace haziri::fraud {

std::optional<Finding> WorkerKnownRule::judge(const MarkFacts& facts) const {
    if (facts.worker == store::WorkerStatus::Active) return std::nullopt;
    if (!facts.worker) return explained("WORKER_UNKNOWN", "worker.unknown");
    return explained("WORKER_UNKNOWN", "worker.status",
                     {{QStringLiteral("status"), QLatin1String(store::toText(*facts.worker))}});
}

} // namespace haziri::fraud
