#include "server/onboarding/WorkerBook.h"

#include "server/store/WorkerRepository.h"

namespace haziri::onboarding {

namespace {

QJsonObject toObject(const store::Worker& worker) {
    QJsonObject object{{QStringLiteral("workerId"), worker.workerId.toString()},
                       {QStringLiteral("siteId"), worker.siteId.toString()},
                       {QStringLiteral("name"), QString::fromUtf8(worker.name)},
                       {QStringLiteral("trade"), QString::fromUtf8(worker.trade)},
                       {QStringLiteral("status"), QLatin1String(store::toText(worker.status))},
                       {QStringLiteral("trustScore"), worker.trustScore},
                       {QStringLiteral("consent"), worker.consent},
                       {QStringLiteral("consentFace"), worker.consentFace},
                       {QStringLiteral("createdAt"), worker.createdAt.value}};
    if (!worker.thekedarId.isNull()) object.insert(QStringLiteral("thekedarId"), worker.thekedarId.toString());
    if (!worker.packetId.isNull()) object.insert(QStringLiteral("packetId"), worker.packetId.toString());
    if (!worker.code.isEmpty()) object.insert(QStringLiteral("code"), QString::fromUtf8(worker.code));
    if (worker.inheritedUntil) object.insert(QStringLiteral("inheritedUntil"), *worker.inheritedUntil);
    return object;
}

} // namespace

Result<QJsonObject> WorkerBook::list(sql::Database& database, const SiteId& siteId, const QByteArray& q, qint64 limit) {
    const auto workers = store::WorkerRepository(database, m_vaultKeys, m_random).list(siteId, q, limit);
    if (!workers) return fail(workers.error());
    QJsonArray objects;
    for (const auto& worker : *workers)
        objects.append(toObject(worker));
    return QJsonObject{{QStringLiteral("workers"), objects}};
}

Result<QJsonObject> WorkerBook::one(sql::Database& database, const WorkerId& workerId) {
    const auto worker = store::WorkerRepository(database, m_vaultKeys, m_random).find(workerId);
    if (!worker) return fail(worker.error());
    if (!*worker) return fail("NOT_FOUND", QStringLiteral("no such worker"));
    QJsonObject object = toObject(**worker);
    object.insert(QStringLiteral("details"), (*worker)->details);
    object.insert(QStringLiteral("templates"), (*worker)->templates.size());
    return object;
}

} // namespace haziri::onboarding
