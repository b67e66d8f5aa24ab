// The erasure of one person: what says something about him is destroyed, what proves the log stays.
#pragma once

#include "server/audit/AuditLog.h"

#include "core/sealed/SealedFile.h"
#include "core/sql/Database.h"

#include <QSet>

namespace haziri::keeping {

struct Erased {
    qint64 files = 0;      ///< evidence whose data keys were destroyed
    qint64 entries = 0;    ///< log entries whose data and salt were destroyed
    QStringList blobs;     ///< below the uploads folder; unreadable from the commit on, to be removed after it
    QList<FileId> fileIds; ///< of all his photographs ever: what was set aside of them is to go too
};

/// Where in the log a person is spoken of, as WorkerErasure::find() saw it.
struct Mentions {
    qint64 size = 0; ///< entries that were looked through
    QList<qint64> entries;
    QSet<QByteArray> ids; ///< of packets and findings about him
};

/// Destroys details, templates and name of the worker, the data keys of his photographs, data and salt of every log
/// entry that holds a packet or a note about him, quarantined packets that name him and the words people wrote about
/// his marks. Entries, hashes and proofs stay, and so do the bare marks (an id without a person) and the entries
/// vault.access, which say who looked at evidence and name nobody else.
class WorkerErasure {
  public:
    struct Parts {
        audit::AuditLog& log;
        const sealed::KeyRing& keys;
        const Clock& clock;
        RandomSource& random;
    };
    explicit WorkerErasure(Parts parts)
        : m_parts(parts) {}

    /// Reads the whole log, which takes minutes where it is long, and holds nobody up: no transaction is open.
    Result<Mentions> find(sql::Database& database, const WorkerId& workerId);
    /// In the caller's transaction; leaves the entry worker.erase. NOT_FOUND where nothing is known of the worker.
    /// Again for the same worker: erases what came since. Of the log it reads only what find() had not seen, and all
    /// of it where ids are known by now that find() could not look for.
    Result<Erased> erase(sql::Database& database, const WorkerId& workerId, const Mentions& found = {});
    /// The tables in which something of him was deleted or overwritten.
    static QByteArrayList tables();

  private:
    Parts m_parts;
};

} // namespace haziri::keeping
