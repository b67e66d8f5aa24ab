#include "server/keeping/OpenRecords.h"

#include "server/store/Columns.h"
#include "server/store/DeviceRepository.h"
#include "server/store/Queries.h"
#include "server/store/SealedNames.h"
#include "server/store/WorkerRepository.h"
#include "server/store/Writing.h"

#include <QJsonDocument>

namespace haziri::keeping {

namespace {

template <class Work>
Result<void> committed(sql::Database& database, Work work) {
    auto transaction = store::beginWriting(database);
    if (!transaction) return fail(transaction.error());
    if (auto done = work(); !done) return done;
    return transaction->commit();
}

Result<qint64> count(sql::Database& database, const char* sql) {
    const auto number =
        store::readOne<qint64>(database.run(QLatin1String(sql)), [](const sql::Rows& row) { return row.integer(0); });
    if (!number) return fail(number.error());
    return number->value_or(0);
}

} // namespace

Result<qint64> OpenRecords::sealRecords() {
    qint64 all = 0;
    for (qint64 now = kBatch; now == kBatch; all += now) {
        const auto done = committed(m_parts.database, [&]() -> Result<void> {
            const auto sealed = m_parts.log.sealOpen(m_parts.database, kBatch);
            if (!sealed) return fail(sealed.error());
            now = *sealed;
            return {};
        });
        if (!done) return fail(done.error());
    }
    return all;
}

Result<void> OpenRecords::sealNames(Sealed& sealed) {
    store::WorkerRepository workers(m_parts.database, m_parts.keys, m_parts.random);
    const auto open = [&] { return count(m_parts.database, "SELECT COUNT(*) FROM worker WHERE name <> ''"); };
    const auto before = open();
    if (!before) return fail(before.error());
    std::optional<WorkerId> last = WorkerId();
    while (*before > 0 && last) {
        const auto done = committed(m_parts.database, [&]() -> Result<void> {
            auto seen = workers.sealOpenNames(*last, kBatch);
            if (!seen) return fail(seen.error());
            last = *seen;
            return {};
        });
        if (!done) return done;
    }
    const auto after = open();
    if (!after) return fail(after.error());
    sealed.names = std::max<qint64>(0, *before - *after);
    return {};
}

Result<qint64> OpenRecords::sealQuarantine() {
    struct Row {
        crypto::Digest hash;
        QByteArray bytes;
    };
    qint64 all = 0;
    for (qint64 now = kBatch; now == kBatch; all += now) {
        const auto done = committed(m_parts.database, [&]() -> Result<void> {
            const auto rows = store::readAll<Row>(
                m_parts.database.run(QStringLiteral("SELECT hash, bytes FROM quarantine WHERE substr(bytes, 1, 4) <> ? "
                                                    "LIMIT ?"),
                                     {QByteArrayLiteral("HZS1"), kBatch}),
                [](const sql::Rows& row) {
                    return Row{store::digestAt(row, 0), row.bytes(1)};
                });
            if (!rows) return fail(rows.error());
            now = rows->size();
            for (const Row& row : *rows) {
                auto updated = m_parts.database.run(
                    QStringLiteral("UPDATE quarantine SET bytes = ? WHERE hash = ?"),
                    {sealed::sealFile(m_parts.keys, store::quarantineName(row.hash), row.bytes, m_parts.random),
                     store::column(row.hash)});
                if (!updated) return fail(updated.error());
            }
            return {};
        });
        if (!done) return fail(done.error());
    }
    return all;
}

// SQLite overwrites what it deletes (secure_delete), but its write-ahead log still holds the old pages. PostgreSQL
// keeps dead rows: the emptied table starts on a new file; the other two are few rows and are written anew.
Result<void> OpenRecords::scrub() {
    if (m_parts.database.dialect() == sql::Dialect::Sqlite)
        return store::done(m_parts.database.run(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")));
    const auto truncated = committed(m_parts.database, [&]() -> Result<void> {
        if (auto locked = m_parts.database.script(QStringLiteral("LOCK TABLE log_data IN ACCESS EXCLUSIVE MODE;;\n"));
            !locked)
            return locked;
        const auto left = count(m_parts.database, "SELECT COUNT(*) FROM log_data");
        if (!left) return fail(left.error());
        return *left > 0 ? Result<void>() : m_parts.database.script(QStringLiteral("TRUNCATE log_data;;\n"));
    });
    if (!truncated) return truncated;
    for (const char* sql : {"VACUUM FULL worker;;\n", "VACUUM FULL quarantine;;\n"})
        if (auto done = m_parts.database.script(QLatin1String(sql)); !done) return done;
    return {};
}

Result<void> OpenRecords::indexDevices() {
    const auto done = count(m_parts.database, "SELECT COUNT(*) FROM meta WHERE name = 'devices_indexed'");
    if (!done) return fail(done.error());
    if (*done > 0) return {};
    for (const char* kind : {"device.register", "device.block", "device.unblock", "device.head"}) {
        store::LogFilter filter;
        filter.kind = kind;
        for (bool more = true; more;) {
            const auto page = m_parts.log.entries(m_parts.database, filter, kBatch);
            if (!page) return fail(page.error());
            more = !page->entries.isEmpty();
            if (more) filter.from = page->entries.last().index + 1;
            auto kept = committed(m_parts.database, [&] { return indexPage(page->entries); });
            if (!kept) return kept;
        }
    }
    return store::done(m_parts.database.run(
        QStringLiteral("INSERT INTO meta (name, value) VALUES ('devices_indexed', '1') ON CONFLICT DO NOTHING")));
}

Result<void> OpenRecords::indexPage(const QList<audit::ServedEntry>& entries) {
    for (const auto& entry : entries) {
        const auto record = QJsonDocument::fromJson(entry.data.value_or(QByteArray())).object();
        const auto device =
            store::DeviceRepository(m_parts.database).find(record[QStringLiteral("deviceId")].toString().toLatin1());
        if (!device) return fail(device.error());
        if (!*device) continue;
        auto noted = store::LogRepository(m_parts.database).noteDevice((*device)->deviceNo, entry.index);
        if (!noted) return noted;
    }
    return {};
}

Result<OpenRecords::Sealed> OpenRecords::seal() {
    Sealed sealed;
    const auto records = sealRecords();
    if (!records) return fail(records.error());
    sealed.records = *records;
    if (auto named = sealNames(sealed); !named) return fail(named.error());
    const auto quarantined = sealQuarantine();
    if (!quarantined) return fail(quarantined.error());
    sealed.quarantined = *quarantined;
    if (auto indexed = indexDevices(); !indexed) return fail(indexed.error());
    if (sealed.total() > 0)
        if (auto scrubbed = scrub(); !scrubbed) return fail(scrubbed.error());
    return sealed;
}

} // namespace haziri::keeping
