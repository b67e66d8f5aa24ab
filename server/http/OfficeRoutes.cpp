// Section 9: sites, users and enrolment codes.
#include "server/http/OfficeHelp.h"
#include "server/onboarding/EnrolmentCodes.h"
#include "server/onboarding/Invitation.h"
#include "server/onboarding/OfficeBook.h"
#include "server/store/EnrolmentCodeRepository.h"
#include "server/store/PeopleTrustRepository.h"
#include "server/store/SiteRepository.h"
#include "server/store/UserRepository.h"

namespace haziri::http {

namespace {

QString utf8(const QByteArray& text) {
    return QString::fromUtf8(text);
}

onboarding::OfficeBook bookOf(Services& services, const RouteContext& context) {
    return {services.log, services.clock, services.random, context.caller->session.userId};
}

Response created(Response response) {
    if (response.status == 200) response.status = 201;
    return response;
}

Result<QJsonObject> listSites(sql::Database& database) {
    const auto sites = store::SiteRepository(database).all();
    if (!sites) return fail(sites.error());
    QJsonArray all;
    for (const auto& site : *sites) {
        QJsonArray capture;
        for (const auto kind : site.policy.capture)
            capture.append(QLatin1String(protocol::toText(kind)));
        all.append(QJsonObject{{QStringLiteral("siteId"), site.siteId.toString()},
                               {QStringLiteral("name"), utf8(site.name)},
                               {QStringLiteral("latE7"), site.latE7},
                               {QStringLiteral("lonE7"), site.lonE7},
                               {QStringLiteral("radiusM"), site.radiusM},
                               {QStringLiteral("tzOffsetMin"), site.tzOffsetMin},
                               {QStringLiteral("capture"), capture},
                               {QStringLiteral("createdAt"), site.createdAt.value}});
    }
    return QJsonObject{{QStringLiteral("sites"), all}};
}

Response addSite(Services& services, const RouteContext& context) {
    auto reader = json::Reader::parse(context.request.body);
    if (!reader) return toResponse(reader.error());
    const QByteArray name = reader->text("name", 200);
    const qint64 latE7 = reader->integer("latE7", -900'000'000, 900'000'000);
    const qint64 lonE7 = reader->integer("lonE7", -1'800'000'000, 1'800'000'000);
    const qint64 radiusM = reader->integer("radiusM", 1, 100'000);
    if (reader->error()) return toResponse(*reader->error());
    QJsonObject answer{{QStringLiteral("name"), utf8(name)}};
    return created(writing(services, answer, [&](sql::Database& database) -> Result<void> {
        auto added =
            bookOf(services, context).addSite(database, name, double(latE7) / 1e7, double(lonE7) / 1e7, radiusM);
        if (!added) return fail(added.error());
        answer.insert(QStringLiteral("siteId"), added->toString());
        return {};
    }));
}

Result<QJsonObject> listUsers(sql::Database& database) {
    const auto users = store::UserRepository(database).all();
    if (!users) return fail(users.error());
    QJsonArray all;
    store::PeopleTrustRepository people(database);
    for (const auto& user : *users) {
        QJsonObject object{{QStringLiteral("userId"), user.userId.toString()},
                           {QStringLiteral("username"), utf8(user.username)},
                           {QStringLiteral("name"), utf8(user.name)},
                           {QStringLiteral("role"), QLatin1String(store::toText(user.role))},
                           {QStringLiteral("isDisabled"), user.isDisabled},
                           {QStringLiteral("isBlocked"), user.isDisabled},
                           {QStringLiteral("blockReason"), utf8(user.blockReason)},
                           {QStringLiteral("createdAt"), user.createdAt.value}};
        const auto trust = people.thekedar(user.userId);
        if (!trust) return fail(trust.error());
        if (*trust) {
            object.insert(QStringLiteral("trustScore"), (*trust)->score);
            object.insert(QStringLiteral("explain"), store::explainArray((*trust)->explain));
            object.insert(QStringLiteral("trustRules"), QString::fromUtf8((*trust)->rules));
        }
        all.append(object);
    }
    return QJsonObject{{QStringLiteral("users"), all}};
}

/// Whoever owns the machine may give any password by a verb; over the line a short one is refused.
void refuseShort(const crypto::SecretBytes& password, json::Reader& reader) {
    if (!reader.error() && password.size() < 8) reader.setError("password", "has less than 8 bytes");
}

bool isOfOffice(store::Role role) {
    return role == store::Role::Hr || role == store::Role::Admin;
}

Response addUser(Services& services, const RouteContext& context) {
    auto reader = json::Reader::parse(context.request.body);
    if (!reader) return toResponse(reader.error());
    const QByteArray name = reader->text("name", 100);
    const auto role = store::roleFromText(reader->text("role", 16));
    const auto password = crypto::SecretBytes::take(reader->text("password", 1024));
    refuseShort(password, *reader);
    if (!reader->error() && !role) reader->setError("role", "is supervisor, thekedar, hr or admin");
    if (reader->error()) return toResponse(*reader->error());
    // HR runs the sites; who may do everything is the administrator's to say.
    if (isOfOffice(*role) && context.caller->session.role != store::Role::Admin)
        return Response::problem(403, QByteArrayLiteral("ROLE_FORBIDDEN"),
                                 QStringLiteral("only an administrator adds people of the office"));
    const auto hash = onboarding::hashNewPassword(password, services.random); // the marks of others do not wait for it
    if (!hash) return toResponse(hash.error());
    QJsonObject answer{{QStringLiteral("name"), utf8(name)}, {QStringLiteral("role"), QLatin1String(toText(*role))}};
    return created(writing(services, answer, [&](sql::Database& database) -> Result<void> {
        auto added = bookOf(services, context).addUser(database, name, *role, *hash);
        if (!added) return fail(added.error());
        answer.insert(QStringLiteral("userId"), added->toString());
        return {};
    }));
}

/// HR looks after supervisors and thekedars; people of the office are the administrator's.
Result<void> mayDecideAbout(sql::Database& database, const RouteContext& context, const UserId& userId) {
    const auto user = store::UserRepository(database).find(userId);
    if (!user) return fail(user.error());
    if (!*user) return fail("NOT_FOUND", QStringLiteral("no such user"));
    if (isOfOffice((*user)->role) && context.caller->session.role != store::Role::Admin)
        return fail("ROLE_FORBIDDEN", QStringLiteral("only an administrator decides about people of the office"));
    return {};
}

Response setUserBlocked(Services& services, const RouteContext& context, bool blocks) {
    const auto userId = UserId::fromText(context.parameters.value("userId"));
    if (!userId) return Response::problem(404, QByteArrayLiteral("NOT_FOUND"));
    auto reader = json::Reader::parse(context.request.body);
    if (!reader) return toResponse(reader.error());
    const QByteArray reason = reasonOf(*reader);
    if (reader->error()) return toResponse(*reader->error());
    QJsonObject answer{{QStringLiteral("userId"), userId->toString()}, {QStringLiteral("isBlocked"), blocks}};
    auto reading = services.pool.database();
    if (!reading) return toResponse(reading.error());
    const auto counted = services.people.countMarks(**reading, *userId, services.clock.now()); // not while others wait
    if (!counted) return toResponse(counted.error());
    return writing(services, answer, [&](sql::Database& database) -> Result<void> {
        if (auto may = mayDecideAbout(database, context, *userId); !may) return may;
        return bookOf(services, context).setBlocked(database, *userId, blocks, reason, &*counted);
    });
}

Response setUserPassword(Services& services, const RouteContext& context) {
    const auto userId = UserId::fromText(context.parameters.value("userId"));
    if (!userId) return Response::problem(404, QByteArrayLiteral("NOT_FOUND"));
    auto reader = json::Reader::parse(context.request.body);
    if (!reader) return toResponse(reader.error());
    const auto password = crypto::SecretBytes::take(reader->text("password", 1024));
    refuseShort(password, *reader);
    if (reader->error()) return toResponse(*reader->error());
    const auto hash = onboarding::hashNewPassword(password, services.random);
    if (!hash) return toResponse(hash.error());
    QJsonObject answer{{QStringLiteral("userId"), userId->toString()}};
    return writing(services, answer, [&](sql::Database& database) -> Result<void> {
        if (auto may = mayDecideAbout(database, context, *userId); !may) return may;
        return bookOf(services, context).setPassword(database, *userId, *hash);
    });
}

Response setOwnPassword(Services& services, const RouteContext& context) {
    auto reader = json::Reader::parse(context.request.body);
    if (!reader) return toResponse(reader.error());
    const auto oldPassword = crypto::SecretBytes::take(reader->text("oldPassword", 1024));
    const auto newPassword = crypto::SecretBytes::take(reader->text("newPassword", 1024));
    if (reader->error()) return toResponse(*reader->error());
    const auto& caller = *context.caller;
    const auto outcome =
        services.sessions.changePassword({caller.session, caller.device}, oldPassword, newPassword,
                                         [&](sql::Database& database, const UserId& userId, const QByteArray& hash) {
                                             return bookOf(services, context).setPassword(database, userId, hash);
                                         });
    Response response = outcome.answer.status == 204 ? Response::empty() : toResponse(outcome.answer);
    response.delayMs = outcome.delayMs;
    return response;
}

Result<QJsonObject> listCodes(sql::Database& database) {
    const auto codes = store::EnrolmentCodeRepository(database).newest(200);
    if (!codes) return fail(codes.error());
    QJsonArray all;
    for (const auto& code : *codes) {
        const bool isUsed = !code.usedBy.isEmpty();
        all.append(QJsonObject{{QStringLiteral("userId"), code.userId.toString()},
                               {QStringLiteral("siteId"), code.siteId.toString()},
                               {QStringLiteral("role"), QLatin1String(store::toText(code.role))},
                               {QStringLiteral("createdAt"), code.createdAt.value},
                               {QStringLiteral("expiresAt"), code.expiresAt.value},
                               {QStringLiteral("usedBy"), isUsed ? QJsonValue(utf8(code.usedBy)) : QJsonValue()},
                               {QStringLiteral("usedAt"), isUsed ? QJsonValue(code.usedAt.value) : QJsonValue()}});
    }
    return QJsonObject{{QStringLiteral("codes"), all}};
}

Response addCode(Services& services, const RouteContext& context) {
    auto reader = json::Reader::parse(context.request.body);
    if (!reader) return toResponse(reader.error());
    const QByteArray username = reader->text("username", 100);
    const auto siteId = reader->id<SiteId>("siteId");
    const qint64 minutes = reader->integerOr("minutes", onboarding::kCodeLifeMs / 60'000, 1, 7 * 24 * 60);
    const QByteArray host = reader->textOr("host", {}, 260);
    if (reader->error()) return toResponse(*reader->error());
    QJsonObject answer{{QStringLiteral("username"), utf8(username)}, {QStringLiteral("siteId"), siteId.toString()}};
    return created(writing(services, answer, [&](sql::Database& database) -> Result<void> {
        auto uri = onboarding::invitation(database, services.certificatePath, utf8(host));
        if (!uri && (!host.isEmpty() || uri.error().code != "NOT_FOUND")) return fail(uri.error());
        auto made = bookOf(services, context).addCode(database, username, siteId, minutes * 60'000);
        if (!made) return fail(made.error());
        answer.insert(QStringLiteral("code"), utf8(made->code));
        answer.insert(QStringLiteral("expiresAt"), made->expiresAt.value);
        if (uri) uri->code = made->code;
        answer.insert(QStringLiteral("uri"), uri ? QJsonValue(uri->toString()) : QJsonValue());
        return {};
    }));
}

} // namespace

void addOfficeRoutes(Router& router, Services& services) {
    const auto list = [&](const char* pattern, Result<QJsonObject> (*read)(sql::Database&)) {
        router.add(officeRead(pattern, [&services, read](const RouteContext&) { return reading(services, read); }));
    };
    list("/api/v5/sites", listSites);
    list("/api/v5/users", listUsers);
    list("/api/v5/enrolment-codes", listCodes);
    router.add(officeDecision("/api/v5/sites", [&](const RouteContext& c) { return addSite(services, c); }));
    router.add(officeDecision("/api/v5/users", [&](const RouteContext& c) { return addUser(services, c); }));
    router.add(officeDecision("/api/v5/users/{userId}/block",
                              [&](const RouteContext& c) { return setUserBlocked(services, c, true); }));
    router.add(officeDecision("/api/v5/users/{userId}/unblock",
                              [&](const RouteContext& c) { return setUserBlocked(services, c, false); }));
    router.add(officeDecision("/api/v5/users/{userId}/password",
                              [&](const RouteContext& c) { return setUserPassword(services, c); }));
    router.add({.method = "PUT",
                .pattern = "/api/v5/users/me/password",
                .access = Access::Person,
                .body = BodyKind::Json,
                .maxBody = 16 * 1024,
                .handler = [&](const RouteContext& c) { return setOwnPassword(services, c); }});
    router.add(officeDecision("/api/v5/enrolment-codes", [&](const RouteContext& c) { return addCode(services, c); }));
}

} // namespace haziri::http
