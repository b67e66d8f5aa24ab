// Workers. Name, trade, details and templates are sealed under a data key of the worker's own; destroying it erases the
// person.
#pragma once

#include "server/store/Types.h"

#include "core/sealed/SealedFile.h"
#include "core/sql/Database.h"

namespace haziri::store {

class WorkerRepository {
  public:
    WorkerRepository(sql::Database& database, const sealed::KeyRing& keys, RandomSource& random)
        : m_database(database)
        , m_keys(keys)
        , m_random(random) {}

    Result<void> insert(const Worker& worker); ///< with details and templates; STORE_CONFLICT when it exists
    Result<void> update(const Worker& worker); ///< the same
    /// Opens details and templates; a worker without templates has none.
    Result<std::optional<Worker>> find(const WorkerId& workerId);
    /// `q` matches part of the name; without details and templates.
    Result<QList<Worker>> list(const SiteId& siteId, const QByteArray& q, qint64 limit);
    /// A part of the same in the order of ids, of whom comes after `after` (null: from the start), who need not be
    /// among them any more; a list that fits one page is in the order of names. Opens no more names than those of the
    /// page, where `q` is empty.
    struct Page {
        QList<Worker> workers;
        std::optional<WorkerId> next; ///< the `after` of the next page; nothing: this is the last one
    };
    Result<Page> page(const SiteId& siteId, const QByteArray& q, qint64 limit, const WorkerId& after);
    enum class Open { Nothing, Name };
    /// Without details and templates, and without names where nothing is to be opened.
    Result<QHash<WorkerId, Worker>> findAll(const QList<WorkerId>& workerIds, Open open = Open::Nothing);
    /// All templates of all workers that are not erased, for the search after duplicates.
    Result<QList<Worker>> withTemplates();
    /// Without those of whose vouch nobody knows who signed it: they are nobody's doing until a person says so.
    Result<qint64> countVouched(const UserId& thekedarId, UnixMillis from, UnixMillis to);
    /// Seals name and trade of at most `limit` workers whom an older version left in the open, from behind `after`
    /// (null: from the start), in the caller's transaction. The last one looked at; nothing at the end.
    Result<std::optional<WorkerId>> sealOpenNames(const WorkerId& after, qint64 limit);
    /// Destroys the key, name, details and templates; the row stays.
    Result<void> erase(const WorkerId& workerId);

  private:
    sql::Database& m_database;
    const sealed::KeyRing& m_keys;
    RandomSource& m_random;
};

/// A person's decision about a held enrolment; needs no keys. Other than held ones stay as they are: false.
Result<bool> settleHeldWorker(sql::Database& database, const WorkerId& workerId, const PacketId& packetId, bool counts);

} // namespace haziri::store
