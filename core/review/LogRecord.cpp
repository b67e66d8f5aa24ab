#include "core/review/LogRecord.h"

#include "core/protocol/Jws.h"

#include <QJsonArray>

namespace haziri::review {

namespace {

QString textOf(const QJsonObject& object, const char* key) {
    return object[QLatin1String(key)].toString();
}

QByteArray wordOf(const QJsonObject& object, const char* key) {
    return textOf(object, key).toUtf8();
}

/// The first of the members that is an id.
template <class IdType>
IdType idOf(const QJsonObject& object, std::initializer_list<const char*> keys) {
    for (const char* key : keys)
        if (auto id = IdType::fromText(wordOf(object, key))) return *id;
    return {};
}

/// The payload of a signed text inside a record. The server verified it when it let it in; who doubts the server
/// verifies with the keys, not with this window.
std::optional<QByteArray> payloadOf(const QByteArray& compact, protocol::Purpose purpose) {
    const auto jws = protocol::UnverifiedJws::read(compact, purpose);
    if (!jws) return std::nullopt;
    auto payload = jws->payloadBeforeVerification();
    return payload ? std::optional(*payload) : std::nullopt;
}

void takeEnrolment(const protocol::WorkerEnrol& enrolment, LogRecord& record) {
    record.workerId = enrolment.workerId;
    record.siteId = enrolment.siteId;
    const auto payload = payloadOf(enrolment.vouch, protocol::Purpose::Vouch);
    const auto vouch = payload ? json::Reader::parse(*payload) : Result<json::Reader>(fail("MALFORMED"));
    if (!vouch) return;
    const QJsonObject object = vouch->toQJson();
    record.name = textOf(object[QStringLiteral("details")].toObject(), "name");
    if (auto thekedar = idOf<UserId>(object, {"thekedarId"}); !thekedar.isNull()) record.userId = thekedar;
    const QJsonObject photo = object[QStringLiteral("photos")].toArray().first().toObject();
    record.photo = idOf<FileId>(photo, {"fileId"});
}

void takePacket(const QByteArray& compact, LogRecord& record) {
    const auto payload = payloadOf(compact, protocol::Purpose::Packet);
    if (!payload) return;
    auto packet = protocol::readPacket(*payload);
    if (!packet) return;
    record.packetId = packet->packetId;
    record.userId = packet->recordedBy;
    if (const auto* mark = std::get_if<protocol::Attendance>(&packet->body)) {
        record.workerId = mark->workerId;
        record.siteId = mark->siteId;
        if (mark->photo) record.photo = mark->photo->fileId;
        record.reason = QString::fromUtf8(mark->reason);
    } else if (const auto* enrolment = std::get_if<protocol::WorkerEnrol>(&packet->body)) {
        takeEnrolment(*enrolment, record);
    } else if (const auto* other = std::get_if<protocol::OtherBody>(&packet->body)) {
        record.workerId = other->workerId;
    } else if (const auto* correction = std::get_if<protocol::Correction>(&packet->body)) {
        record.workerId = correction->workerId;
        record.siteId = correction->siteId;
        record.reason = QString::fromUtf8(correction->reason);
    }
    record.packet = std::move(*packet);
}

void takeData(const QJsonObject& data, LogRecord& record) {
    record.deviceId = wordOf(data, "deviceId");
    record.userId = idOf<UserId>(data, {"by", "userId", "recordedBy"});
    record.workerId = idOf<WorkerId>(data, {"workerId"});
    record.siteId = idOf<SiteId>(data, {"siteId"});
    record.packetId = idOf<PacketId>(data, {"packetId"});
    record.photo = idOf<FileId>(data, {"fileId"});
    record.name = textOf(data, "name");
    record.role = wordOf(data, "role");
    record.status = wordOf(data, "status");
    record.decision = wordOf(data, "decision");
    record.code = wordOf(data, "code");
    const QJsonArray codes = data[QStringLiteral("codes")].toArray();
    for (const QJsonValue& code : codes)
        record.codes << code.toString().toUtf8();
    if (record.code.isEmpty() && !record.codes.isEmpty()) record.code = record.codes.first();
    record.reason = textOf(data, "reason");
    record.purpose = textOf(data, "purpose");
    record.detail = textOf(data, "detail");
    record.address = textOf(data, "address");
    record.timeClass = wordOf(data, "timeClass");
    record.earliest = {data[QStringLiteral("earliest")].toInteger()};
    record.latest = {data[QStringLiteral("latest")].toInteger()};
    if (const QByteArray packet = wordOf(data, "packet"); !packet.isEmpty()) takePacket(packet, record);
}

} // namespace

const protocol::Attendance* LogRecord::attendance() const {
    return packet ? std::get_if<protocol::Attendance>(&packet->body) : nullptr;
}

LogRecord LogRecord::of(const audit::ServedEntry& served) {
    LogRecord record;
    record.index = served.index;
    record.recordHash = crypto::toBase64Url(served.recordHash);
    record.erased = !served.data.has_value();
    if (const auto entry = audit::readEntry(served.entry)) {
        record.kind = entry->kind;
        record.at = entry->meta.syncTimestamp;
        record.prevHash = crypto::toBase64Url(entry->prevHash);
        record.offline = entry->meta.isOfflineSync;
        record.deviceTrust = entry->meta.deviceTrustScore;
    }
    if (!served.data) return record;
    if (const auto data = json::Reader::parse(*served.data)) takeData(data->toQJson(), record);
    return record;
}

std::optional<audit::BadEntry> checkEntry(const audit::ServedEntry& served) {
    const auto bad = [&](const char* what, const crypto::Digest& expected, const crypto::Digest& found) {
        return audit::BadEntry{served.index, QLatin1String(what), crypto::toBase64Url(expected),
                               crypto::toBase64Url(found)};
    };
    if (const auto hash = audit::recordHash(served.entry); hash != served.recordHash)
        return bad("recordHash", served.recordHash, hash);
    const auto entry = audit::readEntry(served.entry);
    if (!entry) return audit::BadEntry{served.index, QStringLiteral("form"), {}, {}};
    if (entry->index != served.index)
        return audit::BadEntry{served.index, QStringLiteral("index"), QByteArray::number(served.index),
                               QByteArray::number(entry->index)};
    if (!served.salt || !served.data) return std::nullopt;
    if (const auto hash = audit::dataHash(*served.salt, *served.data); hash != entry->dataHash)
        return bad("dataHash", entry->dataHash, hash);
    return std::nullopt;
}

} // namespace haziri::review
