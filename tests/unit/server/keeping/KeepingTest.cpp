// Erasure and rotation over a server that has seen laptops and photographs.
#include "tests/support/ServerWorld.h"

#include "server/keeping/Backup.h"
#include "server/keeping/Check.h"
#include "server/keeping/DeletedBytes.h"
#include "server/keeping/KeyRotation.h"
#include "server/keeping/Orphans.h"
#include "server/keeping/WorkerErasure.h"
#include "server/store/ChangeFeed.h"
#include "server/store/Columns.h"
#include "server/store/FraudRepository.h"
#include "server/store/MarkRepository.h"
#include "server/store/Queries.h"
#include "server/store/SealedNames.h"
#include "server/store/WorkerChangeRepository.h"
#include "server/store/WorkerRepository.h"
#include "server/vault/VaultKeys.h"
#include "server/vault/VaultService.h"

#include "core/sql/Snapshot.h"

#include <QDir>
#include <QDirIterator>

using namespace haziri;
using namespace haziri::test;

namespace {

/// A photograph of the worker, announced and uploaded by the laptop.
FileId photographed(ServerWorld& world, const Laptop& laptop, const WorkerId& workerId, const QByteArray& bytes) {
    const FileId fileId = FileId::generate(world.clock, world.random);
    must(world.house->writer.run([&](sql::Database& database) -> Result<void> {
        const auto device = store::DeviceRepository(database).find(laptop.deviceId);
        store::FileRecord file;
        file.fileId = fileId;
        file.deviceNo = (**device).deviceNo;
        file.workerId = workerId;
        file.siteId = world.siteId;
        file.sha256 = crypto::sha256(bytes);
        file.bytes = bytes.size();
        file.announcedAt = world.clock.now();
        return store::FileRepository(database).announce(file);
    }));
    if (world.ask(laptop, "PUT", "/vault/" + fileId.toText(), bytes).status != 201) qFatal("not uploaded");
    return fileId;
}

int look(ServerWorld& world, const Laptop& hr, const FileId& fileId) {
    return world.ask(hr, "GET", "/vault/" + fileId.toText(), {}, {{"haziri-purpose", "checking a held mark"}}).status;
}

QStringList blobs(const ServerWorld& world) {
    QStringList paths;
    QDirIterator all(world.path("data/uploads"), QDir::Files, QDirIterator::Subdirectories);
    while (all.hasNext())
        paths.append(all.next());
    return paths;
}

WorkerId addWorker(ServerWorld& world, const QByteArray& name) {
    return world.add([&](sql::Database& database, onboarding::OfficeBook& book) {
        onboarding::NewWorker worker;
        worker.name = name;
        worker.siteId = world.siteId;
        return book.addWorker(database, worker, *world.deployment->vaultKeys);
    });
}

keeping::CheckReport check(ServerWorld& world, const sealed::KeyRing& keys) {
    auto& deployment = *world.deployment;
    return must(
        keeping::Check({*deployment.database, keys, deployment.log, deployment.uploadsPath(), deployment.random})
            .run());
}

keeping::CheckReport repair(ServerWorld& world, const store::ServerKeys* keys) {
    auto& deployment = *world.deployment;
    return must(keeping::Check({*deployment.database, *deployment.vaultKeys, deployment.log, deployment.uploadsPath(),
                                deployment.random, keys})
                    .run(keeping::Check::Repair::Orphans));
}

/// Last written that long ago.
void aged(const QString& path, int seconds) {
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite) ||
        !file.setFileTime(QDateTime::currentDateTime().addSecs(-seconds), QFileDevice::FileModificationTime))
        qFatal("not aged");
}

Result<keeping::Rotated> rotate(ServerWorld& world, const sealed::KeyRing& keys) {
    auto& deployment = *world.deployment;
    return keeping::KeyRotation({*deployment.database, keys, deployment.log, world.clock, deployment.random}).run();
}

keeping::WorkerErasure erasure(ServerWorld& world) {
    auto& deployment = *world.deployment;
    return keeping::WorkerErasure({deployment.log, *deployment.vaultKeys, world.clock, deployment.random});
}

keeping::Erased erase(ServerWorld& world, const WorkerId& workerId, const keeping::Mentions& found = {}) {
    keeping::Erased erased;
    must(world.house->writer.run([&](sql::Database& database) -> Result<void> {
        auto done = erasure(world).erase(database, workerId, found);
        if (!done) return fail(done.error());
        erased = *done;
        return {};
    }));
    return erased;
}

QByteArray keyText(const char* kid, char filling) {
    return QByteArray(kid) + ':' + QByteArray(32, filling).toBase64();
}

} // namespace

class KeepingTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void erasureReachesBeyondLongRecords() {
        ServerWorld world;
        const audit::NewEntry large{"fraud", "{\"bytes\":\"" + QByteArray(6 * 1024 * 1024, 'x') + "\"}", {}};
        must(world.house->writer.run([&](sql::Database& database) -> Result<void> {
            auto appended = world.deployment->log.append(database, {large, large, large});
            if (!appended) return fail(appended.error());
            return {};
        }));
        const WorkerId workerId = addWorker(world, "Zubeida");
        QCOMPARE(erase(world, workerId).entries, qint64(1));
        QCOMPARE(world.number(QStringLiteral(
                     "SELECT COUNT(*) FROM log_sealed WHERE log_index = (SELECT MAX(log_index) - 1 FROM log_entry)")),
                 qint64(0));
    }

    void onlyThePersonGoes() {
        ServerWorld world;
        Laptop laptop = world.laptop("sup"), hr = world.laptop("hr");
        const WorkerId asha = addWorker(world, "Asha"), ram = addWorker(world, "Ram");
        const FileId hers = photographed(world, laptop, asha, "her face"),
                     his = photographed(world, laptop, ram, "his");
        QCOMPARE(look(world, hr, hers), 200);
        const auto erased = erase(world, asha);
        QCOMPARE(erased.files, 1);
        QCOMPARE(erased.entries, 1); // worker.add
        QCOMPARE(erased.blobs.size(), 1);
        QVERIFY(QFileInfo::exists(world.path("data/uploads/") + erased.blobs.first()));
        QCOMPARE(look(world, hr, hers), 410);
        QCOMPARE(look(world, hr, his), 200);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM file WHERE key_wrapped IS NOT NULL")), 1);
        const auto gone = ServerWorld::objectOf(world.ask(hr, "GET", "/workers/" + asha.toText()));
        QCOMPARE(gone[QStringLiteral("name")].toString(), QString());
        QCOMPARE(gone[QStringLiteral("status")].toString(), QStringLiteral("erased"));
        QVERIFY(gone[QStringLiteral("details")].toObject().isEmpty());
        QCOMPARE(world.entriesOf("worker.erase"), 1);
        QCOMPARE(world.entriesOf("vault.access"), 2);
        const auto report = check(world, *world.deployment->vaultKeys);
        QVERIFY2(report.holds(), qPrintable(report.faults.join(QLatin1Char('\n'))));
        QCOMPARE(report.erasedRecords, 1);
        QCOMPARE(report.workers, 1);
        QCOMPARE(report.orphans, erased.blobs); // the caller removes them
    }

    void whatCameAfterTheSearchIsErasedToo() {
        ServerWorld world;
        auto& database = *world.deployment->database;
        const WorkerId asha = addWorker(world, "Asha"), ram = addWorker(world, "Ram");
        const auto append = [&](const QByteArray& data) {
            must(world.house->writer.run([&](sql::Database& open) -> Result<void> {
                auto appended = world.deployment->log.append(open, {"fraud", data, {}});
                return appended ? Result<void>() : fail(appended.error());
            }));
        };
        const auto hasData = [&](qint64 index) {
            return must(world.deployment->log.entry(database, index))->data.has_value();
        };
        append("{\"packetId\":\"01890000-0000-7000-8000-0000000000aa\"}"); // about whom is not known yet
        const qint64 unknown = world.number(QStringLiteral("SELECT MAX(log_index) FROM log_entry"));
        const auto found = must(erasure(world).find(database, asha));
        QCOMPARE(found.size, unknown + 1);
        QCOMPARE(found.entries.size(), 1); // worker.add
        append("{\"workerId\":\"" + asha.toText() + "\"}");
        append("{\"workerId\":\"" + ram.toText() + "\"}");
        QCOMPARE(erase(world, asha, found).entries, 2);
        QVERIFY(!hasData(found.entries.first()) && !hasData(unknown + 1));
        QVERIFY(hasData(unknown) && hasData(unknown + 2));
        // The same search, after a finding has told that the earlier packet was hers: what is older is read again.
        store::FraudEvent event;
        event.eventId = EventId::generate(world.clock, world.random);
        event.finding = crypto::sha256("hers");
        event.code = "FACE_MISMATCH";
        event.state = "open";
        event.workerId = asha;
        event.packetId = *PacketId::fromText("01890000-0000-7000-8000-0000000000aa");
        must(world.house->writer.run([&](sql::Database& open) -> Result<void> {
            auto inserted = store::FraudRepository(open).insert(event);
            return inserted ? Result<void>() : fail(inserted.error());
        }));
        QCOMPARE(erase(world, asha, found).entries, 1);
        QVERIFY(!hasData(unknown));
        QVERIFY(hasData(unknown + 2));
    }

    void wordsAboutAChangeGoToo() {
        ServerWorld world;
        const WorkerId asha = addWorker(world, "Asha"), ram = addWorker(world, "Ram");
        must(world.house->writer.run([&](sql::Database& database) -> Result<void> {
            store::WorkerChangeRepository changes(database);
            for (const WorkerId& who : {asha, ram}) {
                store::WorkerChange change;
                change.packetId = PacketId::generate(world.clock, world.random);
                change.workerId = who;
                change.siteId = world.siteId;
                change.kind = "worker.enrol";
                change.status = "held";
                change.code = "DUPLICATE_FACE";
                if (auto done = changes.insert(change); !done) return done;
                if (auto done = changes.decide(change.packetId, "accepted", "she is Asha's sister", UserId(), {1});
                    !done)
                    return done;
            }
            return {};
        }));
        erase(world, asha);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM worker_change WHERE reason <> ''")), 1);
    }

    void keptBytesOfRefusedPacketsAreOpened() {
        ServerWorld world;
        const auto& keys = *world.deployment->vaultKeys;
        const auto keep = [&](const QByteArray& bytes) {
            must(world.house->writer.run([&](sql::Database& database) {
                return store::FraudRepository(database).quarantine(crypto::sha256(bytes), bytes, {1}, keys,
                                                                   world.random);
            }));
        };
        keep("refused");
        keep("refused too");
        QCOMPARE(check(world, keys).refused, 2);
        const auto set = [&](const QByteArray& bytes) {
            must(world.house->writer.run([&](sql::Database& database) {
                return store::done(database.run(QStringLiteral("UPDATE quarantine SET bytes = ? WHERE hash = ?"),
                                                {bytes, store::column(crypto::sha256("refused"))}));
            }));
        };
        const QByteArray name = store::quarantineName(crypto::sha256("refused"));
        for (const QByteArray& bytes :
             {QByteArray("no seal at all"), sealed::sealFile(keys, name, "other", world.random)}) {
            set(bytes);
            const auto report = check(world, keys);
            QCOMPARE(report.faultCount, 1);
            QVERIFY2(report.faults.first().contains(QStringLiteral("refused packet")),
                     qPrintable(report.faults.first()));
        }
        set("refused"); // as an older version kept it
        QVERIFY(check(world, keys).holds());
    }

    void whoReadsAnOlderStateKeepsDeletedBytes() {
        ServerWorld world;
        auto& database = *world.deployment->database;
        if (database.dialect() != sql::Dialect::Sqlite) QSKIP("a write-ahead log beside the file is SQLite's");
        addWorker(world, "Asha");
        auto reader = must(sql::Database::open(world.databaseUrl, sql::Database::IfMissing::Refuse));
        auto snapshot = std::make_optional<sql::Snapshot>(*reader);
        QVERIFY(reader->run(QStringLiteral("SELECT COUNT(*) FROM worker")));
        addWorker(world, "Ram");
        const auto held = keeping::wipeDeleted(database, {}, std::chrono::milliseconds(1));
        QVERIFY(!held);
        QCOMPARE(held.error().code, QByteArray("STORE_BUSY"));
        snapshot.reset();
        must(keeping::wipeDeleted(database, {}, std::chrono::milliseconds(1)));
        QCOMPARE(QFileInfo(world.path("data/haziri.db-wal")).size(), 0);
    }

    void rotationTouchesNoBlobAndTheOldKeyMayGo() {
        ServerWorld world(keyText("k1", 'k'));
        Laptop laptop = world.laptop("sup"), hr = world.laptop("hr");
        const WorkerId asha = addWorker(world, "Asha");
        const FileId hers = photographed(world, laptop, asha, "her face");
        const QStringList before = blobs(world);
        qputenv("HAZIRI_VAULT_KEYS", keyText("k2", 'n') + ',' + keyText("k1", 'k'));
        world.openHouse();
        const auto rotated = must(rotate(world, *world.deployment->vaultKeys));
        QCOMPARE(rotated.files, 1);
        QCOMPARE(rotated.workers, 1);
        QCOMPARE(rotated.secrets, 2);
        QCOMPARE(rotated.answers, 2);
        QCOMPARE(rotated.records, 1);
        QCOMPARE(rotated.retired, QList<QByteArray>{"k1"});
        QCOMPARE(blobs(world), before);
        QCOMPARE(must(rotate(world, *world.deployment->vaultKeys)).total(), 0);
        QCOMPARE(world.entriesOf("keys.rotate"), 2);
        qputenv("HAZIRI_VAULT_KEYS", keyText("k2", 'n'));
        world.openHouse();
        QCOMPARE(look(world, hr, hers), 200);
        QVERIFY(check(world, *world.deployment->vaultKeys).holds());
    }

    /// A server that was not restarted goes on under the key it knows while the rows are gone through.
    void aKeyThatIsStillInUseIsNotRetired() {
        ServerWorld world(keyText("k1", 'k'));
        addWorker(world, "Asha");
        qputenv("HAZIRI_VAULT_KEYS", keyText("k2", 'n') + ',' + keyText("k1", 'k'));
        world.openHouse();
        auto& database = *world.deployment->database;
        // Workers have been gone through when the key of texts gets its turn.
        const QString behind = QStringLiteral("UPDATE worker SET key_kid = 'k1'");
        if (database.dialect() == sql::Dialect::Sqlite) {
            must(
                database.run(QStringLiteral("CREATE TRIGGER late AFTER UPDATE ON text_key BEGIN %1; END").arg(behind)));
        } else {
            must(database.run(QStringLiteral("CREATE FUNCTION late() RETURNS trigger LANGUAGE plpgsql AS "
                                             "$$ BEGIN %1; RETURN NULL; END $$")
                                  .arg(behind)));
            must(database.run(QStringLiteral("CREATE TRIGGER late AFTER UPDATE ON text_key EXECUTE FUNCTION late()")));
        }
        const auto refused = rotate(world, *world.deployment->vaultKeys);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, QByteArray("KEYS_NEEDED"));
        QVERIFY2(refused.error().message.contains(QStringLiteral("1 more")), qPrintable(refused.error().message));
        must(database.run(database.dialect() == sql::Dialect::Sqlite
                              ? QStringLiteral("DROP TRIGGER late")
                              : QStringLiteral("DROP TRIGGER late ON text_key")));
        qputenv("HAZIRI_VAULT_KEYS", keyText("k2", 'n')); // the old one is due still
        auto without = must(server::Deployment::open(world.arguments({"serve"})));
        QCOMPARE(without->openVaultKeys().error().code, QByteArray("KEYS_INVALID"));
    }

    void whatCannotBeOpenedIsLeftAndSaid() {
        ServerWorld world(keyText("k1", 'k'));
        Laptop laptop = world.laptop("sup");
        addWorker(world, "Asha");
        const WorkerId ram = addWorker(world, "Ram");
        must(world.deployment->database->run(QStringLiteral("UPDATE worker SET key_wrapped = ? WHERE worker_id = ?"),
                                             {QByteArray(48, '\0'), store::column(ram)}));
        qputenv("HAZIRI_VAULT_KEYS", keyText("k2", 'n') + ',' + keyText("k1", 'k'));
        world.openHouse();
        const auto& both = *world.deployment->vaultKeys;
        const auto rotated = rotate(world, both);
        QVERIFY(!rotated);
        QCOMPARE(rotated.error().code, QByteArray("KEYS_NEEDED"));
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM worker WHERE key_kid = 'k2'")), 1);
        const auto report = check(world, both);
        QCOMPARE(report.faultCount, 1);
        QVERIFY(report.faults.first().contains(ram.toString()));
    }

    void aClientThatIsAheadOfARestoreFindsItAnnounced() {
        if (isOnPostgres()) QSKIP("backup and restore are for SQLite; a PostgreSQL has pg_dump");
        ServerWorld world;
        Laptop laptop = world.laptop("sup");
        auto& before = *world.deployment;
        const QString archive = world.path("one.tar");
        must(keeping::backUp(world.path("data"), archive, *before.database, before.log, world.clock));
        addWorker(world, "Late");
        const auto ahead = must(before.log.checkpoint(*before.database));

        QVERIFY(server::restore(must(server::Arguments::parse({QStringLiteral("restore"), archive,
                                                               QStringLiteral("--data"), world.path("data")})))
                    .error()
                    .code == "FILE_EXISTS");
        world.house.reset();
        world.deployment.reset();
        QVERIFY(QDir(world.path("data")).removeRecursively());
        must(server::restore(must(server::Arguments::parse(
            {QStringLiteral("restore"), archive, QStringLiteral("--data"), world.path("data")}))));
        world.openHouse();
        auto& after = *world.deployment;
        QVERIFY(
            !must(store::ChangeFeed(*after.database).era()).isEmpty()); // cursors of the lost future are none any more
        const auto now = must(after.log.checkpoint(*after.database));
        QVERIFY(now.value.size < ahead.value.size || now.value.root != ahead.value.root);

        // The session that the backup knew still serves; the answer cannot prove what is gone, and does not pretend to.
        const QByteArray checkpoint = world.ask(laptop, "GET", "/audit/checkpoint").body;
        QCOMPARE(checkpoint, now.note);
        const auto impossible = world.ask(laptop, "GET",
                                          "/audit/consistency?first=" + QByteArray::number(ahead.value.size) +
                                              "&second=" + QByteArray::number(ahead.value.size + 5));
        QCOMPARE(impossible.status, 400);
        // Anybody finds the entry at the size the log went back to; nobody needs a session to see its kind.
        const qint64 at = now.value.size - 1;
        const auto page = ServerWorld::objectOf(world.ask("GET", "/audit/log?from=" + QByteArray::number(at)));
        const auto entry = page[QStringLiteral("entries")].toArray().first().toObject();
        QVERIFY(entry[QStringLiteral("entry")].toString().contains(QStringLiteral("\"kind\":\"restore\"")));
        const auto own = must(after.log.entries(*after.database, at, 1)).entries.first().data.value();
        QCOMPARE(QJsonDocument::fromJson(own).object()[QStringLiteral("logSize")].toInteger(), at);
        // What the backup held is provably still there.
        QCOMPARE(world
                     .ask("GET", "/audit/consistency?first=" + QByteArray::number(at) +
                                     "&second=" + QByteArray::number(at + 1))
                     .status,
                 200);
    }

    void missingDamagedAndOrphanedBlobsAreNamed() {
        ServerWorld world;
        Laptop laptop = world.laptop("sup");
        const WorkerId asha = addWorker(world, "Asha");
        photographed(world, laptop, asha, "one");
        photographed(world, laptop, asha, "two");
        const QStringList paths = blobs(world);
        QCOMPARE(paths.size(), 2);
        QVERIFY(QFile::remove(paths[0]));
        QFile damaged(paths[1]);
        QVERIFY(damaged.open(QIODevice::ReadWrite));
        const QByteArray all = damaged.readAll();
        damaged.seek(all.size() - 1);
        damaged.putChar(char(all.back() ^ 1));
        damaged.close();
        QVERIFY(QDir().mkpath(world.path("data/uploads/ab")));
        QFile stray(world.path("data/uploads/ab/stray"));
        QVERIFY(stray.open(QIODevice::WriteOnly));
        stray.write("x");
        stray.close();
        const auto report = check(world, *world.deployment->vaultKeys);
        QCOMPARE(report.faultCount, 2);
        const QString faults = report.faults.join(QLatin1Char(' '));
        QVERIFY2(faults.contains(QStringLiteral("FILE_MISSING")) && faults.contains(QStringLiteral("AEAD_OPEN")),
                 qPrintable(faults));
        QCOMPARE(report.orphans, QStringList{QStringLiteral("ab/stray")});
        // Under a relative name, too.
        const QString uploads = QDir::current().relativeFilePath(world.path("data/uploads"));
        QVERIFY(QDir::isRelativePath(uploads));
        const auto relative = keeping::Check({*world.deployment->database, *world.deployment->vaultKeys,
                                              world.deployment->log, uploads, world.deployment->random})
                                  .run();
        QCOMPARE(relative.value().orphans, report.orphans);

        // Where anything is at fault the database may be the wrong one: nothing is touched.
        auto& deployment = *world.deployment;
        aged(stray.fileName(), 3600 * 24 * 3);
        const auto refused = repair(world, &deployment.keys);
        QCOMPARE(refused.faultCount, 2);
        QVERIFY(!refused.refusal.isEmpty());
        QCOMPARE(refused.removed, 0);
        QVERIFY(QFile::exists(stray.fileName()));
    }

    void onlyWhatSurelyIsAnOrphanMovesAside() {
        ServerWorld world;
        Laptop laptop = world.laptop("sup");
        photographed(world, laptop, addWorker(world, "Asha"), "one");
        const QString kept = blobs(world).value(0);
        constexpr int kDay = 24 * 3600;
        aged(kept, 3 * kDay);
        audit::NewEntry newest{"fraud", "{}", {}};
        newest.meta.syncTimestamp = {QDateTime::currentMSecsSinceEpoch() - kDay * 1000LL};
        must(world.house->writer.run([&](sql::Database& database) -> Result<void> {
            auto appended = world.deployment->log.append(database, newest);
            if (!appended) return fail(appended.error());
            return {};
        }));
        const auto orphan = [&](int ageSeconds) {
            const QString name = vault::blobName(FileId::generate(world.clock, world.random), QByteArray(24, 'n'));
            const QString path = world.path("data/uploads/") + name;
            QDir().mkpath(QFileInfo(path).path());
            QFile file(path);
            if (!file.open(QIODevice::WriteOnly) || file.write("x") != 1) qFatal("not written");
            file.close();
            aged(path, ageSeconds);
            return name;
        };
        const QString old = orphan(2 * kDay);
        const QString later = orphan(kDay / 2); // than the log's newest entry: this database may be an older state
        const QString foreign = world.path("data/uploads/notes.txt");
        QVERIFY(QFile::copy(kept, foreign));
        aged(foreign, 2 * kDay);
        const auto path = [&](const QString& name) { return world.path("data/uploads/") + name; };

        const auto others = store::ServerKeys::generate("haziri.test/log", world.random);
        for (const store::ServerKeys* keys : {&others, static_cast<const store::ServerKeys*>(nullptr)}) {
            const auto refused = repair(world, keys);
            QCOMPARE(refused.faultCount, keys ? 1 : 0); // the log did not begin with them
            QVERIFY(!refused.refusal.isEmpty());
            QCOMPARE(refused.removed, 0);
            QVERIFY(QFile::exists(path(old)));
        }
        const auto repaired = repair(world, &world.deployment->keys);
        QCOMPARE(repaired.refusal, QString());
        QCOMPARE(repaired.orphans.size(), 3);
        QCOMPARE(repaired.removed, 1);
        QVERIFY(!QFile::exists(path(old)));
        QVERIFY(QFile::exists(world.path("data/uploads-orphans/") + old));
        QVERIFY(QFile::exists(path(later)) && QFile::exists(foreign) && QFile::exists(kept));

        // It is kept a while from now on, however old the photograph is; then it goes.
        keeping::Orphans orphans(world.path("data/uploads"));
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        QCOMPARE(orphans.removeOlder(now - kDay * 1000LL), 0);
        QCOMPARE(orphans.count(), 1);
        QCOMPARE(orphans.removeOlder(now + 1000), 1);
        QCOMPARE(orphans.count(), 0);
        QVERIFY(QFile::exists(path(later)) && QFile::exists(foreign) && QFile::exists(kept));
    }

    /// To a database that was put back to an older state his photograph is one that nobody names; it goes with him.
    void anErasedPersonIsNotLeftAmongTheOrphans() {
        ServerWorld world;
        Laptop laptop = world.laptop("sup");
        const WorkerId asha = addWorker(world, "Asha"), ram = addWorker(world, "Ram");
        const FileId hers = photographed(world, laptop, asha, "one");
        const FileId his = photographed(world, laptop, ram, "two");
        keeping::Orphans orphans(world.path("data/uploads"));
        for (const QString& blob : blobs(world))
            QVERIFY(orphans.setAside(QDir(world.path("data/uploads")).relativeFilePath(blob)));
        QCOMPARE(orphans.count(), 2);
        const auto erased = erase(world, asha);
        QCOMPARE(erased.fileIds, QList<FileId>{hers});
        QCOMPARE(orphans.remove(erased.fileIds), 1);
        QCOMPARE(orphans.count(), 1);
        QCOMPARE(orphans.remove({his}), 1);
    }
};

QTEST_GUILESS_MAIN(KeepingTest)
#include "KeepingTest.moc"
