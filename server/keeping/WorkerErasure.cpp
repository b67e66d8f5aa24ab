#include "server/keeping/WorkerErasure.h"

#include "server/store/ChangeFeed.h"
#include "server/store/Columns.h"
#include "server/store/FileRepository.h"
#include "server/store/FraudRepository.h"
#include "server/store/Queries.h"
#include "server/store/SealedNames.h"
#include "server/store/WorkerRepository.h"
#include "server/vault/VaultService.h"

#include "core/base/Base64Url.h"
#include "core/base/Json.h"

#include <QJsonDocument>

namespace haziri::keeping {

namespace {

constexpr qint64 kPage = 1000;

/// The ids under which records speak of the person: himself, his packets, the findings about them.
struct Traces {
    QByteArray workerId;
    QSet<QByteArray> packetIds, eventIds;
};

template <class IdType>
Result<void> collect(sql::Database& database, QSet<QByteArray>& into, const QString& sql, const QVariantList& values) {
    auto rows = store::readAll<QByteArray>(database.run(sql, values),
                                           [](const sql::Rows& row) { return store::idAt<IdType>(row, 0).toText(); });
    if (!rows) return fail(rows.error());
    for (const QByteArray& id : *rows)
        into.insert(id);
    return {};
}

Result<Traces> tracesOf(sql::Database& database, const WorkerId& workerId) {
    Traces traces{workerId.toText(), {}, {}};
    const QVariantList him{store::column(workerId)};
    for (const char* sql : {"SELECT packet_id FROM mark WHERE worker_id = ?",
                            "SELECT packet_id FROM worker WHERE worker_id = ? AND packet_id IS NOT NULL",
                            "SELECT packet_id FROM fraud_event WHERE worker_id = ? AND packet_id IS NOT NULL"})
        if (auto done = collect<PacketId>(database, traces.packetIds, QLatin1String(sql), him); !done)
            return fail(done.error());
    auto done = collect<EventId>(database, traces.eventIds,
                                 QStringLiteral("SELECT event_id FROM fraud_event WHERE worker_id = ?"), him);
    if (!done) return fail(done.error());
    return traces;
}

/// A packet's payload is base64url inside the record: looked into, whatever its signature says.
QByteArray payloadOf(QByteArrayView jws) {
    const QList<QByteArray> parts = jws.toByteArray().split('.');
    return parts.size() == 3 ? fromBase64Url(parts[1]).value_or(QByteArray()) : QByteArray();
}

bool isAbout(const Traces& traces, QByteArrayView record) {
    if (record.indexOf(traces.workerId) >= 0) return true;
    const QJsonObject data = QJsonDocument::fromJson(record.toByteArray()).object();
    if (traces.packetIds.contains(data[QStringLiteral("packetId")].toString().toLatin1())) return true;
    if (traces.eventIds.contains(data[QStringLiteral("eventId")].toString().toLatin1())) return true;
    return payloadOf(data[QStringLiteral("packet")].toString().toLatin1()).contains(traces.workerId);
}

struct Spoken {
    qint64 size = 0;
    QList<qint64> entries;
};

/// All records from there on are read: an index of who is named where would itself be a record of people.
Result<Spoken> spokenOf(sql::Database& database, audit::AuditLog& log, const Traces& traces, qint64 begin) {
    Spoken spoken{begin, {}};
    for (;;) {
        const auto page = log.entries(database, spoken.size, kPage);
        if (!page) return fail(page.error());
        for (const auto& served : page->entries) {
            spoken.size = served.index + 1;
            const bool isKept = served.entry.contains("\"kind\":\"worker.erase\"") ||
                                served.entry.contains("\"kind\":\"vault.access\"");
            if (isKept || !served.data || !isAbout(traces, *served.data)) continue;
            spoken.entries.append(served.index);
        }
        if (page->entries.isEmpty()) return spoken; // a page may be short because its records are long
    }
}

/// How many were not erased before.
Result<qint64> eraseRecords(sql::Database& database, const QList<qint64>& entries) {
    qint64 erased = 0;
    for (const qint64 index : entries) {
        const auto done = store::LogRepository(database).eraseData(index);
        if (!done) return fail(done.error());
        erased += *done;
    }
    return erased;
}

Result<void> eraseQuarantine(sql::Database& database, const sealed::KeyRing& keys, const Traces& traces) {
    auto about = store::readAll<QByteArray>(
        database.run(QStringLiteral("SELECT hash, bytes FROM quarantine")), [&](const sql::Rows& row) {
            // Bytes in the open are from older versions; what cannot be opened names nobody.
            const auto opened = sealed::openFile(keys, store::quarantineName(store::digestAt(row, 0)), row.bytes(1));
            const QByteArray bytes = opened.value_or(row.bytes(1));
            return bytes.contains(traces.workerId) || payloadOf(bytes).contains(traces.workerId) ? row.bytes(0)
                                                                                                 : QByteArray();
        });
    if (!about) return fail(about.error());
    for (const QByteArray& hash : *about)
        if (!hash.isEmpty())
            if (auto done = store::done(
                    database.run(QStringLiteral("DELETE FROM quarantine WHERE hash = ?"), {QVariant(hash)}));
                !done)
                return done;
    return {};
}

/// What people wrote about his marks may name him.
Result<void> eraseWords(sql::Database& database, const WorkerId& workerId) {
    const QVariantList him{store::column(workerId)};
    const QVariantList naming{QStringLiteral("%") + workerId.toString() + QStringLiteral("%")};
    const std::pair<const char*, const QVariantList*> all[] = {
        {"DELETE FROM quarantine WHERE hash IN (SELECT bytes_hash FROM fraud_event WHERE worker_id = ?)", &him},
        {"UPDATE mark_review SET reason = '' WHERE packet_id IN (SELECT packet_id FROM mark WHERE worker_id = ?)",
         &him},
        {"UPDATE mark SET reason = '' WHERE worker_id = ?", &him},
        {"UPDATE worker_change SET reason = '' WHERE worker_id = ?", &him},
        {"UPDATE mark_correction SET reason = '' WHERE worker_id = ?", &him},
        {"UPDATE mark_finding SET parameters = '{}' WHERE packet_id IN (SELECT packet_id FROM mark WHERE worker_id = "
         "?)",
         &him},
        {"UPDATE mark_finding SET parameters = '{}' WHERE parameters LIKE ?", &naming},
        {"UPDATE fraud_event SET detail = '', parameters = '{}', decision_reason = '' WHERE worker_id = ?", &him},
        {"UPDATE fraud_event SET detail = '', parameters = '{}' WHERE parameters LIKE ?", &naming},
    };
    for (const auto& [sql, values] : all)
        if (auto done = store::done(database.run(QLatin1String(sql), *values)); !done) return done;
    return store::FraudRepository(database).forgetNaming(workerId.toText());
}

/// Somebody whom only marks speak of: what comes late must find that he was erased.
Result<store::Worker> knownByMarks(sql::Database& database, const WorkerId& workerId, UnixMillis now) {
    const auto site = store::readOne<SiteId>(
        database.run(QStringLiteral("SELECT site_id FROM (SELECT 0 AS turn, site_id FROM mark WHERE worker_id = ? "
                                    "UNION ALL SELECT 1, site_id FROM site) AS places ORDER BY turn LIMIT 1"),
                     {store::column(workerId)}),
        [](const sql::Rows& row) { return store::idAt<SiteId>(row, 0); });
    if (!site) return fail(site.error());
    store::Worker worker;
    worker.workerId = workerId;
    worker.siteId = site->value_or(SiteId());
    worker.status = store::WorkerStatus::Erased;
    worker.createdAt = now;
    return worker;
}

} // namespace

Result<Mentions> WorkerErasure::find(sql::Database& database, const WorkerId& workerId) {
    const auto traces = tracesOf(database, workerId);
    if (!traces) return fail(traces.error());
    auto spoken = spokenOf(database, m_parts.log, *traces, 0);
    if (!spoken) return fail(spoken.error());
    return Mentions{spoken->size, std::move(spoken->entries), traces->packetIds + traces->eventIds};
}

QByteArrayList WorkerErasure::tables() {
    return {"worker",          "file",         "log_data",      "log_sealed", "quarantine", "mark", "mark_review",
            "mark_correction", "mark_finding", "worker_change", "fraud_event"};
}

Result<Erased> WorkerErasure::erase(sql::Database& database, const WorkerId& workerId, const Mentions& found) {
    store::WorkerRepository workers(database, m_parts.keys, m_parts.random);
    const auto rows = workers.findAll({workerId});
    if (!rows) return fail(rows.error());
    const auto traces = tracesOf(database, workerId);
    if (!traces) return fail(traces.error());
    if (rows->isEmpty() && traces->packetIds.isEmpty()) return fail("NOT_FOUND", QStringLiteral("no such worker"));

    Erased erased;
    auto blobs = store::readAll<QString>(
        database.run(QStringLiteral("SELECT file_id, key_nonce FROM file WHERE worker_id = ? AND state = 'stored'"),
                     {store::column(workerId)}),
        [](const sql::Rows& row) { return vault::blobName(store::idAt<FileId>(row, 0), row.bytes(1)); });
    if (!blobs) return fail(blobs.error());
    erased.blobs = *blobs;
    auto fileIds = store::readAll<FileId>(
        database.run(QStringLiteral("SELECT file_id FROM file WHERE worker_id = ?"), {store::column(workerId)}),
        [](const sql::Rows& row) { return store::idAt<FileId>(row, 0); });
    if (!fileIds) return fail(fileIds.error());
    erased.fileIds = std::move(*fileIds);
    const auto files = store::FileRepository(database).eraseWorker(workerId);
    if (!files) return fail(files.error());
    erased.files = files->size();
    const bool wasSeen = found.ids.contains(traces->packetIds) && found.ids.contains(traces->eventIds);
    const auto since = spokenOf(database, m_parts.log, *traces, wasSeen ? found.size : 0);
    if (!since) return fail(since.error());
    const auto entries = eraseRecords(database, wasSeen ? found.entries + since->entries : since->entries);
    if (!entries) return fail(entries.error());
    erased.entries = *entries;
    if (auto done = eraseQuarantine(database, m_parts.keys, *traces); !done) return fail(done.error());
    if (auto done = eraseWords(database, workerId); !done) return fail(done.error());
    const auto worker = rows->isEmpty() ? knownByMarks(database, workerId, m_parts.clock.now())
                                        : Result<store::Worker>(rows->value(workerId));
    if (!worker) return fail(worker.error());
    if (rows->isEmpty())
        if (auto done = workers.insert(*worker); !done) return fail(done.error());
    if (auto done = workers.erase(workerId); !done) return fail(done.error());
    if (auto noted = store::ChangeFeed(database).note("worker", workerId, worker->siteId); !noted)
        return fail(noted.error());

    audit::NewEntry entry;
    entry.kind = QByteArrayLiteral("worker.erase");
    entry.meta.syncTimestamp = m_parts.clock.now();
    entry.data = json::toText({{QStringLiteral("workerId"), workerId.toString()},
                               {QStringLiteral("files"), erased.files},
                               {QStringLiteral("entries"), erased.entries},
                               {QStringLiteral("at"), entry.meta.syncTimestamp.value}});
    auto appended = m_parts.log.append(database, entry);
    if (!appended) return fail(appended.error());
    return erased;
}

} // namespace haziri::keeping
