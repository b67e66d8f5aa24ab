#include "app/verbs/VerbSupport.h"
#include "app/verbs/Verbs.h"
#include "core/sync/MeteredLine.h"

#include <QCoreApplication>

namespace haziri::app {

using muster::Laptop;

namespace {

int exitFor(const muster::SyncSummary& summary) {
    if (!summary.ok) return app::exitFor(summary.code);
    if (summary.rejected > 0) return kExitRejected;
    return summary.waiting + summary.photosWaiting > 0 ? kExitFailed : kExitOk;
}

} // namespace

int runSync(const QStringList& arguments) {
    const Options options(arguments, {{"profile"}});
    sync::MeteredLine metered;
    Laptop::Options laptopWith = laptopOptions(options);
    laptopWith.metered = &metered;
    Laptop laptop(laptopWith);
    QObject::connect(&laptop, &Laptop::syncFinished, &laptop, [](qint64, const muster::SyncSummary& summary) {
        sayJson({{QStringLiteral("ok"), summary.ok},
                 {QStringLiteral("code"), orNull(QString::fromLatin1(summary.code))},
                 {QStringLiteral("message"), orNull(summary.message)},
                 {QStringLiteral("sent"), summary.sent},
                 {QStringLiteral("accepted"), summary.accepted},
                 {QStringLiteral("duplicate"), summary.duplicate},
                 {QStringLiteral("held"), summary.held},
                 {QStringLiteral("rejected"), summary.rejected},
                 {QStringLiteral("waiting"), summary.waiting},
                 {QStringLiteral("photosSent"), summary.photosSent},
                 {QStringLiteral("photosFailed"), summary.photosFailed},
                 {QStringLiteral("photosWaiting"), summary.photosWaiting},
                 {QStringLiteral("photosOverBudget"), summary.photosOverBudget},
                 {QStringLiteral("checkpointSize"), summary.checkpointSize},
                 {QStringLiteral("deviceTrust"), summary.deviceTrust},
                 {QStringLiteral("restoredTo"), summary.restoredTo < 0 ? QJsonValue() : summary.restoredTo},
                 {QStringLiteral("sendingAgain"), summary.sendingAgain}});
        if (summary.restoredTo >= 0)
            complain("LOG_RESTORED",
                     QStringLiteral("The server went back to a backup and said so; %1 marks were sent again.")
                         .arg(summary.sendingAgain));
        if (!summary.ok) complain(summary.code, summary.message);
        QCoreApplication::exit(exitFor(summary));
    });
    return runLaptop(laptop, [&] { laptop.syncNow(); });
}

} // namespace haziri::app
