// What lies in the database names nobody, on both databases: from the first day, and after an older version's.
#include "tests/support/InTheOpen.h"
#include "tests/support/SqlStores.h"
#include "tests/support/SyncWorld.h"

#include "server/keeping/Backup.h"
#include "server/keeping/Check.h"
#include "server/keeping/KeyRotation.h"
#include "server/keeping/OpenRecords.h"
#include "server/keeping/WorkerErasure.h"
#include "server/store/CorrectionRepository.h"
#include "server/store/FraudRepository.h"
#include "server/store/MarkRepository.h"
#include "server/store/Queries.h"
#include "server/store/WorkerChangeRepository.h"

#include "core/audit/LogVerifier.h"
#include "core/protocol/Vouch.h"

using namespace haziri;
using namespace haziri::test;
using protocol::PacketStatus;

namespace {

const QByteArray kName = "Zubeida Xylophone-Person";
const QByteArray kPhone = "9876501234567";
const QByteArray kLogin = "quillon.zweibel";
const QByteArray kTrade = "Glockenspiel tuner";
const QByteArray kWords = "his Wobbegong bit the Xenolith";
const QByteArray kVector = "one face's vector, in 32 bytes..";

QByteArray keyText(const char* kid, char filling) {
    return QByteArray(kid) + ':' + QByteArray(32, filling).toBase64();
}

/// SQLite: the bytes of every file. PostgreSQL: every value of every row of every table.
QByteArray everything(SyncWorld& world) {
    QByteArray all;
    if (world.database().dialect() == sql::Dialect::Sqlite) {
        QDirIterator files(QFileInfo(world.url.mid(7)).path(), QDir::Files);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.fileName().startsWith(world.url.mid(7)) && file.open(QIODevice::ReadOnly)) all += file.readAll();
        }
        return all;
    }
    QStringList tables;
    auto names = must(world.database().run(
        QStringLiteral("SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'")));
    while (names.next())
        tables.append(names.text(0));
    for (const QString& table : tables) {
        auto rows = must(world.database().run(QStringLiteral("SELECT t::text FROM ") + table + QStringLiteral(" t")));
        while (rows.next())
            all += rows.bytes(0) + '\n';
    }
    return all;
}

QSet<QByteArray> secrets() {
    return formsOf(kName) + formsOf(kPhone) + formsOf(kVector) + formsOf(kLogin) + formsOf(kTrade) + formsOf(kWords);
}

protocol::Packet enrolment(SyncWorld& world, TestLaptop& laptop, const crypto::Ed25519PrivateKey& thekedar) {
    protocol::WorkerEnrol enrol;
    enrol.workerId = WorkerId::generate(world.clock, world.random);
    enrol.siteId = world.site.siteId;
    enrol.templates = {{"fr_feature", kVector}};
    protocol::Vouch vouch;
    vouch.workerId = enrol.workerId;
    vouch.siteId = enrol.siteId;
    vouch.thekedarId = laptop.device.userId;
    vouch.iat = world.clock.now();
    vouch.details.name = kName;
    vouch.details.phone = kPhone;
    vouch.consent = {"1", "hi", world.clock.now(), true};
    vouch.templatesHash = protocol::templatesHash(enrol.templates);
    enrol.vouch = protocol::signVouch(vouch, thekedar);
    auto packet = laptop.mark();
    packet.kind = protocol::PacketKind::WorkerEnrol;
    packet.body = enrol;
    return packet;
}

template <class IdType>
IdType someId() {
    return IdType::fromText("0190f3c2-0000-7000-8000-000000000001").value();
}

/// A user, and a word of somebody's in every place that has room for one.
Result<void> writeEverywhere(sql::Database& database, SyncWorld& world, const store::Device& device) {
    store::UserRepository users(database);
    store::FraudRepository events(database);
    store::MarkRepository marks(database);
    store::MarkRow mark;
    mark.logIndex = 1'000'000;
    mark.packetId = someId<PacketId>();
    mark.deviceNo = device.deviceNo;
    mark.workerId = world.worker;
    mark.siteId = world.site.siteId;
    mark.method = "manual";
    mark.reason = kWords;
    store::CorrectionRow correction;
    correction.packetId = mark.packetId;
    correction.corrects = mark.packetId;
    correction.workerId = world.worker;
    correction.siteId = world.site.siteId;
    correction.deviceNo = device.deviceNo;
    correction.reason = kWords;
    store::WorkerChange change;
    change.packetId = mark.packetId;
    change.workerId = world.worker;
    store::FraudEvent event;
    event.eventId = someId<EventId>();
    event.state = "open";
    event.detail = "by hand: " + kWords;
    const UnixMillis now = world.clock.now();
    const UserId user = someId<UserId>();
    for (const auto& step : std::initializer_list<std::function<Result<void>()>>{
             [&] {
                 return users.insert({user, kLogin, kName, store::Role::Hr, "phc", false, now, {}});
             },
             [&] { return users.setBlocked(user, true, kWords); },
             [&] { return store::DeviceRepository(database).setBlocked(device.deviceNo, true, kWords); },
             [&] { return marks.insert({mark}); },
             [&] { return marks.review(1'000'000, mark.packetId, "accepted", kWords, user, now); },
             [&] { return store::CorrectionRepository(database).insert(correction); },
             [&] { return store::WorkerChangeRepository(database).insert(change); },
             [&] {
                 return store::WorkerChangeRepository(database).decide(change.packetId, "accepted", kWords, user, now);
             },
             [&]() -> Result<void> {
                 auto kept = events.insert(event);
                 return kept ? Result<void>() : fail(kept.error());
             },
             [&] { return events.resolve(event.eventId, "accept", kWords, user, now); }})
        if (auto done = step(); !done) return done;
    return {};
}

/// Everybody who should read it does.
void readEverywhere(sql::Database& database, const store::Device& device) {
    store::UserRepository users(database);
    const auto user = must(users.findByUsername(kLogin));
    QVERIFY(user);
    QCOMPARE(user->username, kLogin);
    QCOMPARE(user->name, kName);
    QCOMPARE(user->blockReason, kWords);
    QVERIFY(!must(users.findByUsername("QUILLON.zweibel")));
    QCOMPARE(must(store::DeviceRepository(database).findByNo(device.deviceNo))->blockReason, kWords);
    store::MarkRepository marks(database);
    QCOMPARE(must(marks.findAt(1'000'000))->reason, kWords);
    QVERIFY(must(marks.reviewedSo(someId<PacketId>(), "accepted", kWords, user->userId)));
    QVERIFY(!must(marks.reviewedSo(someId<PacketId>(), "accepted", "other words", user->userId)));
    QCOMPARE(must(store::CorrectionRepository(database).find(someId<PacketId>()))->reason, kWords);
    QCOMPARE(must(store::WorkerChangeRepository(database).find(someId<PacketId>()))->reason, kWords);
    store::FraudRepository events(database);
    QCOMPARE(must(events.find(someId<EventId>()))->detail, "by hand: " + kWords);
    QVERIFY(must(events.isResolvedSo(someId<EventId>(), "accept", kWords, user->userId)));
    QVERIFY(!must(events.isResolvedSo(someId<EventId>(), "accept", "other words", user->userId)));
}

/// The dump of an older version's store: its records, names, words and kept bytes in the open.
void makeOld(SyncWorld& world) {
    must(world.writer->run([&](sql::Database& database) -> Result<void> {
        audit::AuditLog open(world.keys, world.random);
        QList<audit::NewEntry> entries;
        for (int i = 0; i < 450; ++i)
            entries.append({"worker.add", "{\"name\":\"" + kName + "\",\"n\":" + QByteArray::number(i) + '}', {}});
        auto appended = open.append(database, entries);
        if (!appended) return fail(appended.error());
        if (auto done = database.run(QStringLiteral("UPDATE worker SET name = ?, trade = ?, sealed_name = NULL"),
                                     {QString::fromUtf8(kName), QString::fromUtf8(kTrade)});
            !done)
            return fail(done.error());
        const QByteArray bytes = "rejected: " + kPhone;
        auto kept = database.run(QStringLiteral("INSERT INTO quarantine (hash, bytes, kept_at) VALUES (?, ?, ?)"),
                                 {crypto::toBytes(crypto::sha256(bytes)), bytes, qint64(1)});
        return kept ? Result<void>() : fail(kept.error());
    }));
}

/// As the schema before the seal had it: no keyed hash, and words as they were typed.
void writeAsBefore(SyncWorld& world, const store::Device& device) {
    auto old = must(sql::Database::open(world.url));
    auto transaction = must(sql::Transaction::begin(*old));
    must(writeEverywhere(*old, world, device));
    must(transaction.commit());
}

bool verifies(SyncWorld& world, audit::AuditLog& log) {
    const auto head = must(log.checkpoint(world.database()));
    audit::LogVerifier verifier;
    for (qint64 from = 0; from < head.value.size;) {
        const auto page = must(log.entries(world.database(), from, 1000));
        for (const auto& entry : page.entries)
            verifier.add(entry);
        from += page.entries.size();
    }
    return !verifier.close(head.value);
}

} // namespace

class AtRestTest : public QObject {
    Q_OBJECT
    SqlStores m_stores;

  private Q_SLOTS:
    void initTestCase() { must(m_stores.prepare()); }

    void nobodyIsNamedInTheStore_data() { SqlStores::addDialects(); }
    void nobodyIsNamedInTheStore() {
        SyncWorld world(m_stores.url());
        TestLaptop laptop(world, world.site);
        const auto thekedar = crypto::Ed25519PrivateKey::generate(world.random);
        const auto accepted = enrolment(world, laptop, thekedar);
        const QByteArray sent = laptop.sign(accepted);
        QCOMPARE(world.send(laptop, {sent})[0].status, PacketStatus::Accepted);
        auto refused = enrolment(world, laptop, thekedar);
        QByteArray changed = laptop.sign(refused);
        changed.back() = changed.back() == 'A' ? 'B' : 'A'; // the MAC does not hold: kept as a fraud attempt
        changed[changed.size() - 5] = changed[changed.size() - 5] == 'A' ? 'B' : 'A';
        QCOMPARE(world.sendRaw(laptop, laptop.request({changed})).status, 403);
        const QByteArray kept =
            must(store::FraudRepository(world.database()).quarantined(protocol::packetHash(changed), world.vaultKeys))
                .value_or("none");
        QCOMPARE(kept, changed);

        const QByteArray form = findIn(everything(world), secrets());
        QVERIFY2(form.isEmpty(), form);
        const QByteArray closed = findIn(sent, secrets());
        QVERIFY(!closed.isEmpty()); // the search would find it
        bool served = false;
        for (const auto& entry : must(world.log.entries(world.database(), 0, 100)).entries)
            served |= entry.data->contains(sent);
        QVERIFY(served);
        QVERIFY(verifies(world, world.log));
    }

    void namesAndWordsLieSealed_data() { SqlStores::addDialects(); }
    void namesAndWordsLieSealed() {
        SyncWorld world(m_stores.url());
        TestLaptop laptop(world, world.site);
        auto manual = laptop.mark();
        auto& body = std::get<protocol::Attendance>(manual.body);
        body.method = protocol::Method::Manual;
        body.match = {};
        body.reason = kWords;
        QCOMPARE(world.send(laptop, {laptop.sign(manual)})[0].status, PacketStatus::Held); // MANUAL tells the words
        store::Worker tuner;
        tuner.workerId = WorkerId::generate(world.clock, world.random);
        tuner.siteId = world.site.siteId;
        tuner.name = kName;
        tuner.trade = kTrade;
        must(world.writer->run([&](sql::Database& database) -> Result<void> {
            if (auto done = writeEverywhere(database, world, laptop.device); !done) return done;
            return store::WorkerRepository(database, world.vaultKeys, world.random).insert(tuner);
        }));
        const QByteArray form = findIn(everything(world), secrets());
        QVERIFY2(form.isEmpty(), form);

        readEverywhere(world.database(), laptop.device);
        QCOMPARE(must(store::MarkRepository(world.database()).find(manual.packetId))->reason, kWords);
        store::WorkerRepository workers(world.database(), world.vaultKeys, world.random);
        QCOMPARE(must(workers.find(tuner.workerId))->trade, kTrade);
        QCOMPARE(must(workers.list(world.site.siteId, "xyloph", 5)).first().trade, kTrade);
        const auto again = world.writer->run([&](sql::Database& database) {
            return store::UserRepository(database).insert(
                {UserId::generate(world.clock, world.random), kLogin, kLogin, store::Role::Hr, "phc", false, {}, {}});
        });
        QCOMPARE(again.error().code, QByteArray("STORE_CONFLICT"));

        // Without the vault's keys a person is found, and nobody's name is read.
        auto blind = must(sql::Database::open(world.url));
        blind->sealTextsWith(std::make_shared<store::PeopleSeal>(world.keys, world.random));
        const auto found = must(store::UserRepository(*blind).findByUsername(kLogin));
        QCOMPARE(found->userId, someId<UserId>());
        QVERIFY(found->username.isEmpty() && found->name.isEmpty());
        const auto check = must(
            keeping::Check({world.database(), world.vaultKeys, world.log, world.folder.path(), world.random}).run());
        QVERIFY2(check.holds(), qPrintable(check.faults.join(QLatin1Char('\n'))));
        QVERIFY(check.texts >= 10);

        // What another deployment's key sealed is damage, and said to be.
        must(world.writer->run([&](sql::Database& database) {
            return store::done(database.run(QStringLiteral("UPDATE mark SET reason = 'hzt1:AAAA' WHERE reason <> ''")));
        }));
        const auto damaged = must(
            keeping::Check({world.database(), world.vaultKeys, world.log, world.folder.path(), world.random}).run());
        QCOMPARE(damaged.faults, QStringList{QStringLiteral("2 texts of mark.reason cannot be opened")});
    }

    void whatAnOldVersionLeftIsSealedHoweverOftenItIsInterrupted_data() { SqlStores::addDialects(); }
    void whatAnOldVersionLeftIsSealedHoweverOftenItIsInterrupted() {
        SyncWorld world(m_stores.url());
        makeOld(world);
        TestLaptop laptop(world, world.site);
        writeAsBefore(world, laptop.device);
        QVERIFY(must(store::UserRepository(world.database()).findByUsername(kLogin))); // before anything is sealed
        QVERIFY(!findIn(everything(world), secrets()).isEmpty());
        QVERIFY(verifies(world, world.log));
        // The first batch of a run that was killed, and one whose transaction was.
        for (const bool commits : {true, false}) {
            auto transaction = must(sql::Transaction::begin(world.database()));
            QCOMPARE(must(world.log.sealOpen(world.database(), 200)), 200);
            if (commits) must(transaction.commit());
        }
        QVERIFY(verifies(world, world.log));
        keeping::OpenRecords open({world.database(), world.vaultKeys, world.log, world.random});
        const auto sealed = must(open.seal());
        QCOMPARE(sealed.records, 250);
        QCOMPARE(sealed.names, 1);
        QCOMPARE(sealed.texts, 7); // rows
        QCOMPARE(sealed.quarantined, 1);
        QCOMPARE(must(open.seal()).total(), 0);
        const QByteArray form = findIn(everything(world), secrets());
        QVERIFY2(form.isEmpty(), form);
        QVERIFY(verifies(world, world.log));
        const auto named = must(store::WorkerRepository(world.database(), world.vaultKeys, world.random)
                                    .list(world.site.siteId, "xyloph", 5));
        QCOMPARE(named.size(), 1);
        QCOMPARE(named.first().name, kName);
        QCOMPARE(named.first().trade, kTrade);
        readEverywhere(world.database(), laptop.device);
    }

    void anInterruptedOverwritingIsDoneAgain_data() { SqlStores::addDialects(); }
    void anInterruptedOverwritingIsDoneAgain() {
        SyncWorld world(m_stores.url());
        TestLaptop laptop(world, world.site);
        keeping::OpenRecords open({world.database(), world.vaultKeys, world.log, world.random});
        must(open.seal());
        // Killed behind the last sealed row: no row says the words any more, but the store's files still do.
        for (const QByteArray& words : {kWords, QByteArray()})
            must(
                world.database().run(QStringLiteral("UPDATE device SET block_reason = ?"), {QString::fromUtf8(words)}));
        must(world.database().run(QStringLiteral("DELETE FROM meta WHERE name = 'texts_sealed'")));
        if (world.database().dialect() == sql::Dialect::Sqlite) // PostgreSQL may have tidied the page by then
            QVERIFY(!findIn(everything(world), secrets()).isEmpty());
        QCOMPARE(must(open.seal()).total(), 0);
        const QByteArray form = findIn(everything(world), secrets());
        QVERIFY2(form.isEmpty(), form);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM meta WHERE name = 'texts_sealed'")), 1);
    }

    void theFirstSchemaBecomesTheNewestWithEveryRow_data() { SqlStores::addDialects(); }
    void theFirstSchemaBecomesTheNewestWithEveryRow() {
        const QString url = m_stores.url();
        {
            auto old = must(sql::Database::open(url));
            must(sql::migrate(*old, {store::migrations().first()}));
            must(old->run(QStringLiteral("INSERT INTO log_data (log_index, salt, data) VALUES (?, ?, ?)"),
                          {qint64(0), QByteArray("salt of 16 bytes"), QStringLiteral("{\"n\":0}")}));
            must(old->run(QStringLiteral("INSERT INTO log_entry (log_index, entry, record_hash) VALUES (?, ?, ?)"),
                          {qint64(0), QStringLiteral("{}"), QByteArray(32, 'h')}));
        }
        auto database = must(store::openMigrated(url));
        const auto entry = must(store::LogRepository(*database).entry(0));
        QCOMPARE(entry->data, std::optional(QByteArray("{\"n\":0}")));
        SeededRandom random{5};
        const auto keys = must(sealed::KeyRing::parse(keyText("k1", 'k')));
        const store::RecordSeal seal(keys, random);
        QCOMPARE(must(store::LogRepository(*database, &seal).sealOpen(10)), 1);
        QCOMPARE(must(store::LogRepository(*database, &seal).entry(0))->data, entry->data);
        QCOMPARE(must(store::LogRepository(*database, &seal).entry(0))->salt, entry->salt);
        QCOMPARE(store::LogRepository(*database).entry(0).error().code, QByteArray("KEYS_MISSING"));
    }

    void careOfTheStore_data() { SqlStores::addDialects(); }
    void careOfTheStore() {
        SyncWorld world(m_stores.url());
        TestLaptop laptop(world, world.site);
        const auto thekedar = crypto::Ed25519PrivateKey::generate(world.random);
        const auto packet = enrolment(world, laptop, thekedar);
        const WorkerId person = std::get<protocol::WorkerEnrol>(packet.body).workerId;
        QCOMPARE(world.send(laptop, {laptop.sign(packet), laptop.sign(laptop.mark())})[0].status,
                 PacketStatus::Accepted);

        // Rotation: nothing but wrapped keys changes, and the old key may go.
        sealed::KeyRing both;
        both.add("k2", crypto::SecretBytes::random(32, world.random));
        both.add("k1", world.vaultKeys.find("k1")->clone());
        audit::AuditLog log(world.keys, world.random);
        log.sealWith(both);
        const auto rotated = must(keeping::KeyRotation({world.database(), both, log, world.clock, world.random}).run());
        QCOMPARE(rotated.records, 1);
        QCOMPARE(rotated.workers, 2);
        QCOMPARE(rotated.secrets, 1);
        QCOMPARE(rotated.texts, 1);
        sealed::KeyRing alone;
        alone.add("k2", both.find("k2")->clone());
        const auto people = must(store::PeopleSeal::find(world.database(), world.keys, alone, world.random));
        QCOMPARE(people->open("account.name", world.people->seal("account.name", kName)), kName);
        QCOMPARE(people->open("mark.reason", world.people->seal("account.name", kName)), QByteArray());
        audit::AuditLog after(world.keys, world.random);
        after.sealWith(alone);
        QVERIFY(verifies(world, after));

        // Erasure: his record and his details are gone, the log verifies.
        must(world.writer->run([&](sql::Database& database) -> Result<void> {
            auto erased = keeping::WorkerErasure({after, alone, world.clock, world.random}).erase(database, person);
            if (!erased) return fail(erased.error());
            return erased->entries == 1 ? Result<void>() : fail("WRONG", QString::number(erased->entries));
        }));
        QVERIFY(verifies(world, after));
        const auto check =
            must(keeping::Check({world.database(), alone, after, world.folder.path(), world.random}).run());
        QVERIFY2(check.holds(), qPrintable(check.faults.join(QLatin1Char('\n'))));
        QCOMPARE(check.erasedRecords, 1);
        QCOMPARE(check.workers, 1);

        // A PostgreSQL has tools of its own for that, and the refusal names them.
        if (world.database().dialect() == sql::Dialect::Sqlite) return;
        const QString file = world.folder.filePath(QStringLiteral("one.tar"));
        const auto refused = keeping::backUp(world.folder.path(), file, world.database(), after, world.clock);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, QByteArray("BACKUP_FOREIGN"));
        QVERIFY(refused.error().message.contains(QStringLiteral("pg_dump")));
        QVERIFY(!QFile::exists(file));
    }
};

QTEST_GUILESS_MAIN(AtRestTest)
#include "AtRestTest.moc"
