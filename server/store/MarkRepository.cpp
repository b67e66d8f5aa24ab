#include "server/store/MarkRepository.h"

#include "server/store/Columns.h"
#include "server/store/PeopleSeal.h"
#include "server/store/Queries.h"

#include <algorithm>
#include <numeric>

namespace haziri::store {

namespace {

const QString kColumns = QStringLiteral("log_index, packet_id, device_no, worker_id, site_id, recorded_by, "
                                        "timestamp, tz_offset_min, direction, method, "
                                        "status, codes, time_class, earliest, latest, trust_score, lat_e7, lon_e7, "
                                        "acc_cm, geo_source, file_id, reason");
constexpr int kColumnCount = 22;
const QString kSelect = QStringLiteral("SELECT ") + kColumns + QStringLiteral(" FROM mark ");

// A refused packet has a mark too, for the day when a person lets it count; so have refused bytes that he let count.
const QString kOfPacket =
    QStringLiteral("WHERE log_index = COALESCE((SELECT p.log_index FROM packet p WHERE p.packet_id = ?), "
                   "(SELECT MAX(m.log_index) FROM refused_packet r JOIN mark m ON m.log_index = r.log_index WHERE "
                   "r.packet_id = ?), (SELECT c.log_index FROM counted_bytes c WHERE c.packet_id = ?))");

// A mark that waits because of its place says nothing about where the worker was, until a person lets it count.
const QString kPlaceBelieved =
    QStringLiteral("(status = 'accepted' OR (codes NOT LIKE '%GEOFENCE%' AND codes NOT LIKE '%VELOCITY%'))");

QByteArray joinCodes(const QList<QByteArray>& codes) {
    return codes.join(' ');
}
QList<QByteArray> splitCodes(const QByteArray& text) {
    return text.isEmpty() ? QList<QByteArray>() : text.split(' ');
}

constexpr QByteArrayView kReason = "mark.reason", kReview = "mark_review.reason";

MarkRow read(const sql::Database& database, const sql::Rows& row) {
    MarkRow mark;
    mark.logIndex = row.integer(0);
    mark.packetId = idAt<PacketId>(row, 1);
    mark.deviceNo = row.integer(2);
    mark.workerId = idAt<WorkerId>(row, 3);
    mark.siteId = idAt<SiteId>(row, 4);
    mark.recordedBy = idAt<UserId>(row, 5);
    mark.timestamp = {row.integer(6)};
    mark.tzOffsetMin = qint32(row.integer(7));
    mark.direction = textAt(row, 8);
    mark.method = textAt(row, 9);
    mark.status = textAt(row, 10);
    mark.codes = splitCodes(textAt(row, 11));
    mark.timeClass = textAt(row, 12);
    mark.earliest = {row.integer(13)};
    mark.latest = {row.integer(14)};
    mark.trustScore = qint32(row.integer(15));
    mark.geo.latE7 = qint32(row.integer(16));
    mark.geo.lonE7 = qint32(row.integer(17));
    mark.geo.accuracyCm = row.integer(18);
    mark.geo.source = protocol::geoSourceFromText(textAt(row, 19)).value_or(protocol::GeoSource::None);
    mark.fileId = idAt<FileId>(row, 20);
    mark.reason = openedText(database, kReason, textAt(row, 21));
    return mark;
}

auto readerOf(const sql::Database& database) {
    return [&database](const sql::Rows& row) { return read(database, row); };
}

/// The marks of k's worker next to a stretch of time, and those within it. One seek in the index for each of them.
/// SQLite knows no LATERAL; PostgreSQL would read the whole table to join it by a subquery.
QString nearSql(sql::Dialect dialect) {
    const bool isSqlite = dialect == sql::Dialect::Sqlite;
    const QString counts = QStringLiteral("x.status NOT IN ('rejected', 'corrected') AND ") + kPlaceBelieved;
    const auto part = [&](const char* when, const char* order, const char* limit) {
        const QString among = QStringLiteral("FROM mark x WHERE x.worker_id = k.w AND %1 AND %2 ORDER BY x.timestamp "
                                             "%3 %4")
                                  .arg(QLatin1String(when), counts, QLatin1String(order), QLatin1String(limit));
        return QStringLiteral("SELECT k.n, m.log_index, m.device_no, m.worker_id, m.site_id, m.timestamp, m.direction, "
                              "m.lat_e7, m.lon_e7, m.acc_cm, m.geo_source FROM k ") +
               (isSqlite ? QStringLiteral("JOIN mark m ON m.log_index = (SELECT x.log_index %1)").arg(among)
                         : QStringLiteral("CROSS JOIN LATERAL (SELECT x.* %1) m").arg(among));
    };
    const QString within =
        isSqlite ? QStringLiteral("SELECT k.n, x.log_index, x.device_no, x.worker_id, x.site_id, x.timestamp, "
                                  "x.direction, x.lat_e7, x.lon_e7, x.acc_cm, x.geo_source FROM k CROSS JOIN mark x "
                                  "WHERE x.worker_id = k.w AND x.timestamp > k.f AND x.timestamp <= k.t AND ") +
                       counts
                 : part("x.timestamp > k.f AND x.timestamp <= k.t", "ASC", "OFFSET 0");
    const QString all = QStringLiteral(" UNION ALL ");
    return QStringLiteral("WITH k(n, w, f, t) AS {table} ") + part("x.timestamp <= k.f", "DESC", "LIMIT 1") + all +
           part("x.timestamp > k.t", "ASC", "LIMIT 1") + all + within;
}
const QString kNearSqlite = nearSql(sql::Dialect::Sqlite), kNearPostgres = nearSql(sql::Dialect::Postgres);

/// The places 0 … count-1 in the order of their keys, cut where `isNear(first, next)` says no.
template <class Key, class IsNear>
QList<QList<qsizetype>> stretchesOf(qsizetype count, Key key, IsNear isNear) {
    QList<qsizetype> order(count);
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, {}, key);
    QList<QList<qsizetype>> stretches;
    for (const qsizetype place : order)
        if (!stretches.isEmpty() && isNear(stretches.last().first(), place))
            stretches.last().append(place);
        else
            stretches.append(QList<qsizetype>{place});
    return stretches;
}

/// What neighboursOfAll() asks for.
MarkRow readNeighbour(const sql::Rows& row) {
    MarkRow mark;
    mark.logIndex = row.integer(1);
    mark.deviceNo = row.integer(2);
    mark.workerId = idAt<WorkerId>(row, 3);
    mark.siteId = idAt<SiteId>(row, 4);
    mark.timestamp = {row.integer(5)};
    mark.direction = textAt(row, 6);
    mark.geo.latE7 = qint32(row.integer(7));
    mark.geo.lonE7 = qint32(row.integer(8));
    mark.geo.accuracyCm = row.integer(9);
    mark.geo.source = protocol::geoSourceFromText(textAt(row, 10)).value_or(protocol::GeoSource::None);
    return mark;
}

} // namespace

Result<void> MarkRepository::insert(const QList<MarkRow>& marks) {
    sql::Cells rows(kColumnCount, marks.size());
    for (const MarkRow& mark : marks) {
        const bool hasPlace = mark.geo.source != protocol::GeoSource::None;
        const auto place = [&](qint64 value) { return hasPlace ? std::optional(value) : std::nullopt; };
        addRow(rows, mark.logIndex, mark.packetId, mark.deviceNo, mark.workerId, mark.siteId, mark.recordedBy,
               mark.timestamp, mark.tzOffsetMin, mark.direction, mark.method, mark.status);
        rows.keepText(joinCodes(mark.codes));
        addRow(rows, mark.timeClass, mark.earliest, mark.latest, mark.trustScore, place(mark.geo.latE7),
               place(mark.geo.lonE7), place(mark.geo.accuracyCm), protocol::toText(mark.geo.source), mark.fileId);
        rows.keepText(sealedText(m_database, kReason, mark.reason));
    }
    return m_database.runBatch(
        QStringLiteral(
            "INSERT INTO mark (log_index, packet_id, device_no, worker_id, site_id, recorded_by, timestamp, "
            "tz_offset_min, direction, method, status, codes, time_class, earliest, latest, trust_score, lat_e7, "
            "lon_e7, acc_cm, geo_source, file_id, reason) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        rows);
}

Result<std::optional<MarkRow>> MarkRepository::find(const PacketId& packetId) {
    return readOne<MarkRow>(m_database.run(kSelect + kOfPacket, {column(packetId), column(packetId), column(packetId)}),
                            readerOf(m_database));
}

Result<std::optional<MarkRow>> MarkRepository::findAt(qint64 logIndex) {
    return readOne<MarkRow>(m_database.run(kSelect + QStringLiteral("WHERE log_index = ?"), {logIndex}),
                            readerOf(m_database));
}

Result<void> MarkRepository::weigh(qint64 logIndex, const QByteArray& status, const QList<QByteArray>& codes,
                                   qint32 trustScore) {
    return done(
        m_database.run(QStringLiteral("UPDATE mark SET status = ?, codes = ?, trust_score = ? WHERE log_index = ?"),
                       {textColumn(status), textColumn(joinCodes(codes)), trustScore, logIndex}));
}

Result<std::optional<QByteArray>> MarkRepository::reviewBeforeCorrection(const PacketId& packetId) {
    return readOne<QByteArray>(m_database.run(QStringLiteral("SELECT status FROM mark_review WHERE packet_id = ? AND "
                                                             "status <> 'corrected' ORDER BY log_index DESC LIMIT 1"),
                                              {column(packetId)}),
                               [](const sql::Rows& row) { return textAt(row, 0); });
}

Result<bool> MarkRepository::isDecided(const PacketId& packetId) {
    const auto row = readOne<qint64>(
        m_database.run(QStringLiteral("SELECT COUNT(*) FROM mark_review WHERE packet_id = ? AND user_id IS NOT NULL"),
                       {column(packetId)}),
        [](const sql::Rows& found) { return found.integer(0); });
    if (!row) return fail(row.error());
    return row->value_or(0) > 0;
}

Result<QList<MarkRow>> MarkRepository::list(const MarkFilter& filter) {
    QString where = QStringLiteral("WHERE log_index > ?");
    QVariantList values{filter.after};
    const auto add = [&](const QString& condition, const QVariant& value) {
        where += QStringLiteral(" AND ") + condition;
        values.append(value);
    };
    if (!filter.siteId.isNull()) add(QStringLiteral("site_id = ?"), column(filter.siteId));
    if (!filter.workerId.isNull()) add(QStringLiteral("worker_id = ?"), column(filter.workerId));
    if (filter.from) add(QStringLiteral("timestamp >= ?"), *filter.from);
    if (filter.to) add(QStringLiteral("timestamp < ?"), *filter.to);
    if (!filter.status.isEmpty()) add(QStringLiteral("status = ?"), textColumn(filter.status));
    values.append(std::clamp<qint64>(filter.limit, 1, 1001));
    return readAll<MarkRow>(m_database.run(kSelect + where + QStringLiteral(" ORDER BY log_index LIMIT ?"), values),
                            readerOf(m_database));
}

Result<void> MarkRepository::setStatus(const PacketId& packetId, const QByteArray& status,
                                       const QList<QByteArray>& codes) {
    return done(m_database.run(
        QStringLiteral("UPDATE mark SET status = ?, codes = ? ") + kOfPacket,
        {textColumn(status), textColumn(joinCodes(codes)), column(packetId), column(packetId), column(packetId)}));
}

Result<std::optional<qint64>> MarkRepository::reviewedSo(const PacketId& packetId, const QByteArray& status,
                                                         const QByteArray& reason, const UserId& by) {
    auto rows = m_database.run(QStringLiteral("SELECT log_index, status, reason, user_id FROM mark_review "
                                              "WHERE packet_id = ? ORDER BY log_index DESC LIMIT 1"),
                               {column(packetId)});
    if (!rows) return fail(rows.error());
    if (!rows->next() || textAt(*rows, 1) != status || openedText(m_database, kReview, textAt(*rows, 2)) != reason ||
        idAt<UserId>(*rows, 3) != by)
        return std::nullopt;
    return rows->integer(0);
}

Result<void> MarkRepository::review(qint64 logIndex, const PacketId& packetId, const QByteArray& status,
                                    const QByteArray& reason, const UserId& by, UnixMillis at) {
    auto noted = m_database.run(
        QStringLiteral(
            "INSERT INTO mark_review (log_index, packet_id, status, reason, user_id, at) VALUES (?, ?, ?, ?, ?, ?)"),
        {logIndex, column(packetId), textColumn(status), textColumn(sealedText(m_database, kReview, reason)),
         column(by), column(at)});
    if (!noted) return fail(noted.error());
    return done(m_database.run(QStringLiteral("UPDATE mark SET status = ? ") + kOfPacket,
                               {textColumn(status), column(packetId), column(packetId), column(packetId)}));
}

Result<QList<MarkRow>> MarkRepository::neighbours(const WorkerId& workerId, UnixMillis timestamp) {
    auto before = readAll<MarkRow>(
        m_database.run(
            kSelect +
                QStringLiteral("WHERE worker_id = ? AND timestamp <= ? AND status NOT IN ('rejected', 'corrected') "
                               "AND ") +
                kPlaceBelieved + QStringLiteral(" ORDER BY timestamp DESC LIMIT 1"),
            {column(workerId), column(timestamp)}),
        readerOf(m_database));
    if (!before) return before;
    auto after = readAll<MarkRow>(
        m_database.run(
            kSelect +
                QStringLiteral("WHERE worker_id = ? AND timestamp > ? AND status NOT IN ('rejected', 'corrected') "
                               "AND ") +
                kPlaceBelieved + QStringLiteral(" ORDER BY timestamp LIMIT 1"),
            {column(workerId), column(timestamp)}),
        readerOf(m_database));
    if (!after) return after;
    return *before + *after;
}

// A batch asks again and again for the same workers at moments close to each other. What lies between the first and the
// last of such a stretch is read once; two days bound how much that can be.
Result<QList<QList<MarkRow>>> MarkRepository::neighboursOfAll(const QList<Moment>& moments) {
    constexpr qint64 kStretchMs = 2 * 86'400'000LL;
    const auto key = [&](qsizetype i) { return std::pair(moments[i].workerId.bytes(), moments[i].timestamp.value); };
    const auto stretches = stretchesOf(moments.size(), key, [&](qsizetype first, qsizetype next) {
        return moments[first].workerId == moments[next].workerId &&
               moments[next].timestamp.value - moments[first].timestamp.value <= kStretchMs;
    });
    QList<QVariantList> table;
    for (const auto& stretch : stretches)
        table.append({column(moments[stretch.first()].workerId), column(moments[stretch.first()].timestamp),
                      column(moments[stretch.last()].timestamp)});
    QList<QList<MarkRow>> rows(stretches.size());
    const auto& sql = m_database.dialect() == sql::Dialect::Sqlite ? kNearSqlite : kNearPostgres;
    const QString integer = QStringLiteral("{int}");
    auto looked =
        forTable(m_database, sql, {}, {QStringLiteral("{blob}"), integer, integer}, table, [&](const sql::Rows& row) {
            if (const qint64 n = row.integer(0); n >= 0) rows[n].append(readNeighbour(row));
        });
    if (!looked) return fail(looked.error());
    QList<QList<MarkRow>> found(moments.size());
    for (qsizetype n = 0; n < stretches.size(); ++n) {
        const auto when = [](const MarkRow& mark) { return std::pair(mark.timestamp.value, mark.logIndex); };
        std::ranges::sort(rows[n], {}, when);
        for (const qsizetype i : stretches[n]) {
            const auto after = std::ranges::upper_bound(
                rows[n], std::pair(moments[i].timestamp.value, std::numeric_limits<qint64>::max()), {}, when);
            if (after != rows[n].begin()) found[i].append(*std::prev(after));
            if (after != rows[n].end()) found[i].append(*after);
        }
    }
    return found;
}

Result<QList<qint64>> MarkRepository::countsOfDevices(const QList<Span>& spans) {
    constexpr qint64 kStretchMs = 86'400'000;
    const auto key = [&](qsizetype i) { return std::pair(spans[i].deviceNo, spans[i].from.value); };
    const auto stretches = stretchesOf(spans.size(), key, [&](qsizetype first, qsizetype next) {
        return spans[first].deviceNo == spans[next].deviceNo &&
               spans[next].from.value - spans[first].from.value <= kStretchMs;
    });
    QList<QVariantList> table;
    for (const auto& stretch : stretches) {
        UnixMillis to = spans[stretch.first()].to;
        for (const qsizetype i : stretch)
            to = std::max(to, spans[i].to);
        table.append({spans[stretch.first()].deviceNo, column(spans[stretch.first()].from), column(to)});
    }
    QList<QList<qint64>> times(stretches.size());
    const QString integer = QStringLiteral("{int}");
    static const QString words = QStringLiteral("WITH k(n, d, f, t) AS {table} SELECT k.n, x.timestamp FROM k ");
    auto looked =
        forTable(m_database,
                 words + besides(m_database.dialect(), "mark", "x.device_no = k.d AND x.timestamp BETWEEN k.f AND k.t",
                                 "x.device_no, x.timestamp"),
                 {}, {integer, integer, integer}, table, [&](const sql::Rows& row) {
                     if (const qint64 n = row.integer(0); n >= 0) times[n].append(row.integer(1));
                 });
    if (!looked) return fail(looked.error());
    QList<qint64> counts(spans.size(), 0);
    for (qsizetype n = 0; n < stretches.size(); ++n) {
        std::ranges::sort(times[n]);
        for (const qsizetype i : stretches[n])
            counts[i] = std::ranges::upper_bound(times[n], spans[i].to.value) -
                        std::ranges::lower_bound(times[n], spans[i].from.value);
    }
    return counts;
}

Result<qint64> MarkRepository::countOfDevice(qint64 deviceNo, UnixMillis from, UnixMillis to) {
    const auto count = readOne<qint64>(
        m_database.run(QStringLiteral("SELECT COUNT(*) FROM mark WHERE device_no = ? AND timestamp BETWEEN ? AND ?"),
                       {deviceNo, column(from), column(to)}),
        [](const sql::Rows& row) { return row.integer(0); });
    if (!count) return fail(count.error());
    return count->value_or(0);
}

Result<void> MarkRepository::insertFindings(const QList<MarkFinding>& findings) {
    if (findings.isEmpty()) return {};
    sql::Cells rows(7, findings.size());
    for (const MarkFinding& one : findings)
        addRow(rows, one.packetId, one.code, one.reason, one.parameters, one.points, one.at, one.logIndex);
    return m_database.runBatch(
        QStringLiteral("INSERT INTO mark_finding (packet_id, code, reason, parameters, points, at, log_index) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?)"),
        rows);
}

Result<QHash<PacketId, QList<MarkFinding>>> MarkRepository::findingsOf(const QList<PacketId>& packetIds) {
    QVariantList keys;
    for (const PacketId& id : packetIds)
        keys.append(column(id));
    QHash<PacketId, QList<MarkFinding>> found;
    auto looked =
        forKeys(m_database,
                QStringLiteral("SELECT packet_id, code, reason, parameters, points, at, log_index FROM mark_finding "
                               "WHERE packet_id IN ({keys}) ORDER BY finding_no"),
                {}, keys, [&](const sql::Rows& row) {
                    const auto id = idAt<PacketId>(row, 0);
                    found[id].append({id, textAt(row, 1), textAt(row, 2), textAt(row, 3), qint32(row.integer(4)),
                                      UnixMillis{row.integer(5)}, row.integer(6)});
                });
    if (!looked) return fail(looked.error());
    return found;
}

Result<QList<MarkRow>> MarkRepository::heldFor(const WorkerId& workerId, const QByteArray& code) {
    auto held = readAll<MarkRow>(
        m_database.run(kSelect + QStringLiteral("WHERE worker_id = ? AND status = 'held' ORDER BY timestamp"),
                       {column(workerId)}),
        readerOf(m_database));
    if (held) held->removeIf([&](const MarkRow& mark) { return !mark.codes.contains(code); });
    return held;
}

} // namespace haziri::store
