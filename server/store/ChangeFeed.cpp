#include "server/store/ChangeFeed.h"

#include "server/store/Columns.h"
#include "server/store/MetaRepository.h"
#include "server/store/Queries.h"

namespace haziri::store {

namespace {
const QByteArray kEra = QByteArrayLiteral("feed.era");

QByteArray rawId(const UuidBytes& id) {
    return {reinterpret_cast<const char*>(id.data()), qsizetype(id.size())};
}

Change read(const sql::Rows& row) {
    Change change{row.integer(0), textAt(row, 1), {}};
    const QByteArray id = row.bytes(2);
    if (id.size() == qsizetype(change.objectId.size())) std::copy(id.begin(), id.end(), change.objectId.begin());
    return change;
}
} // namespace

Result<void> ChangeFeed::noteBytes(const char* type, const UuidBytes& objectId, const SiteId& siteId) {
    // Removed and put in again: the newest change of an object has the highest number.
    auto removed = m_database.run(QStringLiteral("DELETE FROM change_feed WHERE type = ? AND object_id = ?"),
                                  {QLatin1String(type), rawId(objectId)});
    if (!removed) return fail(removed.error());
    return done(m_database.run(QStringLiteral("INSERT INTO change_feed (type, object_id, site_id) VALUES (?, ?, ?)"),
                               {QLatin1String(type), rawId(objectId), column(siteId)}));
}

Result<void> ChangeFeed::noteAllBytes(const char* type, const QList<std::pair<UuidBytes, SiteId>>& objects) {
    QVariantList keys;
    QList<QVariantList> rows;
    for (const auto& [id, siteId] : objects) {
        keys.append(rawId(id));
        rows.append({QLatin1String(type), rawId(id), column(siteId)});
    }
    auto removed =
        forKeys(m_database, QStringLiteral("DELETE FROM change_feed WHERE type = ? AND object_id IN ({keys})"),
                {QLatin1String(type)}, keys, [](const sql::Rows&) {});
    if (!removed || rows.isEmpty()) return removed;
    return m_database.runBatch(QStringLiteral("INSERT INTO change_feed (type, object_id, site_id) VALUES (?, ?, ?)"),
                               rows);
}

Result<QList<Change>> ChangeFeed::after(qint64 changeNo, const SiteId& siteId, qint64 limit) {
    return readAll<Change>(
        m_database.run(QStringLiteral("SELECT change_no, type, object_id FROM change_feed WHERE change_no > ? "
                                      "AND (site_id = ? OR site_id IS NULL) ORDER BY change_no LIMIT ?"),
                       {changeNo, column(siteId), limit}),
        read);
}

Result<QList<Change>> ChangeFeed::after(qint64 changeNo, const char* type, qint64 limit) {
    return readAll<Change>(
        m_database.run(QStringLiteral("SELECT change_no, type, object_id FROM change_feed WHERE change_no > ? "
                                      "AND type = ? ORDER BY change_no LIMIT ?"),
                       {changeNo, QLatin1String(type), limit}),
        read);
}

Result<QByteArray> ChangeFeed::era() {
    const auto era = MetaRepository(m_database).get(kEra);
    if (!era) return fail(era.error());
    return era->value_or(QByteArray());
}

Result<void> ChangeFeed::beginEra(const QByteArray& name) {
    return MetaRepository(m_database).set(kEra, name);
}

Result<qint64> ChangeFeed::last() {
    const auto found =
        readOne<qint64>(m_database.run(QStringLiteral("SELECT coalesce(max(change_no), 0) FROM change_feed")),
                        [](const sql::Rows& row) { return row.integer(0); });
    if (!found) return fail(found.error());
    return found->value_or(0);
}

} // namespace haziri::store
