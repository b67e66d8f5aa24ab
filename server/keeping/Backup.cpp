#include "server/keeping/Backup.h"

#include "server/keeping/Archive.h"
#include "server/store/ChangeFeed.h"
#include "server/store/FileRepository.h"
#include "server/store/Schema.h"
#include "server/vault/VaultService.h"

#include "core/base/Build.h"
#include "core/base/Json.h"
#include "core/sealed/DurableFile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>

namespace haziri::keeping {

namespace {

constexpr qint64 kPage = 1000;
const QString kManifest = QStringLiteral("manifest.json");
const QString kDatabase = QStringLiteral("haziri.db");
const QStringList kKept{QStringLiteral("keys/token.key"), QStringLiteral("keys/log.key"), QStringLiteral("keys/origin"),
                        QStringLiteral("tls/server.key"), QStringLiteral("tls/server.crt")};
/// Of a rotation of the token key: not every deployment had one.
const QStringList kKeptIfThere{QStringLiteral("keys/token.next"), QStringLiteral("keys/token.chain")};

bool isOfBackup(const QString& name) {
    static const QRegularExpression blob(QStringLiteral("\\Auploads/[0-9a-f]{2}/[0-9a-f-]{36,64}\\z"));
    return name == kManifest || name == kDatabase || kKept.contains(name) || kKeptIfThere.contains(name) ||
           blob.match(name).hasMatch();
}

Result<void> note(sql::Database& database, audit::AuditLog& log, const char* kind, QJsonObject data, UnixMillis now) {
    data.insert(QStringLiteral("at"), now.value);
    audit::NewEntry entry;
    entry.kind = kind;
    entry.data = json::toText(data);
    entry.meta.syncTimestamp = now;
    auto appended = log.append(database, entry);
    if (!appended) return fail(appended.error());
    return {};
}

/// Blobs never change once they are stored, so they may be read after the snapshot.
Result<void> addBlobs(ArchiveWriter& archive, sql::Database& snapshot, const QString& uploads, BackedUp& made) {
    store::FileRepository files(snapshot);
    for (FileId last;;) {
        const auto page = files.page(QByteArrayLiteral("stored"), last, kPage);
        if (!page) return fail(page.error());
        for (const auto& file : *page) {
            last = file.fileId;
            const QString name = vault::blobName(file.fileId, file.keyNonce);
            const auto added = archive.addFile(QStringLiteral("uploads/") + name, uploads + QLatin1Char('/') + name);
            if (added)
                ++made.blobs;
            else if (added.error().code == "FILE_MISSING") // erased since the snapshot, or lost: `check` tells
                ++made.missing;
            else
                return added;
        }
        if (page->size() < kPage) return {};
    }
}

Result<BackedUp> write(const QString& dataDir, const QString& file, const QString& snapshotPath, audit::AuditLog& log,
                       UnixMillis now) {
    auto snapshot = store::openMigrated(QStringLiteral("sqlite:") + snapshotPath);
    if (!snapshot) return fail(snapshot.error());
    const auto head = log.checkpoint(**snapshot);
    if (!head) return fail(head.error());
    auto archive = ArchiveWriter::create(file);
    if (!archive) return fail(archive.error());
    BackedUp made;
    made.logSize = head->value.size;
    const QJsonObject manifest{{QStringLiteral("format"), QStringLiteral("haziri-backup 2")},
                               {QStringLiteral("version"), QString::fromLatin1(kVersion)},
                               {QStringLiteral("createdAt"), now.value},
                               {QStringLiteral("logSize"), made.logSize},
                               {QStringLiteral("checkpoint"), QString::fromUtf8(head->note)}};
    if (auto done = (*archive)->addBytes(kManifest, json::toText(manifest)); !done) return fail(done.error());
    for (const QString& name : kKept)
        if (auto done = (*archive)->addFile(name, dataDir + QLatin1Char('/') + name); !done) return fail(done.error());
    for (const QString& name : kKeptIfThere)
        if (QFile::exists(dataDir + QLatin1Char('/') + name))
            if (auto done = (*archive)->addFile(name, dataDir + QLatin1Char('/') + name); !done)
                return fail(done.error());
    if (auto done = addBlobs(**archive, **snapshot, dataDir + QStringLiteral("/uploads"), made); !done)
        return fail(done.error());
    // Opening it made a write-ahead log; closed, the snapshot is one file again.
    snapshot->reset();
    if (auto done = (*archive)->addFile(kDatabase, snapshotPath); !done) return fail(done.error());
    auto size = (*archive)->finish();
    if (!size) return fail(size.error());
    made.bytes = *size;
    return made;
}

/// Format 1 had no sums.
Result<Manifest> readManifest(const QString& folder, bool hasSums) {
    const auto text = sealed::readWhole(folder + QLatin1Char('/') + kManifest, 64 * 1024);
    if (!text) return fail("MALFORMED", QStringLiteral("the backup has no manifest"));
    auto reader = json::Reader::parse(*text);
    if (!reader) return fail(reader.error());
    Manifest manifest;
    const QByteArray format = reader->text("format", 64);
    manifest.logSize = reader->integer("logSize", 1, std::numeric_limits<qint64>::max());
    manifest.checkpoint = reader->text("checkpoint", 4096);
    manifest.createdAt = {reader->integer("createdAt", 0, std::numeric_limits<qint64>::max())};
    if (reader->error()) return fail(*reader->error());
    if (format == "haziri-backup 2" && !hasSums)
        return fail("MALFORMED", QStringLiteral("the backup is cut short: it has no SHA256SUMS"));
    if (format != "haziri-backup 1" && format != "haziri-backup 2")
        return fail("MALFORMED", QStringLiteral("a backup of another format"));
    for (const QString& name : kKept + QStringList{kDatabase})
        if (!QFile::exists(folder + QLatin1Char('/') + name))
            return fail("MALFORMED", QStringLiteral("the backup lacks ") + name);
    return manifest;
}

Result<Manifest> unpackInto(const QString& part, const QString& file) {
    if (!QDir().mkpath(part + QStringLiteral("/uploads")))
        return fail("IO_ERROR", part + QStringLiteral(" cannot be made"));
    QFile::setPermissions(part, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const auto hadSums = unpack(file, part, isOfBackup);
    if (!hadSums) return fail(hadSums.error());
    auto manifest = readManifest(part, *hadSums);
    if (manifest) QFile::remove(part + QLatin1Char('/') + kManifest);
    return manifest;
}

} // namespace

Result<BackedUp> backUp(const QString& dataDir, const QString& file, sql::Database& database, audit::AuditLog& log,
                        const Clock& clock) {
    if (database.dialect() != sql::Dialect::Sqlite)
        return fail(
            "BACKUP_FOREIGN",
            QStringLiteral("a PostgreSQL database is backed up with pg_dump; copy keys, tls and uploads beside"));
    if (QFile::exists(file)) return fail("FILE_EXISTS", file + QStringLiteral(" exists already"));
    // Beside the data, where there is room for it, and on the same terms of access.
    QTemporaryDir scratch(dataDir + QStringLiteral("/snapshot-XXXXXX"));
    if (!scratch.isValid()) return fail("IO_ERROR", scratch.errorString());
    const QString snapshot = scratch.filePath(kDatabase);
    if (auto taken = database.run(QStringLiteral("VACUUM INTO ?"), {snapshot}); !taken) return fail(taken.error());
    QFile::setPermissions(snapshot, QFile::ReadOwner | QFile::WriteOwner);
    auto made = write(dataDir, file, snapshot, log, clock.now());
    if (!made) return made;
    auto transaction = sql::Transaction::begin(database);
    if (!transaction) return fail(transaction.error());
    auto noted = note(database, log, "backup",
                      {{QStringLiteral("logSize"), made->logSize},
                       {QStringLiteral("bytes"), made->bytes},
                       {QStringLiteral("blobs"), made->blobs}},
                      clock.now());
    if (!noted) return fail(noted.error());
    if (auto done = transaction->commit(); !done) return fail(done.error());
    return made;
}

Result<Manifest> unpackBackup(const QString& file, const QString& dataDir, const Settle& settle) {
    QDir target(dataDir);
    if (target.exists() && !target.isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot))
        return fail("FILE_EXISTS", dataDir + QStringLiteral(" is not empty; nothing was changed"));
    // Beside it first: a restore that stops midway leaves no folder that looks like a deployment, and none that went
    // back without saying so.
    const QString part = QDir::cleanPath(target.absolutePath()) + QStringLiteral(".restoring");
    QDir(part).removeRecursively();
    auto manifest = unpackInto(part, file);
    if (manifest)
        if (auto settled = settle(part, *manifest); !settled) manifest = fail(settled.error());
    if (manifest) {
        if (target.exists()) QDir().rmdir(target.absolutePath());
        if (!QDir().rename(part, target.absolutePath()))
            manifest = fail("IO_ERROR", dataDir + QStringLiteral(" cannot be made"));
        else if (auto done = syncFolder(QFileInfo(target.absolutePath()).path()); !done)
            // It stands, whole and announced, and another restore would find a folder that is not empty.
            qWarning("the restored folder's place is not known to be on the disk yet: %s",
                     qUtf8Printable(done.error().message));
    }
    if (!manifest) QDir(part).removeRecursively();
    return manifest;
}

Result<void> announceRestore(sql::Database& database, const Manifest& manifest, audit::AuditLog& log,
                             const store::ServerKeys& keys, UnixMillis now) {
    const auto head = log.checkpoint(database);
    if (!head) return fail(head.error());
    const auto promised =
        audit::verifyCheckpoint(manifest.checkpoint, audit::VerifierKey{keys.origin(), keys.logKey().publicKey()});
    if (!promised || promised->size != manifest.logSize || !(*promised == head->value))
        return fail("MALFORMED", QStringLiteral("the database is not the one that the backup's checkpoint speaks of"));
    // The announcement itself names the era: no two restores, not even of one backup, have the same.
    auto noted = note(database, log, "restore",
                      {{QStringLiteral("logSize"), manifest.logSize},
                       {QStringLiteral("backupAt"), manifest.createdAt.value},
                       {QStringLiteral("checkpoint"), QString::fromUtf8(manifest.checkpoint)}},
                      now);
    if (!noted) return noted;
    const auto newest = log.entry(database, head->value.size);
    if (!newest) return fail(newest.error());
    if (!*newest) return fail("LOG_DAMAGED", QStringLiteral("the announcement is not in the log"));
    return store::ChangeFeed(database).beginEra(crypto::toBase64Url((*newest)->recordHash).left(12));
}

} // namespace haziri::keeping
