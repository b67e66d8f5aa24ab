// Section 6: evidence in and out.
#include "server/http/Api.h"

namespace haziri::http {

namespace {

Response refusal(const Error& error) {
    static const QHash<QByteArray, int> statuses{{"FILE_FOREIGN", 403}, {"PURPOSE_REQUIRED", 403},
                                                 {"FILE_ERASED", 410},  {"FILE_MISMATCH", 422},
                                                 {"RATE_LIMITED", 429}, {"VAULT_INTEGRITY", 500}};
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

Response put(Services& services, const RouteContext& context) {
    const auto fileId = fileOf(context);
    if (!fileId) return Response::problem(404, QByteArrayLiteral("NOT_FOUND"), QStringLiteral("not a fileId"));
    const auto stored = services.vault.put(*fileId, context.request.body, context.caller->device.deviceNo);
    if (!stored) return refusal(stored.error());
    const bool isNew = *stored == vault::VaultService::Stored::New;
    if (isNew) services.evidence.wake();
    return Response::json({{QStringLiteral("fileId"), fileId->toString()}, {QStringLiteral("stored"), true}},
                          isNew ? 201 : 200);
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
    router.add({.method = "GET",
                .pattern = "/api/v5/vault/{fileId}",
                .access = Access::Office,
                .handler = [&](const RouteContext& context) { return get(services, context); }});
}

} // namespace haziri::http
