// Sections 2, 3 and 5: what laptops ask.
#include "server/http/Api.h"

namespace haziri::http {

namespace {

constexpr qsizetype kSmallBody = 64 * 1024;

Response signIn(Services& services, const RouteContext& context) {
    const auto outcome = services.sessions.signIn(context.request.body, contactOf(context.request));
    Response response = toResponse(outcome.answer);
    response.delayMs = outcome.delayMs;
    return response;
}

Response signOut(Services& services, const RouteContext& context) {
    const auto done = services.sessions.signOut(context.caller->session);
    return done ? Response::empty() : toResponse(done.error());
}

Response synchronise(Services& services, const RouteContext& context) {
    const Caller& caller = *context.caller;
    return toResponse(services.sync.handle(context.request.body,
                                           {caller.device, caller.session, caller.contact, context.request.received}));
}

} // namespace

void addDeviceRoutes(Router& router, Services& services) {
    router.add({.method = "POST",
                .pattern = "/api/v5/device/register",
                .access = Access::Open,
                .body = BodyKind::Json,
                .maxBody = kSmallBody,
                .handler = [&](const RouteContext& context) {
                    return toResponse(services.registration.handle(context.request.body, contactOf(context.request),
                                                                   context.request.received));
                }});
    router.add({.method = "POST",
                .pattern = "/api/v5/session",
                .access = Access::Open,
                .body = BodyKind::Json,
                .maxBody = kSmallBody,
                .handler = [&](const RouteContext& context) { return signIn(services, context); }});
    router.add({.method = "DELETE", .pattern = "/api/v5/session", .handler = [&](const RouteContext& context) {
                    return signOut(services, context);
                }});
    router.add({.method = "PUT",
                .pattern = "/api/v5/users/me/key",
                .access = Access::Person,
                .body = BodyKind::Json,
                .maxBody = kSmallBody,
                .handler = [&](const RouteContext& context) {
                    const Caller& caller = *context.caller;
                    return toResponse(services.userKeys.handle(context.request.body, caller.session, caller.device));
                }});
    router.add({.method = "POST",
                .pattern = "/api/v5/sync",
                .body = BodyKind::Json,
                .maxBody = protocol::kMaxSyncBytes,
                .handler = [&](const RouteContext& context) { return synchronise(services, context); }});
}

} // namespace haziri::http
