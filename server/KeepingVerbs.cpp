// Care of a deployment: keys, erasure, backup, restore, check.
#include "server/Deployment.h"
#include "server/Verbs.h"
#include "server/keeping/Backup.h"
#include "server/keeping/Check.h"
#include "server/keeping/DeletedBytes.h"
#include "server/keeping/KeyRotation.h"
#include "server/keeping/Orphans.h"
#include "server/keeping/WorkerErasure.h"
#include "server/vault/VaultKeys.h"

#include "core/base/Json.h"

#include <QFile>
#include <cstdio>

namespace haziri::server {

namespace {

/// Files first, then the entry: where the entry is lost with a crash, the log only lacks a note.
Result<Output> rotateTokenKey(Deployment& deployment) {
    const auto turned = store::ServerKeys::turnTokenKey(deployment.dataDir, deployment.random);
    if (!turned) return fail(turned.error());
    const bool isAnnounced = turned->step == store::ServerKeys::Turn::Step::Announced;
    audit::NewEntry entry;
    entry.kind = QByteArrayLiteral("keys.rotate");
    entry.meta.syncTimestamp = deployment.clock.now();
    entry.data =
        json::toText({{QStringLiteral("tokenKey"), QString::fromLatin1(turned->kid)},
                      {QStringLiteral("step"), isAnnounced ? QStringLiteral("announced") : QStringLiteral("signs")},
                      {QStringLiteral("at"), entry.meta.syncTimestamp.value}});
    const auto noted = deployment.inTransaction([&](sql::Database& database) -> Result<void> {
        auto appended = deployment.log.append(database, entry);
        return appended ? Result<void>() : fail(appended.error());
    });
    // Run again it would take the next step, before every server knows of this one.
    if (!noted)
        return fail(noted.error().code,
                    (isAnnounced ? QStringLiteral("the key %1 is announced") : QStringLiteral("the key %1 signs"))
                            .arg(QString::fromLatin1(turned->kid)) +
                        QStringLiteral("; only its note in the log is missing: ") + noted.error().message);
    return (isAnnounced ? "announced to laptops once every server was restarted; run again to sign with it: "
                        : "signs once every server was restarted: ") +
           turned->kid + '\n';
}

} // namespace

Result<Output> rotateKeys(const Arguments& arguments) {
    auto opened = Deployment::open(arguments);
    if (!opened) return fail(opened.error());
    Deployment& deployment = **opened;
    if (auto keys = deployment.openVaultKeys(); !keys) return fail(keys.error());
    if (arguments.has(QStringLiteral("token"))) return rotateTokenKey(deployment);
    auto rotated = keeping::KeyRotation({*deployment.database, *deployment.vaultKeys, deployment.log, deployment.clock,
                                         deployment.random})
                       .run();
    if (!rotated) return fail(rotated.error());
    Output printed = "a server that runs must have been started with " + deployment.vaultKeys->currentKid() +
                     " among its keys already; one that was not answers 503 until it is\n";
    printed += QByteArray::number(rotated->total()) + " keys rewrapped";
    if (!rotated->retired.isEmpty()) printed += "; no longer needed: " + rotated->retired.join(", ");
    return printed + "; all are under " + deployment.vaultKeys->currentKid() + '\n';
}

Result<Output> eraseWorker(const Arguments& arguments) {
    if (arguments.rest().size() != 1) return fail("USAGE", QStringLiteral("name one workerId"));
    const auto workerId = WorkerId::fromText(arguments.rest().first().toLatin1());
    if (!workerId) return fail("USAGE", QStringLiteral("this is not a workerId"));
    auto opened = Deployment::open(arguments);
    if (!opened) return fail(opened.error());
    Deployment& deployment = **opened;
    if (auto keys = deployment.openVaultKeys(); !keys) return fail(keys.error());
    keeping::Erased erased;
    keeping::WorkerErasure erasure({deployment.log, *deployment.vaultKeys, deployment.clock, deployment.random});
    const auto found = erasure.find(*deployment.database, *workerId); // laptops go on meanwhile
    if (!found) return fail(found.error());
    const auto done = deployment.inTransaction([&](sql::Database& database) -> Result<void> {
        auto result = erasure.erase(database, *workerId, *found);
        if (!result) return fail(result.error());
        erased = *result;
        return {};
    });
    if (!done) return fail(done.error());
    for (const QString& blob : erased.blobs)
        QFile::remove(deployment.uploadsPath() + QLatin1Char('/') + blob);
    keeping::Orphans orphans(deployment.uploadsPath());
    orphans.remove(erased.fileIds);
    if (const qint64 others = orphans.count(); others > 0)
        std::fprintf(stderr,
                     "haziri-server: %lld sealed files whose people nobody knows lie in uploads-orphans; serve removes "
                     "each thirty days after check --repair put it there\n",
                     static_cast<long long>(others));
    const QByteArray said = "erased " + QByteArray::number(erased.files) + " files and the data of " +
                            QByteArray::number(erased.entries) + " log entries about " + workerId->toText();
    if (auto wiped = keeping::wipeDeleted(*deployment.database, keeping::WorkerErasure::tables()); !wiped)
        return fail(wiped.error().code, QString::fromUtf8(said) + QStringLiteral(". But ") + wiped.error().message +
                                            QStringLiteral(". Then give this command again."));
    return said + '\n';
}

Result<Output> checkAll(const Arguments& arguments) {
    auto opened = Deployment::open(arguments);
    if (!opened) return fail(opened.error());
    Deployment& deployment = **opened;
    auto ring = vault::readKeysFromEnvironment();
    if (!ring) return fail(ring.error());
    deployment.log.sealWith(*ring);
    const auto people = store::PeopleSeal::find(*deployment.database, deployment.keys, *ring, deployment.random);
    if (people && *people) deployment.database->sealTextsWith(*people);
    auto report = keeping::Check({*deployment.database, *ring, deployment.log, deployment.uploadsPath(),
                                  deployment.random, &deployment.keys})
                      .run(arguments.has(QStringLiteral("repair")) ? keeping::Check::Repair::Orphans
                                                                   : keeping::Check::Repair::Nothing);
    if (!report) return fail(report.error());
    const auto line = [](qint64 count, const char* what) { return QByteArray::number(count) + what; };
    Output printed = line(report->entries, " log entries, ") + line(report->erasedRecords, " erased\n") +
                     line(report->files, " files, ") + line(report->awaited, " announced and not here yet\n") +
                     line(report->workers, " workers\n") + line(report->secrets, " device secrets\n") +
                     line(report->answers, " answers of registrations\n") +
                     line(report->refused, " refused packets kept\n") +
                     line(report->texts, " sealed names and words\n");
    for (const QString& orphan : report->orphans)
        printed += "orphan: " + orphan.toUtf8() + '\n';
    if (report->removed > 0) printed += line(report->removed, " orphans moved to uploads-orphans\n");
    if (!report->refusal.isEmpty()) printed += "no orphan was moved: " + report->refusal.toUtf8() + '\n';
    if (report->holds() && !report->refusal.isEmpty())
        return fail("CHECK_FAILED", QString::fromUtf8(printed).trimmed());
    if (report->holds()) return printed + "all holds\n";
    return fail("CHECK_FAILED", QString::fromUtf8(printed) + report->faults.join(QLatin1Char('\n')) +
                                    QStringLiteral("\n%1 faults").arg(report->faultCount));
}

Result<Output> backUp(const Arguments& arguments) {
    if (arguments.rest().size() != 1) return fail("USAGE", QStringLiteral("name the file to write"));
    auto deployment = Deployment::open(arguments);
    if (!deployment) return fail(deployment.error());
    const auto made = keeping::backUp((*deployment)->dataDir, arguments.rest().first(), *(*deployment)->database,
                                      (*deployment)->log, (*deployment)->clock);
    if (!made) return fail(made.error());
    Output printed = QByteArray::number(made->logSize) + " log entries and " + QByteArray::number(made->blobs) +
                     " files of evidence";
    if (made->missing > 0) printed += " (" + QByteArray::number(made->missing) + " are not on the disk)";
    return printed + "; bytes in " + arguments.rest().first().toUtf8() + ": " + QByteArray::number(made->bytes) + '\n';
}

namespace {

Result<void> announceIn(const QString& folder, const keeping::Manifest& manifest) {
    auto opened = Deployment::openAt(folder, QStringLiteral("sqlite:") + folder + QStringLiteral("/haziri.db"));
    if (!opened) return fail(opened.error());
    Deployment& deployment = **opened;
    return deployment.inTransaction([&](sql::Database& database) {
        return keeping::announceRestore(database, manifest, deployment.log, deployment.keys, deployment.clock.now());
    });
}

} // namespace

Result<Output> restore(const Arguments& arguments) {
    if (arguments.rest().size() != 1) return fail("USAGE", QStringLiteral("name the backup to read"));
    auto dataDir = arguments.required(QStringLiteral("data"));
    if (!dataDir) return fail(dataDir.error());
    if (arguments.namesDatabase())
        return fail("USAGE", QStringLiteral("a backup is restored into the data folder, with SQLite"));
    const auto manifest = keeping::unpackBackup(arguments.rest().first(), *dataDir, announceIn);
    if (!manifest) return fail(manifest.error());
    return "restored; the log went back to size " + QByteArray::number(manifest->logSize) + '\n';
}

// For stores that other tools put back, a PostgreSQL from its archive: what it says now is what it went back to.
Result<Output> announceRestore(const Arguments& arguments) {
    if (!arguments.rest().isEmpty()) return fail("USAGE", QStringLiteral("announce-restore takes no words"));
    auto opened = Deployment::open(arguments);
    if (!opened) return fail(opened.error());
    Deployment& deployment = **opened;
    if (auto keys = deployment.openVaultKeys(); !keys) return fail(keys.error());
    const auto head = deployment.log.checkpoint(*deployment.database);
    if (!head) return fail(head.error());
    const auto newest = deployment.log.entry(*deployment.database, head->value.size - 1);
    if (!newest) return fail(newest.error());
    const auto parsed = *newest ? audit::readEntry((*newest)->entry)
                                : Result<audit::LogEntry>(fail("LOG_EMPTY", QStringLiteral("the log has no entry")));
    if (!parsed) return fail(parsed.error());
    // A base backup may hold the first announcement: put back once more, it ends with it, and is to be announced again.
    if (parsed->kind == "restore" && !arguments.has(QStringLiteral("again")))
        return fail("ANNOUNCED", QStringLiteral("the newest entry of the log announces a restore already; if the "
                                                "database was put back once more since, say --again"));
    const keeping::Manifest state{head->value.size, head->note, parsed->meta.syncTimestamp};
    const auto done = deployment.inTransaction([&](sql::Database& database) {
        return keeping::announceRestore(database, state, deployment.log, deployment.keys, deployment.clock.now());
    });
    if (!done) return fail(done.error());
    return "announced; the log went back to size " + QByteArray::number(state.logSize) + '\n';
}

} // namespace haziri::server
