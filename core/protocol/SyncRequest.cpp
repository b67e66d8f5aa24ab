#include "core/protocol/Limits.h"
#include "core/protocol/SyncMessages.h"

namespace haziri::protocol {

namespace {

constexpr qsizetype kMaxTokens = 64;
constexpr qsizetype kMaxTokenBytes = 8 * 1024;

QJsonArray write(const QList<QByteArray>& texts) {
    QJsonArray array;
    for (const QByteArray& text : texts)
        array.append(QString::fromUtf8(text));
    return array;
}

} // namespace

Result<SyncRequest> readSyncRequest(QByteArrayView body) {
    const auto reader = json::Reader::parse(body);
    if (!reader) return fail(reader.error());
    SyncRequest request;
    request.deviceId = reader->text("deviceId", kKeyHashText);
    if (reader->has("offlineTokens"))
        request.offlineTokens = reader->texts("offlineTokens", kMaxTokens, kMaxTokenBytes);
    // A packet that is too long is that packet's fault and not the batch's: readPacket() judges it.
    if (reader->has("packets")) request.packets = reader->texts("packets", kMaxSyncBytes, kMaxSyncBytes);
    request.head = reader->textOr("head", {}, kMaxTokenBytes);
    if (reader->has("fingerprint")) request.fingerprint = reader->object("fingerprint").toQJson();
    request.lastCheckpointSize = reader->integerOr("lastCheckpointSize", 0, 0, kMaxExact);
    if (reader->has("pull")) request.pullCursor = reader->object("pull").textOr("cursor", {}, 1024);
    if (reader->has("wantsBoxKey")) request.wantsBoxKey = reader->boolean("wantsBoxKey");
    if (reader->error()) return fail(*reader->error());
    if (request.packets.size() > kMaxPacketsPerSync)
        return fail("TOO_MANY_PACKETS", QStringLiteral("more than %1 packets in a request").arg(kMaxPacketsPerSync));
    return request;
}

QByteArray writeSyncRequest(const SyncRequest& request) {
    QJsonObject object{
        {QStringLiteral("deviceId"), QString::fromUtf8(request.deviceId)},
        {QStringLiteral("offlineTokens"), write(request.offlineTokens)},
        {QStringLiteral("packets"), write(request.packets)},
        {QStringLiteral("head"), QString::fromUtf8(request.head)},
        {QStringLiteral("fingerprint"), request.fingerprint},
        {QStringLiteral("lastCheckpointSize"), request.lastCheckpointSize},
        {QStringLiteral("pull"), QJsonObject{{QStringLiteral("cursor"), QString::fromUtf8(request.pullCursor)}}},
    };
    if (request.wantsBoxKey) object[QStringLiteral("wantsBoxKey")] = true;
    return json::toText(object);
}

} // namespace haziri::protocol
