#include "server/store/BootClockRepository.h"

#include "server/store/Columns.h"
#include "server/store/Queries.h"

namespace haziri::store {

namespace {

const QString kInteger = QStringLiteral("{int}");
const QString kBytes = QStringLiteral("{blob}");

/// The boot's name, which travels as bytes in the table of a statement.
const char* nameIn(sql::Dialect dialect) {
    return dialect == sql::Dialect::Sqlite ? "CAST(k.b AS TEXT)" : "convert_from(k.b, 'UTF8')";
}

} // namespace

Result<QList<std::optional<BootClock>>> BootClockRepository::findAll(const QList<Boot>& boots) {
    QList<QVariantList> table;
    for (const Boot& boot : boots)
        table.append({boot.deviceNo, boot.epoch, boot.bootId});
    QList<std::optional<BootClock>> found(boots.size());
    const QByteArray condition =
        QByteArrayLiteral("x.device_no = k.d AND x.epoch = k.e AND x.boot_id = ") + nameIn(m_database.dialect());
    const QString sql =
        QStringLiteral("WITH k(n, d, e, b) AS {table} SELECT k.n, x.boot_ms, x.seq FROM k ") +
        besides(m_database.dialect(), "boot_clock", condition.constData(), "x.device_no, x.epoch, x.boot_id");
    auto looked = forTable(m_database, sql, {}, {kInteger, kInteger, kBytes}, table, [&](const sql::Rows& row) {
        if (const qint64 n = row.integer(0); n >= 0) found[n] = BootClock{row.integer(1), row.integer(2)};
    });
    if (!looked) return fail(looked.error());
    return found;
}

Result<void> BootClockRepository::keep(const QList<Shown>& all) {
    QList<QVariantList> table;
    for (const auto& [boot, clock] : all)
        table.append({boot.deviceNo, boot.epoch, boot.bootId, clock.bootMs, clock.seq});
    const QString sql =
        QStringLiteral("WITH k(n, d, e, b, m, s) AS {table} "
                       "INSERT INTO boot_clock (device_no, epoch, boot_id, boot_ms, seq) "
                       "SELECT k.d, k.e, %1, k.m, k.s FROM k WHERE k.n >= 0 "
                       "ON CONFLICT (device_no, epoch, boot_id) DO UPDATE SET boot_ms = excluded.boot_ms, "
                       "seq = excluded.seq WHERE boot_clock.boot_ms < excluded.boot_ms")
            .arg(QLatin1String(nameIn(m_database.dialect())));
    return forTable(m_database, sql, {}, {kInteger, kInteger, kBytes, kInteger, kInteger}, table,
                    [](const sql::Rows&) {});
}

} // namespace haziri::store
