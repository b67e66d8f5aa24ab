// The rules of trust and what others would change.
#include "server/http/OfficeHelp.h"
#include "server/trust/TrustReplay.h"

#include <QDateTime>
#include <QJsonDocument>

namespace haziri::http {

namespace {

constexpr qint64 kReplayedMs = 30LL * 86'400'000;

QJsonObject rulesNow() {
    QJsonObject all;
    for (const char* kind : {"device", "thekedar", "worker"})
        if (const auto text = trust::RuleBook::text(kind, QDateTime::currentDateTimeUtc().date()))
            all.insert(QLatin1String(kind), QJsonDocument::fromJson(*text).object());
    return all;
}

Response replay(Services& services, const RouteContext& context) {
    auto reader = json::Reader::parse(context.request.body);
    if (!reader) return toResponse(reader.error());
    const auto rules = trust::readRuleSet(reader->object("rules"));
    const qint64 now = services.clock.now().value;
    const qint64 to = reader->integerOr("to", now + 1, 0, kAnyTime);
    const qint64 from = reader->integerOr("from", std::max<qint64>(to - kReplayedMs, 0), 0, kAnyTime);
    if (!rules) return toResponse(rules.error());
    if (reader->error()) return toResponse(*reader->error());
    return reading(services, [&](sql::Database& database) -> Result<QJsonObject> {
        const auto replayed = trust::replay(database, *rules, services.trust.rules(), {from}, {to});
        if (!replayed) return fail(replayed.error());
        return trust::toJson(*replayed);
    });
}

} // namespace

void addTrustRoutes(Router& router, Services& services) {
    router.add(officeRead("/api/v5/trust/rules", [](const RouteContext&) { return Response::json(rulesNow()); }));
    router.add(officeDecision("/api/v5/trust/replay", [&](const RouteContext& c) { return replay(services, c); }));
}

} // namespace haziri::http
