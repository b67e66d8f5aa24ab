#include "app/verbs/VerbSupport.h"
#include "app/verbs/Verbs.h"

#include <QCoreApplication>
#include <algorithm>

namespace haziri::app {

using muster::Laptop;

int runMark(const QStringList& arguments) {
    const Options options(arguments, {{"profile"}, {"worker"}, {"direction"}, {"reason"}});
    const auto worker = WorkerId::fromText(options.value("worker").toLatin1());
    if (!worker) {
        complain("USAGE", QStringLiteral("--worker takes a workerId."));
        return kExitUsage;
    }
    const auto direction = readDirection(options.value("direction"));
    if (!direction) return kExitUsage;
    Laptop laptop(laptopOptions(options));
    QObject::connect(&laptop, &Laptop::marked, &laptop, [](const muster::MarkOutcome& outcome) {
        sayJson(toJson(outcome));
        const bool stored = outcome.kind != muster::MarkOutcome::Kind::Failed;
        if (!stored) complain(outcome.codes.value(0), outcome.reason);
        QCoreApplication::exit(stored ? kExitOk : kExitFailed);
    });
    return runLaptop(laptop, [&] {
        // A slip of the finger would go to the office as somebody nobody knows; the window offers known people only.
        const auto known = laptop.workers();
        const bool isKnown =
            std::any_of(known.cbegin(), known.cend(), [&](const auto& one) { return one.workerId == *worker; });
        if (laptop.isRegistered() && !isKnown) {
            complain("WORKER_UNKNOWN", QStringLiteral("This laptop knows no active worker with that id."));
            QCoreApplication::exit(kExitFailed);
            return;
        }
        laptop.markManually(*worker, *direction, options.value("reason"));
    });
}

} // namespace haziri::app
