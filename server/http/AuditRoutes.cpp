// Section 7: the log. Hashes and proofs are for everybody, since everybody may be a witness; what was logged is for the
// office, and for a device as far as it concerns that device or its site.
#include "server/http/Api.h"
#include "server/http/WholeNumber.h"

#include "core/base/Base64Url.h"
#include "core/base/JsonText.h"

namespace haziri::http {

namespace {

constexpr qint64 kMostEntries = 1000;
constexpr qsizetype kMostKind = 40;

/// A query value that must be a whole number in range; `fallback` where it is absent.
std::optional<qint64> integerOf(const Request& request, const char* key, std::optional<qint64> fallback, qint64 min,
                                qint64 max) {
    const QByteArray text = request.queryValue(key);
    if (text.isEmpty()) return fallback;
    const auto value = wholeNumber(text);
    return value && *value >= min && *value <= max ? value : std::nullopt;
}

Response malformed(const char* what) {
    return Response::problem(400, QByteArrayLiteral("MALFORMED"), QString::fromLatin1(what));
}

bool isOffice(const std::optional<Caller>& caller) {
    const bool hasRole =
        caller && (caller->session.role == store::Role::Hr || caller->session.role == store::Role::Admin);
    return hasRole && caller->session.isPerson; // the office's laptop alone is not the office
}

bool maySee(const std::optional<Caller>& caller, const QByteArray& data) {
    if (!caller) return false;
    if (isOffice(caller)) return true;
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

/// What `kind`, `status`, `device`, `worker` and `day` ask for; nothing where one of them cannot be read.
Result<store::LogFilter> filterOf(Services& services, sql::Database& database, const RouteContext& context,
                                  qint64 from) {
    const Request& request = context.request;
    const auto bad = [](const char* what) { return fail("MALFORMED", QString::fromLatin1(what)); };
    store::LogFilter filter;
    filter.from = from;
    filter.kind = request.queryValue("kind");
    if (filter.kind.size() > kMostKind) return bad("kind is the name of a kind of entries");
    // Who is whose is nothing for the public, even where the records themselves are withheld.
    bool isForOffice = false;
    for (const char* key : {"device", "worker", "status"})
        isForOffice |= !request.queryValue(key).isEmpty();
    if (isForOffice && !isOffice(context.caller))
        return fail("ROLE_FORBIDDEN", QStringLiteral("device, worker and status are for the office"));
    filter.status = request.queryValue("status");
    if (!filter.status.isEmpty() && filter.status != "held") return bad("status is held");
    if (const QByteArray id = request.queryValue("device"); !id.isEmpty()) {
        const auto device = store::DeviceRepository(database).find(id);
        if (!device) return fail(device.error());
        filter.deviceNo = *device ? (*device)->deviceNo : 0;
    }
    if (const QByteArray id = request.queryValue("worker"); !id.isEmpty()) {
        const auto worker = WorkerId::fromText(id);
        if (!worker) return bad("worker is a workerId");
        filter.workerId = *worker;
    }
    const QByteArray dayText = request.queryValue("day");
    if (dayText.isEmpty()) return filter;
    const auto offset = integerOf(request, "tzOffsetMin", 330, -14 * 60, 14 * 60);
    const QDate day = QDate::fromString(QString::fromLatin1(dayText), Qt::ISODate);
    if (!day.isValid() || dayText.size() != 10 || !offset)
        return bad("day is YYYY-MM-DD, tzOffsetMin the minutes of its zone before UTC");
    const qint64 start = QDateTime(day, QTime(0, 0), Qt::UTC).toMSecsSinceEpoch() - *offset * 60'000;
    const auto first = services.log.firstAt(database, {start});
    if (!first) return fail(first.error());
    const auto end = services.log.firstAt(database, {start + 86'400'000});
    if (!end) return fail(end.error());
    filter.from = std::max(filter.from, *first);
    filter.to = *end;
    return filter;
}

Result<audit::AuditLog::Page> filteredPage(Services& services, sql::Database& database, const RouteContext& context,
                                           qint64 from, qint64 limit) {
    const auto filter = filterOf(services, database, context, from);
    if (!filter) return fail(filter.error());
    return services.log.entries(database, *filter, limit);
}

bool isFiltered(const Request& request) {
    for (const char* key : {"kind", "status", "device", "worker", "day"})
        if (!request.queryValue(key).isEmpty()) return true;
    return false;
}

Response logPage(Services& services, const RouteContext& context) {
    const auto from = integerOf(context.request, "from", 0, 0, std::numeric_limits<qint64>::max());
    const auto limit = integerOf(context.request, "limit", 100, 1, kMostEntries);
    if (!from || !limit) return malformed("from must be 0 or more, limit 1 to 1000");
    auto database = services.pool.database();
    if (!database) return toResponse(database.error());
    const bool filtered = isFiltered(context.request);
    const auto page = filtered ? filteredPage(services, **database, context, *from, *limit)
                               : services.log.entries(**database, *from, *limit);
    if (!page) return toResponse(page.error());
    json::TextWriter writer(4096 * page->entries.size() + 64);
    writer.beginObject().key("entries").beginArray();
    for (const auto& entry : page->entries)
        write(writer, entry, context.caller);
    writer.endArray();
    // A page that is not full may have been cut for its length, so only an empty one is surely the end.
    if (filtered && page->entries.isEmpty()) writer.key("next").null();
    if (filtered && !page->entries.isEmpty()) writer.key("next").number(page->entries.last().index + 1);
    writer.key("size").number(page->size).endObject();
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
