#include "core/outbox/Roster.h"

#include "core/base/Base64Url.h"
#include "core/base/Json.h"

#include <QJsonArray>

namespace haziri::outbox {

namespace {

constexpr qsizetype kMaxTemplates = 20;
constexpr qsizetype kMaxVector = 4096 * 4;

QString latin(const QByteArray& bytes) {
    return QString::fromLatin1(bytes);
}

QList<protocol::Template> readTemplates(const json::Reader& reader) {
    QList<protocol::Template> templates;
    if (!reader.has("templates")) return templates;
    for (const json::Reader& item : reader.objects("templates", kMaxTemplates)) {
        templates.append({item.text("model", 200), item.bytesUpTo("vector", kMaxVector)});
    }
    return templates;
}

} // namespace

QJsonObject toJson(const RosterWorker& worker) {
    QJsonArray templates;
    for (const protocol::Template& one : worker.templates) {
        templates.append(QJsonObject{{QStringLiteral("model"), QString::fromUtf8(one.model)},
                                     {QStringLiteral("vector"), latin(toBase64Url(one.vector))}});
    }
    QJsonObject object{{QStringLiteral("workerId"), worker.workerId.toString()},
                       {QStringLiteral("siteId"), worker.siteId.toString()},
                       {QStringLiteral("name"), worker.name},
                       {QStringLiteral("trade"), worker.trade},
                       {QStringLiteral("thekedarName"), worker.thekedarName},
                       {QStringLiteral("active"), worker.active},
                       {QStringLiteral("consentFace"), worker.consentFace},
                       {QStringLiteral("trustScore"), worker.trustScore},
                       {QStringLiteral("inheritedUntil"), worker.inheritedUntil.value},
                       {QStringLiteral("templates"), templates}};
    if (!worker.thekedarId.isNull()) object[QStringLiteral("thekedarId")] = worker.thekedarId.toString();
    return object;
}

Result<RosterWorker> rosterWorkerFromJson(QByteArrayView text) {
    auto reader = json::Reader::parse(text);
    if (!reader) return fail(reader.error());
    constexpr qint64 kMaxTime = 1LL << 53;
    RosterWorker worker;
    worker.workerId = reader->id<WorkerId>("workerId");
    if (reader->has("siteId")) worker.siteId = reader->id<SiteId>("siteId");
    worker.name = QString::fromUtf8(reader->text("name", 400));
    worker.trade = QString::fromUtf8(reader->textOr("trade", {}, 400));
    worker.thekedarName = QString::fromUtf8(reader->textOr("thekedarName", {}, 400));
    if (!reader->textOr("thekedarId", {}, 36).isEmpty()) worker.thekedarId = reader->id<UserId>("thekedarId");
    if (reader->has("active")) worker.active = reader->boolean("active");
    if (reader->has("consentFace")) worker.consentFace = reader->boolean("consentFace");
    worker.trustScore = qint32(reader->integerOr("trustScore", 0, 0, 100));
    worker.inheritedUntil = {reader->integerOr("inheritedUntil", 0, 0, kMaxTime)};
    worker.templates = readTemplates(*reader);
    if (reader->error()) return fail(*reader->error());
    return worker;
}

} // namespace haziri::outbox
