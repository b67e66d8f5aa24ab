#include "server/attendance/KeptPackets.h"

#include "server/store/ChangeFeed.h"
#include "server/store/DeviceRepository.h"
#include "server/store/KeptPacketRepository.h"
#include "server/store/SiteRepository.h"

#include "core/base/Base64Url.h"
#include "core/base/Json.h"
#include "core/protocol/Jws.h"

namespace haziri::attendance {

namespace {

// Nobody has proved anything of this: it is what a person looks at, or lets count on his own word.
QByteArray payloadOf(const QByteArray& bytes) {
    const QList<QByteArray> parts = bytes.split('.');
    return parts.size() == 3 ? fromBase64Url(parts[1]).value_or(QByteArray()) : QByteArray();
}

QJsonValue claimsOf(const QByteArray& bytes) {
    const auto claims = QJsonDocument::fromJson(payloadOf(bytes));
    return claims.isObject() ? QJsonValue(claims.object()) : QJsonValue();
}

store::MarkRow markOf(const protocol::Packet& packet, const protocol::Attendance& body, const store::FraudEvent& event,
                      UnixMillis registeredAt) {
    store::MarkRow mark;
    mark.packetId = packet.packetId;
    mark.deviceNo = event.deviceNo;
    mark.workerId = body.workerId;
    mark.siteId = body.siteId;
    mark.recordedBy = packet.recordedBy;
    mark.timestamp = packet.timestamp;
    mark.tzOffsetMin = packet.tzOffsetMin;
    mark.direction = protocol::toText(body.direction);
    mark.method = protocol::toText(body.method);
    mark.status = "accepted";
    mark.timeClass = store::toText(store::TimeClass::Unanchored);
    mark.earliest = std::min(registeredAt, event.at);
    mark.latest = event.at;
    mark.geo = body.geo;
    mark.reason = body.reason;
    return mark;
}

} // namespace

Result<QJsonObject> KeptPackets::show(sql::Database& database, const store::FraudEvent& event) {
    QJsonObject shown{{QStringLiteral("bytes"), QJsonValue()}, {QStringLiteral("claims"), QJsonValue()}};
    bool counts = false;
    if (!event.packetId.isNull()) {
        const auto mark = store::MarkRepository(database).find(event.packetId);
        if (!mark) return fail(mark.error());
        counts = *mark && (*mark)->status == "accepted";
    }
    shown.insert(QStringLiteral("counts"), counts);
    if (!event.bytesHash) return shown;
    const auto bytes = store::FraudRepository(database).quarantined(*event.bytesHash, m_keys);
    if (!bytes) return fail(bytes.error());
    if (!*bytes) return shown;
    shown.insert(QStringLiteral("bytes"), QString::fromLatin1(toBase64Url(**bytes)));
    shown.insert(QStringLiteral("claims"), claimsOf(**bytes));
    return shown;
}

Result<qint64> KeptPackets::letCount(sql::Database& database, const PacketId& packetId, const QByteArray& reason,
                                     const UserId& by, UnixMillis now) {
    const auto events = store::FraudRepository(database).keptOfPacket(packetId);
    if (!events) return fail(events.error());
    if (events->isEmpty()) return fail("NOT_FOUND", QStringLiteral("no such mark"));
    for (const auto& event : *events)
        if (event.bytesHash != events->first().bytesHash)
            return fail("AMBIGUOUS", QStringLiteral("different bytes were sent under this id: accept the event of "
                                                    "those that are right"));
    return count(database, events->first(), reason, by, now);
}

Result<qint64> KeptPackets::count(sql::Database& database, const store::FraudEvent& event, const QByteArray& reason,
                                  const UserId& by, UnixMillis now) {
    if (reason.trimmed().size() < 3 || reason.size() > 500)
        return fail("MALFORMED", QStringLiteral("a reason of 3 to 500 bytes is due"));
    const auto bytes = store::FraudRepository(database).quarantined(*event.bytesHash, m_keys);
    if (!bytes) return fail(bytes.error());
    const auto notAMark = [](const QString& why) { return fail("NOT_A_MARK", why); };
    if (!*bytes) return notAMark(QStringLiteral("the bytes are not kept any more"));
    const auto packet = protocol::readPacket(payloadOf(**bytes));
    const auto* body = packet ? std::get_if<protocol::Attendance>(&packet->body) : nullptr;
    if (!body || packet->packetId != event.packetId) return notAMark(QStringLiteral("they cannot be read as a mark"));
    const auto site = store::SiteRepository(database).find(body->siteId);
    if (!site) return fail(site.error());
    if (!*site) return notAMark(QStringLiteral("they name a site that does not exist"));
    const auto device = store::DeviceRepository(database).findByNo(event.deviceNo);
    if (!device) return fail(device.error());

    store::MarkRow mark = markOf(*packet, *body, event, *device ? (*device)->registeredAt : UnixMillis{});
    const QJsonObject record{{QStringLiteral("packetId"), mark.packetId.toString()},
                             {QStringLiteral("status"), QStringLiteral("accepted")},
                             {QStringLiteral("reason"), QString::fromUtf8(reason)},
                             {QStringLiteral("by"), by.isNull() ? QJsonValue() : QJsonValue(by.toString())},
                             {QStringLiteral("eventId"), event.eventId.toString()},
                             {QStringLiteral("refusedAs"), QString::fromUtf8(event.code)},
                             {QStringLiteral("packetHash"), QString::fromLatin1(crypto::toBase64Url(*event.bytesHash))},
                             {QStringLiteral("claims"), claimsOf(**bytes)}};
    const auto logged = m_log.append(database, {"attendance.override", json::toText(record), {0, false, now}});
    if (!logged) return fail(logged.error());
    mark.logIndex = logged->index;
    store::MarkRepository marks(database);
    if (auto kept = marks.insert({mark}); !kept) return fail(kept.error());
    store::KeptPacketRepository counted(database);
    if (auto kept = counted.noteCounted(mark.packetId, *event.bytesHash, mark.logIndex); !kept)
        return fail(kept.error());
    if (auto kept = marks.review(mark.logIndex, mark.packetId, mark.status, reason, by, now); !kept)
        return fail(kept.error());
    if (auto noted = store::ChangeFeed(database).note("mark", mark.packetId, mark.siteId); !noted)
        return fail(noted.error());
    return mark.logIndex;
}

Result<void> KeptPackets::follow(sql::Database& database, const EventId& eventId, const QByteArray& decision,
                                 const QByteArray& reason, const UserId& by, UnixMillis now) {
    if (decision != "accept") return {};
    store::FraudRepository events(database);
    const auto event = events.find(eventId);
    if (!event) return fail(event.error());
    if (!*event || !(*event)->bytesHash || (*event)->packetId.isNull()) return {};
    const auto mark = store::MarkRepository(database).find((*event)->packetId);
    if (!mark) return fail(mark.error());
    if (*mark && (*mark)->status != "rejected") return {};
    if (!*mark) {
        const auto done = count(database, **event, reason, by, now);
        // An enrolment, a head: the decision stands, there is nothing to count.
        return done || done.error().code == "NOT_A_MARK" ? Result<void>() : Result<void>(fail(done.error()));
    }
    const auto open = events.openOfPacket((*event)->packetId);
    if (!open) return fail(open.error());
    if (*open > 0) return {};
    const auto done = m_attendance.overrideMark(database, (*event)->packetId, "accepted", reason, by, now);
    return done ? Result<void>() : Result<void>(fail(done.error()));
}

} // namespace haziri::attendance
