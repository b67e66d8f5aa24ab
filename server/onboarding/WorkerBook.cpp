#include "server/onboarding/WorkerBook.h"

#include "server/store/FileRepository.h"
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

Result<QJsonObject> WorkerBook::list(sql::Database& database, const SiteId& siteId, const QByteArray& q, qint64 limit,
                                     const WorkerId& after) {
    const auto page = store::WorkerRepository(database, m_vaultKeys, m_random).page(siteId, q, limit, after);
    if (!page) return fail(page.error());
    QJsonArray objects;
    for (const auto& worker : page->workers)
        objects.append(toObject(worker));
    return QJsonObject{{QStringLiteral("workers"), objects},
                       {QStringLiteral("next"), page->next ? QJsonValue(page->next->toString()) : QJsonValue()}};
}

Result<QJsonObject> WorkerBook::one(sql::Database& database, const WorkerId& workerId) {
    const auto worker = store::WorkerRepository(database, m_vaultKeys, m_random).find(workerId);
    if (!worker) return fail(worker.error());
    if (!*worker) return fail("NOT_FOUND", QStringLiteral("no such worker"));
    QJsonObject object = toObject(**worker);
    object.insert(QStringLiteral("details"), (*worker)->details);
    // Weighed now: on the thirty-first day at once, whenever the timer comes by.
    const store::TrustedWorker trusted{workerId, (*worker)->siteId,
                                       (*worker)->packetId.isNull() ? UserId() : (*worker)->thekedarId,
                                       (*worker)->trustScore, (*worker)->inheritedUntil};
    const auto score = m_trust.worker(database, trusted, m_clock.now());
    if (!score) return fail(score.error());
    object.insert(QStringLiteral("trustScore"), score->score);
    object.insert(QStringLiteral("explain"), store::explainArray(score->explain));
    object.insert(QStringLiteral("trustRules"), QString::fromUtf8(score->rules));
    object.insert(QStringLiteral("isInherited"),
                  (*worker)->inheritedUntil && m_clock.now().value < *(*worker)->inheritedUntil);
    object.insert(QStringLiteral("templates"), (*worker)->templates.size());
    const auto files = store::FileRepository(database).enrolled(workerId);
    if (!files) return fail(files.error());
    QJsonArray photos;
    for (const FileId& file : *files)
        photos.append(file.toString());
    object.insert(QStringLiteral("photos"), photos);
    return object;
}

} // namespace haziri::onboarding
