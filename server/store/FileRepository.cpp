#include "server/store/FileRepository.h"

#include "server/store/Columns.h"
#include "server/store/Queries.h"

namespace haziri::store {

namespace {

const QString kSelect =
    QStringLiteral("SELECT file_id, device_no, worker_id, site_id, log_index, sha256, bytes, state, announced_at, "
                   "stored_at, key_kid, key_nonce, key_wrapped FROM file ");

FileRecord read(const sql::Rows& row) {
    FileRecord file;
    file.fileId = idAt<FileId>(row, 0);
    file.deviceNo = optionalAt(row, 1);
    file.workerId = idAt<WorkerId>(row, 2);
    file.siteId = idAt<SiteId>(row, 3);
    file.logIndex = optionalAt(row, 4);
    file.sha256 = digestAt(row, 5);
    file.bytes = row.integer(6);
    file.state = textAt(row, 7);
    file.announcedAt = {row.integer(8)};
    file.storedAt = optionalAt(row, 9);
    file.keyKid = textAt(row, 10);
    file.keyNonce = row.bytes(11);
    file.keyWrapped = row.bytes(12);
    return file;
}

} // namespace

Result<void> FileRepository::announce(const QList<FileRecord>& files) {
    sql::Cells rows(9, files.size());
    for (const FileRecord& file : files)
        addRow(rows, file.fileId, file.deviceNo, file.workerId, file.siteId, file.logIndex, file.sha256, file.bytes,
               file.state, file.announcedAt);
    return m_database.runBatch(
        QStringLiteral(
            "INSERT INTO file (file_id, device_no, worker_id, site_id, log_index, sha256, bytes, state, announced_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (file_id) DO NOTHING"),
        rows);
}

Result<std::optional<FileRecord>> FileRepository::find(const FileId& fileId) {
    return readOne<FileRecord>(m_database.run(kSelect + QStringLiteral("WHERE file_id = ?"), {column(fileId)}), read);
}

Result<QHash<FileId, FileRecord>> FileRepository::findAll(const QList<FileId>& fileIds) {
    QVariantList keys;
    for (const FileId& id : fileIds)
        keys.append(column(id));
    QHash<FileId, FileRecord> found;
    auto looked = forKeys(m_database, kSelect + QStringLiteral("WHERE file_id IN ({keys})"), {}, keys,
                          [&](const sql::Rows& row) { found.insert(idAt<FileId>(row, 0), read(row)); });
    if (!looked) return fail(looked.error());
    return found;
}

Result<QList<FileId>> FileRepository::enrolled(const WorkerId& workerId) {
    return readAll<FileId>(
        m_database.run(QStringLiteral("SELECT file.file_id FROM file JOIN packet ON packet.log_index = file.log_index "
                                      "WHERE file.worker_id = ? AND file.state = 'stored' AND packet.kind = "
                                      "'worker.enrol' ORDER BY file.file_id"),
                       {column(workerId)}),
        [](const sql::Rows& row) { return idAt<FileId>(row, 0); });
}

// The index holds the first bytes only, which tell photos apart as well as all of them but for whoever makes them
// alike.
Result<QList<FileRecord>> FileRepository::withHashes(const QList<crypto::Digest>& hashes) {
    constexpr qsizetype kIndexed = 8;
    QVariantList keys;
    QSet<QByteArray> wanted;
    for (const auto& hash : hashes) {
        keys.append(crypto::view(hash).first(kIndexed).toByteArray());
        wanted.insert(crypto::toBytes(hash));
    }
    QList<FileRecord> found;
    auto looked = forKeys(m_database, kSelect + QStringLiteral("WHERE substr(sha256, 1, 8) IN ({keys})"), {}, keys,
                          [&](const sql::Rows& row) {
                              auto file = read(row);
                              if (wanted.contains(crypto::toBytes(file.sha256))) found.append(std::move(file));
                          });
    if (!looked) return fail(looked.error());
    return found;
}

Result<void> FileRepository::markStored(const FileId& fileId, UnixMillis at, const QByteArray& kid,
                                        const QByteArray& nonce, const QByteArray& wrappedKey) {
    return done(m_database.run(
        QStringLiteral("UPDATE file SET state = 'stored', stored_at = ?, key_kid = ?, key_nonce = ?, key_wrapped = ? "
                       "WHERE file_id = ? AND state <> 'erased'"),
        {column(at), textColumn(kid), blobColumn(nonce), blobColumn(wrappedKey), column(fileId)}));
}

Result<QList<FileId>> FileRepository::eraseWorker(const WorkerId& workerId) {
    auto files = readAll<FileId>(
        m_database.run(QStringLiteral("SELECT file_id FROM file WHERE worker_id = ? AND state <> 'erased'"),
                       {column(workerId)}),
        [](const sql::Rows& row) { return idAt<FileId>(row, 0); });
    if (!files) return files;
    auto erased = m_database.run(QStringLiteral("UPDATE file SET state = 'erased', key_kid = NULL, key_nonce = NULL, "
                                                "key_wrapped = NULL WHERE worker_id = ?"),
                                 {column(workerId)});
    if (!erased) return fail(erased.error());
    return files;
}

Result<QList<FileRecord>> FileRepository::page(const QByteArray& state, const FileId& after, qint64 limit) {
    return readAll<FileRecord>(
        m_database.run(kSelect + QStringLiteral("WHERE state = ? AND file_id > ? ORDER BY file_id LIMIT ?"),
                       {textColumn(state), after.isNull() ? QVariant(QByteArray("")) : column(after), limit}),
        read);
}

Result<qint64> FileRepository::count(const QByteArray& state) {
    const auto count = readOne<qint64>(
        m_database.run(QStringLiteral("SELECT COUNT(*) FROM file WHERE state = ?"), {textColumn(state)}),
        [](const sql::Rows& row) { return row.integer(0); });
    if (!count) return fail(count.error());
    return count->value_or(0);
}

Result<QList<FileRecord>> FileRepository::all(const QByteArray& state, qint64 limit) {
    return readAll<FileRecord>(m_database.run(kSelect + QStringLiteral("WHERE state = ? ORDER BY file_id LIMIT ?"),
                                              {textColumn(state), limit}),
                               read);
}

} // namespace haziri::store
