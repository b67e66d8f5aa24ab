#include "core/protocol/Limits.h"
#include "core/protocol/SyncMessages.h"

#include "core/base/Base64Url.h"

#include "core/base/JsonText.h"

#include <QJsonDocument>

namespace haziri::protocol {

namespace {

constexpr const char* kStatuses[] = {"accepted", "duplicate", "held", "rejected"};
constexpr qsizetype kMaxChanges = 100'000;
constexpr qsizetype kMaxTokenBytes = 8 * 1024;
constexpr qsizetype kMaxCheckpointBytes = 64 * 1024;

QByteArrayView view(const char* word) {
    return QByteArrayView(word);
}

// Members that have no value are written as null, so that each result has the same members.
void write(json::TextWriter& writer, const PacketResult& result) {
    writer.beginObject();
    writer.key("code").textOrNull(result.code);
    writer.key("index").numberOrNull(result.index);
    writer.key("message").textOrNull(result.message.toUtf8());
    writer.key("packetId").textOrNull(result.packetId);
    writer.key("recordHash").textOrNull(result.recordHash);
    writer.key("seq").number(result.seq);
    writer.key("status").text(view(toText(result.status)));
    writer.key("trustScore").numberOrNull(result.trustScore);
    writer.endObject();
}

void write(json::TextWriter& writer, const TrustRule& rule) {
    writer.beginObject();
    writer.key("detail").string(rule.detail);
    writer.key("points").number(rule.points);
    writer.key("rule").text(rule.rule);
    writer.endObject();
}

void write(json::TextWriter& writer, const QByteArray& text) {
    writer.text(text);
}

template <class T>
void writeAll(json::TextWriter& writer, const char* key, const QList<T>& all) {
    writer.key(key).beginArray();
    for (const T& one : all)
        write(writer, one);
    writer.endArray();
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
    if (reader->has("boxKey")) answer.boxKey = reader->bytes("boxKey", 32);
    if (reader->error()) return fail(*reader->error());
    return answer;
}

QByteArray writeSyncAnswer(const SyncAnswer& answer) {
    json::TextWriter writer(4096 + 256 * answer.results.size());
    writer.beginObject();
    if (!answer.boxKey.isEmpty()) writer.key("boxKey").text(toBase64Url(answer.boxKey));
    writer.key("checkpoint").text(answer.checkpoint);
    writeAll(writer, "consistency", answer.consistency);
    writer.key("device").beginObject();
    writeAll(writer, "explain", answer.explain);
    writer.key("trustScore").number(answer.deviceTrust).endObject();
    writeAll(writer, "needFiles", answer.needFiles);
    writer.key("offlineToken").text(answer.offlineToken);
    writer.key("pull").beginObject();
    writer.key("changes").raw(QJsonDocument(answer.changes).toJson(QJsonDocument::Compact));
    writer.key("cursor").text(answer.cursor);
    writer.key("more").boolean(answer.more).endObject();
    writeAll(writer, "results", answer.results);
    writer.key("timeToken").text(answer.timeToken);
    writer.endObject();
    return writer.result();
}

} // namespace haziri::protocol
