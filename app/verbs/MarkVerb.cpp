#include "app/verbs/VerbSupport.h"
#include "app/verbs/Verbs.h"

#include <QCoreApplication>
#include <algorithm>

namespace haziri::app {

using muster::Laptop;

int runMark(const QStringList& arguments) {
    const Options options(arguments, {{"profile"}, {"worker"}, {"direction"}, {"reason"}, {"gnss", false}});
    const auto worker = WorkerId::fromText(options.value("worker").toLatin1());
    if (!worker) {
        complain("USAGE", QStringLiteral("--worker takes a workerId."));
        return kExitUsage;
    }
    const auto direction = readDirection(options.value("direction"));
    if (!direction) return kExitUsage;
    auto wishes = laptopOptions(options);
    wishes.receiver = receiverFrom(options.value("gnss"));
    Laptop laptop(wishes);
    QObject::connect(&laptop, &Laptop::marked, &laptop, [](const muster::MarkOutcome& outcome) {
        sayJson(toJson(outcome));
        const bool stored = outcome.kind != muster::MarkOutcome::Kind::Failed;
        if (!stored) complain(outcome.codes.value(0), outcome.reason);
        QCoreApplication::exit(stored ? kExitOk : kExitFailed);
    });
    return runLaptop(laptop, [&] {
        // It is kept all the same: the person may have been added at the office since the last sync.
        const auto known = laptop.workers();
        if (std::none_of(known.cbegin(), known.cend(), [&](const auto& one) { return one.workerId == *worker; }))
            complain("WORKER_UNKNOWN",
                     QStringLiteral("This laptop knows nobody with that id (yet); the office is asked."));
        // Who types the verb means a mark: a repeat is written, and says that it is one.
        whenPlaced(laptop, [&] {
            laptop.markManually(*worker, *direction, options.value("reason"), {}, muster::Repeat::Write);
        });
    });
}

} // namespace haziri::app
