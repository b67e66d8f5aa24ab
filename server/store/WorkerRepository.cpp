#include "server/store/WorkerRepository.h"

#include "server/store/Columns.h"
#include "server/store/Queries.h"
#include "server/store/SealedNames.h"

#include "core/base/Json.h"

namespace haziri::store {

namespace {

const QString kColumns = QStringLiteral(
    "worker_id, site_id, thekedar_id, name, trade, status, code, is_active, consent_face, consent, trust_score, "
    "inherited_until, created_at, packet_id, key_kid, key_nonce, key_wrapped, details");
const QString kSelect = QStringLiteral("SELECT ") + kColumns + QStringLiteral(" FROM worker ");

WorkerStatus statusFrom(const QByteArray& text) {
    for (const auto status : {WorkerStatus::Active, WorkerStatus::Held, WorkerStatus::Inactive})
        if (text == toText(status)) return status;
    return WorkerStatus::Erased;
}

// The row before its sealed parts are opened.
struct SealedWorker {
    Worker worker;
    sealed::WrappedKey key;
    QByteArray details;
};

SealedWorker read(const sql::Rows& row) {
    SealedWorker sealed;
    Worker& worker = sealed.worker;
    worker.workerId = idAt<WorkerId>(row, 0);
    worker.siteId = idAt<SiteId>(row, 1);
    worker.thekedarId = idAt<UserId>(row, 2);
    worker.name = textAt(row, 3);
    worker.trade = textAt(row, 4);
    worker.status = statusFrom(textAt(row, 5));
    worker.code = textAt(row, 6);
    worker.consentFace = row.integer(8) != 0;
    worker.consent = QJsonDocument::fromJson(textAt(row, 9)).object();
    worker.trustScore = qint32(row.integer(10));
    worker.inheritedUntil = optionalAt(row, 11);
    worker.createdAt = {row.integer(12)};
    worker.packetId = idAt<PacketId>(row, 13);
    sealed.key = {textAt(row, 14), row.bytes(15), row.bytes(16)};
    sealed.details = row.bytes(17);
    return sealed;
}

QByteArray detailsName(const WorkerId& id) {
    return "worker-details " + id.toText();
}
QByteArray templateName(const WorkerId& id, qint64 position) {
    return "worker-template " + id.toText() + ' ' + QByteArray::number(position);
}

Result<void> openSealed(sql::Database& database, const sealed::KeyRing& keys, SealedWorker& sealed) {
    Worker& worker = sealed.worker;
    if (sealed.key.key.isEmpty()) return {}; // erased
    auto dataKey = sealed::unwrapKey(sealed.key, keys, workerKeyName(worker.workerId));
    if (!dataKey) return fail(dataKey.error());
    auto details = sealed::openBlob(*dataKey, detailsName(worker.workerId), sealed.details);
    if (!details) return fail(details.error());
    worker.details = QJsonDocument::fromJson(*details).object();

    auto rows = database.run(
        QStringLiteral("SELECT position, model, vector FROM worker_template WHERE worker_id = ? ORDER BY position"),
        {column(worker.workerId)});
    if (!rows) return fail(rows.error());
    while (rows->next()) {
        auto vector = sealed::openBlob(*dataKey, templateName(worker.workerId, rows->integer(0)), rows->bytes(2));
        if (!vector) return fail(vector.error());
        worker.templates.append({textAt(*rows, 1), *vector});
    }
    if (rows->error()) return fail(*rows->error());
    return {};
}

} // namespace

namespace {

Result<void> insertTemplates(sql::Database& database, const Worker& worker, const crypto::SecretBytes& dataKey,
                             RandomSource& random) {
    QList<QVariantList> rows;
    for (qsizetype i = 0; i < worker.templates.size(); ++i) {
        const auto& one = worker.templates[i];
        rows.append({column(worker.workerId), i, textColumn(one.model),
                     sealed::sealBlob(dataKey, templateName(worker.workerId, i), one.vector, random)});
    }
    if (rows.isEmpty()) return {};
    return database.runBatch(
        QStringLiteral("INSERT INTO worker_template (worker_id, position, model, vector) VALUES (?, ?, ?, ?)"), rows);
}

QVariantList values(const Worker& worker, const sealed::WrappedKey& key, const QByteArray& details) {
    return {column(worker.workerId),   column(worker.siteId),
            column(worker.thekedarId), textColumn(worker.name),
            textColumn(worker.trade),  QLatin1String(toText(worker.status)),
            textColumn(worker.code),   int(worker.status == WorkerStatus::Active),
            int(worker.consentFace),   textColumn(json::toText(worker.consent)),
            worker.trustScore,         column(worker.inheritedUntil),
            column(worker.createdAt),  column(worker.packetId),
            textColumn(key.kid),       blobColumn(key.nonce),
            blobColumn(key.key),       blobColumn(details)};
}

} // namespace

Result<void> WorkerRepository::insert(const Worker& worker) {
    const auto dataKey = crypto::SecretBytes::random(32, m_random);
    const auto wrapped = sealed::wrapKey(dataKey, m_keys, workerKeyName(worker.workerId), m_random);
    const auto details =
        sealed::sealBlob(dataKey, detailsName(worker.workerId), json::toText(worker.details), m_random);
    auto inserted =
        m_database.run(QStringLiteral("INSERT INTO worker (") + kColumns +
                           QStringLiteral(") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                       values(worker, wrapped, details));
    if (!inserted) return fail(inserted.error());
    return insertTemplates(m_database, worker, dataKey, m_random);
}

Result<void> WorkerRepository::update(const Worker& worker) {
    // A fresh data key for each version is simpler than keeping the old one, and as safe.
    const auto dataKey = crypto::SecretBytes::random(32, m_random);
    const auto wrapped = sealed::wrapKey(dataKey, m_keys, workerKeyName(worker.workerId), m_random);
    const auto details =
        sealed::sealBlob(dataKey, detailsName(worker.workerId), json::toText(worker.details), m_random);
    QVariantList all = values(worker, wrapped, details);
    all.append(all.takeFirst());
    auto updated = m_database.run(
        QStringLiteral(
            "UPDATE worker SET site_id = ?, thekedar_id = ?, name = ?, trade = ?, status = ?, code = ?, is_active = ?, "
            "consent_face = ?, consent = ?, trust_score = ?, inherited_until = ?, created_at = ?, packet_id = ?, "
            "key_kid = ?, key_nonce = ?, key_wrapped = ?, details = ? WHERE worker_id = ?"),
        all);
    if (!updated) return fail(updated.error());
    auto removed =
        m_database.run(QStringLiteral("DELETE FROM worker_template WHERE worker_id = ?"), {column(worker.workerId)});
    if (!removed) return fail(removed.error());
    return insertTemplates(m_database, worker, dataKey, m_random);
}

Result<std::optional<Worker>> WorkerRepository::find(const WorkerId& workerId) {
    auto sealed = readOne<SealedWorker>(
        m_database.run(kSelect + QStringLiteral("WHERE worker_id = ?"), {column(workerId)}), read);
    if (!sealed) return fail(sealed.error());
    if (!*sealed) return std::optional<Worker>();
    if (auto opened = openSealed(m_database, m_keys, **sealed); !opened) return fail(opened.error());
    return std::optional<Worker>(std::move((*sealed)->worker));
}

Result<QList<Worker>> WorkerRepository::list(const SiteId& siteId, const QByteArray& q, qint64 limit) {
    QString pattern = QString::fromUtf8(q);
    pattern.replace(QLatin1Char('\\'), QStringLiteral("\\\\"))
        .replace(QLatin1Char('%'), QStringLiteral("\\%"))
        .replace(QLatin1Char('_'), QStringLiteral("\\_"));
    QString where = QStringLiteral("WHERE LOWER(name) LIKE LOWER(?) ESCAPE '\\'");
    QVariantList all{QStringLiteral("%") + pattern + QStringLiteral("%")};
    if (!siteId.isNull()) {
        where += QStringLiteral(" AND site_id = ?");
        all.append(column(siteId));
    }
    all.append(limit);
    return readAll<Worker>(m_database.run(kSelect + where + QStringLiteral(" ORDER BY name, worker_id LIMIT ?"), all),
                           [](const sql::Rows& row) { return read(row).worker; });
}

Result<QHash<WorkerId, Worker>> WorkerRepository::findAll(const QList<WorkerId>& workerIds) {
    QVariantList keys;
    for (const WorkerId& id : workerIds)
        keys.append(column(id));
    QHash<WorkerId, Worker> found;
    auto looked = forKeys(m_database, kSelect + QStringLiteral("WHERE worker_id IN ({keys})"), {}, keys,
                          [&](const sql::Rows& row) { found.insert(idAt<WorkerId>(row, 0), read(row).worker); });
    if (!looked) return fail(looked.error());
    return found;
}

Result<QList<Worker>> WorkerRepository::withTemplates() {
    auto sealed = readAll<SealedWorker>(
        m_database.run(
            kSelect +
            QStringLiteral("WHERE status <> 'erased' AND worker_id IN (SELECT t.worker_id FROM worker_template t)")),
        read);
    if (!sealed) return fail(sealed.error());
    QList<Worker> workers;
    for (SealedWorker& one : *sealed) {
        if (auto opened = openSealed(m_database, m_keys, one); !opened) return fail(opened.error());
        workers.append(std::move(one.worker));
    }
    return workers;
}

Result<qint64> WorkerRepository::countVouched(const UserId& thekedarId, UnixMillis from, UnixMillis to) {
    const auto count = readOne<qint64>(
        m_database.run(
            QStringLiteral("SELECT COUNT(*) FROM worker WHERE thekedar_id = ? AND created_at >= ? AND created_at < ?"),
            {column(thekedarId), column(from), column(to)}),
        [](const sql::Rows& row) { return row.integer(0); });
    if (!count) return fail(count.error());
    return count->value_or(0);
}

Result<void> WorkerRepository::erase(const WorkerId& workerId) {
    auto removed =
        m_database.run(QStringLiteral("DELETE FROM worker_template WHERE worker_id = ?"), {column(workerId)});
    if (!removed) return fail(removed.error());
    return done(
        m_database.run(QStringLiteral("UPDATE worker SET name = '', trade = '', status = 'erased', is_active = 0, "
                                      "consent = '{}', key_kid = NULL, "
                                      "key_nonce = NULL, key_wrapped = NULL, details = NULL WHERE worker_id = ?"),
                       {column(workerId)}));
}

Result<bool> settleHeldWorker(sql::Database& database, const WorkerId& workerId, WorkerStatus status) {
    auto rows = database.run(
        QStringLiteral(
            "UPDATE worker SET status = ?, code = '', is_active = ? WHERE worker_id = ? AND status = 'held'"),
        {QLatin1String(toText(status)), int(status == WorkerStatus::Active), column(workerId)});
    if (!rows) return fail(rows.error());
    return rows->affected() == 1;
}

} // namespace haziri::store
