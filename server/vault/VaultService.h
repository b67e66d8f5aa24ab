// Evidence: sealed before it touches the disk, shown only with a purpose that stands in the log first (section 6).
//
// A blob lies in UPLOADS/<two hex digits>/<fileId>-<part of its key's nonce>; its data key, wrapped, in the database.
// The name holds the nonce so that two uploads of one file at once cannot leave a blob under the other one's key:
// whichever key the database keeps names its own blob.
#pragma once

#include "server/audit/AuditLog.h"
#include "server/store/FileRepository.h"
#include "server/store/GroupWriter.h"
#include "server/store/StorePool.h"
#include "server/vault/PhotoJournal.h"
#include "server/vault/PhotoParts.h"

#include "core/sealed/SealedFile.h"

#include <deque>
#include <map>
#include <mutex>

namespace haziri::vault {

/// Who wants to see a file, and why.
struct Viewer {
    UserId userId;
    QByteArray deviceId;
    QByteArray address;
    QByteArray purpose; ///< UTF-8
    qint32 deviceTrust = 0;
};

/// Where a blob lies below the uploads folder.
QString blobName(const FileId& fileId, const QByteArray& keyNonce);
/// A stored file's content. KEY_UNKNOWN, FILE_MISSING, IO_ERROR, AEAD_OPEN for any damage.
Result<QByteArray> openEvidence(const store::FileRecord& file, const sealed::KeyRing& keys, const QString& uploads);

/// Thread-safe; blocks on disk and store.
class VaultService {
  public:
    struct Parts {
        store::StorePool& pool;
        store::GroupWriter& writer;
        audit::AuditLog& log;
        const sealed::KeyRing& keys;
        QString uploadsPath;
        const Clock& clock;
        RandomSource& random;
    };

    /// The kid of a key that is due here and that this server was started without; empty: none.
    Result<QByteArray> lackingKey(sql::Database& database) const;

    explicit VaultService(Parts parts)
        : m_parts(std::move(parts))
        , m_begun(m_parts.clock)
        , m_journal(m_parts.uploadsPath) {}

    enum class Stored { New, Again };
    /// NOT_FOUND (no committed packet announced it), FILE_FOREIGN (another device's), FILE_ERASED, FILE_MISMATCH (size
    /// or hash), STORE_… (nothing was acknowledged).
    Result<Stored> put(const FileId& fileId, const QByteArray& bytes, qint64 deviceNo);

    /// Of a photograph that comes in parts.
    struct Progress {
        qint64 offset = 0; ///< of its first bytes so many are here
        qint64 bytes = 0;  ///< that it has
        std::optional<Stored> stored;
    };
    /// Errors as of put(), but for FILE_MISMATCH.
    Result<Progress> progress(const FileId& fileId, qint64 deviceNo);
    /// The bytes from `offset` on; with the last of them as put(). OFFSET_MISMATCH where progress() names another
    /// place. What was begun is forgotten with FILE_MISMATCH, and with a server that ends.
    Result<Progress> putPart(const FileId& fileId, qint64 offset, QByteArrayView part, qint64 deviceNo);
    /// Parts of photographs that were left alone go; now and then.
    void forgetStaleParts() { m_begun.forgetStale(); }

    /// The evidence, once its vault.access entry is durable. PURPOSE_REQUIRED (8 to 200 characters), NOT_FOUND,
    /// FILE_ERASED, RATE_LIMITED, VAULT_INTEGRITY (logged), STORE_… (no bytes).
    Result<QByteArray> get(const FileId& fileId, const Viewer& viewer);

    static constexpr int kViews = 60; ///< of one person within kViewWindowMs
    static constexpr qint64 kViewWindowMs = 10LL * 60 * 1000;

  private:
    Result<store::FileRecord> announced(const FileId& fileId, qint64 deviceNo);
    Result<void> keep(const QString& name, const QByteArray& blob);
    Result<void> writeOwnFile(const QString& path, const QByteArray& blob);
    QString pathOf(const FileId& fileId, const QByteArray& keyNonce) const;
    Result<void> logIntegrity(const store::FileRecord& file, const Error& cause, const Viewer& viewer);
    Result<void> logAccess(const store::FileRecord& file, const Viewer& viewer);
    Result<qint64> loggedViews(sql::Database& database, const UserId& userId);
    bool mayView(const UserId& userId);

    Parts m_parts;
    PhotoParts m_begun;
    std::mutex m_mutex;
    std::map<UserId, std::deque<qint64>> m_views; ///< times of the latest views at this server
    PhotoJournal m_journal;
};

} // namespace haziri::vault
