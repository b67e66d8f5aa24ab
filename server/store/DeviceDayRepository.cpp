#include "server/store/DeviceDayRepository.h"

#include "server/store/Columns.h"
#include "server/store/Queries.h"
#include "server/store/TokenRepository.h"

namespace haziri::store {

namespace {

qint64 dayOf(UnixMillis at) {
    return at.value / DeviceDayRepository::kDayMs;
}

} // namespace

Result<DayUse> DeviceDayRepository::of(qint64 deviceNo, UnixMillis at) {
    const auto use = readOne<DayUse>(
        m_database.run(
            QStringLiteral("SELECT heads, refused, refused_bytes FROM device_day WHERE device_no = ? AND day_no = ?"),
            {deviceNo, dayOf(at)}),
        [](const sql::Rows& row) {
            return DayUse{row.integer(0), row.integer(1), row.integer(2)};
        });
    if (!use) return fail(use.error());
    return use->value_or(DayUse());
}

Result<DayUse> DeviceDayRepository::add(qint64 deviceNo, UnixMillis at, const DayUse& spent) {
    auto added = m_database.run(
        QStringLiteral("INSERT INTO device_day (device_no, day_no, heads, refused, refused_bytes) VALUES (?, ?, ?, ?, "
                       "?) ON CONFLICT (device_no, day_no) DO UPDATE SET heads = device_day.heads + excluded.heads, "
                       "refused = device_day.refused + excluded.refused, "
                       "refused_bytes = device_day.refused_bytes + excluded.refused_bytes"),
        {deviceNo, dayOf(at), spent.heads, spent.refused, spent.refusedBytes});
    if (!added) return fail(added.error());
    return of(deviceNo, at);
}

Result<void> DeviceDayRepository::forget(UnixMillis before) {
    return done(m_database.run(QStringLiteral("DELETE FROM device_day WHERE day_no < ?"), {dayOf(before)}));
}

Result<void> DeviceDayRepository::trim(UnixMillis now) {
    const qint64 since = (dayOf(now) - 1) * kDayMs;
    // The first ones stay: a flood does not push out what was known before it.
    for (
        const char* sql :
        {"DELETE FROM device_contact WHERE first_at >= ? AND (device_no, digest) IN (SELECT device_no, digest FROM "
         "(SELECT device_no, digest, ROW_NUMBER() OVER (PARTITION BY device_no, first_at / 86400000 ORDER BY first_at) "
         "AS place FROM device_contact WHERE first_at >= ?) AS placed WHERE place > ?)",
         "DELETE FROM device_trust WHERE at >= ? AND trust_no IN (SELECT trust_no FROM (SELECT trust_no, ROW_NUMBER() "
         "OVER (PARTITION BY device_no, at / 86400000 ORDER BY at, trust_no) AS place FROM device_trust WHERE at >= ?) "
         "AS placed WHERE place > ?)"})
        if (auto trimmed = done(m_database.run(QLatin1String(sql), {since, since, kKept})); !trimmed) return trimmed;
    // A laptop names its newest time token; those from before so many are named by nobody.
    const auto floods = readAll<qint64>(
        m_database.run(QStringLiteral("SELECT device_no FROM time_token WHERE boot_id IS NULL GROUP BY device_no "
                                      "HAVING COUNT(*) > ?"),
                       {kTimeTokens}),
        [](const sql::Rows& row) { return row.integer(0); });
    if (!floods) return fail(floods.error());
    for (const qint64 deviceNo : *floods) {
        const auto oldest = readOne<qint64>(
            m_database.run(QStringLiteral("SELECT server_time FROM time_token WHERE device_no = ? AND boot_id IS NULL "
                                          "ORDER BY server_time DESC LIMIT 1 OFFSET ?"),
                           {deviceNo, kTimeTokens}),
            [](const sql::Rows& row) { return row.integer(0); });
        if (!oldest) return fail(oldest.error());
        if (!*oldest) continue;
        if (auto gone = TokenRepository(m_database).forgetUnnamedTime(deviceNo, {**oldest}); !gone) return gone;
    }
    return {};
}

} // namespace haziri::store
