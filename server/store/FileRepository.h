// What the vault knows of each piece of evidence; the bytes lie sealed under uploads/.
#pragma once

#include "server/store/Types.h"

#include "core/sql/Database.h"

namespace haziri::store {

class FileRepository {
  public:
    explicit FileRepository(sql::Database& database)
        : m_database(database) {}
    /// The same fileId again changes nothing.
    /// One that is there already stays as it is.
    Result<void> announce(const QList<FileRecord>& files);
    Result<void> announce(const FileRecord& file) { return announce(QList<FileRecord>{file}); }
    Result<std::optional<FileRecord>> find(const FileId& fileId);
    Result<QHash<FileId, FileRecord>> findAll(const QList<FileId>& fileIds);
    /// Of a worker's enrolment, that have come and were not erased, in the order of their ids.
    Result<QList<FileId>> enrolled(const WorkerId& workerId);
    Result<QList<FileRecord>> withHashes(const QList<crypto::Digest>& hashes);
    Result<void> markStored(const FileId& fileId, UnixMillis at, const QByteArray& kid, const QByteArray& nonce,
                            const QByteArray& wrappedKey);
    /// Destroys the keys of all files of a worker.
    Result<QList<FileId>> eraseWorker(const WorkerId& workerId);
    /// In the order of ids, from behind `after` (null: from the start).
    Result<QList<FileRecord>> page(const QByteArray& state, const FileId& after, qint64 limit);
    Result<qint64> count(const QByteArray& state);
    Result<QList<FileRecord>> all(const QByteArray& state, qint64 limit);

  private:
    sql::Database& m_database;
};

} // namespace haziri::store
