#include "server/store/LogRepository.h"

#include "server/store/Columns.h"
#include "server/store/Queries.h"

namespace haziri::store {

namespace {

// A thousand of the largest packets would be hundreds of megabytes, for anybody who asks.
constexpr qsizetype kMostPageBytes = 16 * 1024 * 1024;

Result<LogHead> readHead(Result<sql::Rows> rows) {
    const auto head = readOne<LogHead>(std::move(rows), [](const sql::Rows& row) {
        return LogHead{row.integer(0), digestAt(row, 1)};
    });
    if (!head) return fail(head.error());
    if (!*head) return fail("STORE_UNAVAILABLE", QStringLiteral("the log has no head row"));
    return **head;
}

// A record lies sealed in log_sealed, or in the open in log_data until the first server with keys meets it.
const QString kColumns = QStringLiteral("SELECT e.log_index, e.entry, e.record_hash, d.salt, d.data, s.sealed FROM ");
const QString kJoined = QStringLiteral("log_entry e LEFT JOIN log_sealed s ON s.log_index = e.log_index "
                                       "LEFT JOIN log_data d ON d.log_index = e.log_index ");
const QString kSelectEntry = kColumns + kJoined;

audit::ServedEntry readEntry(const sql::Rows& row) {
    audit::ServedEntry served;
    served.index = row.integer(0);
    served.entry = textAt(row, 1);
    served.recordHash = digestAt(row, 2);
    if (!row.isNull(3)) {
        served.salt = row.bytes(3);
        served.data = textAt(row, 4);
    }
    return served;
}

/// Nearly all entries: those of every other kind stand in log_kind.
constexpr const char* kCommonKind = "attendance";

tl::unexpected<Error> missing(audit::NodeId id) {
    return fail("LOG_DAMAGED", QStringLiteral("node %1/%2 of the log's tree is missing").arg(id.level).arg(id.index));
}

const char* kindOfEntry(sql::Dialect dialect) {
    return dialect == sql::Dialect::Sqlite ? "json_extract(entry, '$.kind')"
                                           : "split_part(split_part(entry, '\"kind\":\"', 2), '\"', 1)";
}

} // namespace

Result<LogHead> LogRepository::head() {
    return readHead(m_database.run(QStringLiteral("SELECT size, record_hash FROM log_head WHERE one = 1")));
}

Result<LogHead> LogRepository::lockHead() {
    // SQLite's BEGIN IMMEDIATE already keeps every other writer out.
    if (m_database.dialect() == sql::Dialect::Sqlite) return head();
    return readHead(m_database.run(QStringLiteral("SELECT size, record_hash FROM log_head WHERE one = 1 FOR UPDATE")));
}

Result<void> LogRepository::append(const QList<LogRow>& rows,
                                   const QList<std::pair<audit::NodeId, crypto::Digest>>& nodes) {
    if (rows.isEmpty()) return {};
    sql::Cells entries(3, rows.size());
    sql::Cells tree(3, nodes.size());
    for (const LogRow& row : rows)
        addRow(entries, row.index, row.entry, row.recordHash);
    for (const auto& [id, hash] : nodes)
        if (id.level > 0) addRow(tree, id.level, id.index, hash); // level 0 stands in log_entry
    if (auto ok = m_database.runBatch(
            QStringLiteral("INSERT INTO log_entry (log_index, entry, record_hash) VALUES (?, ?, ?)"), entries);
        !ok)
        return ok;
    sql::Cells rare(2);
    for (const LogRow& row : rows)
        if (row.kind != kCommonKind) addRow(rare, row.kind, row.index);
    if (auto ok = m_database.runBatch(QStringLiteral("INSERT INTO log_kind (kind, log_index) VALUES (?, ?)"), rare);
        !ok)
        return ok;
    if (auto ok = insertRecords(rows); !ok) return ok;
    if (auto ok =
            m_database.runBatch(QStringLiteral("INSERT INTO log_node (level, position, hash) VALUES (?, ?, ?)"), tree);
        !ok)
        return ok;
    return done(m_database.run(QStringLiteral("UPDATE log_head SET size = ?, record_hash = ? WHERE one = 1"),
                               {rows.last().index + 1, column(rows.last().recordHash)}));
}

Result<void> LogRepository::noteDevice(qint64 deviceNo, qint64 index) {
    return done(m_database.run(
        QStringLiteral("INSERT INTO log_device (device_no, log_index) VALUES (?, ?) ON CONFLICT DO NOTHING"),
        {deviceNo, index}));
}

Result<crypto::Digest> LogRepository::node(audit::NodeId id) {
    const auto found = readOne<QByteArray>(
        id.level == 0
            ? m_database.run(QStringLiteral("SELECT record_hash FROM log_entry WHERE log_index = ?"), {id.index})
            : m_database.run(QStringLiteral("SELECT hash FROM log_node WHERE level = ? AND position = ?"),
                             {id.level, id.index}),
        [](const sql::Rows& row) { return row.bytes(0); });
    if (!found) return fail(found.error());
    if (!*found || (*found)->size() != 32) return missing(id);
    return crypto::toDigest(**found);
}

Result<QList<crypto::Digest>> LogRepository::nodes(const QList<audit::NodeId>& ids) {
    QList<QVariantList> table;
    for (const auto& id : ids)
        table.append({id.level, id.index});
    QList<QByteArray> found(ids.size());
    auto looked = forTable(
        m_database,
        QStringLiteral("WITH k(n, l, p) AS {table} SELECT k.n, CASE WHEN k.l = 0 "
                       "THEN (SELECT e.record_hash FROM log_entry e WHERE e.log_index = k.p) "
                       "ELSE (SELECT t.hash FROM log_node t WHERE t.level = k.l AND t.position = k.p) END FROM k"),
        {}, {QStringLiteral("{int}"), QStringLiteral("{int}")}, table, [&](const sql::Rows& row) {
            if (const qint64 n = row.integer(0); n >= 0) found[n] = row.bytes(1);
        });
    if (!looked) return fail(looked.error());
    QList<crypto::Digest> all;
    for (qsizetype i = 0; i < ids.size(); ++i) {
        if (found[i].size() != 32) return missing(ids[i]);
        all.append(crypto::toDigest(found[i]));
    }
    return all;
}

Result<void> LogRepository::insertRecords(const QList<LogRow>& rows) {
    if (!m_seal) {
        sql::Cells values(3, rows.size());
        for (const LogRow& row : rows)
            values.integer(row.index).blob(row.salt).text(row.data);
        return m_database.runBatch(QStringLiteral("INSERT INTO log_data (log_index, salt, data) VALUES (?, ?, ?)"),
                                   values);
    }
    const auto sealed = m_seal->seal(m_database, rows);
    if (!sealed) return fail(sealed.error());
    sql::Cells values(2, rows.size());
    for (qsizetype i = 0; i < rows.size(); ++i)
        values.integer(rows[i].index).blob(sealed->at(i));
    return m_database.runBatch(QStringLiteral("INSERT INTO log_sealed (log_index, sealed) VALUES (?, ?)"), values);
}

Result<QList<audit::ServedEntry>> LogRepository::read(Result<sql::Rows> rows) {
    if (!rows) return fail(rows.error());
    QList<audit::ServedEntry> page;
    QList<RecordSeal::Record> records;
    QList<qsizetype> places;
    qsizetype bytes = 0;
    while (bytes < kMostPageBytes && rows->next()) {
        page.append(readEntry(*rows));
        bytes += page.last().entry.size() + page.last().data.value_or(QByteArray()).size();
        if (rows->isNull(5)) continue;
        records.append({page.last().index, rows->bytes(5), {}, {}});
        places.append(page.size() - 1);
        bytes += records.last().sealed.size();
    }
    if (rows->error()) return fail(*rows->error());
    if (records.isEmpty()) return page;
    if (!m_seal) return fail("KEYS_MISSING", QStringLiteral("the log's records are sealed: HAZIRI_VAULT_KEYS is due"));
    if (auto opened = m_seal->open(m_database, records); !opened) return fail(opened.error());
    for (qsizetype i = 0; i < records.size(); ++i) {
        page[places[i]].salt = std::move(records[i].salt);
        page[places[i]].data = std::move(records[i].data);
    }
    return page;
}

Result<QList<audit::ServedEntry>> LogRepository::entries(const LogFilter& filter, qint64 limit) {
    const qint64 most = std::clamp<qint64>(limit, 0, 1000);
    QString from = kColumns;
    QVariantList values;
    const bool isRare = !filter.kind.isEmpty() && filter.kind != kCommonKind;
    // SQLite would write an IN (SELECT …) out whole, however long: here the kind's own index leads, a page of it.
    const bool isRareAlone = isRare && filter.status.isEmpty() && !filter.deviceNo && filter.workerId.isNull();
    if (isRareAlone) {
        from += QStringLiteral("(SELECT log_index AS found FROM log_kind WHERE kind = ? AND log_index >= ? AND "
                               "log_index < ? ORDER BY log_index LIMIT ?) k CROSS JOIN ");
        values << textColumn(filter.kind) << filter.from << filter.to << most;
    }
    from += kJoined;
    QString where = QStringLiteral("WHERE e.log_index >= ? AND e.log_index < ? ");
    if (isRareAlone) where += QStringLiteral("AND e.log_index = k.found ");
    values << filter.from << filter.to;
    if (filter.kind == kCommonKind)
        where += QStringLiteral("AND %1 = '%2' ")
                     .arg(QLatin1String(kindOfEntry(m_database.dialect())), QLatin1String(kCommonKind));
    const auto among = [&](std::initializer_list<const char*> tables, const QVariant& key) {
        QStringList parts;
        for (const char* table : tables) {
            parts.append(QStringLiteral("SELECT log_index FROM %1 = ? AND log_index >= ? AND log_index < ?")
                             .arg(QLatin1String(table)));
            values << key << filter.from << filter.to;
        }
        where += QStringLiteral("AND e.log_index IN (%1) ").arg(parts.join(QStringLiteral(" UNION ")));
    };
    if (isRare && !isRareAlone) among({"log_kind WHERE kind"}, textColumn(filter.kind));
    if (!filter.status.isEmpty()) among({"packet WHERE status"}, textColumn(filter.status));
    if (filter.deviceNo)
        among({"packet WHERE device_no", "fraud_event WHERE device_no", "log_device WHERE device_no"},
              *filter.deviceNo);
    if (!filter.workerId.isNull())
        among({"mark WHERE worker_id", "fraud_event WHERE worker_id",
               "(SELECT p.log_index, w.worker_id FROM worker w JOIN packet p ON p.packet_id = w.packet_id) enrolled "
               "WHERE worker_id"},
              column(filter.workerId));
    values.append(most);
    return read(m_database.run(from + where + QStringLiteral("ORDER BY e.log_index LIMIT ?"), values));
}

Result<QList<audit::ServedEntry>> LogRepository::entries(qint64 from, qint64 limit) {
    return read(m_database.run(kSelectEntry + QStringLiteral("WHERE e.log_index >= ? ORDER BY e.log_index LIMIT ?"),
                               {from, std::clamp<qint64>(limit, 0, 1000)}));
}

Result<std::optional<audit::ServedEntry>> LogRepository::entry(qint64 index) {
    auto found = read(m_database.run(kSelectEntry + QStringLiteral("WHERE e.log_index = ?"), {index}));
    if (!found) return fail(found.error());
    return found->isEmpty() ? std::optional<audit::ServedEntry>() : std::move(found->first());
}

Result<bool> LogRepository::eraseData(qint64 index) {
    bool wasThere = false;
    for (const char* sql : {"DELETE FROM log_data WHERE log_index = ?", "DELETE FROM log_sealed WHERE log_index = ?"}) {
        const auto erased = m_database.run(QLatin1String(sql), {index});
        if (!erased) return fail(erased.error());
        wasThere |= erased->affected() > 0;
    }
    return wasThere;
}

Result<qint64> LogRepository::sealOpen(qint64 limit) {
    if (auto locked = lockHead(); !locked) return fail(locked.error()); // also the keys of the ranges are made under it
    const auto rows = readAll<LogRow>(
        m_database.run(QStringLiteral("SELECT log_index, salt, data FROM log_data ORDER BY log_index LIMIT ?"),
                       {limit}),
        [](const sql::Rows& row) { return LogRow{row.integer(0), {}, {}, row.bytes(1), textAt(row, 2), {}}; });
    if (!rows) return fail(rows.error());
    if (rows->isEmpty()) return 0;
    if (auto inserted = insertRecords(*rows); !inserted) return fail(inserted.error());
    auto removed =
        done(m_database.run(QStringLiteral("DELETE FROM log_data WHERE log_index <= ?"), {rows->last().index}));
    if (!removed) return fail(removed.error());
    return rows->size();
}

} // namespace haziri::store
