#include "app/verbs/VerbSupport.h"
#include "app/verbs/Verbs.h"
#include "ui/card/CardSheet.h"

#include <QCoreApplication>
#include <algorithm>

namespace haziri::app {

using muster::Laptop;

namespace {
bool isDrawable(const QString& path) {
    return path.endsWith(QStringLiteral(".png"), Qt::CaseInsensitive) ||
           path.endsWith(QStringLiteral(".pdf"), Qt::CaseInsensitive);
}
} // namespace

int runCard(const QStringList& arguments) {
    const Options options(arguments, {{"profile"}, {"worker"}, {"out"}});
    const auto worker = WorkerId::fromText(options.value("worker").toLatin1());
    const QString out = options.value("out");
    if (!worker || !isDrawable(out)) {
        complain("USAGE", worker ? QStringLiteral("--out ends with .png or .pdf.")
                                 : QStringLiteral("--worker takes a workerId."));
        return kExitUsage;
    }
    Laptop laptop(laptopOptions(options));
    QObject::connect(&laptop, &Laptop::cardReady, &laptop, [&](const WorkerId& id, const QByteArray& code) {
        const auto known = laptop.workers();
        const auto who = std::find_if(known.cbegin(), known.cend(), [&](const auto& w) { return w.workerId == id; });
        if (code.isEmpty() || who == known.cend()) {
            complain("WORKER_UNKNOWN", QStringLiteral("This laptop knows nobody with that id."));
            return QCoreApplication::exit(kExitFailed);
        }
        const ui::CardSheet card{who->name, who->trade, laptop.site().name, code};
        if (!card.save(out)) {
            complain("IO_ERROR", QStringLiteral("The card cannot be written: ") + out);
            return QCoreApplication::exit(kExitFailed);
        }
        sayJson({{QStringLiteral("workerId"), id.toString()},
                 {QStringLiteral("name"), who->name},
                 {QStringLiteral("code"), QString::fromLatin1(code)},
                 {QStringLiteral("file"), out}});
        QCoreApplication::exit(kExitOk);
    });
    return runLaptop(laptop, [&] { laptop.requestCard(*worker); });
}

} // namespace haziri::app
