#include "server/keeping/OpenRecords.h"

#include "server/keeping/DeletedBytes.h"
#include "server/store/Columns.h"
#include "server/store/DeviceRepository.h"
#include "server/store/PeopleSeal.h"
#include "server/store/Queries.h"
#include "server/store/SealedNames.h"
#include "server/store/WorkerRepository.h"
#include "server/store/Writing.h"

#include <QJsonDocument>

#include <span>

namespace haziri::keeping {

/// Where names of users and people's words stand: a table, the column of its key, the columns that are sealed.
struct OpenRecords::TextTable {
    const char *name, *key;
    bool isNumbered; ///< the key is an integer
    QList<QByteArray> columns;
};

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
    const auto open = [&] {
        return count(m_parts.database, "SELECT COUNT(*) FROM worker WHERE name <> '' OR trade <> ''");
    };
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

Result<qsizetype> OpenRecords::sealTextPage(const TextTable& table, QVariant& last) {
    struct Row {
        QVariant key;
        QByteArrayList texts;
    };
    QStringList columns, open;
    for (const QByteArray& column : table.columns) {
        columns.append(QString::fromLatin1(column));
        open.append(QStringLiteral("(%1 <> '' AND substr(%1, 1, 5) <> 'hzt1:')").arg(columns.last()));
    }
    const auto rows = store::readAll<Row>(
        m_parts.database.run(QStringLiteral("SELECT %2, %3 FROM %1 WHERE %2 > ? AND (%4) ORDER BY %2 LIMIT ?")
                                 .arg(QLatin1String(table.name), QLatin1String(table.key),
                                      columns.join(QStringLiteral(", ")), open.join(QStringLiteral(" OR "))),
                             {last, kBatch}),
        [&](const sql::Rows& row) {
            Row one{table.isNumbered ? QVariant(row.integer(0)) : QVariant(row.bytes(0)), {}};
            for (qsizetype i = 0; i < columns.size(); ++i)
                one.texts.append(store::textAt(row, int(i) + 1));
            return one;
        });
    if (!rows) return fail(rows.error());
    const sql::TextSeal* seal = m_parts.database.textSeal();
    for (const Row& row : *rows) {
        last = row.key;
        for (qsizetype i = 0; i < columns.size(); ++i) {
            const QByteArray& text = row.texts[i];
            if (text.isEmpty() || store::PeopleSeal::isSealed(text)) continue;
            const QByteArray column = table.name + QByteArray(".") + table.columns[i];
            // What stands there now, not what was written meanwhile.
            auto sealed =
                m_parts.database.run(QStringLiteral("UPDATE %1 SET %2 = ? WHERE %3 = ? AND %2 = ?")
                                         .arg(QLatin1String(table.name), columns[i], QLatin1String(table.key)),
                                     {store::textColumn(seal->seal(column, text)), row.key, store::textColumn(text)});
            if (!sealed) return fail(sealed.error());
            if (column != "account.username") continue;
            auto found = m_parts.database.run(QStringLiteral("UPDATE account SET login = ? WHERE user_id = ?"),
                                              {seal->trace(column, text), row.key});
            if (!found) return fail(found.error());
        }
    }
    return rows->size();
}

Result<qint64> OpenRecords::sealTable(const TextTable& table) {
    QVariant last = table.isNumbered ? QVariant(qint64(-1)) : QVariant(QByteArray(""));
    qint64 all = 0;
    for (qsizetype now = kBatch; now == kBatch; all += now) {
        const auto done = committed(m_parts.database, [&]() -> Result<void> {
            const auto sealed = sealTextPage(table, last);
            if (!sealed) return fail(sealed.error());
            now = *sealed;
            return {};
        });
        if (!done) return fail(done.error());
    }
    return all;
}

// Verbs may run without keys, so people and devices are looked at each time; they are few. The large tables are written
// by servers only, which have keys: once all of an older version is sealed they are not read again.
Result<void> OpenRecords::sealTexts(Sealed& sealed) {
    const TextTable small[] = {{"account", "user_id", false, {"username", "name", "block_reason"}},
                               {"device", "device_no", true, {"block_reason"}}};
    const TextTable large[] = {{"mark", "log_index", true, {"reason"}},
                               {"mark_review", "log_index", true, {"reason"}},
                               {"mark_correction", "packet_id", false, {"reason"}},
                               {"worker_change", "packet_id", false, {"reason"}},
                               {"fraud_event", "event_no", true, {"detail", "decision_reason"}}};
    if (!m_parts.database.textSeal()) return {};
    const auto all = [&](std::span<const TextTable> tables) -> Result<void> {
        for (const TextTable& table : tables) {
            const auto done = sealTable(table);
            if (!done) return fail(done.error());
            sealed.texts += *done;
        }
        return {};
    };
    if (auto done = all(small); !done) return done;
    const auto known = count(m_parts.database, "SELECT COUNT(*) FROM meta WHERE name = 'texts_sealed'");
    if (!known) return fail(known.error());
    if (*known > 0) return {};
    sealed.isFirst = true;
    return all(large);
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
// keeps dead rows: the emptied table starts on a new file; the others are written anew, the large ones once.
Result<void> OpenRecords::scrub(const Sealed& sealed) {
    if (m_parts.database.dialect() == sql::Dialect::Sqlite) return wipeDeleted(m_parts.database, {});
    const auto rewrite = [&](const char* table) {
        return m_parts.database.script(QStringLiteral("VACUUM FULL %1;;\n").arg(QLatin1String(table)));
    };
    const auto truncated = committed(m_parts.database, [&]() -> Result<void> {
        if (auto locked = m_parts.database.script(QStringLiteral("LOCK TABLE log_data IN ACCESS EXCLUSIVE MODE;;\n"));
            !locked)
            return locked;
        const auto left = count(m_parts.database, "SELECT COUNT(*) FROM log_data");
        if (!left) return fail(left.error());
        return *left > 0 ? Result<void>() : m_parts.database.script(QStringLiteral("TRUNCATE log_data;;\n"));
    });
    if (!truncated) return truncated;
    for (const char* table : {"worker", "quarantine", "account", "device"})
        if (auto done = rewrite(table); !done) return done;
    for (const char* table : {"mark", "mark_review", "mark_correction", "worker_change", "fraud_event"})
        if (sealed.isFirst)
            if (auto done = rewrite(table); !done) return done;
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
    if (auto closed = sealTexts(sealed); !closed) return fail(closed.error());
    const auto quarantined = sealQuarantine();
    if (!quarantined) return fail(quarantined.error());
    sealed.quarantined = *quarantined;
    if (auto indexed = indexDevices(); !indexed) return fail(indexed.error());
    if (sealed.total() > 0 || sealed.isFirst)
        if (auto scrubbed = scrub(sealed); !scrubbed) return fail(scrubbed.error());
    // Only now: killed before, the next start has nothing left to seal, and must still scrub.
    if (sealed.isFirst)
        if (auto noted = m_parts.database.run(
                QStringLiteral("INSERT INTO meta (name, value) VALUES ('texts_sealed', '1') ON CONFLICT DO NOTHING"));
            !noted)
            return fail(noted.error());
    return sealed;
}

} // namespace haziri::keeping
