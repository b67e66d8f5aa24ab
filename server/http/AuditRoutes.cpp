// Section 7: the log. Hashes and proofs are for everybody, since everybody may be a witness; what was logged is for the
// office, and for a device as far as it concerns that device or its site.
#include "server/http/Api.h"

#include "core/base/Base64Url.h"
#include "core/base/JsonText.h"

namespace haziri::http {

namespace {

constexpr qint64 kMostEntries = 1000;

/// A query value that must be a whole number in range; `fallback` where it is absent.
std::optional<qint64> integerOf(const Request& request, const char* key, std::optional<qint64> fallback, qint64 min,
                                qint64 max) {
    const QByteArray text = request.queryValue(key);
    if (text.isEmpty()) return fallback;
    bool isNumber = false;
    const qint64 value = text.toLongLong(&isNumber);
    if (!isNumber || value < min || value > max || text.startsWith('+')) return std::nullopt;
    return value;
}

Response malformed(const char* what) {
    return Response::problem(400, QByteArrayLiteral("MALFORMED"), QString::fromLatin1(what));
}

bool maySee(const std::optional<Caller>& caller, const QByteArray& data) {
    if (!caller) return false;
    const auto role = caller->session.role;
    const bool isOffice = role == store::Role::Hr || role == store::Role::Admin;
    if (caller->session.isPerson && isOffice) return true; // the office's laptop alone is not the office
    const QJsonObject record = QJsonDocument::fromJson(data).object();
    return record[QStringLiteral("deviceId")].toString() == QString::fromLatin1(caller->device.deviceId) ||
           record[QStringLiteral("siteId")].toString() == caller->device.siteId.toString();
}

void write(json::TextWriter& writer, const audit::ServedEntry& entry, const std::optional<Caller>& caller) {
    const bool isShown = entry.salt && entry.data && maySee(caller, *entry.data);
    writer.beginObject().key("data");
    isShown ? writer.text(*entry.data) : writer.null();
    writer.key("entry").text(entry.entry).key("index").number(entry.index);
    writer.key("recordHash").text(crypto::toBase64Url(entry.recordHash)).key("salt");
    isShown ? writer.text(toBase64Url(*entry.salt)) : writer.null();
    writer.endObject();
}

Response logPage(Services& services, const RouteContext& context) {
    const auto from = integerOf(context.request, "from", 0, 0, std::numeric_limits<qint64>::max());
    const auto limit = integerOf(context.request, "limit", 100, 1, kMostEntries);
    if (!from || !limit) return malformed("from must be 0 or more, limit 1 to 1000");
    auto database = services.pool.database();
    if (!database) return toResponse(database.error());
    const auto page = services.log.entries(**database, *from, *limit);
    if (!page) return toResponse(page.error());
    json::TextWriter writer(4096 * page->entries.size() + 64);
    writer.beginObject().key("entries").beginArray();
    for (const auto& entry : page->entries)
        write(writer, entry, context.caller);
    writer.endArray().key("size").number(page->size).endObject();
    return Response::text(writer.result(), QByteArrayLiteral("application/json"));
}

Response checkpoint(Services& services) {
    auto database = services.pool.database();
    if (!database) return toResponse(database.error());
    const auto note = services.log.checkpoint(**database);
    return note ? Response::text(note->note, QByteArrayLiteral("text/plain; charset=utf-8")) : toResponse(note.error());
}

Response proof(const Result<QList<crypto::Digest>>& hashes) {
    if (!hashes) return toResponse(hashes.error());
    QJsonArray texts;
    for (const auto& hash : *hashes)
        texts.append(QString::fromLatin1(crypto::toBase64Url(hash)));
    return Response::json({{QStringLiteral("hashes"), texts}});
}

Response inclusion(Services& services, const RouteContext& context) {
    auto database = services.pool.database();
    if (!database) return toResponse(database.error());
    const auto head = services.log.checkpoint(**database);
    if (!head) return toResponse(head.error());
    const auto size = integerOf(context.request, "size", std::nullopt, 1, head->value.size);
    const auto index = integerOf(context.request, "index", std::nullopt, 0, size.value_or(0) - 1);
    if (!size || !index) return malformed("index and size must name an entry of the log");
    return proof(services.log.inclusion(**database, *index, *size));
}

Response consistency(Services& services, const RouteContext& context) {
    auto database = services.pool.database();
    if (!database) return toResponse(database.error());
    const auto head = services.log.checkpoint(**database);
    if (!head) return toResponse(head.error());
    const auto second = integerOf(context.request, "second", std::nullopt, 0, head->value.size);
    const auto first = integerOf(context.request, "first", std::nullopt, 0, second.value_or(-1));
    if (!second || !first) return malformed("first and second must be sizes of the log, first the smaller one");
    return proof(services.log.consistency(**database, *first, *second));
}

} // namespace

void addAuditRoutes(Router& router, Services& services) {
    router.add({.method = "GET",
                .pattern = "/api/v5/audit/log",
                .access = Access::Public,
                .handler = [&](const RouteContext& context) { return logPage(services, context); }});
    router.add({.method = "GET",
                .pattern = "/api/v5/audit/checkpoint",
                .access = Access::Public,
                .handler = [&](const RouteContext&) { return checkpoint(services); }});
    router.add({.method = "GET",
                .pattern = "/api/v5/audit/inclusion",
                .access = Access::Public,
                .handler = [&](const RouteContext& context) { return inclusion(services, context); }});
    router.add({.method = "GET",
                .pattern = "/api/v5/audit/consistency",
                .access = Access::Public,
                .handler = [&](const RouteContext& context) { return consistency(services, context); }});
}

} // namespace haziri::http
