// A deployment in one file, and back.
//
// The file is a plain tar: manifest.json, keys/, tls/, haziri.db (a consistent snapshot) and the blobs under uploads/
// that the snapshot names, and SHA256SUMS, against which a restore holds every byte. It holds the server's signing keys
// and is readable by its owner only; what is sealed stays sealed, and HAZIRI_VAULT_KEYS is not in it.
#pragma once

#include "server/audit/AuditLog.h"

#include <functional>

namespace haziri::keeping {

struct BackedUp {
    qint64 bytes = 0; ///< of the file
    qint64 logSize = 0;
    qint64 blobs = 0, missing = 0; ///< missing: the snapshot names them, but they are not on the disk
};

/// Of a deployment on SQLite, also while a server runs on it. FILE_EXISTS, BACKUP_FOREIGN (another database: its own
/// tools are for that), IO_ERROR, STORE_…. Ends with the entry `backup`, which the backup itself does not hold.
Result<BackedUp> backUp(const QString& dataDir, const QString& file, sql::Database& database, audit::AuditLog& log,
                        const Clock& clock);

/// What the manifest of a backup says.
struct Manifest {
    qint64 logSize = 0;
    QByteArray checkpoint; ///< signed note
    UnixMillis createdAt;
};

/// What is to be done in the unpacked folder before it gets its name.
using Settle = std::function<Result<void>(const QString& folder, const Manifest& manifest)>;

/// Unpacks into `dataDir`, which must be absent or empty: FILE_EXISTS. All or nothing: the folder gets its name,
/// durably, after `settle` succeeded. MALFORMED, IO_ERROR, and what `settle` says.
Result<Manifest> unpackBackup(const QString& file, const QString& dataDir, const Settle& settle);

/// Appends the entry `restore`, in the caller's transaction: from here on the log says openly that it went back to
/// `logSize` entries. MALFORMED where the database is not the one that the manifest speaks of.
Result<void> announceRestore(sql::Database& database, const Manifest& manifest, audit::AuditLog& log,
                             const store::ServerKeys& keys, UnixMillis now);

} // namespace haziri::keeping
