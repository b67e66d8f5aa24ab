#include "server/store/WorkerRepository.h"

#include "server/store/Columns.h"
#include "server/store/Queries.h"
#include "server/store/SealedNames.h"

#include "core/base/Json.h"

#include <tuple>

namespace haziri::store {

namespace {

const QString kColumns = QStringLiteral(
    "worker_id, site_id, thekedar_id, name, trade, status, code, is_active, consent_face, consent, trust_score, "
    "inherited_until, created_at, packet_id, key_kid, key_nonce, key_wrapped, details, sealed_name, sealed_trade, "
    "vouch_check");
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
    QByteArray details, name, trade;
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
    sealed.name = row.bytes(18);
    sealed.trade = row.bytes(19);
    worker.vouch = VouchCheck(row.integer(20));
    return sealed;
}

QByteArray nameName(const WorkerId& id) {
    return "worker-name " + id.toText();
}
QByteArray tradeName(const WorkerId& id) {
    return "worker-trade " + id.toText();
}
QByteArray detailsName(const WorkerId& id) {
    return "worker-details " + id.toText();
}
QByteArray templateName(const WorkerId& id, qint64 position) {
    return "worker-template " + id.toText() + ' ' + QByteArray::number(position);
}

/// Name and trade stand in the open only in rows of older versions that no server has sealed yet.
Result<void> openName(const crypto::SecretBytes& dataKey, SealedWorker& sealed) {
    const auto open = [&](const QByteArray& boundTo, const QByteArray& blob, QByteArray& into) -> Result<void> {
        if (blob.isEmpty()) return {};
        auto text = sealed::openBlob(dataKey, boundTo, blob);
        if (!text) return fail(text.error());
        into = std::move(*text);
        return {};
    };
    const WorkerId& id = sealed.worker.workerId;
    if (auto named = open(nameName(id), sealed.name, sealed.worker.name); !named) return named;
    return open(tradeName(id), sealed.trade, sealed.worker.trade);
}

/// For lists: a damaged row is one without a name, and `check` says why; the others are served.
Result<void> openName(const sealed::KeyRing& keys, SealedWorker& sealed) {
    if (sealed.key.key.isEmpty() || (sealed.name.isEmpty() && sealed.trade.isEmpty())) return {};
    auto dataKey = sealed::unwrapKey(sealed.key, keys, workerKeyName(sealed.worker.workerId));
    auto named = dataKey ? openName(*dataKey, sealed) : Result<void>(fail(dataKey.error()));
    if (!named && named.error().code == "AEAD_OPEN") return {};
    return named;
}

Result<void> openSealed(sql::Database& database, const sealed::KeyRing& keys, SealedWorker& sealed) {
    Worker& worker = sealed.worker;
    if (sealed.key.key.isEmpty()) return {}; // erased
    auto dataKey = sealed::unwrapKey(sealed.key, keys, workerKeyName(worker.workerId));
    if (!dataKey) return fail(dataKey.error());
    if (auto named = openName(*dataKey, sealed); !named) return named;
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

QVariantList values(const Worker& worker, const crypto::SecretBytes& dataKey, const sealed::WrappedKey& key,
                    RandomSource& random) {
    const QByteArray name = sealed::sealBlob(dataKey, nameName(worker.workerId), worker.name, random);
    const QByteArray trade = worker.trade.isEmpty()
                                 ? QByteArray()
                                 : sealed::sealBlob(dataKey, tradeName(worker.workerId), worker.trade, random);
    const QByteArray details =
        sealed::sealBlob(dataKey, detailsName(worker.workerId), json::toText(worker.details), random);
    return {column(worker.workerId),
            column(worker.siteId),
            column(worker.thekedarId),
            QString(),
            QString(),
            QLatin1String(toText(worker.status)),
            textColumn(worker.code),
            int(worker.status == WorkerStatus::Active),
            int(worker.consentFace),
            textColumn(json::toText(worker.consent)),
            worker.trustScore,
            column(worker.inheritedUntil),
            column(worker.createdAt),
            column(worker.packetId),
            textColumn(key.kid),
            blobColumn(key.nonce),
            blobColumn(key.key),
            blobColumn(details),
            blobColumn(name),
            blobColumn(trade),
            int(worker.vouch)};
}

} // namespace

Result<void> WorkerRepository::insert(const Worker& worker) {
    const auto dataKey = crypto::SecretBytes::random(32, m_random);
    const auto wrapped = sealed::wrapKey(dataKey, m_keys, workerKeyName(worker.workerId), m_random);
    auto inserted =
        m_database.run(QStringLiteral("INSERT INTO worker (") + kColumns +
                           QStringLiteral(") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                       values(worker, dataKey, wrapped, m_random));
    if (!inserted) return fail(inserted.error());
    return insertTemplates(m_database, worker, dataKey, m_random);
}

Result<void> WorkerRepository::update(const Worker& worker) {
    // A fresh data key for each version is simpler than keeping the old one, and as safe.
    const auto dataKey = crypto::SecretBytes::random(32, m_random);
    const auto wrapped = sealed::wrapKey(dataKey, m_keys, workerKeyName(worker.workerId), m_random);
    QVariantList all = values(worker, dataKey, wrapped, m_random);
    all.append(all.takeFirst());
    auto updated = m_database.run(
        QStringLiteral(
            "UPDATE worker SET site_id = ?, thekedar_id = ?, name = ?, trade = ?, status = ?, code = ?, is_active = ?, "
            "consent_face = ?, consent = ?, trust_score = ?, inherited_until = ?, created_at = ?, packet_id = ?, "
            "key_kid = ?, key_nonce = ?, key_wrapped = ?, details = ?, sealed_name = ?, sealed_trade = ?, "
            "vouch_check = ? WHERE worker_id = ?"),
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

namespace {

constexpr qint64 kAtOnce = 500; // rows, where names are searched

bool isNamedBefore(const Worker& a, const Worker& b) {
    return std::tie(a.name, a.workerId) < std::tie(b.name, b.workerId);
}

bool isCalled(const Worker& worker, const QString& wanted) {
    return QString::fromUtf8(worker.name).contains(wanted, Qt::CaseInsensitive);
}

/// In the order of ids, which the database has an index of.
Result<QList<SealedWorker>> readAfter(sql::Database& database, const SiteId& siteId, const WorkerId& after,
                                      qint64 limit) {
    const QVariant from = after.isNull() ? QVariant(QByteArray("")) : column(after);
    const QString order = QStringLiteral("worker_id > ? ORDER BY worker_id LIMIT ?");
    return readAll<SealedWorker>(
        siteId.isNull()
            ? database.run(kSelect + QStringLiteral("WHERE ") + order, {from, limit})
            : database.run(kSelect + QStringLiteral("WHERE site_id = ? AND ") + order, {column(siteId), from, limit}),
        read);
}

} // namespace

// Names are sealed, so that the database cannot search them: a site's workers are opened, 2 µs each.
Result<QList<Worker>> WorkerRepository::list(const SiteId& siteId, const QByteArray& q, qint64 limit) {
    auto sealed = readAll<SealedWorker>(
        siteId.isNull() ? m_database.run(kSelect)
                        : m_database.run(kSelect + QStringLiteral("WHERE site_id = ?"), {column(siteId)}),
        read);
    if (!sealed) return fail(sealed.error());
    const QString wanted = QString::fromUtf8(q);
    QList<Worker> workers;
    for (SealedWorker& one : *sealed) {
        if (auto opened = openName(m_keys, one); !opened) return fail(opened.error());
        if (wanted.isEmpty() || isCalled(one.worker, wanted)) workers.append(std::move(one.worker));
    }
    std::sort(workers.begin(), workers.end(), isNamedBefore);
    return workers.mid(0, limit);
}

Result<WorkerRepository::Page> WorkerRepository::page(const SiteId& siteId, const QByteArray& q, qint64 limit,
                                                      const WorkerId& after) {
    const QString wanted = QString::fromUtf8(q);
    Page page;
    WorkerId last = after;
    for (bool isMore = true; isMore;) {
        const qint64 atOnce = std::max<qint64>(limit - page.workers.size() + 1, wanted.isEmpty() ? 1 : kAtOnce);
        auto sealed = readAfter(m_database, siteId, last, atOnce);
        if (!sealed) return fail(sealed.error());
        isMore = sealed->size() == atOnce;
        for (SealedWorker& one : *sealed) {
            const bool isFull = page.workers.size() == limit;
            if (!isFull || !wanted.isEmpty())
                if (auto opened = openName(m_keys, one); !opened) return fail(opened.error());
            const bool matches = wanted.isEmpty() || isCalled(one.worker, wanted);
            if (matches && isFull) {
                page.next = last;
                isMore = false;
                break;
            }
            last = one.worker.workerId;
            if (matches) page.workers.append(std::move(one.worker));
        }
    }
    const bool isWhole = after.isNull() && !page.next;
    if (isWhole) std::sort(page.workers.begin(), page.workers.end(), isNamedBefore);
    return page;
}

Result<QHash<WorkerId, Worker>> WorkerRepository::findAll(const QList<WorkerId>& workerIds, Open open) {
    QVariantList keys;
    for (const WorkerId& id : workerIds)
        keys.append(column(id));
    QList<SealedWorker> sealed;
    auto looked = forKeys(m_database, kSelect + QStringLiteral("WHERE worker_id IN ({keys})"), {}, keys,
                          [&](const sql::Rows& row) { sealed.append(read(row)); });
    if (!looked) return fail(looked.error());
    QHash<WorkerId, Worker> found;
    for (SealedWorker& one : sealed) {
        if (open == Open::Name)
            if (auto opened = openName(m_keys, one); !opened) return fail(opened.error());
        const WorkerId id = one.worker.workerId;
        found.insert(id, std::move(one.worker));
    }
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
            QStringLiteral("SELECT COUNT(*) FROM worker WHERE thekedar_id = ? AND created_at >= ? AND created_at < ? "
                           "AND vouch_check <> 1"),
            {column(thekedarId), column(from), column(to)}),
        [](const sql::Rows& row) { return row.integer(0); });
    if (!count) return fail(count.error());
    return count->value_or(0);
}

Result<void> WorkerRepository::erase(const WorkerId& workerId) {
    auto removed =
        m_database.run(QStringLiteral("DELETE FROM worker_template WHERE worker_id = ?"), {column(workerId)});
    if (!removed) return fail(removed.error());
    removed =
        m_database.run(QStringLiteral("UPDATE worker_change SET consent = '' WHERE worker_id = ?"), {column(workerId)});
    if (!removed) return fail(removed.error());
    return done(m_database.run(
        QStringLiteral("UPDATE worker SET name = '', trade = '', status = 'erased', is_active = 0, "
                       "consent = '{}', key_kid = NULL, "
                       "key_nonce = NULL, key_wrapped = NULL, details = NULL, sealed_name = NULL, sealed_trade = NULL "
                       "WHERE worker_id = ?"),
        {column(workerId)}));
}

Result<std::optional<WorkerId>> WorkerRepository::sealOpenNames(const WorkerId& after, qint64 limit) {
    auto open = readAll<SealedWorker>(
        m_database.run(
            kSelect + QStringLiteral("WHERE (name <> '' OR trade <> '') AND key_wrapped IS NOT NULL AND worker_id > ? "
                                     "ORDER BY worker_id LIMIT ?"),
            {after.isNull() ? QVariant(QByteArray("")) : column(after), limit}),
        read);
    if (!open) return fail(open.error());
    for (const SealedWorker& one : *open) {
        const WorkerId& id = one.worker.workerId;
        const auto dataKey = sealed::unwrapKey(one.key, m_keys, workerKeyName(id));
        if (!dataKey) continue; // damaged, which `check` says; all others need not wait for it
        const auto closed = [&](const QByteArray& plain, const QByteArray& boundTo, const QByteArray& kept) {
            return plain.isEmpty() ? kept : sealed::sealBlob(*dataKey, boundTo, plain, m_random);
        };
        // The row that was read, not one that was written meanwhile.
        auto sealedNow = m_database.run(
            QStringLiteral("UPDATE worker SET name = '', trade = '', sealed_name = ?, sealed_trade = ? "
                           "WHERE worker_id = ? AND key_wrapped = ?"),
            {blobColumn(closed(one.worker.name, nameName(id), one.name)),
             blobColumn(closed(one.worker.trade, tradeName(id), one.trade)), column(id), blobColumn(one.key.key)});
        if (!sealedNow) return fail(sealedNow.error());
    }
    return open->isEmpty() ? std::optional<WorkerId>() : open->last().worker.workerId;
}

Result<bool> settleHeldWorker(sql::Database& database, const WorkerId& workerId, const PacketId& packetId,
                              bool counts) {
    const auto status = counts ? WorkerStatus::Active : WorkerStatus::Inactive;
    auto rows = database.run(
        QStringLiteral("UPDATE worker SET status = ?, code = '', is_active = ?, vouch_check = CASE vouch_check WHEN 0 "
                       "THEN 0 ELSE ? END WHERE worker_id = ? AND packet_id = ? AND status = 'held'"),
        {QLatin1String(toText(status)), int(counts), int(counts ? VouchCheck::Believed : VouchCheck::Unchecked),
         column(workerId), column(packetId)});
    if (!rows) return fail(rows.error());
    return rows->affected() == 1;
}

} // namespace haziri::store
