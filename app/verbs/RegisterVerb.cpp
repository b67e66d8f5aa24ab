#include "app/verbs/VerbSupport.h"
#include "app/verbs/Verbs.h"

#include <QCoreApplication>

namespace haziri::app {

using muster::Laptop;

int runRegister(const QStringList& arguments) {
    const Options options(arguments, {{"profile"}, {"uri"}});
    auto wishes = laptopOptions(options);
    wishes.replaceDamagedStore = true;
    Laptop laptop(wishes);
    QObject::connect(&laptop, &Laptop::storeSetAside, &laptop, [](const QString& folder) {
        complain("OUTBOX_DAMAGED", QStringLiteral("The damaged store was moved to ") + folder +
                                       QStringLiteral("; what it held is not lost, but was not sent."));
    });
    QObject::connect(&laptop, &Laptop::registered, &laptop, [&laptop] {
        sayJson({{QStringLiteral("deviceId"), QString::fromLatin1(laptop.deviceId())},
                 {QStringLiteral("siteId"), laptop.site().siteId.toString()},
                 {QStringLiteral("site"), laptop.site().name},
                 {QStringLiteral("userId"), laptop.user().userId.toString()},
                 {QStringLiteral("user"), laptop.user().name}});
        QCoreApplication::exit(kExitOk);
    });
    QObject::connect(&laptop, &Laptop::registerFailed, &laptop, [](const QByteArray& code, const QString& message) {
        complain(code, code == "PIN_MISMATCH"
                           ? QStringLiteral("%1 The URI's pin is that of another certificate: take the "
                                            "URI as `haziri-server enrol-code` prints it now.")
                                 .arg(message)
                           : message);
        QCoreApplication::exit(exitFor(code));
    });
    return runLaptop(laptop, [&] { laptop.registerDevice(options.value("uri")); });
}

} // namespace haziri::app
