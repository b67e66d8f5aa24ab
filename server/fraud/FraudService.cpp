#include "server/fraud/FraudService.h"

#include "server/store/ChangeFeed.h"
#include "server/store/KeptPacketRepository.h"
#include "server/store/WorkerRepository.h"

#include "core/base/Json.h"

namespace haziri::fraud {

namespace {

QJsonValue idOrNull(const auto& id) {
    return id.isNull() ? QJsonValue() : QJsonValue(id.toString());
}

} // namespace

QJsonObject FraudService::write(const store::FraudEvent& event) {
    return {{QStringLiteral("eventId"), event.eventId.toString()},
            {QStringLiteral("at"), event.at.value},
            {QStringLiteral("code"), QString::fromUtf8(event.code)},
            {QStringLiteral("deviceId"), QString::fromUtf8(event.deviceId)},
            {QStringLiteral("packetId"), idOrNull(event.packetId)},
            {QStringLiteral("workerId"), idOrNull(event.workerId)},
            {QStringLiteral("siteId"), idOrNull(event.siteId)},
            {QStringLiteral("points"), event.points},
            {QStringLiteral("state"), QString::fromUtf8(event.state)},
            {QStringLiteral("detail"), QString::fromUtf8(event.detail)},
            {QStringLiteral("reason"), QString::fromUtf8(event.reason)},
            {QStringLiteral("parameters"), QJsonDocument::fromJson(event.parameters).object()},
            {QStringLiteral("expectedLossPaise"), event.lossPaise},
            {QStringLiteral("index"), event.logIndex ? QJsonValue(*event.logIndex) : QJsonValue()}};
}

Result<QJsonObject> FraudService::list(sql::Database& database, const QByteArray& state, const EventId& after,
                                       qint64 limit, Order order) {
    store::FraudRepository events(database);
    std::optional<store::FraudEvent> seen;
    if (!after.isNull()) {
        const auto last = events.find(after);
        if (!last) return fail(last.error());
        if (!*last) return fail("NOT_FOUND", QStringLiteral("no such event to go on after"));
        seen = **last;
    }
    const auto found = events.list(state, order, seen, limit);
    if (!found) return fail(found.error());
    const auto total = events.count(state);
    if (!total) return fail(total.error());
    QJsonArray all;
    for (const auto& event : *found)
        all.append(write(event));
    return QJsonObject{{QStringLiteral("events"), all}, {QStringLiteral("total"), *total}};
}

Result<void> FraudService::resolve(sql::Database& database, const EventId& eventId, const QByteArray& decision,
                                   const QByteArray& reason, const UserId& by, UnixMillis now) {
    if (decision != "accept" && decision != "reject" && decision != "ask")
        return fail("MALFORMED", QStringLiteral("a decision is accept, reject or ask"));
    if (reason.trimmed().size() < 3 || reason.size() > 500)
        return fail("MALFORMED", QStringLiteral("a reason of 3 to 500 bytes is due"));
    store::FraudRepository events(database);
    const auto event = events.find(eventId);
    if (!event) return fail(event.error());
    if (!*event) return fail("NOT_FOUND", QStringLiteral("no such event"));
    // Sent again because the answer was lost: it was decided once, and stands in the log once.
    const auto isSo = events.isResolvedSo(eventId, decision, reason, by);
    if (!isSo) return fail(isSo.error());
    if (*isSo) return {};

    const QJsonObject data{{QStringLiteral("eventId"), eventId.toString()},
                           {QStringLiteral("code"), QString::fromUtf8((*event)->code)},
                           {QStringLiteral("decision"), QString::fromUtf8(decision)},
                           {QStringLiteral("reason"), QString::fromUtf8(reason)},
                           {QStringLiteral("by"), by.toString()}};
    const auto logged = m_log.append(database, {"fraud.resolve", json::toText(data), {0, false, now}});
    if (!logged) return fail(logged.error());
    if (auto done = events.resolve(eventId, decision, reason, by, now); !done) return done;
    return settleMark(database, **event, decision, reason, by, now);
}

// A mark may be held for several reasons: accepting one lets it count only when no other event of it is open.
Result<void> FraudService::settleMark(sql::Database& database, const store::FraudEvent& event,
                                      const QByteArray& decision, const QByteArray& reason, const UserId& by,
                                      UnixMillis now) {
    if (event.packetId.isNull()) return {};
    const auto mark = store::MarkRepository(database).find(event.packetId);
    if (!mark) return fail(mark.error());
    const bool wasDecided = event.state == "accept" || event.state == "reject";
    if (*mark && wasDecided) return moveMark(database, event, **mark, reason, by, now);
    if (wasDecided) {
        const auto due = store::FraudRepository(database).markStatusOf(event.packetId, event.bytesHash);
        if (!due) return fail(due.error());
        return m_attendance.moveCorrection(database, event.packetId, *due, reason, by, now);
    }
    if (decision == "ask" || (*mark && (*mark)->status != "held")) return {};
    if (decision == "accept") {
        const auto open = store::FraudRepository(database).openOfPacket(event.packetId);
        if (!open) return fail(open.error());
        if (*open > 0) return {};
    }
    if (!*mark) {
        const auto settled =
            m_attendance.settleCorrection(database, event.packetId, decision == "accept", reason, by, now);
        if (!settled) return fail(settled.error());
        return *settled ? Result<void>() : settleEnrolment(database, event, decision, now);
    }
    const QByteArray status = decision == "accept" ? QByteArrayLiteral("accepted") : QByteArrayLiteral("rejected");
    const auto decided = m_attendance.overrideMark(database, event.packetId, status, reason, by, now);
    if (!decided) return fail(decided.error());
    return {};
}

// The event was decided before, and otherwise: the mark goes where all decisions about it, the new one among them, put
// it. Only a mark that a person's decision put where it is; one that was taken back at the gate stays taken back.
Result<void> FraudService::moveMark(sql::Database& database, const store::FraudEvent& event, const store::MarkRow& mark,
                                    const QByteArray& reason, const UserId& by, UnixMillis now) {
    if (mark.status == "corrected") return {};
    const auto decided = store::MarkRepository(database).isDecided(mark.packetId);
    if (!decided) return fail(decided.error());
    if (!*decided) return {};
    if (event.bytesHash) { // refused bytes under an id that may be another packet's
        const auto counted = store::KeptPacketRepository(database).isCounted(mark.packetId, *event.bytesHash);
        if (!counted) return fail(counted.error());
        if (!*counted) return {};
    }
    const auto due = store::FraudRepository(database).markStatusOf(mark.packetId, event.bytesHash);
    if (!due) return fail(due.error());
    if (*due == mark.status) return {};
    const auto moved = m_attendance.overrideMark(database, mark.packetId, *due, reason, by, now);
    return moved ? Result<void>() : Result<void>(fail(moved.error()));
}

// The packet behind the event brought a worker in: accepted, he counts, and so do the marks that waited for him.
Result<void> FraudService::settleEnrolment(sql::Database& database, const store::FraudEvent& event,
                                           const QByteArray& decision, UnixMillis now) {
    if (event.workerId.isNull()) return {};
    const bool counts = decision == "accept";
    const auto settled = store::settleHeldWorker(database, event.workerId, event.packetId, counts);
    if (!settled) return fail(settled.error());
    if (!*settled) return {};
    if (auto noted = store::ChangeFeed(database).note("worker", event.workerId, event.siteId); !noted) return noted;
    return counts ? m_attendance.releaseWorker(database, event.workerId, now) : Result<void>();
}

} // namespace haziri::fraud
