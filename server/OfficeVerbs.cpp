#include "server/Deployment.h"
#include "server/Verbs.h"
#include "server/onboarding/EnrolmentCodes.h"
#include "server/onboarding/OfficeBook.h"
#include "server/store/MetaRepository.h"
#include "server/store/UserRepository.h"

#include "core/base/Base64Url.h"
#include "core/crypto/Certificate.h"
#include "core/protocol/EnrolmentUri.h"
#include "core/sealed/DurableFile.h"

#include <QHostAddress>
#include <QHostInfo>
#include <QSslCertificate>

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

struct Address {
    QString host;
    quint16 port = 0;
};

std::optional<Address> readAddress(const QString& text) {
    const QUrl url(QStringLiteral("haziri://") + text);
    if (!url.isValid() || url.host().isEmpty() || url.port() <= 0) return std::nullopt;
    return Address{url.host(), quint16(url.port())};
}

/// --host, or where the server last listened; an address that means "everywhere" becomes this machine's name.
Result<Address> publicAddress(const Arguments& arguments, sql::Database& database) {
    if (arguments.has(QStringLiteral("host"))) {
        auto given = readAddress(arguments.value(QStringLiteral("host")));
        if (!given) return fail("USAGE", QStringLiteral("--host is not HOST:PORT"));
        return *given;
    }
    const auto last = store::MetaRepository(database).get(QByteArrayLiteral("listen.last"));
    if (!last) return fail(last.error());
    auto address = *last ? readAddress(QString::fromLatin1(**last)) : std::nullopt;
    if (!address)
        return fail("USAGE",
                    QStringLiteral("the server has not listened yet: start it first, or say --host HOST:PORT"));
    const QHostAddress parsed(address->host);
    if (parsed == QHostAddress(QHostAddress::AnyIPv4) || parsed == QHostAddress(QHostAddress::AnyIPv6))
        address->host = QHostInfo::localHostName();
    return *address;
}

Result<QByteArray> certificatePin(const Deployment& deployment) {
    const auto pem = sealed::readWhole(deployment.certificatePath(), 64 * 1024);
    if (!pem) return fail(pem.error());
    const auto pin = crypto::spkiSha256(QSslCertificate(*pem, QSsl::Pem).toDer());
    if (!pin) return fail(pin.error());
    return toBase64Url(*pin);
}

} // namespace

Result<Output> addSite(const Arguments& arguments) {
    auto name = arguments.required(QStringLiteral("name"));
    if (!name) return fail(name.error());
    auto latitude = arguments.number(QStringLiteral("lat"));
    if (!latitude) return fail(latitude.error());
    auto longitude = arguments.number(QStringLiteral("lon"));
    if (!longitude) return fail(longitude.error());
    auto radius = arguments.number(QStringLiteral("radius-m"));
    if (!radius) return fail(radius.error());
    auto deployment = Deployment::open(arguments);
    if (!deployment) return fail(deployment.error());
    SiteId siteId;
    const auto done = (*deployment)->inTransaction([&](sql::Database& database) -> Result<void> {
        onboarding::OfficeBook book((*deployment)->log, (*deployment)->clock, (*deployment)->random);
        auto added = book.addSite(database, name->toUtf8(), *latitude, *longitude, qint64(*radius));
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
    UserId userId;
    const auto done = (*deployment)->inTransaction([&](sql::Database& database) -> Result<void> {
        onboarding::OfficeBook book((*deployment)->log, (*deployment)->clock, (*deployment)->random);
        auto added = book.addUser(database, name->toUtf8(), *role, *password);
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
    auto address = publicAddress(arguments, *(*deployment)->database);
    if (!address) return fail(address.error());
    auto pin = certificatePin(**deployment);
    if (!pin) return fail(pin.error());
    const auto plain = store::MetaRepository(*(*deployment)->database).get(QByteArrayLiteral("listen.plain"));
    if (!plain) return fail(plain.error());

    qint64 lifeMs = onboarding::kCodeLifeMs;
    if (arguments.has(QStringLiteral("minutes"))) {
        auto minutes = arguments.number(QStringLiteral("minutes"));
        if (!minutes) return fail(minutes.error());
        if (*minutes < 0 || *minutes > 7 * 24 * 60) return fail("USAGE", QStringLiteral("--minutes is at most a week"));
        lifeMs = qint64(*minutes * 60'000);
    }
    protocol::EnrolmentUri uri;
    uri.host = address->host;
    uri.port = address->port;
    uri.pin = *pin;
    uri.plainHttp = plain->value_or(QByteArray()) == "1";
    const auto done = (*deployment)->inTransaction([&](sql::Database& database) -> Result<void> {
        auto code = onboarding::issueCode(database, user->toUtf8(), *site, (*deployment)->clock.now(),
                                          (*deployment)->random, lifeMs);
        if (!code) return fail(code.error());
        uri.code = *code;
        return {};
    });
    if (!done) return fail(done.error());
    return uri.toString().toUtf8() + '\n';
}

} // namespace haziri::server
