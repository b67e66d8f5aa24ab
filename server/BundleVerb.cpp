// What a laptop without a line sent on a stick, and what it gets back.
#include "server/House.h"
#include "server/Verbs.h"
#include "server/sync/BundleDesk.h"

#include <QFileInfo>

namespace haziri::server {

Result<Output> takeBundle(const Arguments& arguments) {
    if (arguments.rest().size() != 2)
        return fail("USAGE", QStringLiteral("name the bundle and the file for the answers"));
    if (QFileInfo(arguments.rest().at(0)) == QFileInfo(arguments.rest().at(1)))
        return fail("USAGE", QStringLiteral("the answers go into another file than the bundle"));
    auto deployment = Deployment::open(arguments);
    if (!deployment) return fail(deployment.error());
    if (auto keys = (*deployment)->openVaultKeys(); !keys) return fail(keys.error());
    Deployment& d = **deployment;
    House house(d, d.clock);
    sync::BundleDesk desk({house.pool, d.keys, house.sync, house.vault, d.clock, d.random});
    const auto taken = desk.take(arguments.rest().at(0), arguments.rest().at(1));
    if (!taken) return fail(taken.error());
    return "from " + taken->deviceId + ": " + QByteArray::number(taken->requests) + " requests, " +
           QByteArray::number(taken->photos) + " photos, " + QByteArray::number(taken->photosRefused) +
           " photos refused; answers in " + arguments.rest().at(1).toUtf8() + '\n';
}

} // namespace haziri::server
