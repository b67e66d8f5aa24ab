#include "server/keeping/KeyRotation.h"

#include "server/keeping/OpenRecords.h"
#include "server/store/Columns.h"
#include "server/store/Queries.h"
#include "server/store/SealedNames.h"
#include "server/store/Writing.h"
#include "server/vault/VaultKeys.h"

#include "core/base/Json.h"

namespace haziri::keeping {

/// A table whose rows hold kid, nonce and wrapped key. `page` selects what is not under the current key, in the order
/// of the row's key, from behind the row last seen: columns kid, nonce, wrapped, then those of the key.
struct KeyRotation::Table {
    QString page, update;
    int keyColumns;
    QVariantList first; ///< below every key
    QByteArray (*name)(const sql::Rows& row);
    bool isNumbered = false; ///< the key is of integers
};

/// A table whose rows hold a sealed file each, which carries its wrapped key itself: hash, then bytes.
struct KeyRotation::FileTable {
    QString page, update;
    QByteArray (*name)(const crypto::Digest& hash);
};

namespace {

struct WrappedRow {
    sealed::WrappedKey wrapped;
    QVariantList key;
    QByteArray name;
};

struct FileRow {
    crypto::Digest hash;
    QByteArray sealed;
};

// A key that changed meanwhile is not overwritten: the update names the wrapped key that was read.
const QString kFilePage = QStringLiteral("SELECT key_kid, key_nonce, key_wrapped, file_id FROM file WHERE key_kid <> ? "
                                         "AND file_id > ? ORDER BY file_id LIMIT ?");
const QString kFileUpdate = QStringLiteral("UPDATE file SET key_kid = ?, key_nonce = ?, key_wrapped = ? "
                                           "WHERE key_wrapped = ? AND file_id = ?");
const QString kWorkerPage =
    QStringLiteral("SELECT key_kid, key_nonce, key_wrapped, worker_id FROM worker WHERE key_kid <> ? "
                   "AND worker_id > ? ORDER BY worker_id LIMIT ?");
const QString kWorkerUpdate = QStringLiteral("UPDATE worker SET key_kid = ?, key_nonce = ?, key_wrapped = ? "
                                             "WHERE key_wrapped = ? AND worker_id = ?");
const QString kSecretPage = QStringLiteral(
    "SELECT e.secret_kid, e.secret_nonce, e.secret_key, e.device_no, e.epoch, d.device_id FROM device_epoch e "
    "JOIN device d ON d.device_no = e.device_no WHERE e.secret_kid <> ? AND (e.device_no, e.epoch) > (?, ?) "
    "ORDER BY e.device_no, e.epoch LIMIT ?");
const QString kSecretUpdate = QStringLiteral("UPDATE device_epoch SET secret_kid = ?, secret_nonce = ?, secret_key = ? "
                                             "WHERE secret_key = ? AND device_no = ? AND epoch = ?");

const QString kLogPage = QStringLiteral("SELECT kid, nonce, wrapped, key_no FROM log_key WHERE kid <> ? "
                                        "AND key_no > ? ORDER BY key_no LIMIT ?");
const QString kLogUpdate =
    QStringLiteral("UPDATE log_key SET kid = ?, nonce = ?, wrapped = ? WHERE wrapped = ? AND key_no = ?");

const QString kTextPage = QStringLiteral("SELECT kid, nonce, wrapped, key_no FROM text_key WHERE kid <> ? "
                                         "AND key_no > ? ORDER BY key_no LIMIT ?");
const QString kTextUpdate =
    QStringLiteral("UPDATE text_key SET kid = ?, nonce = ?, wrapped = ? WHERE wrapped = ? AND key_no = ?");

QVariant keyAt(const sql::Rows& row, int column, bool isNumber) {
    return isNumber ? QVariant(row.integer(column)) : QVariant(row.bytes(column));
}

template <class Work>
Result<void> committed(sql::Database& database, Work work) {
    auto transaction = store::beginWriting(database);
    if (!transaction) return fail(transaction.error());
    if (auto done = work(); !done) return done;
    return transaction->commit();
}

} // namespace

Result<qint64> KeyRotation::rotate(const Table& table) {
    const QByteArray current = m_parts.keys.currentKid();
    QVariantList last = table.first;
    qint64 rewrapped = 0;
    while (true) {
        qsizetype seen = 0;
        const auto done = committed(m_parts.database, [&]() -> Result<void> {
            auto rows = store::readAll<WrappedRow>(
                m_parts.database.run(table.page,
                                     QVariantList{store::textColumn(current)} + last + QVariantList{kBatch}),
                [&](const sql::Rows& row) {
                    WrappedRow one{{store::textAt(row, 0), row.bytes(1), row.bytes(2)}, {}, table.name(row)};
                    for (int i = 0; i < table.keyColumns; ++i)
                        one.key.append(keyAt(row, 3 + i, table.isNumbered));
                    return one;
                });
            if (!rows) return fail(rows.error());
            seen = rows->size();
            for (const WrappedRow& row : *rows) {
                last = row.key;
                const auto fresh = sealed::rewrapKey(row.wrapped, m_parts.keys, row.name);
                if (!fresh) {
                    ++m_stuck;
                    continue;
                }
                auto updated = m_parts.database.run(
                    table.update,
                    QVariantList{store::textColumn(fresh->kid), fresh->nonce, fresh->key, row.wrapped.key} + row.key);
                if (!updated) return fail(updated.error());
                rewrapped += updated->affected();
            }
            return {};
        });
        if (!done) return fail(done.error());
        if (seen < kBatch) return rewrapped;
    }
}

Result<qint64> KeyRotation::rotateFiles(const FileTable& table) {
    QVariant last = QByteArray("");
    qint64 rewrapped = 0;
    while (true) {
        qsizetype seen = 0;
        const auto done = committed(m_parts.database, [&]() -> Result<void> {
            auto rows =
                store::readAll<FileRow>(m_parts.database.run(table.page, {last, kBatch}), [](const sql::Rows& row) {
                    return FileRow{store::digestAt(row, 0), row.bytes(1)};
                });
            if (!rows) return fail(rows.error());
            seen = rows->size();
            for (const FileRow& row : *rows) {
                last = store::column(row.hash);
                const auto kid = sealed::kidOfFile(row.sealed);
                if (kid && *kid == m_parts.keys.currentKid()) continue;
                const auto fresh = sealed::rewrapFile(m_parts.keys, table.name(row.hash), row.sealed, m_parts.random);
                if (!fresh) {
                    ++m_stuck;
                    continue;
                }
                auto updated = m_parts.database.run(table.update, {*fresh, last});
                if (!updated) return fail(updated.error());
                rewrapped += updated->affected();
            }
            return {};
        });
        if (!done) return fail(done.error());
        if (seen < kBatch) return rewrapped;
    }
}

// Nobody else writes while this looks: what comes after finds that its key is retired.
Result<qint64> KeyRotation::leftUnderOthers() {
    const QVariant current = store::textColumn(m_parts.keys.currentKid());
    const auto rows = store::readOne<qint64>(
        m_parts.database.run(QStringLiteral("SELECT (SELECT COUNT(*) FROM file WHERE key_kid <> ?) + "
                                            "(SELECT COUNT(*) FROM worker WHERE key_kid <> ?) + "
                                            "(SELECT COUNT(*) FROM device_epoch WHERE secret_kid <> ?) + "
                                            "(SELECT COUNT(*) FROM log_key WHERE kid <> ?) + "
                                            "(SELECT COUNT(*) FROM text_key WHERE kid <> ?)"),
                             {current, current, current, current, current}),
        [](const sql::Rows& row) { return row.integer(0); });
    if (!rows) return fail(rows.error());
    qint64 left = rows->value_or(0);
    for (const char* sealed :
         {"SELECT answer FROM enrolment_code WHERE answer IS NOT NULL", "SELECT bytes FROM quarantine"}) {
        auto files = m_parts.database.run(QLatin1String(sealed));
        if (!files) return fail(files.error());
        while (files->next()) {
            const auto kid = sealed::kidOfFile(files->bytes(0));
            left += !kid || *kid != m_parts.keys.currentKid();
        }
        if (files->error()) return fail(*files->error());
    }
    return left;
}

Result<void> KeyRotation::finish(Rotated& rotated) {
    return committed(m_parts.database, [&]() -> Result<void> {
        const auto late = m_stuck == 0 ? leftUnderOthers() : Result<qint64>(0);
        if (!late) return fail(late.error());
        m_late = *late;
        if (m_stuck == 0 && m_late == 0) {
            auto retired = vault::retireOtherKeys(m_parts.database, m_parts.keys);
            if (!retired) return fail(retired.error());
            rotated.retired = *retired;
        }
        QJsonArray retired;
        for (const QByteArray& kid : rotated.retired)
            retired.append(QString::fromLatin1(kid));
        audit::NewEntry entry;
        entry.kind = QByteArrayLiteral("keys.rotate");
        entry.meta.syncTimestamp = m_parts.clock.now();
        entry.data = json::toText({{QStringLiteral("to"), QString::fromLatin1(m_parts.keys.currentKid())},
                                   {QStringLiteral("retired"), retired},
                                   {QStringLiteral("files"), rotated.files},
                                   {QStringLiteral("secrets"), rotated.secrets},
                                   {QStringLiteral("workers"), rotated.workers},
                                   {QStringLiteral("answers"), rotated.answers},
                                   {QStringLiteral("records"), rotated.records},
                                   {QStringLiteral("texts"), rotated.texts},
                                   {QStringLiteral("quarantined"), rotated.quarantined},
                                   {QStringLiteral("stuck"), m_stuck},
                                   {QStringLiteral("at"), entry.meta.syncTimestamp.value}});
        auto appended = m_parts.log.append(m_parts.database, entry);
        if (!appended) return fail(appended.error());
        return {};
    });
}

Result<Rotated> KeyRotation::run() {
    const Table files{kFilePage, kFileUpdate, 1, {QByteArray("")}, [](const sql::Rows& row) {
                          return store::vaultFileName(store::idAt<FileId>(row, 3));
                      }};
    const Table workers{kWorkerPage, kWorkerUpdate, 1, {QByteArray("")}, [](const sql::Rows& row) {
                            return store::workerKeyName(store::idAt<WorkerId>(row, 3));
                        }};
    const Table secrets{
        kSecretPage,
        kSecretUpdate,
        2,
        {qint64(-1), qint64(-1)},
        [](const sql::Rows& row) { return store::deviceSecretName(store::textAt(row, 5), row.integer(4)); },
        true};
    const Table records{
        kLogPage, kLogUpdate, 1, {qint64(-1)}, [](const sql::Rows& row) {
                            return store::logKeyName(row.integer(3)); },
        true};
    const Table texts{
        kTextPage, kTextUpdate, 1, {qint64(-1)}, [](const sql::Rows&) {
                          return store::kTextKeyName.toByteArray(); },
        true};
    // What a repeated registration is answered, and the bytes of rejected packets.
    const FileTable answers{QStringLiteral("SELECT code_hash, answer FROM enrolment_code WHERE answer IS NOT "
                                           "NULL AND code_hash > ? ORDER BY code_hash LIMIT ?"),
                            QStringLiteral("UPDATE enrolment_code SET answer = ? WHERE code_hash = ?"),
                            store::enrolmentAnswerName};
    const FileTable quarantined{
        QStringLiteral("SELECT hash, bytes FROM quarantine WHERE hash > ? ORDER BY hash LIMIT ?"),
        QStringLiteral("UPDATE quarantine SET bytes = ? WHERE hash = ?"), store::quarantineName};
    if (auto sealed = OpenRecords({m_parts.database, m_parts.keys, m_parts.log, m_parts.random}).seal(); !sealed)
        return fail(sealed.error());
    Rotated rotated;
    m_stuck = 0;
    const std::pair<const Table*, qint64*> all[] = {{&files, &rotated.files},
                                                    {&workers, &rotated.workers},
                                                    {&secrets, &rotated.secrets},
                                                    {&records, &rotated.records},
                                                    {&texts, &rotated.texts}};
    for (const auto& [table, count] : all) {
        auto done = rotate(*table);
        if (!done) return fail(done.error());
        *count = *done;
    }
    for (const auto& [table, count] : {std::pair{&answers, &rotated.answers}, {&quarantined, &rotated.quarantined}}) {
        auto done = rotateFiles(*table);
        if (!done) return fail(done.error());
        *count = *done;
    }
    if (auto finished = finish(rotated); !finished) return fail(finished.error());
    if (m_stuck > 0)
        return fail(
            "KEYS_NEEDED",
            QStringLiteral("%1 keys were rewrapped, %2 cannot be opened and stay as they are; keep the old keys")
                .arg(rotated.total())
                .arg(m_stuck));
    if (m_late > 0)
        return fail("KEYS_NEEDED",
                    QStringLiteral("while this ran, %1 more came under an old key: a server runs that does "
                                   "not have the new one first; restart it and run this again")
                        .arg(m_late));
    return rotated;
}

} // namespace haziri::keeping
