#include "core/protocol/Limits.h"
#include "core/protocol/SyncMessages.h"

namespace haziri::protocol {

namespace {

constexpr const char* kStatuses[] = {"accepted", "duplicate", "held", "rejected"};
constexpr qsizetype kMaxChanges = 100'000;
constexpr qsizetype kMaxTokenBytes = 8 * 1024;
constexpr qsizetype kMaxCheckpointBytes = 64 * 1024;

QString utf8(const QByteArray& text) {
    return QString::fromUtf8(text);
}

/// Members that have no value are written as null, so that each result has the same members.
QJsonValue textOrNull(const QByteArray& text) {
    return text.isEmpty() ? QJsonValue() : QJsonValue(utf8(text));
}

template <class Number>
QJsonValue numberOrNull(const std::optional<Number>& number) {
    return number ? QJsonValue(qint64(*number)) : QJsonValue();
}

QJsonArray write(const QList<QByteArray>& texts) {
    QJsonArray array;
    for (const QByteArray& text : texts)
        array.append(utf8(text));
    return array;
}

QJsonObject write(const PacketResult& result) {
    return {
        {QStringLiteral("packetId"), textOrNull(result.packetId)},
        {QStringLiteral("seq"), result.seq},
        {QStringLiteral("status"), QLatin1String(toText(result.status))},
        {QStringLiteral("code"), textOrNull(result.code)},
        {QStringLiteral("message"), result.message.isEmpty() ? QJsonValue() : QJsonValue(result.message)},
        {QStringLiteral("trustScore"), numberOrNull(result.trustScore)},
        {QStringLiteral("index"), numberOrNull(result.index)},
        {QStringLiteral("recordHash"), textOrNull(result.recordHash)},
    };
}

PacketResult readResult(const json::Reader& reader) {
    PacketResult result;
    result.packetId = reader.textOr("packetId", {}, 64);
    result.seq = reader.integerOr("seq", 0, 0, kMaxExact);
    const auto status = packetStatusFromText(reader.text("status", 32));
    if (!status) reader.setError("status", "is none of the words the protocol has for it");
    result.status = status.value_or(PacketStatus::Rejected);
    result.code = reader.textOr("code", {}, 64);
    result.message = QString::fromUtf8(reader.textOr("message", {}, 1024));
    if (reader.has("trustScore")) result.trustScore = qint32(reader.integer("trustScore", 0, 100));
    if (reader.has("index")) result.index = reader.integer("index", 0, kMaxExact);
    result.recordHash = reader.textOr("recordHash", {}, kKeyHashText);
    return result;
}

void readDevice(const json::Reader& reader, SyncAnswer& answer) {
    answer.deviceTrust = qint32(reader.integer("trustScore", 0, 100));
    if (!reader.has("explain")) return;
    for (const json::Reader& rule : reader.objects("explain", 256))
        answer.explain.append({rule.text("rule", 64), qint32(rule.integer("points", -1000, 1000)),
                               QString::fromUtf8(rule.textOr("detail", {}, 1024))});
}

void readPull(const json::Reader& reader, SyncAnswer& answer) {
    if (reader.has("changes"))
        for (const json::Reader& change : reader.objects("changes", kMaxChanges))
            answer.changes.append(change.toQJson());
    answer.cursor = reader.textOr("cursor", {}, 1024);
    answer.more = reader.has("more") && reader.boolean("more");
}

} // namespace

const char* toText(PacketStatus status) {
    return kStatuses[int(status)];
}

std::optional<PacketStatus> packetStatusFromText(QByteArrayView text) {
    for (int i = 0; i < int(std::size(kStatuses)); ++i)
        if (text == kStatuses[i]) return PacketStatus(i);
    return std::nullopt;
}

Result<SyncAnswer> readSyncAnswer(QByteArrayView body) {
    const auto reader = json::Reader::parse(body);
    if (!reader) return fail(reader.error());
    SyncAnswer answer;
    for (const json::Reader& result : reader->objects("results", kMaxPacketsPerSync))
        answer.results.append(readResult(result));
    if (reader->has("needFiles")) answer.needFiles = reader->texts("needFiles", kMaxChanges, 36);
    answer.checkpoint = reader->textOr("checkpoint", {}, kMaxCheckpointBytes);
    if (reader->has("consistency")) answer.consistency = reader->texts("consistency", 128, kKeyHashText);
    answer.timeToken = reader->textOr("timeToken", {}, kMaxTokenBytes);
    answer.offlineToken = reader->textOr("offlineToken", {}, kMaxTokenBytes);
    if (reader->has("pull")) readPull(reader->object("pull"), answer);
    if (reader->has("device")) readDevice(reader->object("device"), answer);
    if (reader->error()) return fail(*reader->error());
    return answer;
}

QByteArray writeSyncAnswer(const SyncAnswer& answer) {
    QJsonArray results;
    for (const PacketResult& result : answer.results)
        results.append(write(result));
    QJsonArray explain;
    for (const TrustRule& rule : answer.explain)
        explain.append(QJsonObject{{QStringLiteral("rule"), utf8(rule.rule)},
                                   {QStringLiteral("points"), rule.points},
                                   {QStringLiteral("detail"), rule.detail}});
    return json::toText({
        {QStringLiteral("results"), results},
        {QStringLiteral("needFiles"), write(answer.needFiles)},
        {QStringLiteral("checkpoint"), utf8(answer.checkpoint)},
        {QStringLiteral("consistency"), write(answer.consistency)},
        {QStringLiteral("timeToken"), utf8(answer.timeToken)},
        {QStringLiteral("offlineToken"), utf8(answer.offlineToken)},
        {QStringLiteral("pull"), QJsonObject{{QStringLiteral("changes"), answer.changes},
                                             {QStringLiteral("cursor"), utf8(answer.cursor)},
                                             {QStringLiteral("more"), answer.more}}},
        {QStringLiteral("device"),
         QJsonObject{{QStringLiteral("trustScore"), answer.deviceTrust}, {QStringLiteral("explain"), explain}}},
    });
}

} // namespace haziri::protocol
