// Section 9: what the office reads and decides.
#include "server/http/OfficeHelp.h"
#include "server/store/FraudRepository.h"

namespace haziri::http {

namespace {

Response listFraud(Services& services, const RouteContext& context) {
    Query query(context.request);
    const auto after = query.id<EventId>("after");
    const qint64 limit = query.integer("limit", 100, 1, 1000);
    const QByteArray state = context.request.queryValue("state");
    static const QSet<QByteArray> states{"", "open", "accept", "reject", "ask"};
    if (query.problem()) return *query.problem();
    if (!states.contains(state)) return malformed(QStringLiteral("state is open, accept, reject or ask"));
    const QByteArray order = context.request.queryValue("order");
    if (!order.isEmpty() && order != "loss" && order != "newest")
        return malformed(QStringLiteral("order is newest or loss"));
    const auto by = order == "loss" ? fraud::FraudService::Order::Loss : fraud::FraudService::Order::Newest;
    return reading(services,
                   [&](sql::Database& database) { return services.fraud.list(database, state, after, limit, by); });
}

Response oneFraud(Services& services, const RouteContext& context) {
    const auto eventId = EventId::fromText(context.parameters.value("eventId"));
    if (!eventId) return Response::problem(404, QByteArrayLiteral("NOT_FOUND"));
    return reading(services, [&](sql::Database& database) -> Result<QJsonObject> {
        const auto event = store::FraudRepository(database).find(*eventId);
        if (!event) return fail(event.error());
        if (!*event) return fail("NOT_FOUND", QStringLiteral("no such event"));
        auto object = services.keptPackets.show(database, **event);
        if (!object) return object;
        const QJsonObject told = fraud::FraudService::write(**event);
        for (auto it = told.begin(); it != told.end(); ++it)
            object->insert(it.key(), it.value());
        return object;
    });
}

/// What a decision about a worker weighs anew, counted before the writer is asked: it takes as long as his thekedar has
/// workers.
using Counted = std::optional<store::VouchedMarks>;

const store::VouchedMarks* pointerTo(const Counted& counted) {
    return counted ? &*counted : nullptr;
}

Result<Counted> countFor(Services& services, const WorkerId& workerId) {
    if (workerId.isNull()) return Counted();
    auto database = services.pool.database();
    if (!database) return fail(database.error());
    return services.people.countMarksBeside(**database, workerId, services.clock.now());
}

Result<Counted> countForEvent(Services& services, const EventId& eventId) {
    auto database = services.pool.database();
    if (!database) return fail(database.error());
    const auto event = store::FraudRepository(**database).find(eventId);
    if (!event) return fail(event.error());
    return *event ? countFor(services, (*event)->workerId) : Result<Counted>(Counted());
}

Result<Counted> countForChange(Services& services, const PacketId& packetId) {
    auto database = services.pool.database();
    if (!database) return fail(database.error());
    const auto change = store::WorkerChangeRepository(**database).find(packetId);
    if (!change) return fail(change.error());
    const bool weighs = *change && (*change)->kind == "worker.enrol";
    return weighs ? countFor(services, (*change)->workerId) : Result<Counted>(Counted());
}

/// Marks that waited for somebody follow the enrolment that this decision made count.
Result<void> releaseEnrolled(Services& services, sql::Database& database, const EventId& eventId,
                             const QByteArray& decision) {
    if (decision != "accept") return {};
    const auto event = store::FraudRepository(database).find(eventId);
    if (!event) return fail(event.error());
    if (!*event || (*event)->packetId.isNull()) return {};
    const auto change = store::WorkerChangeRepository(database).find((*event)->packetId);
    if (!change) return fail(change.error());
    if (!*change || (*change)->kind != "worker.enrol" || (*change)->status != "accepted") return {};
    return services.attendance.releaseWorker(database, (*change)->workerId, services.clock.now());
}

Response resolveFraud(Services& services, const RouteContext& context) {
    const auto eventId = EventId::fromText(context.parameters.value("eventId"));
    if (!eventId) return Response::problem(404, QByteArrayLiteral("NOT_FOUND"));
    auto reader = json::Reader::parse(context.request.body);
    if (!reader) return toResponse(reader.error());
    const QByteArray decision = reader->text("decision", 16);
    const QByteArray reason = reasonOf(*reader);
    if (reader->error()) return toResponse(*reader->error());
    QJsonObject answer{{QStringLiteral("eventId"), eventId->toString()},
                       {QStringLiteral("state"), QString::fromUtf8(decision)}};
    const auto counted = countForEvent(services, *eventId);
    if (!counted) return toResponse(counted.error());
    return writing(services, answer, [&](sql::Database& database) -> Result<void> {
        const UserId& by = context.caller->session.userId;
        const UnixMillis now = services.clock.now();
        const auto before = store::FraudRepository(database).find(*eventId);
        if (!before) return fail(before.error());
        const bool isAgain = *before && ((*before)->state == "accept" || (*before)->state == "reject");
        if (auto done = services.fraud.resolve(database, *eventId, decision, reason, by, now); !done) return done;
        if (auto done = services.keptPackets.follow(database, *eventId, decision, reason, by, now); !done) return done;
        if (auto done =
                services.changes.follow(database, *eventId, decision, reason, by, now, pointerTo(*counted), isAgain);
            !done)
            return done;
        return releaseEnrolled(services, database, *eventId, decision);
    });
}

Response listMarks(Services& services, const RouteContext& context) {
    Query query(context.request);
    store::MarkFilter filter;
    filter.siteId = query.id<SiteId>("siteId");
    filter.workerId = query.id<WorkerId>("workerId");
    filter.from = query.optionalInteger("from", 0, kAnyTime);
    filter.to = query.optionalInteger("to", 0, kAnyTime);
    filter.status = context.request.queryValue("status");
    filter.after = query.integer("after", -1, -1, std::numeric_limits<qint64>::max());
    filter.limit = query.integer("limit", 100, 1, 1000);
    if (query.problem()) return *query.problem();
    static const QSet<QByteArray> statuses{"", "accepted", "held", "rejected"};
    if (!statuses.contains(filter.status)) return malformed(QStringLiteral("status is accepted, held or rejected"));
    return reading(services, [&](sql::Database& database) { return services.attendance.list(database, filter); });
}

/// The change is applied or left; marks that waited for an enrolment follow it.
Result<qint64> decideChange(Services& services, sql::Database& database, const PacketId& packetId, bool accepts,
                            const QByteArray& reason, const UserId& by, const Counted& counted) {
    const UnixMillis now = services.clock.now();
    const auto decided = services.changes.decide(database, packetId, accepts, reason, by, now, pointerTo(counted));
    if (!decided) return fail(decided.error());
    if (decided->isEnrolled)
        if (auto released = services.attendance.releaseWorker(database, decided->workerId, now); !released)
            return fail(released.error());
    return decided->index;
}

Response decideWorkerChange(Services& services, const RouteContext& context) {
    const auto packetId = PacketId::fromText(context.parameters.value("packetId"));
    if (!packetId) return Response::problem(404, QByteArrayLiteral("NOT_FOUND"));
    auto reader = json::Reader::parse(context.request.body);
    if (!reader) return toResponse(reader.error());
    const QByteArray decision = reader->text("decision", 16);
    const QByteArray reason = reasonOf(*reader);
    if (decision != "accept" && decision != "reject") reader->setError("decision", "is accept or reject");
    if (reader->error()) return toResponse(*reader->error());
    QJsonObject answer{{QStringLiteral("packetId"), packetId->toString()},
                       {QStringLiteral("decision"), QString::fromUtf8(decision)}};
    const auto counted = countForChange(services, *packetId);
    if (!counted) return toResponse(counted.error());
    return writing(services, answer, [&](sql::Database& database) -> Result<void> {
        const auto index = decideChange(services, database, *packetId, decision == "accept", reason,
                                        context.caller->session.userId, *counted);
        if (!index) return fail(index.error());
        answer.insert(QStringLiteral("index"), *index);
        return {};
    });
}

Response listWorkerChanges(Services& services, const RouteContext& context) {
    Query query(context.request);
    const qint64 limit = query.integer("limit", 100, 1, 1000);
    const QByteArray state = context.request.queryValue("state");
    static const QSet<QByteArray> states{"", "held", "accepted", "rejected"};
    if (query.problem()) return *query.problem();
    if (!states.contains(state)) return malformed(QStringLiteral("state is held, accepted or rejected"));
    return reading(services, [&](sql::Database& database) { return services.changes.list(database, state, limit); });
}

Response overrideMark(Services& services, const RouteContext& context) {
    const auto packetId = PacketId::fromText(context.parameters.value("packetId"));
    if (!packetId) return Response::problem(404, QByteArrayLiteral("NOT_FOUND"));
    auto reader = json::Reader::parse(context.request.body);
    if (!reader) return toResponse(reader.error());
    const QByteArray status = reader->text("status", 16);
    const QByteArray reason = reasonOf(*reader);
    if (reader->error()) return toResponse(*reader->error());
    QJsonObject answer{{QStringLiteral("packetId"), packetId->toString()},
                       {QStringLiteral("status"), QString::fromUtf8(status)}};
    const auto counted = countForChange(services, *packetId);
    if (!counted) return toResponse(counted.error());
    return writing(services, answer, [&](sql::Database& database) -> Result<void> {
        const UserId& by = context.caller->session.userId;
        auto index = services.attendance.overrideMark(database, *packetId, status, reason, by, services.clock.now());
        if (!index && index.error().code == "NOT_FOUND" && status != "held") {
            auto settled = services.attendance.settleCorrection(database, *packetId, status == "accepted", reason, by,
                                                                services.clock.now());
            if (!settled) return fail(settled.error());
            if (*settled) index = **settled;
        }
        // A packet about a worker is no mark, but it waits for the same decision.
        if (!index && index.error().code == "NOT_FOUND" && status != "held")
            index = decideChange(services, database, *packetId, status == "accepted", reason, by, *counted);
        if (!index && index.error().code == "NOT_FOUND" && status == "accepted")
            index = services.keptPackets.letCount(database, *packetId, reason, by, services.clock.now());
        if (!index) return fail(index.error());
        answer.insert(QStringLiteral("index"), *index);
        return {};
    });
}

Response setBlocked(Services& services, const RouteContext& context, bool blocks) {
    auto reader = json::Reader::parse(context.request.body);
    if (!reader) return toResponse(reader.error());
    const QByteArray reason = reasonOf(*reader);
    if (!reader->error() && reason.trimmed().size() < 3) reader->setError("reason", "is too short");
    if (reader->error()) return toResponse(*reader->error());
    const QByteArray deviceId = context.parameters.value("deviceId");
    QJsonObject answer{{QStringLiteral("deviceId"), QString::fromLatin1(deviceId)},
                       {QStringLiteral("isBlocked"), blocks}};
    return writing(services, answer, [&](sql::Database& database) -> Result<void> {
        const auto device = store::DeviceRepository(database).find(deviceId);
        if (!device) return fail(device.error());
        if (!*device) return fail("NOT_FOUND", QStringLiteral("no such device"));
        const UserId& by = context.caller->session.userId;
        return blocks ? services.trust.block(database, **device, reason, by, services.clock.now())
                      : services.trust.unblock(database, **device, reason, by, services.clock.now());
    });
}

Response listWorkers(Services& services, const RouteContext& context) {
    Query query(context.request);
    const auto siteId = query.id<SiteId>("siteId");
    const auto after = query.id<WorkerId>("after");
    const qint64 limit = query.integer("limit", 10'000, 1, 10'000); // who knows nothing of pages gets a whole company
    if (query.problem()) return *query.problem();
    const QByteArray q = context.request.queryValue("q").left(100);
    return reading(services,
                   [&](sql::Database& database) { return services.workers.list(database, siteId, q, limit, after); });
}

Response oneWorker(Services& services, const RouteContext& context) {
    const auto workerId = WorkerId::fromText(context.parameters.value("workerId"));
    if (!workerId) return Response::problem(404, QByteArrayLiteral("NOT_FOUND"));
    return reading(services, [&](sql::Database& database) { return services.workers.one(database, *workerId); });
}

} // namespace

void addReviewRoutes(Router& router, Services& services) {
    router.add(officeRead("/api/v5/fraud", [&](const RouteContext& context) { return listFraud(services, context); }));
    router.add(officeRead("/api/v5/fraud/{eventId}",
                          [&](const RouteContext& context) { return oneFraud(services, context); }));
    router.add(officeDecision("/api/v5/fraud/{eventId}/resolve",
                              [&](const RouteContext& context) { return resolveFraud(services, context); }));
    router.add(
        officeRead("/api/v5/attendance", [&](const RouteContext& context) { return listMarks(services, context); }));
    router.add(officeDecision("/api/v5/attendance/{packetId}/override",
                              [&](const RouteContext& context) { return overrideMark(services, context); }));
    router.add(officeRead("/api/v5/devices", [&](const RouteContext&) {
        return reading(services, [&](sql::Database& database) { return services.trust.list(database); });
    }));
    router.add(officeRead("/api/v5/devices/{deviceId}", [&](const RouteContext& context) {
        return reading(services, [&](sql::Database& database) {
            return services.trust.one(database, context.parameters.value("deviceId"));
        });
    }));
    router.add(officeDecision("/api/v5/devices/{deviceId}/block",
                              [&](const RouteContext& context) { return setBlocked(services, context, true); }));
    router.add(officeDecision("/api/v5/devices/{deviceId}/unblock",
                              [&](const RouteContext& context) { return setBlocked(services, context, false); }));
    router.add(officeRead("/api/v5/worker-changes",
                          [&](const RouteContext& context) { return listWorkerChanges(services, context); }));
    router.add(officeDecision("/api/v5/worker-changes/{packetId}/decide",
                              [&](const RouteContext& context) { return decideWorkerChange(services, context); }));
    router.add(
        officeRead("/api/v5/workers", [&](const RouteContext& context) { return listWorkers(services, context); }));
    router.add(officeRead("/api/v5/workers/{workerId}",
                          [&](const RouteContext& context) { return oneWorker(services, context); }));
}

} // namespace haziri::http
