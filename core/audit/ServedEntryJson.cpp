#include "core/audit/ServedEntryJson.h"

#include "core/base/Base64Url.h"

namespace haziri::audit {

namespace {
constexpr qsizetype kMaxEntryBytes = 4 * 1024;
constexpr qsizetype kMaxDataBytes = 16 * 1024 * 1024;
constexpr qsizetype kMaxSaltBytes = 64;
constexpr qint64 kMaxExact = (qint64(1) << 53) - 1;
} // namespace

Result<ServedEntry> readServedEntry(const json::Reader& reader) {
    ServedEntry served;
    served.index = reader.integer("index", 0, kMaxExact);
    served.entry = reader.text("entry", kMaxEntryBytes);
    const QByteArray hash = reader.bytes("recordHash", 32);
    if (reader.has("salt")) served.salt = reader.bytesUpTo("salt", kMaxSaltBytes);
    if (reader.has("data")) served.data = reader.text("data", kMaxDataBytes);
    if (reader.error()) return fail(*reader.error());
    served.recordHash = crypto::toDigest(hash);
    return served;
}

QJsonObject writeServedEntry(const ServedEntry& entry) {
    return {{QStringLiteral("index"), entry.index},
            {QStringLiteral("entry"), QString::fromUtf8(entry.entry)},
            {QStringLiteral("recordHash"), QLatin1String(crypto::toBase64Url(entry.recordHash))},
            {QStringLiteral("salt"), entry.salt ? QJsonValue(QLatin1String(toBase64Url(*entry.salt))) : QJsonValue()},
            {QStringLiteral("data"), entry.data ? QJsonValue(QString::fromUtf8(*entry.data)) : QJsonValue()}};
}

} // namespace haziri::audit
