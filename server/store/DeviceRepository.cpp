#include "server/store/DeviceRepository.h"

#include "server/store/Columns.h"
#include "server/store/PeopleSeal.h"
#include "server/store/Queries.h"
#include "server/store/SealedNames.h"

#include "core/base/Json.h"

namespace haziri::store {

namespace {

const QString kSelect = QStringLiteral(
    "SELECT device_no, device_id, public_key, user_id, role, site_id, epoch, fingerprint, sim_hash, trust_score, "
    "trust_explain, is_blocked, block_reason, registered_at, last_seen, trust_rules, trust_inputs FROM device ");

constexpr QByteArrayView kBlock = "device.block_reason";

Device read(const sql::Database& database, const sql::Rows& row) {
    Device device;
    device.deviceNo = row.integer(0);
    device.deviceId = textAt(row, 1);
    device.publicKey = row.bytes(2);
    device.userId = idAt<UserId>(row, 3);
    device.role = roleFromText(textAt(row, 4)).value_or(Role::Supervisor);
    device.siteId = idAt<SiteId>(row, 5);
    device.epoch = row.integer(6);
    device.fingerprint = QJsonDocument::fromJson(textAt(row, 7)).object();
    device.simHash = textAt(row, 8);
    device.trustScore = qint32(row.integer(9));
    device.explain = readExplain(textAt(row, 10));
    device.isBlocked = row.integer(11) != 0;
    device.blockReason = openedText(database, kBlock, textAt(row, 12));
    device.registeredAt = {row.integer(13)};
    device.lastSeen = {row.integer(14)};
    device.trustRules = textAt(row, 15);
    device.trustInputs = textAt(row, 16);
    return device;
}

auto readerOf(const sql::Database& database) {
    return [&database](const sql::Rows& row) { return read(database, row); };
}

// A secret sealed for one device and epoch opens for no other.
} // namespace

Result<qint64> DeviceRepository::insert(const Device& device) {
    auto rows = m_database.run(
        QStringLiteral(
            "INSERT INTO device (device_id, public_key, user_id, role, site_id, epoch, fingerprint, sim_hash, "
            "trust_score, trust_explain, is_blocked, block_reason, registered_at, last_seen) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING device_no"),
        {textColumn(device.deviceId), blobColumn(device.publicKey), column(device.userId),
         QLatin1String(toText(device.role)), column(device.siteId), device.epoch,
         textColumn(json::toText(device.fingerprint)), textColumn(device.simHash), device.trustScore,
         textColumn(writeExplain(device.explain)), int(device.isBlocked),
         textColumn(sealedText(m_database, kBlock, device.blockReason)), column(device.registeredAt),
         column(device.lastSeen)});
    if (!rows) return fail(rows.error());
    if (!rows->next()) return fail("STORE_UNAVAILABLE", QStringLiteral("the new device has no number"));
    return rows->integer(0);
}

Result<void> DeviceRepository::update(const Device& device) {
    return done(m_database.run(
        QStringLiteral(
            "UPDATE device SET user_id = ?, role = ?, site_id = ?, epoch = ?, fingerprint = ?, sim_hash = ?, "
            "trust_score = ?, trust_explain = ?, is_blocked = ?, block_reason = ?, registered_at = ?, last_seen = ? "
            "WHERE device_no = ?"),
        {column(device.userId), QLatin1String(toText(device.role)), column(device.siteId), device.epoch,
         textColumn(json::toText(device.fingerprint)), textColumn(device.simHash), device.trustScore,
         textColumn(writeExplain(device.explain)), int(device.isBlocked),
         textColumn(sealedText(m_database, kBlock, device.blockReason)), column(device.registeredAt),
         column(device.lastSeen), device.deviceNo}));
}

Result<std::optional<Device>> DeviceRepository::find(const QByteArray& deviceId) {
    // An address may bring any bytes; PostgreSQL takes those that are no text for a failure of the store.
    if (std::any_of(deviceId.begin(), deviceId.end(), [](char c) { return c <= ' ' || c > '~'; }))
        return std::optional<Device>();
    return readOne<Device>(m_database.run(kSelect + QStringLiteral("WHERE device_id = ?"), {textColumn(deviceId)}),
                           readerOf(m_database));
}

Result<std::optional<Device>> DeviceRepository::findByNo(qint64 deviceNo) {
    return readOne<Device>(m_database.run(kSelect + QStringLiteral("WHERE device_no = ?"), {deviceNo}),
                           readerOf(m_database));
}

Result<QSet<qint64>> DeviceRepository::unblocked(const QList<qint64>& deviceNos) {
    QVariantList keys;
    for (const qint64 deviceNo : deviceNos)
        keys.append(deviceNo);
    QSet<qint64> found;
    auto looked = forKeys(m_database,
                          QStringLiteral("SELECT device_no FROM device WHERE is_blocked = 0 AND device_no IN ({keys})"),
                          {}, keys, [&](const sql::Rows& row) { found.insert(row.integer(0)); });
    if (!looked) return fail(looked.error());
    return found;
}

Result<QList<Device>> DeviceRepository::all() {
    return readAll<Device>(m_database.run(kSelect + QStringLiteral("ORDER BY device_no")), readerOf(m_database));
}

Result<void> DeviceRepository::setBlocked(qint64 deviceNo, bool isBlocked, const QByteArray& reason) {
    return done(m_database.run(QStringLiteral("UPDATE device SET is_blocked = ?, block_reason = ? WHERE device_no = ?"),
                               {int(isBlocked), textColumn(sealedText(m_database, kBlock, reason)), deviceNo}));
}

Result<void> DeviceRepository::setTrust(qint64 deviceNo, const TrustRecord& record) {
    return done(m_database.run(QStringLiteral("UPDATE device SET trust_score = ?, trust_explain = ?, trust_rules = ?, "
                                              "trust_inputs = ?, last_seen = ? WHERE device_no = ?"),
                               {record.score, textColumn(writeExplain(record.explain)), textColumn(record.rules),
                                textColumn(record.inputs), column(record.at), deviceNo}));
}

Result<void> DeviceRepository::setSeen(const QList<qint64>& deviceNos, UnixMillis at) {
    QVariantList keys;
    for (const qint64 deviceNo : deviceNos)
        keys.append(deviceNo);
    return forKeys(m_database, QStringLiteral("UPDATE device SET last_seen = ? WHERE device_no IN ({keys})"),
                   {column(at)}, keys, [](const sql::Rows&) {});
}

Result<void> DeviceRepository::insertEpoch(const Device& device, const DeviceEpoch& epoch, const sealed::KeyRing& keys,
                                           RandomSource& random) {
    const auto wrapped = sealed::wrapKey(epoch.secret, keys, deviceSecretName(device.deviceId, epoch.epoch), random);
    return done(m_database.run(
        QStringLiteral(
            "INSERT INTO device_epoch (device_no, epoch, registered_at, start_hash, secret_kid, secret_nonce, "
            "secret_key) VALUES (?, ?, ?, ?, ?, ?, ?)"),
        {device.deviceNo, epoch.epoch, column(epoch.registeredAt), column(epoch.startHash), textColumn(wrapped.kid),
         blobColumn(wrapped.nonce), blobColumn(wrapped.key)}));
}

Result<std::vector<DeviceEpoch>> DeviceRepository::epochs(const Device& device, const sealed::KeyRing& keys) {
    auto rows =
        m_database.run(QStringLiteral("SELECT epoch, registered_at, start_hash, secret_kid, secret_nonce, secret_key "
                                      "FROM device_epoch WHERE device_no = ? ORDER BY epoch DESC"),
                       {device.deviceNo});
    if (!rows) return fail(rows.error());
    std::vector<DeviceEpoch> epochs;
    while (rows->next()) {
        DeviceEpoch epoch;
        epoch.epoch = rows->integer(0);
        epoch.registeredAt = {rows->integer(1)};
        epoch.startHash = digestAt(*rows, 2);
        auto secret = sealed::unwrapKey({textAt(*rows, 3), rows->bytes(4), rows->bytes(5)}, keys,
                                        deviceSecretName(device.deviceId, epoch.epoch));
        if (!secret) return fail(secret.error());
        epoch.secret = std::move(*secret);
        epochs.push_back(std::move(epoch));
    }
    if (rows->error()) return fail(*rows->error());
    return epochs;
}

Result<void> DeviceRepository::noteContacts(const QList<Contact>& contacts) {
    sql::Cells rows(9, contacts.size());
    const QByteArrayView zero("\0", 1);
    for (const auto& [deviceNo, contact] : contacts) {
        // One row a day (of UTC) is the history of when and from where a device was seen.
        const QByteArray day = QByteArray::number(contact.lastAt.value / 86'400'000);
        const auto digest = crypto::sha256(
            {contact.address, zero, contact.userAgent, zero, contact.app, zero, contact.simHash, zero, day});
        rows.integer(deviceNo);
        rows.keepBlob(crypto::toBytes(digest));
        addRow(rows, contact.lastAt, contact.lastAt, 1, contact.address, contact.userAgent, contact.app,
               contact.simHash);
    }
    return m_database.runBatch(
        QStringLiteral(
            "INSERT INTO device_contact (device_no, digest, first_at, last_at, times, address, user_agent, app, "
            "sim_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (device_no, digest) "
            "DO UPDATE SET last_at = excluded.last_at, times = device_contact.times + 1"),
        rows);
}

Result<QList<DeviceContact>> DeviceRepository::contacts(qint64 deviceNo) {
    return readAll<DeviceContact>(
        m_database.run(
            QStringLiteral("SELECT address, user_agent, app, sim_hash, first_at, last_at, times FROM device_contact "
                           "WHERE device_no = ? ORDER BY last_at DESC LIMIT 100"),
            {deviceNo}),
        [](const sql::Rows& row) {
            return DeviceContact{textAt(row, 0),   textAt(row, 1),   textAt(row, 2), textAt(row, 3),
                                 {row.integer(4)}, {row.integer(5)}, row.integer(6)};
        });
}

Result<void> DeviceRepository::forgetContacts(UnixMillis before) {
    return done(m_database.run(QStringLiteral("DELETE FROM device_contact WHERE last_at < ?"), {column(before)}));
}

} // namespace haziri::store
