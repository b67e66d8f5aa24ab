#include "core/review/LogPage.h"

#include "core/base/Base64Url.h"
#include "core/base/Json.h"

#include <limits>

namespace haziri::review {

namespace {
constexpr qsizetype kMaxRecord = 4 * 1024 * 1024;
constexpr qint64 kMax = std::numeric_limits<qint64>::max();
} // namespace

Result<LogPage> readLogPage(QByteArrayView body) {
    auto root = json::Reader::parse(body);
    if (!root) return fail(root.error());
    LogPage page;
    page.size = root->integer("size", 0, kMax);
    for (const json::Reader& item : root->objects("entries", kMostEntries)) {
        audit::ServedEntry entry;
        entry.index = item.integer("index", 0, kMax);
        entry.entry = item.text("entry", 4096);
        const QByteArray hash = item.bytes("recordHash", 32);
        if (hash.size() == 32) entry.recordHash = crypto::toDigest(hash);
        if (item.has("salt")) entry.salt = item.bytes("salt", 16);
        if (item.has("data")) entry.data = item.text("data", kMaxRecord);
        page.entries << entry;
    }
    if (root->error()) return fail(*root->error());
    return page;
}

QByteArray writeLogLine(const audit::ServedEntry& entry) {
    const auto latin = [](const QByteArray& text) { return QString::fromLatin1(text); };
    return json::toText(
        {{QStringLiteral("index"), entry.index},
         {QStringLiteral("entry"), QString::fromUtf8(entry.entry)},
         {QStringLiteral("recordHash"), latin(crypto::toBase64Url(entry.recordHash))},
         {QStringLiteral("salt"), entry.salt ? QJsonValue(latin(toBase64Url(*entry.salt))) : QJsonValue()},
         {QStringLiteral("data"), entry.data ? QJsonValue(QString::fromUtf8(*entry.data)) : QJsonValue()}});
}

} // namespace haziri::review
