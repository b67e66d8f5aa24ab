// Section 9: reports, statistics, metrics.
#include "server/http/OfficeHelp.h"

#include "core/sql/Snapshot.h"

namespace haziri::http {

namespace {

using Report = Result<QJsonObject> (registers::RegisterService::*)(sql::Database&, const SiteId&, const QByteArray&);

Response report(Services& services, const RouteContext& context, Report which) {
    Query query(context.request);
    const auto siteId = query.id<SiteId>("siteId");
    if (query.problem()) return *query.problem();
    if (siteId.isNull()) return malformed(QStringLiteral("siteId is missing"));
    const QByteArray month = context.request.queryValue("month");
    return reading(services, [&](sql::Database& database) -> Result<QJsonObject> {
        // A report names the log that it was made from: both are of one state.
        const sql::Snapshot oneState(database, sql::Snapshot::OneState::Always);
        if (!oneState.stands()) return fail("STORE_UNAVAILABLE", QStringLiteral("the database cannot be read now"));
        auto made = (services.registers.*which)(database, siteId, month);
        if (!made) return made;
        const auto checkpoint = services.log.checkpoint(database);
        if (!checkpoint) return fail(checkpoint.error());
        made->insert(QStringLiteral("checkpoint"), QString::fromUtf8(checkpoint->note));
        return made;
    });
}

Response listPay(Services& services, const RouteContext& context) {
    Query query(context.request);
    const auto siteId = query.id<SiteId>("siteId");
    if (query.problem()) return *query.problem();
    if (siteId.isNull()) return malformed(QStringLiteral("siteId is missing"));
    const QByteArray month = context.request.queryValue("month");
    return reading(services, [&](sql::Database& database) {
        return services.registers.payBook(services.log, services.clock).list(database, siteId, month);
    });
}

Response putPay(Services& services, const RouteContext& context) {
    const auto reader = json::Reader::parse(context.request.body);
    if (!reader) return toResponse(reader.error());
    QList<protocol::PayChange> changes;
    for (const auto& one : reader->objects("changes", protocol::kMostPayChanges))
        changes.append(protocol::readPayChange(one));
    if (!reader->error() && changes.isEmpty()) reader->setError("changes", "is empty");
    if (reader->error()) return toResponse(*reader->error());
    QJsonObject answer{{QStringLiteral("changed"), changes.size()}};
    return writing(services, answer, [&](sql::Database& database) {
        return services.registers.payBook(services.log, services.clock)
            .put(database, changes, context.caller->session.userId);
    });
}

Response statistics(Services& services, const RouteContext& context) {
    const QByteArray name = context.parameters.value("name");
    const UnixMillis now = services.clock.now();
    return reading(services, [&](sql::Database& database) -> Result<QJsonObject> {
        if (name == "attendance") return services.statistics.attendance(database, now);
        if (name == "trust") return services.statistics.trust(database);
        if (name == "alerts") return services.statistics.alerts(database, now);
        return fail("NOT_FOUND", QStringLiteral("there are attendance, trust and alerts"));
    });
}

Response metrics(Services& services) {
    auto database = services.pool.database();
    if (!database) return toResponse(database.error());
    const auto text = services.statistics.metrics(**database);
    if (!text) return toResponse(text.error());
    return Response::text(*text, QByteArrayLiteral("text/plain; version=0.0.4; charset=utf-8"));
}

} // namespace

void addRegisterRoutes(Router& router, Services& services) {
    router.add(officeRead("/api/v5/reports/muster", [&](const RouteContext& context) {
        return report(services, context, &registers::RegisterService::muster);
    }));
    router.add(officeRead("/api/v5/reports/wages", [&](const RouteContext& context) {
        return report(services, context, &registers::RegisterService::wages);
    }));
    router.add(officeRead("/api/v5/pay", [&](const RouteContext& context) { return listPay(services, context); }));
    Route pay = officeDecision("/api/v5/pay", [&](const RouteContext& context) { return putPay(services, context); });
    pay.maxBody = 1024 * 1024; // a site's list at once
    router.add(std::move(pay));
    router.add(
        officeRead("/api/v5/stats/{name}", [&](const RouteContext& context) { return statistics(services, context); }));
    router.add(officeRead("/api/v5/metrics", [&](const RouteContext&) { return metrics(services); }));
}

} // namespace haziri::http
