// Each attacker who needs no photograph, against a server process: the rows of resources/docs/threats.md by their
// names, with the outcome of the third column.
#include "tests/support/RealServer.h"

#include <QSet>

using namespace haziri;
using namespace haziri::test;
using protocol::PacketStatus;

class AttackersTest : public QObject {
    Q_OBJECT
    std::unique_ptr<RealServer> m_server;
    std::unique_ptr<Client> m_gate, m_far, m_thekedar, m_hr;

    std::unique_ptr<Client> laptop() { return std::make_unique<Client>(*m_server, "sup", m_server->site); }
    QJsonObject device(const Client& client) {
        const auto answer = m_hr->ask("GET", QStringLiteral("/devices/") + QString::fromLatin1(client.id()));
        return answer.object();
    }
    static QString idOf(const protocol::Packet& packet) { return packet.packetId.toString(); }

  private Q_SLOTS:
    void initTestCase() {
        m_server = std::make_unique<RealServer>();
        m_gate = laptop();
        m_far = std::make_unique<Client>(*m_server, "sup2", m_server->farSite);
        m_thekedar = std::make_unique<Client>(*m_server, "thek", m_server->site);
        m_thekedar->registerThekedarKey();
        m_hr = std::make_unique<Client>(*m_server, "hr", m_server->site);
    }

    // What the laptop's judge says of such a picture is told by the tests of core/capture.
    void workerShowsAPhotoOrAPhone() {
        auto packet = m_gate->mark(m_server->addWorker("Asha"));
        std::get<protocol::Attendance>(packet.body).match->liveness = 300;
        const auto result = m_gate->send(packet);
        QCOMPARE(result.status, PacketStatus::Held);
        QCOMPARE(result.code, QByteArray("LIVENESS_LOW"));
        QCOMPARE(m_hr->markOf(idOf(packet))[QLatin1String("status")].toString(), QStringLiteral("held"));
    }

    void workerAtTwoSites() {
        const auto worker = m_server->addWorker("Dev");
        QCOMPARE(m_gate->send(m_gate->mark(worker)).status, PacketStatus::Accepted);
        const auto elsewhere = m_far->mark(worker); // 110 km at once
        const auto result = m_far->send(elsewhere);
        QCOMPARE(result.status, PacketStatus::Held);
        QCOMPARE(result.code, QByteArray("VELOCITY"));
        QCOMPARE(m_hr->eventsOf(idOf(elsewhere), "VELOCITY"), 1);
    }

    void supervisorRollsTheClockBackOrForward() {
        for (const qint64 step : {-7 * 86'400'000LL, -240'000LL, 600'000LL}) {
            auto gate = laptop();
            QCOMPARE(gate->send(gate->mark(m_server->addWorker("Esha"))).status, PacketStatus::Accepted);
            auto packet = gate->mark(m_server->addWorker("Feroz"));
            const qint64 now = m_server->clock.now().value;
            packet.timestamp = {now + step};
            const auto result = gate->send(packet);
            const bool isInWindow = step == -240'000; // of its token
            QCOMPARE(result.status, isInWindow ? PacketStatus::Held : PacketStatus::Rejected);
            QCOMPARE(result.code, QByteArray(isInWindow ? "CLOCK_STEP" : "TIME_WINDOW"));
            // The estimate does not move.
            const auto mark = m_hr->markOf(idOf(packet));
            QCOMPARE(mark[QLatin1String("timeClass")].toString(), QStringLiteral("anchored"));
            QVERIFY(std::abs(mark[QLatin1String("earliest")].toInteger() - now) < 20'000);
            QVERIFY(std::abs(mark[QLatin1String("latest")].toInteger() - now) < 20'000);
        }
    }

    void supervisorDeletesPendingRows() {
        auto gate = laptop();
        QCOMPARE(gate->send(gate->mark(m_server->addWorker("Gita"))).status, PacketStatus::Accepted);
        gate->sign(gate->mark(m_server->addWorker("Hari"))); // recorded, deleted, never sent
        const auto next = gate->mark(m_server->addWorker("Indu"));
        const auto result = gate->send(next);
        QCOMPARE(result.status, PacketStatus::Held);
        QCOMPARE(result.code, QByteArray("CHAIN_GAP"));
        QCOMPARE(m_hr->eventsOf(idOf(next), "CHAIN_GAP"), 1);
        // A cut tail: its head was signed before, so the marks behind the new head did exist.
        const auto before = gate->copy();
        gate->sign(gate->mark(m_server->addWorker("Jaya")));
        gate->sign(gate->mark(m_server->addWorker("Kamal")));
        QCOMPARE(gate->sync({}).status, 200);
        gate->goOnFrom(before);
        QTest::qWait(5); // heads are told apart by their time
        const qint64 events = m_hr->get(QStringLiteral("/fraud?limit=1000"), "events").size();
        QCOMPARE(gate->sync({}).status, 200);
        const auto all = m_hr->get(QStringLiteral("/fraud?limit=1000"), "events");
        QCOMPARE(all.size(), events + 1);
        QCOMPARE(all[0].toObject()[QLatin1String("code")].toString(), QStringLiteral("CHAIN_GAP"));
    }

    void supervisorWorksFromElsewhere() {
        auto packet = m_gate->mark(m_server->addWorker("Ela"));
        std::get<protocol::Attendance>(packet.body).geo.latE7 += 500'000; // 5.5 km
        const auto result = m_gate->send(packet);
        QCOMPARE(result.status, PacketStatus::Held);
        QCOMPARE(result.code, QByteArray("GEOFENCE"));
        const auto why = m_hr->markOf(idOf(packet))[QLatin1String("explain")].toArray().first().toObject();
        QCOMPARE(why[QLatin1String("reason")].toString(), QStringLiteral("geofence.outside"));
        QVERIFY(why[QLatin1String("parameters")].toObject()[QLatin1String("metres")].toInteger() > 5000);
    }

    void aThekedarBringsGhostWorkersAndHisTrustIsAbused() {
        WorkerId last;
        for (int i = 0; i < 50; ++i) {
            const auto [worker, result] = m_thekedar->enrol("Worker " + QByteArray::number(i));
            QCOMPARE(result.status, PacketStatus::Accepted);
            last = worker;
        }
        const auto over = m_thekedar->enrol("One too many").second;
        QCOMPARE(over.status, PacketStatus::Held);
        QCOMPARE(over.code, QByteArray("QUOTA"));
        // Inherited, capped; blocked, all his vouched workers drop.
        const auto trust = [&] {
            const auto path = QStringLiteral("/workers/") + last.toString();
            return m_hr->ask("GET", path).object()[QLatin1String("trustScore")].toInt();
        };
        QVERIFY(trust() > 30 && trust() <= 70);
        const auto path = QStringLiteral("/users/") + QString::fromLatin1(m_server->users["thek"]);
        QCOMPARE(m_hr->ask("POST", path + QStringLiteral("/block"), R"({"reason":"ghost workers"})").status, 200);
        QCOMPARE(trust(), 0);
        const auto held = m_gate->send(m_gate->mark(last));
        QCOMPARE(held.status, PacketStatus::Held);
        QCOMPARE(held.code, QByteArray("TRUST_LOW"));
        QCOMPARE(m_thekedar->sync({}).status, 401); // signed out everywhere
    }

    void laptopStolen() {
        auto stolen = laptop();
        const auto path = QStringLiteral("/devices/") + QString::fromLatin1(stolen->id());
        QCOMPARE(m_hr->ask("POST", path + QStringLiteral("/block"), R"({"reason":"stolen at night"})").status, 200);
        const auto mark = stolen->mark(m_server->addWorker("Lata"));
        const auto answer = stolen->sync({stolen->sign(mark)});
        QVERIFY(answer.status == 403 || answer.status == 401); // its sessions are gone too
        const auto again = stolen->signInWith(stolen->key(), "sup");
        QCOMPARE(again.status, 403);
        QCOMPARE(again.object()[QLatin1String("code")].toString(), QStringLiteral("DEVICE_BLOCKED"));
        QVERIFY(m_hr->markOf(idOf(mark)).isEmpty());
    }

    void clonedDiskOrVmSnapshot() {
        auto gate = laptop();
        const auto before = gate->copy();
        const auto first = gate->mark(m_server->addWorker("Mina"));
        QCOMPARE(gate->send(first).status, PacketStatus::Accepted);
        gate->goOnFrom(before);
        const auto second = gate->mark(m_server->addWorker("Nand"));
        const QByteArray bytes = gate->sign(second);
        const auto result = gate->send(bytes);
        QCOMPARE(result.status, PacketStatus::Rejected);
        QCOMPARE(result.code, QByteArray("CHAIN_FORK"));
        QVERIFY(device(*gate)[QLatin1String("isBlocked")].toBool()); // frozen
        QVERIFY(gate->sync({}).status >= 400);
        // Both are kept: one in the roll, the other's bytes for a person to look at.
        QCOMPARE(m_hr->markOf(idOf(first))[QLatin1String("status")].toString(), QStringLiteral("accepted"));
        const auto events = m_hr->get(QStringLiteral("/fraud?limit=1000"), "events");
        const auto fork = std::find_if(events.begin(), events.end(), [&](const auto& event) {
            return event.toObject()[QLatin1String("packetId")].toString() == idOf(second);
        });
        QVERIFY(fork != events.end());
        const auto shown =
            m_hr->ask("GET", QStringLiteral("/fraud/") + (*fork).toObject()[QLatin1String("eventId")].toString());
        QCOMPARE(must(fromBase64Url(shown.object()[QLatin1String("bytes")].toString().toLatin1())), bytes);
    }

    void replaySameOrOtherDevice() {
        auto gate = laptop(), thief = laptop();
        const auto packet = gate->mark(m_server->addWorker("Omar"));
        const QByteArray bytes = gate->sign(packet);
        const auto first = gate->send(bytes);
        QCOMPARE(first.status, PacketStatus::Accepted);
        for (int i = 0; i < 3; ++i) {
            const auto again = gate->send(bytes);
            QCOMPARE(again.status, PacketStatus::Duplicate);
            QCOMPARE(again.index, first.index);
        }
        for (int i = 0; i < 3; ++i) {
            const auto answer = thief->sync({bytes});
            const auto result = must(protocol::readSyncAnswer(answer.body)).results.first();
            QCOMPARE(result.status, PacketStatus::Rejected);
            QCOMPARE(result.code, QByteArray("REPLAY"));
        }
        QCOMPARE(m_hr->eventsOf(idOf(packet), "REPLAY"), 1);
    }

    void hrBrowsesPhotos() {
        const QByteArray photo = "\xff\xd8\xff a face";
        const auto packet = m_gate->mark(m_server->addWorker("Pari"), photo);
        QCOMPARE(m_gate->send(packet).status, PacketStatus::Accepted);
        const auto file = std::get<protocol::Attendance>(packet.body).photo->fileId.toString();
        const auto path = QStringLiteral("/vault/") + file;
        QCOMPARE(m_gate->ask("PUT", path, photo).status, 201);
        const auto look = [&](const QByteArray& purpose) {
            return m_hr->ask("GET", path, {}, {{"Haziri-Purpose", purpose}});
        };
        const auto without = m_hr->ask("GET", path);
        QCOMPARE(without.status, 403);
        QCOMPARE(without.object()[QLatin1String("code")].toString(), QStringLiteral("PURPOSE_REQUIRED"));
        QCOMPARE(look("short").status, 403);
        QCOMPARE(m_gate->ask("GET", path, {}, {{"Haziri-Purpose", "curious about him"}}).status, 403);
        int seen = 0;
        for (; seen < 100; ++seen) {
            const auto answer = look("a disputed wage");
            if (answer.status == 429) break;
            QCOMPARE(answer.status, 200);
            QCOMPARE(answer.body, photo);
        }
        QCOMPARE(seen, 60);
        qint64 logged = 0;
        for (const auto& entry : m_hr->get(QStringLiteral("/audit/log?kind=vault.access&limit=1000"), "entries"))
            logged += entry.toObject()[QLatin1String("data")].toString().contains(file);
        QCOMPARE(logged, 60); // each before its bytes
    }

    void headersForged() {
        const int score = device(*m_gate)[QLatin1String("trustScore")].toInt();
        QVERIFY(score > 0);
        const auto stranger = crypto::Ed25519PrivateKey::generate(m_server->random);
        for (int i = 0; i < 3; ++i) { // every header as the laptop's own
            const auto answer = m_gate->signInWith(stranger, "sup");
            QCOMPARE(answer.status, 401);
        }
        QCOMPARE(device(*m_gate)[QLatin1String("trustScore")].toInt(), score);
        // And headers of a dream raise nothing.
        QCOMPARE(m_gate
                     ->ask("POST", QStringLiteral("/sync"), "{}",
                           {{"Haziri-Trust", "100"}, {"X-Forwarded-For", "127.0.0.1"}})
                     .status,
                 400);
        QCOMPARE(m_gate->sync({}).status, 200);
        QVERIFY(device(*m_gate)[QLatin1String("trustScore")].toInt() <= score);
    }
};

QTEST_GUILESS_MAIN(AttackersTest)
#include "AttackersTest.moc"
