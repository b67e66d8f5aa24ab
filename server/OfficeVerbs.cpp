#include "server/Deployment.h"
#include "server/Verbs.h"
#include "server/onboarding/EnrolmentCodes.h"
#include "server/onboarding/Invitation.h"
#include "server/onboarding/OfficeBook.h"
#include "server/store/UserRepository.h"

#include <cstdio>

namespace haziri::server {

namespace {

Result<SiteId> siteOf(const Arguments& arguments) {
    auto text = arguments.required(QStringLiteral("site"));
    if (!text) return fail(text.error());
    auto site = SiteId::fromText(text->toLatin1());
    if (!site) return fail("USAGE", QStringLiteral("--site is not a siteId"));
    return site;
}

Result<UserId> thekedarOf(sql::Database& database, const QByteArray& name) {
    const auto user = store::UserRepository(database).findByUsername(name);
    if (!user) return fail(user.error());
    if (!*user || (*user)->role != store::Role::Thekedar)
        return fail("NOT_FOUND", QStringLiteral("no thekedar of the name ") + QString::fromUtf8(name));
    return (*user)->userId;
}

/// A code is no use to a laptop that asks at the wrong door.
Result<void> warnOfGuessedAddress(const Arguments& arguments, sql::Database& database) {
    if (!arguments.value(QStringLiteral("host")).isEmpty()) return {};
    const auto listened = onboarding::hasListened(database);
    if (!listened) return fail(listened.error());
    if (!*listened)
        std::fprintf(stderr,
                     "haziri-server: warning: no server was started here yet; the URI says %s, --host HOST:PORT "
                     "another address\n",
                     qPrintable(onboarding::kUsualAddress));
    return {};
}

} // namespace

Result<Output> addSite(const Arguments& arguments) {
    auto name = arguments.required(QStringLiteral("name"));
    if (!name) return fail(name.error());
    auto latitude = arguments.number(QStringLiteral("lat"));
    if (!latitude) return fail(latitude.error());
    auto longitude = arguments.number(QStringLiteral("lon"));
    if (!longitude) return fail(longitude.error());
    auto radius = arguments.whole(QStringLiteral("radius-m"));
    if (!radius) return fail(radius.error());
    auto deployment = Deployment::open(arguments);
    if (!deployment) return fail(deployment.error());
    if (auto named = (*deployment)->openVaultKeysIfNamed(); !named) return fail(named.error());
    SiteId siteId;
    const auto done = (*deployment)->inTransaction([&](sql::Database& database) -> Result<void> {
        onboarding::OfficeBook book((*deployment)->log, (*deployment)->clock, (*deployment)->random);
        auto added = book.addSite(database, name->toUtf8(), *latitude, *longitude, *radius);
        if (!added) return fail(added.error());
        siteId = *added;
        return {};
    });
    if (!done) return fail(done.error());
    return siteId.toText() + '\n';
}

Result<Output> addUser(const Arguments& arguments) {
    auto name = arguments.required(QStringLiteral("name"));
    if (!name) return fail(name.error());
    auto roleName = arguments.required(QStringLiteral("role"));
    if (!roleName) return fail(roleName.error());
    const auto role = store::roleFromText(roleName->toLatin1());
    if (!role) return fail("USAGE", QStringLiteral("--role is supervisor, thekedar, hr or admin"));
    auto password = arguments.password();
    if (!password) return fail(password.error());
    auto deployment = Deployment::open(arguments);
    if (!deployment) return fail(deployment.error());
    if (auto named = (*deployment)->openVaultKeysIfNamed(); !named) return fail(named.error());
    const auto hash = onboarding::hashNewPassword(*password, (*deployment)->random);
    if (!hash) return fail(hash.error());
    UserId userId;
    const auto done = (*deployment)->inTransaction([&](sql::Database& database) -> Result<void> {
        onboarding::OfficeBook book((*deployment)->log, (*deployment)->clock, (*deployment)->random);
        auto added = book.addUser(database, name->toUtf8(), *role, *hash);
        if (!added) return fail(added.error());
        userId = *added;
        return {};
    });
    if (!done) return fail(done.error());
    return userId.toText() + '\n';
}

Result<Output> addWorker(const Arguments& arguments) {
    auto site = siteOf(arguments);
    if (!site) return fail(site.error());
    auto name = arguments.required(QStringLiteral("name"));
    if (!name) return fail(name.error());
    auto deployment = Deployment::open(arguments);
    if (!deployment) return fail(deployment.error());
    if (auto opened = (*deployment)->openVaultKeys(); !opened) return fail(opened.error());
    onboarding::NewWorker worker;
    worker.name = name->toUtf8();
    worker.siteId = *site;
    worker.trade = arguments.value(QStringLiteral("trade")).toUtf8();
    WorkerId workerId;
    const auto done = (*deployment)->inTransaction([&](sql::Database& database) -> Result<void> {
        if (arguments.has(QStringLiteral("thekedar"))) {
            auto thekedar = thekedarOf(database, arguments.value(QStringLiteral("thekedar")).toUtf8());
            if (!thekedar) return fail(thekedar.error());
            worker.thekedarId = *thekedar;
        }
        onboarding::OfficeBook book((*deployment)->log, (*deployment)->clock, (*deployment)->random);
        auto added = book.addWorker(database, worker, *(*deployment)->vaultKeys);
        if (!added) return fail(added.error());
        workerId = *added;
        return {};
    });
    if (!done) return fail(done.error());
    return workerId.toText() + '\n';
}

Result<Output> makeEnrolmentCode(const Arguments& arguments) {
    auto user = arguments.required(QStringLiteral("user"));
    if (!user) return fail(user.error());
    auto site = siteOf(arguments);
    if (!site) return fail(site.error());
    auto deployment = Deployment::open(arguments);
    if (!deployment) return fail(deployment.error());
    if (auto named = (*deployment)->openVaultKeysIfNamed(); !named) return fail(named.error());
    auto uri = onboarding::invitation(*(*deployment)->database, (*deployment)->certificatePath(),
                                      arguments.value(QStringLiteral("host")));
    if (!uri && uri.error().code != "MALFORMED") return fail(uri.error());
    if (!uri) return fail("USAGE", QStringLiteral("--host: ") + uri.error().message);
    qint64 lifeMs = onboarding::kCodeLifeMs;
    if (arguments.has(QStringLiteral("minutes"))) {
        auto minutes = arguments.number(QStringLiteral("minutes"));
        if (!minutes) return fail(minutes.error());
        if (*minutes < 0 || *minutes > 7 * 24 * 60) return fail("USAGE", QStringLiteral("--minutes is at most a week"));
        lifeMs = qint64(*minutes * 60'000);
    }
    const auto done = (*deployment)->inTransaction([&](sql::Database& database) -> Result<void> {
        onboarding::OfficeBook book((*deployment)->log, (*deployment)->clock, (*deployment)->random);
        auto made = book.addCode(database, user->toUtf8(), *site, lifeMs);
        if (!made) return fail(made.error());
        uri->code = made->code;
        return {};
    });
    if (!done) return fail(done.error());
    if (auto warned = warnOfGuessedAddress(arguments, *(*deployment)->database); !warned) return fail(warned.error());
    return uri->toString().toUtf8() + '\n';
}

} // namespace haziri::server
