// Section 6: evidence in and out.
#include "server/http/Api.h"

#include "core/protocol/Aadhaar.h"

namespace haziri::http {

namespace {

Response refusal(const Error& error) {
    static const QHash<QByteArray, int> statuses{
        {"FILE_FOREIGN", 403},    {"PURPOSE_REQUIRED", 403}, {"FILE_ERASED", 410},    {"FILE_MISMATCH", 422},
        {"OFFSET_MISMATCH", 409}, {"RATE_LIMITED", 429},     {"VAULT_INTEGRITY", 500}};
    const auto known = statuses.constFind(error.code);
    if (known == statuses.constEnd()) return toResponse(error);
    Response response = Response::problem(*known, error);
    if (*known == 429) response.with(QByteArrayLiteral("Retry-After"), QByteArrayLiteral("600"));
    return response;
}

std::optional<FileId> fileOf(const RouteContext& context) {
    const auto id = FileId::fromText(context.parameters.value("fileId"));
    return id ? std::optional(*id) : std::nullopt;
}

/// By the first bytes: the vault keeps no names.
QByteArray contentTypeOf(const QByteArray& bytes) {
    if (bytes.startsWith("\xff\xd8\xff")) return QByteArrayLiteral("image/jpeg");
    if (bytes.startsWith("\x89PNG\r\n\x1a\n")) return QByteArrayLiteral("image/png");
    if (bytes.startsWith("RIFF") && bytes.mid(8, 4) == "WEBP") return QByteArrayLiteral("image/webp");
    return QByteArrayLiteral("application/octet-stream");
}

/// What tells that evidence is here can be held against the server, as what tells of a mark can.
Response receipt(Services& services, const RouteContext& context, Response response) {
    const auto signed_ = store::signedAnswer(services.keys, context.request.body, response.status, response.body);
    for (const auto& [name, value] : signed_.headers)
        response.with(name, value);
    return response;
}

Response put(Services& services, const RouteContext& context) {
    const auto fileId = fileOf(context);
    if (!fileId) return Response::problem(404, QByteArrayLiteral("NOT_FOUND"), QStringLiteral("not a fileId"));
    const auto stored = services.vault.put(*fileId, context.request.body, context.caller->device.deviceNo);
    if (!stored) return refusal(stored.error());
    const bool isNew = *stored == vault::VaultService::Stored::New;
    if (isNew) services.evidence.wake();
    return receipt(services, context,
                   Response::json({{QStringLiteral("fileId"), fileId->toString()}, {QStringLiteral("stored"), true}},
                                  isNew ? 201 : 200));
}

Response told(const FileId& fileId, const vault::VaultService::Progress& progress) {
    return Response::json({{QStringLiteral("fileId"), fileId.toString()},
                           {QStringLiteral("stored"), progress.stored.has_value()},
                           {QStringLiteral("offset"), progress.offset},
                           {QStringLiteral("bytes"), progress.bytes}},
                          progress.stored == vault::VaultService::Stored::New ? 201 : 200)
        .with(QByteArrayLiteral("Upload-Offset"), QByteArray::number(progress.offset));
}

Response partsOf(Services& services, const RouteContext& context) {
    const auto fileId = fileOf(context);
    if (!fileId) return Response::problem(404, QByteArrayLiteral("NOT_FOUND"), QStringLiteral("not a fileId"));
    const auto progress = services.vault.progress(*fileId, context.caller->device.deviceNo);
    return progress ? told(*fileId, *progress) : refusal(progress.error());
}

/// A number of bytes without sign, blanks or leading zeros.
std::optional<qint64> offsetOf(const Request& request) {
    const QByteArray text = request.field("upload-offset");
    bool isNumber = false;
    const qint64 value = text.toLongLong(&isNumber);
    const bool isPlain = isNumber && value >= 0 && QByteArray::number(value) == text;
    return isPlain ? std::optional(value) : std::nullopt;
}

Response putPart(Services& services, const RouteContext& context) {
    const auto fileId = fileOf(context);
    if (!fileId) return Response::problem(404, QByteArrayLiteral("NOT_FOUND"), QStringLiteral("not a fileId"));
    const auto offset = offsetOf(context.request);
    if (!offset || context.request.body.isEmpty())
        return Response::problem(400, QByteArrayLiteral("MALFORMED"),
                                 QStringLiteral("a part needs Upload-Offset and at least one byte"));
    const qint64 deviceNo = context.caller->device.deviceNo;
    const auto progress = services.vault.putPart(*fileId, *offset, context.request.body, deviceNo);
    if (!progress) {
        Response refused = refusal(progress.error());
        if (progress.error().code != "OFFSET_MISMATCH") return refused;
        const auto now = services.vault.progress(*fileId, deviceNo);
        return refused.with(QByteArrayLiteral("Upload-Offset"), QByteArray::number(now ? now->offset : 0));
    }
    if (progress->stored == vault::VaultService::Stored::New) services.evidence.wake();
    return receipt(services, context, told(*fileId, *progress));
}

Response get(Services& services, const RouteContext& context) {
    const Caller& caller = *context.caller;
    vault::Viewer viewer;
    viewer.userId = caller.session.userId;
    viewer.deviceId = caller.device.deviceId;
    viewer.address = caller.contact.address;
    viewer.deviceTrust = caller.device.trustScore;
    viewer.purpose = context.request.field("haziri-purpose");
    if (viewer.purpose.trimmed().isEmpty())
        return Response::problem(403, QByteArrayLiteral("PURPOSE_REQUIRED"),
                                 QStringLiteral("Haziri-Purpose is missing"));
    if (protocol::namesAadhaar(QString::fromUtf8(viewer.purpose)))
        return Response::problem(
            400, QByteArrayLiteral("MALFORMED"),
            QStringLiteral("Haziri-Purpose holds a whole Aadhaar number, and it is kept for ever"));
    const auto fileId = fileOf(context);
    if (!fileId) return Response::problem(404, QByteArrayLiteral("NOT_FOUND"), QStringLiteral("not a fileId"));
    const auto bytes = services.vault.get(*fileId, viewer);
    if (!bytes) return refusal(bytes.error());
    return Response::text(*bytes, contentTypeOf(*bytes));
}

} // namespace

void addVaultRoutes(Router& router, Services& services) {
    router.add({.method = "PUT",
                .pattern = "/api/v5/vault/{fileId}",
                .body = BodyKind::Bytes,
                .maxBody = protocol::kMaxPhotoBytes,
                .handler = [&](const RouteContext& context) { return put(services, context); }});
    router.add({.method = "GET", .pattern = "/api/v5/vault/{fileId}/part", .handler = [&](const RouteContext& context) {
                    return partsOf(services, context);
                }});
    router.add({.method = "PATCH",
                .pattern = "/api/v5/vault/{fileId}/part",
                .body = BodyKind::Bytes,
                .maxBody = protocol::kMaxPhotoBytes,
                .handler = [&](const RouteContext& context) { return putPart(services, context); }});
    router.add({.method = "GET",
                .pattern = "/api/v5/vault/{fileId}",
                .access = Access::Office,
                .handler = [&](const RouteContext& context) { return get(services, context); }});
}

} // namespace haziri::http
