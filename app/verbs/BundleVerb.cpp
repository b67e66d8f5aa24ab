#include "app/verbs/VerbSupport.h"
#include "app/verbs/Verbs.h"

#include <QCoreApplication>

namespace haziri::app {

using muster::Laptop;

int runBundle(const QStringList& arguments) {
    const Options options(arguments, {{"profile"}}, 2);
    const QString what = options.rest().value(0), path = options.rest().value(1);
    const bool out = what == QStringLiteral("export");
    if ((!out && what != QStringLiteral("import")) || path.isEmpty()) {
        complain("USAGE", QStringLiteral("bundle export|import --profile DIR FILE"));
        return kExitUsage;
    }
    Laptop laptop(laptopOptions(options));
    QObject::connect(&laptop, &Laptop::bundleDone, &laptop, [](const muster::BundleOutcome& done) {
        sayJson({{QStringLiteral("ok"), done.ok},
                 {QStringLiteral("code"), orNull(QString::fromLatin1(done.code))},
                 {QStringLiteral("packets"), done.packets},
                 {QStringLiteral("photos"), done.photos},
                 {QStringLiteral("accepted"), done.accepted},
                 {QStringLiteral("duplicate"), done.duplicate},
                 {QStringLiteral("held"), done.held},
                 {QStringLiteral("rejected"), done.rejected},
                 {QStringLiteral("photosFailed"), done.photosFailed},
                 {QStringLiteral("waiting"), done.waiting}});
        if (!done.ok) complain(done.code, done.message);
        QCoreApplication::exit(!done.ok ? kExitFailed : done.rejected > 0 ? kExitRejected : kExitOk);
    });
    return runLaptop(laptop, [&] { out ? laptop.exportBundle(path) : laptop.importBundle(path); });
}

} // namespace haziri::app
