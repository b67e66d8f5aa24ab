#include "app/verbs/VerbSupport.h"
#include "app/verbs/Verbs.h"

#include <QCoreApplication>
#include <QJsonObject>

namespace haziri::app {

using muster::Laptop;

int runUndo(const QStringList& arguments) {
    const Options options(arguments, {{"profile"}, {"packet"}});
    const auto mark = PacketId::fromText(options.value("packet").toLatin1());
    if (!mark) {
        complain("USAGE", QStringLiteral("--packet takes the packetId of a mark."));
        return kExitUsage;
    }
    Laptop laptop(laptopOptions(options));
    QObject::connect(&laptop, &Laptop::undone, &laptop, [](const muster::UndoOutcome& outcome) {
        if (outcome.ok)
            sayJson({{QStringLiteral("undone"), outcome.mark.toString()},
                     {QStringLiteral("workerId"), outcome.workerId.toString()},
                     {QStringLiteral("name"), outcome.name},
                     {QStringLiteral("packetId"), outcome.packetId.toString()},
                     {QStringLiteral("seq"), outcome.seq}});
        else
            complain(outcome.code, outcome.reason);
        QCoreApplication::exit(outcome.ok ? kExitOk : kExitFailed);
    });
    return runLaptop(laptop, [&] { laptop.undoMark(*mark); });
}

} // namespace haziri::app
