// An opened data folder: keys, database, log. What every verb but `init` starts from.
#pragma once

#include "server/Arguments.h"
#include "server/audit/AuditLog.h"
#include "server/store/PeopleSeal.h"

#include "core/crypto/SystemRandom.h"
#include "core/sealed/SealedFile.h"
#include "core/sql/Database.h"

#include <functional>
#include <optional>

namespace haziri::server {

/// Not movable once built: log and services hold references into it.
struct Deployment {
    QString dataDir;
    QString databaseUrl;
    SystemClock clock;
    crypto::SystemRandom random;
    store::ServerKeys keys;
    std::unique_ptr<sql::Database> database; ///< the main thread's
    audit::AuditLog log;
    std::optional<sealed::KeyRing> vaultKeys;
    std::shared_ptr<const store::PeopleSeal> people; ///< seals names and words; with the vault's keys it opens them

    Deployment(QString dir, QString url, store::ServerKeys serverKeys, std::unique_ptr<sql::Database> opened)
        : dataDir(std::move(dir))
        , databaseUrl(std::move(url))
        , keys(std::move(serverKeys))
        , database(std::move(opened))
        , log(keys, random)
        , people(std::make_shared<store::PeopleSeal>(keys, random)) {
        database->sealTextsWith(people);
    }

    /// One line of error for a folder that is none, keys that do not fit, a database that cannot be opened or holds no
    /// log (DATABASE_EMPTY).
    static Result<std::unique_ptr<Deployment>> open(const Arguments& arguments);
    static Result<std::unique_ptr<Deployment>> openAt(const QString& dataDir, const QString& databaseUrl);
    /// The same, with a log that is empty still: for `init`.
    static Result<std::unique_ptr<Deployment>> openFresh(const QString& dataDir, const QString& databaseUrl);
    /// Reads and checks HAZIRI_VAULT_KEYS, with which the log's first entry can be read: DATABASE_FOREIGN where it is
    /// not of this folder's keys. Says on standard error where the deployment was bound to them just now.
    Result<void> openVaultKeys();
    Result<bool> bindVaultKeys(); ///< the same without the saying: whether they were new
    void sayBound() const;        ///< names the key
    /// The same where the environment names any: for verbs that can do without, and then write in the open what the
    /// next server seals.
    Result<void> openVaultKeysIfNamed();
    /// Commits when `work` succeeds.
    Result<void> inTransaction(const std::function<Result<void>(sql::Database&)>& work);

    /// There from the first to the last step of `init`.
    static QString unfinishedPath(const QString& dataDir) { return dataDir + QStringLiteral("/init.unfinished"); }
    Result<void> expectOwnLog();
    QString certificatePath() const { return dataDir + QStringLiteral("/tls/server.crt"); }
    QString privateKeyPath() const { return dataDir + QStringLiteral("/tls/server.key"); }
    QString uploadsPath() const { return dataDir + QStringLiteral("/uploads"); }
};

} // namespace haziri::server
