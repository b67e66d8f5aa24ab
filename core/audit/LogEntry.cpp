#include "core/audit/LogEntry.h"

#include "core/base/Build.h"
#include "core/base/Json.h"

#include <algorithm>

namespace haziri::audit {

namespace {

constexpr qsizetype kMaxKind = 40;
constexpr qint64 kMaxExact = (qint64(1) << 53) - 1;

bool isKind(QByteArrayView kind) {
    if (kind.isEmpty() || kind.size() > kMaxKind) return false;
    return std::all_of(kind.begin(), kind.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '.'; });
}

tl::unexpected<Error> malformed(const char* why) {
    return fail("MALFORMED", QStringLiteral("log entry: ") + QLatin1String(why));
}

} // namespace

crypto::Digest dataHash(QByteArrayView salt, QByteArrayView data) {
    return crypto::sha256({salt, data});
}

QByteArray writeEntry(const LogEntry& entry) {
    Q_ASSERT(isKind(entry.kind));
    QByteArray text;
    text.reserve(320);
    text += "{\"dataHash\":\"";
    text += crypto::toBase64Url(entry.dataHash);
    text += "\",\"index\":";
    text += QByteArray::number(entry.index);
    text += ",\"kind\":\"";
    text += entry.kind;
    text += "\",\"meta\":{\"deviceTrustScore\":";
    text += QByteArray::number(entry.meta.deviceTrustScore);
    text += ",\"isOfflineSync\":";
    text += entry.meta.isOfflineSync ? "true" : "false";
    text += ",\"syncTimestamp\":";
    text += QByteArray::number(entry.meta.syncTimestamp.value);
    text += "},\"prevHash\":\"";
    text += crypto::toBase64Url(entry.prevHash);
    text += "\",\"v\":";
    text += QByteArray::number(kProtocolVersion);
    text += '}';
    return text;
}

Result<LogEntry> readEntry(QByteArrayView text) {
    const auto reader = json::Reader::parse(text);
    if (!reader) return fail(reader.error());
    LogEntry entry;
    const QByteArray dataHash = reader->bytes("dataHash", 32);
    entry.index = reader->integer("index", 0, kMaxExact);
    entry.kind = reader->text("kind", kMaxKind);
    const json::Reader meta = reader->object("meta");
    entry.meta.deviceTrustScore = qint32(meta.integer("deviceTrustScore", 0, 100));
    entry.meta.isOfflineSync = meta.boolean("isOfflineSync");
    entry.meta.syncTimestamp = {meta.integer("syncTimestamp", 0, kMaxExact)};
    const QByteArray prevHash = reader->bytes("prevHash", 32);
    reader->integer("v", kProtocolVersion, kProtocolVersion);
    if (reader->error()) return fail(*reader->error());
    if (!isKind(entry.kind)) return malformed("kind is not made of a-z and dots");
    entry.dataHash = crypto::toDigest(dataHash);
    entry.prevHash = crypto::toDigest(prevHash);
    // Order of members, white space, escapes and further members: one comparison settles all.
    if (writeEntry(entry) != text) return malformed("not in its one canonical form");
    return entry;
}

crypto::Digest recordHash(QByteArrayView entryText) {
    static constexpr char leaf[] = {'\0'};
    return crypto::sha256({QByteArrayView(leaf, 1), entryText});
}

} // namespace haziri::audit
