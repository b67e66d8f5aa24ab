#include "server/store/SiteRepository.h"

#include "server/store/Columns.h"
#include "server/store/Queries.h"

namespace haziri::store {

namespace {

const QString kSelect =
    QStringLiteral("SELECT site_id, name, lat_e7, lon_e7, radius_m, tz_offset_min, policy, created_at FROM site ");

Site read(const sql::Rows& row) {
    Site site;
    site.siteId = idAt<SiteId>(row, 0);
    site.name = textAt(row, 1);
    site.latE7 = qint32(row.integer(2));
    site.lonE7 = qint32(row.integer(3));
    site.radiusM = row.integer(4);
    site.tzOffsetMin = qint32(row.integer(5));
    site.policy = readPolicy(textAt(row, 6));
    site.createdAt = {row.integer(7)};
    return site;
}

} // namespace

Result<void> SiteRepository::insert(const Site& site) {
    return done(m_database.run(
        QStringLiteral("INSERT INTO site (site_id, name, lat_e7, lon_e7, radius_m, tz_offset_min, policy, created_at) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
        {column(site.siteId), textColumn(site.name), site.latE7, site.lonE7, site.radiusM, site.tzOffsetMin,
         textColumn(writePolicy(site.policy)), column(site.createdAt)}));
}

Result<void> SiteRepository::update(const Site& site) {
    return done(m_database.run(
        QStringLiteral("UPDATE site SET name = ?, lat_e7 = ?, lon_e7 = ?, radius_m = ?, tz_offset_min = ?, policy = ? "
                       "WHERE site_id = ?"),
        {textColumn(site.name), site.latE7, site.lonE7, site.radiusM, site.tzOffsetMin,
         textColumn(writePolicy(site.policy)), column(site.siteId)}));
}

Result<std::optional<Site>> SiteRepository::find(const SiteId& siteId) {
    return readOne<Site>(m_database.run(kSelect + QStringLiteral("WHERE site_id = ?"), {column(siteId)}), read);
}

Result<QList<Site>> SiteRepository::all() {
    return readAll<Site>(m_database.run(kSelect + QStringLiteral("ORDER BY site_id")), read);
}

} // namespace haziri::store
