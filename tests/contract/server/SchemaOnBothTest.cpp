// Every migration of the server's store, from a database as an older version left it, on both dialects.
#include "tests/support/SqlStores.h"

#include "server/store/BootClockRepository.h"
#include "server/store/DeviceRepository.h"
#include "server/store/FileRepository.h"
#include "server/store/FraudRepository.h"
#include "server/store/LogRepository.h"
#include "server/store/MarkRepository.h"
#include "server/store/PacketRepository.h"
#include "server/store/PeopleTrustRepository.h"
#include "server/store/Schema.h"
#include "server/store/UserRepository.h"
#include "server/store/WorkerChangeRepository.h"
#include "server/store/WorkerRepository.h"

#include <QTest>

using namespace haziri;
using namespace haziri::test;

namespace {

template <class T>
T must(Result<T> result) {
    if (!result) qFatal("%s: %s", result.error().code.constData(), qUtf8Printable(result.error().message));
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

const QByteArray kId(16, 'i');

} // namespace

class SchemaOnBothTest : public QObject {
    Q_OBJECT
    SqlStores m_stores;

    /// A database as `version` left it.
    std::unique_ptr<sql::Database> databaseOf(int version) {
        auto database = must(sql::Database::open(m_stores.url()));
        must(sql::migrate(*database, store::migrations().first(version)));
        return database;
    }

  private Q_SLOTS:
    void initTestCase() { must(m_stores.prepare()); }

    void numbersHaveNoGaps() {
        const auto all = store::migrations();
        for (int i = 0; i < all.size(); ++i) {
            QCOMPARE(all[i].version, i + 1);
            QVERIFY(!all[i].sqlite.isEmpty() && !all[i].postgres.isEmpty());
        }
    }

    void suspicionsOfTheFirstSchemaStay_data() { SqlStores::addDialects(); }
    void suspicionsOfTheFirstSchemaStay() {
        auto database = databaseOf(1);
        must(
            database->run(QStringLiteral("INSERT INTO fraud_event (event_id, finding, at, code, points, state, detail) "
                                         "VALUES (?, ?, 5, 'GEOFENCE', 30, 'open', 'far off')"),
                          {kId, QByteArray(32, 'f')}));
        must(sql::migrate(*database, store::migrations()));
        store::FraudRepository events(*database);
        using Order = store::FraudRepository::Order;
        const auto old = must(events.list("open", Order::Loss, {}, 10));
        QCOMPARE(old.size(), 1);
        QCOMPARE(old[0].detail, "far off");
        QCOMPARE(old[0].lossPaise, 0);
        QCOMPARE(old[0].parameters, "{}");

        store::FraudEvent dear = old[0], cheap = old[0];
        dear.eventId = EventId::fromText("0190f3c2-0000-7000-8000-000000000001").value();
        dear.finding[0] = 1;
        dear.lossPaise = 9000;
        cheap.eventId = EventId::fromText("0190f3c2-0000-7000-8000-000000000002").value();
        cheap.finding[0] = 2;
        cheap.lossPaise = 10;
        QVERIFY(must(events.insert(dear)));
        QVERIFY(must(events.insert(cheap)));
        const auto ranked = must(events.list("open", Order::Loss, {}, 2));
        QCOMPARE(ranked[0].lossPaise, 9000);
        QCOMPARE(ranked[1].lossPaise, 10);
        const auto rest = must(events.list("open", Order::Loss, ranked[1], 2));
        QCOMPARE(rest.size(), 1);
        QCOMPARE(rest[0].detail, "far off");
        QCOMPARE(must(events.list("open", Order::Newest, {}, 1))[0].lossPaise, 10);
    }

    void peopleOfOlderSchemasAreNotBlocked_data() { SqlStores::addDialects(); }
    void peopleOfOlderSchemasAreNotBlocked() {
        auto database = databaseOf(2);
        must(database->run(QStringLiteral("INSERT INTO account (user_id, username, name, role, password, created_at) "
                                          "VALUES (?, 'asha', 'Asha', 'hr', 'phc', 5)"),
                           {kId}));
        must(sql::migrate(*database, store::migrations()));
        store::UserRepository users(*database);
        const auto asha = must(users.findByUsername("asha")).value();
        QVERIFY(!asha.isDisabled && asha.blockReason.isEmpty());
        QCOMPARE(asha.passwordHash, "phc");
        must(users.setBlocked(asha.userId, true, "left"));
        QCOMPARE(must(users.find(asha.userId))->blockReason, "left");
    }

    void filesOfOlderSchemasAreErasedWithTheirWorker_data() { SqlStores::addDialects(); }
    void filesOfOlderSchemasAreErasedWithTheirWorker() {
        auto database = databaseOf(4);
        const auto worker = WorkerId::fromText("0190f3c2-0000-7000-8000-00000000000b").value();
        store::FileRecord file;
        file.fileId = FileId::fromText("0190f3c2-0000-7000-8000-00000000000c").value();
        file.workerId = worker;
        file.bytes = 5;
        must(store::FileRepository(*database).announce(file));
        must(sql::migrate(*database, store::migrations()));
        store::FileRepository files(*database);
        must(files.announce(file)); // one that is there stays as it is
        QCOMPARE(must(files.count("announced")), 1);
        QCOMPARE(must(files.eraseWorker(worker)).size(), 1);
        QCOMPARE(must(files.count("erased")), 1);
    }

    void clocksOfOlderSchemasAreKnownByTheirEnd_data() { SqlStores::addDialects(); }
    void clocksOfOlderSchemasAreKnownByTheirEnd() {
        auto database = databaseOf(13);
        QList<store::PacketRow> rows;
        for (const auto& [boot, ms] :
             QList<std::pair<QByteArray, qint64>>{{"a", 100}, {"a", 50}, {"", 900}, {"b", 7}}) {
            store::PacketRow row;
            row.packetId =
                PacketId::fromText("0190f3c2-0000-7000-8000-00000000001" + QByteArray::number(rows.size())).value();
            row.logIndex = rows.size();
            row.deviceNo = row.epoch = 1;
            row.seq = rows.size() + 1;
            row.bootId = boot;
            row.bootMs = ms;
            rows.append(row);
        }
        must(store::PacketRepository(*database).insert(rows));
        must(sql::migrate(*database, store::migrations()));
        store::BootClockRepository clocks(*database);
        using Boots = QList<store::BootClockRepository::Boot>;
        const auto old = must(clocks.findAll({{1, 1, "b"}, {1, 1, "a"}, {1, 2, "a"}, {2, 1, "a"}, {1, 1, "c"}}));
        QCOMPARE(old[0]->seq, 4);
        QCOMPARE(old[1]->bootMs, 100);
        QCOMPARE(old[1]->seq, 2); // nothing that came before is accused
        QVERIFY(!old[2] && !old[3] && !old[4]);
        const QByteArray hindi = QByteArrayLiteral("\xe0\xa4\x95'");
        must(clocks.keep(
            {{{1, 1, "a"}, {200, 5}}, {{1, 2, "a"}, {1, 1}}, {{1, 1, "b"}, {6, 9}}, {{1, 1, hindi}, {3, 8}}}));
        const auto kept = must(clocks.findAll({{1, 1, "a"}, {1, 2, "a"}, {1, 1, "b"}, {1, 1, hindi}}));
        QCOMPARE(kept[0]->bootMs, 200);
        QCOMPARE(kept[0]->seq, 5);
        QCOMPARE(kept[1]->bootMs, 1);
        QCOMPARE(kept[2]->bootMs, 7); // never back
        QCOMPARE(kept[2]->seq, 4);
        QCOMPARE(kept[3]->bootMs, 3);
        must(clocks.keep({}));
        QVERIFY(must(clocks.findAll(Boots())).isEmpty());
    }

    void entriesOfOlderSchemasAreFoundByTheirKind_data() { SqlStores::addDialects(); }
    void entriesOfOlderSchemasAreFoundByTheirKind() {
        auto database = databaseOf(9);
        const QList<QByteArray> kinds{"log.start", "attendance", "device.register", "attendance", "device.register"};
        qint64 index = 0;
        const auto entryOf = [](qint64 at, const QByteArray& kind) {
            return audit::writeEntry({at, kind, {90, false, {5}}, {}, {}});
        };
        for (const QByteArray& kind : kinds) {
            must(database->run(QStringLiteral("INSERT INTO log_entry (log_index, entry, record_hash) VALUES (?, ?, ?)"),
                               {index, QString::fromUtf8(entryOf(index, kind)), QByteArray(32, 'h')}));
            ++index;
        }
        store::FileRecord file;
        file.fileId = FileId::fromText("0190f3c2-0000-7000-8000-00000000000c").value();
        file.bytes = 5;
        file.sha256[31] = 7;
        must(store::FileRepository(*database).announce({file}));
        must(sql::migrate(*database, store::migrations()));

        store::LogRepository log(*database);
        must(log.append({{5, entryOf(5, "worker.add"), {}, QByteArray(16, 's'), "{}", "worker.add"},
                         {6, entryOf(6, "attendance"), {}, QByteArray(16, 's'), "{}", "attendance"}},
                        {}));
        const auto found = [&](const QByteArray& kind, qint64 from = 0, qint64 limit = 10) {
            store::LogFilter filter;
            filter.kind = kind;
            filter.from = from;
            QList<qint64> all;
            for (const auto& entry : must(log.entries(filter, limit)))
                all.append(entry.index);
            return all;
        };
        QCOMPARE(found("device.register"), (QList<qint64>{2, 4}));
        QCOMPARE(found("device.register", 3), (QList<qint64>{4}));
        QCOMPARE(found("device.register", 0, 1), (QList<qint64>{2}));
        QCOMPARE(found("attendance"), (QList<qint64>{1, 3, 6}));
        QCOMPARE(found("worker.add"), (QList<qint64>{5}));
        QCOMPARE(found("backup"), QList<qint64>());

        // And by how a packet was answered.
        QList<store::PacketRow> packets(2);
        for (int i = 0; i < 2; ++i) {
            packets[i].logIndex = 3 * (i + 1);
            packets[i].packetId = PacketId(UuidBytes{quint8(i + 1)});
            packets[i].deviceNo = 1;
            packets[i].seq = i + 1;
            packets[i].kind = "attendance";
        }
        packets[1].status = protocol::PacketStatus::Held;
        must(store::PacketRepository(*database).insert(packets));
        store::LogFilter held;
        held.status = "held";
        QCOMPARE(must(log.entries(held, 10)).size(), 1);
        QCOMPARE(must(log.entries(held, 10)).first().index, 6);
        held.from = 7;
        QVERIFY(must(log.entries(held, 10)).isEmpty());

        // Another one whose hash begins alike is another one.
        auto alike = file.sha256;
        alike[30] = 1;
        QCOMPARE(must(store::FileRepository(*database).withHashes({alike})).size(), 0);
        QCOMPARE(must(store::FileRepository(*database).withHashes({alike, file.sha256})).size(), 1);
    }

    // What a batch asks at once is what its marks would ask one by one.
    void manyQuestionsHaveTheSameAnswers_data() { SqlStores::addDialects(); }
    void manyQuestionsHaveTheSameAnswers() { askMany(1); }
    void manyQuestionsOfManyDaysHaveTheSameAnswers_data() { SqlStores::addDialects(); }
    void manyQuestionsOfManyDaysHaveTheSameAnswers() { askMany(3 * 3600'000); }

  private:
    /// `unit`: milliseconds from one moment to the next.
    void askMany(qint64 unit) {
        auto database = databaseOf(int(store::migrations().size()));
        store::MarkRepository marks(*database);
        quint32 state = 7;
        const auto random = [&](quint32 below) { return (state = state * 1664525 + 1013904223) / 65536 % below; };
        const auto worker = [&] {
            return WorkerId::fromText("0190f3c2-0000-7000-8000-00000000000" + QByteArray::number(random(5))).value();
        };
        QList<store::MarkRow> rows;
        for (int i = 0; i < 120; ++i) {
            store::MarkRow row;
            row.logIndex = i;
            row.packetId =
                PacketId::fromText("0190f3c2-0000-7000-8000-" + QByteArray::number(i).rightJustified(12, '0')).value();
            row.deviceNo = 1 + random(2);
            row.workerId = worker();
            row.siteId = SiteId::fromText("0190f3c2-0000-7000-8000-0000000000aa").value();
            row.timestamp = {(1000 + random(400)) * unit};
            row.direction = "in";
            row.method = "face";
            row.timeClass = "anchored";
            row.status = random(4) == 0 ? "rejected" : random(4) == 0 ? "held" : "accepted";
            if (row.status == "held") row.codes = {random(2) ? "GEOFENCE" : "BURST"};
            rows.append(row);
        }
        must(marks.insert(rows));
        for (const int size : {0, 1, 2, 8, 9, 64, 65, 150}) {
            QList<store::MarkRepository::Moment> moments;
            QList<store::MarkRepository::Span> spans;
            for (int i = 0; i < size; ++i) {
                moments.append({worker(), {(990 + random(420)) * unit}});
                spans.append({1, {moments.last().timestamp.value - 20 * unit}, moments.last().timestamp});
            }
            const auto neighbours = must(marks.neighboursOfAll(moments));
            const auto counts = must(marks.countsOfDevices(spans));
            QCOMPARE(neighbours.size(), size);
            QCOMPARE(counts.size(), size);
            for (int i = 0; i < size; ++i) {
                QCOMPARE(counts[i], must(marks.countOfDevice(1, spans[i].from, spans[i].to)));
                // Of several at the same moment any will do.
                const auto times = [](const QList<store::MarkRow>& some) {
                    QList<qint64> all;
                    for (const auto& row : some)
                        all.append(row.timestamp.value);
                    std::sort(all.begin(), all.end());
                    return all;
                };
                QCOMPARE(times(neighbours[i]),
                         times(must(marks.neighbours(moments[i].workerId, moments[i].timestamp))));
                for (const auto& row : neighbours[i])
                    QCOMPARE(row.workerId, moments[i].workerId);
            }
        }
    }

  private Q_SLOTS:
    void whatWaitedBeforeStillWaits_data() { SqlStores::addDialects(); }
    void whatWaitedBeforeStillWaits() {
        auto database = databaseOf(6);
        must(database->run(
            QStringLiteral("INSERT INTO worker (worker_id, site_id, name, trade, status, code, is_active, "
                           "consent_face, consent, trust_score, created_at, packet_id) "
                           "VALUES (?, ?, 'Asha', '', 'held', 'DUPLICATE_FACE', 0, 1, '{}', 70, 5, ?)"),
            {kId, kId, kId}));
        must(sql::migrate(*database, store::migrations()));
        store::WorkerChangeRepository changes(*database);
        const auto waiting = must(changes.list("held", 10));
        QCOMPARE(waiting.size(), 1);
        QCOMPARE(waiting[0].kind, "worker.enrol");
        QCOMPARE(waiting[0].code, "DUPLICATE_FACE");
        QVERIFY(must(store::settleHeldWorker(*database, waiting[0].workerId, waiting[0].packetId, true)));
        QVERIFY(!must(store::settleHeldWorker(*database, waiting[0].workerId, waiting[0].packetId, false)));
        must(changes.decide(waiting[0].packetId, "accepted", "seen", {}, {7}));
        QCOMPARE(must(changes.find(waiting[0].packetId))->status, "accepted");
        store::PeopleTrustRepository people(*database);
        QCOMPARE(must(people.worker(waiting[0].workerId))->trustScore, 70);
        QCOMPARE(must(people.outcomesOf(UserId(), {0}, {9})).workers, 0);
        QCOMPARE(must(people.inheritanceEnded({9}, 5)).size(), 0);
        QCOMPARE(must(people.thekedarsWeighedBefore({9}, 5)).size(), 0);
    }

    void trustOfADeviceIsKept_data() { SqlStores::addDialects(); }
    void trustOfADeviceIsKept() {
        auto database = databaseOf(1);
        must(
            database->run(QStringLiteral("INSERT INTO device (device_id, public_key, user_id, role, site_id, epoch, "
                                         "fingerprint, sim_hash, trust_score, trust_explain, registered_at, last_seen) "
                                         "VALUES ('d', ?, ?, 'hr', ?, 1, '{}', '', 80, '[]', 1, 2)"),
                          {kId, kId, kId}));
        must(sql::migrate(*database, store::migrations()));
        store::DeviceRepository devices(*database);
        const auto device = must(devices.find("d")).value();
        QCOMPARE(device.trustScore, 80);
        QVERIFY(device.trustInputs.isEmpty());
        store::TrustRepository trust(*database);
        must(trust.insert(device.deviceNo, {{10}, 70, "device-1", "{\"openEvents\":1}", {{"base", 70, {}}}}));
        must(trust.insert(device.deviceNo, {{20}, 60, "device-1", "{}", {}}));
        QCOMPARE(must(trust.newest(device.deviceNo, 1))[0].score, 60);
        QCOMPARE(must(trust.since(device.deviceNo, {15})).size(), 2); // the one that counted at 15, and the next
        QCOMPARE(must(trust.since(device.deviceNo, {15}))[0].explain.size(), 1);
        must(devices.setTrust(device.deviceNo, {{20}, 60, "device-1", "{}", {}}));
        QCOMPARE(must(devices.find("d"))->trustRules, "device-1");
    }

    void plainCountsOfPasswordsAreForgotten_data() { SqlStores::addDialects(); }
    void plainCountsOfPasswordsAreForgotten() {
        auto database = databaseOf(14);
        must(database->run(QStringLiteral("INSERT INTO attempt (scope, name, failures, last_at) VALUES "
                                          "('password', 'a hash of a name', 3, 1), ('code', 'an address', 2, 1)")));
        must(sql::migrate(*database, store::migrations()));
        auto left = must(database->run(QStringLiteral("SELECT scope FROM attempt")));
        QVERIFY(left.next());
        QCOMPARE(left.bytes(0), QByteArray("code"));
        QVERIFY(!left.next());
    }

    void whatWaitsUnderALostKeyIsKnownAsSuch_data() { SqlStores::addDialects(); }
    void whatWaitsUnderALostKeyIsKnownAsSuch() {
        auto database = databaseOf(15);
        const auto insert = [&](char id, const char* status, const char* code) {
            must(database->run(QStringLiteral("INSERT INTO worker (worker_id, site_id, name, trade, status, code, "
                                              "is_active, consent_face, consent, trust_score, created_at, packet_id) "
                                              "VALUES (?, ?, '', '', ?, ?, 0, 0, '{}', 50, 1, ?)"),
                               {QByteArray(16, id), kId, QLatin1String(status), QLatin1String(code), kId}));
        };
        insert('a', "held", "MANUAL");
        insert('b', "held", "QUOTA");
        insert('c', "active", "");
        must(sql::migrate(*database, store::migrations()));
        auto rows = must(database->run(QStringLiteral("SELECT vouch_check FROM worker ORDER BY worker_id")));
        for (const qint64 expected : {1, 0, 0}) {
            QVERIFY(rows.next());
            QCOMPARE(rows.integer(0), expected);
        }
    }

    void reasonsOfAMarkAreKeptInOrder_data() { SqlStores::addDialects(); }
    void reasonsOfAMarkAreKeptInOrder() {
        auto database = databaseOf(int(store::migrations().size()));
        store::MarkRepository marks(*database);
        const auto id = PacketId::fromText("0190f3c2-0000-7000-8000-00000000000a").value();
        must(marks.insertFindings({{id, "GEOFENCE", "geofence.old", "{\"minutes\":31}", 30, {7}, 3},
                                   {id, "IN_OUT", "inOut.repeated", "{}", 5, {7}, 3}}));
        const auto found = must(marks.findingsOf({id}));
        QCOMPARE(found.value(id).size(), 2);
        QCOMPARE(found.value(id)[0].parameters, "{\"minutes\":31}");
        QCOMPARE(found.value(id)[1].points, 5);
    }
};

QTEST_GUILESS_MAIN(SchemaOnBothTest)
#include "SchemaOnBothTest.moc"
