#include "core/audit/LogEntry.h"

#include "core/base/Base64Url.h"
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

/// Takes a canonical entry apart at the places that never change.
class Scan {
  public:
    explicit Scan(QByteArrayView text)
        : m_rest(text) {}
    Scan& literal(QByteArrayView expected) {
        m_isGood = m_isGood && m_rest.startsWith(expected);
        if (m_isGood) m_rest = m_rest.sliced(expected.size());
        return *this;
    }
    Scan& until(char end, QByteArrayView& value) {
        const qsizetype at = m_rest.indexOf(end);
        m_isGood = m_isGood && at >= 0;
        if (!m_isGood) return *this;
        value = m_rest.first(at);
        m_rest = m_rest.sliced(at);
        return *this;
    }
    bool isAtEnd() const { return m_isGood && m_rest.isEmpty(); }

  private:
    QByteArrayView m_rest;
    bool m_isGood = true;
};

std::optional<qint64> wholeNumber(QByteArrayView text, qint64 max) {
    qint64 value = 0;
    if (text.isEmpty() || text.size() > 16 || (text.size() > 1 && text[0] == '0')) return std::nullopt;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value <= max ? std::optional(value) : std::nullopt;
}

/// The way of every entry that holds: it leaves nothing open that writeEntry() would write in another way. What does
/// not pass here is read again as JSON, which finds the words for it.
std::optional<LogEntry> scanEntry(QByteArrayView text) {
    static const QByteArray version = ",\"v\":" + QByteArray::number(kProtocolVersion) + '}';
    QByteArrayView dataHash, index, kind, trust, offline, at, prevHash;
    Scan scan(text);
    scan.literal("{\"dataHash\":\"").until('"', dataHash).literal("\",\"index\":").until(',', index);
    scan.literal(",\"kind\":\"").until('"', kind).literal("\",\"meta\":{\"deviceTrustScore\":").until(',', trust);
    scan.literal(",\"isOfflineSync\":").until(',', offline).literal(",\"syncTimestamp\":").until('}', at);
    scan.literal("},\"prevHash\":\"").until('"', prevHash).literal("\"").literal(version);
    if (!scan.isAtEnd()) return std::nullopt;
    const auto indexValue = wholeNumber(index, kMaxExact), trustValue = wholeNumber(trust, 100),
               atValue = wholeNumber(at, kMaxExact);
    const auto data = fromBase64Url(dataHash), prev = fromBase64Url(prevHash);
    if (!indexValue || !trustValue || !atValue || !data || data->size() != 32 || !prev || prev->size() != 32 ||
        (offline != "true" && offline != "false") || !isKind(kind))
        return std::nullopt;
    return LogEntry{*indexValue,
                    kind.toByteArray(),
                    {qint32(*trustValue), offline == "true", {*atValue}},
                    crypto::toDigest(*data),
                    crypto::toDigest(*prev)};
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
    if (auto entry = scanEntry(text)) return std::move(*entry);
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
