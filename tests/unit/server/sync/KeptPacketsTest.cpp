// Refused bytes are kept, a person looks at them, and lets one count by a new entry (section 5).
#include "tests/support/SyncWorld.h"

#include "server/attendance/KeptPackets.h"
#include "server/fraud/FraudService.h"

#include "core/audit/LogVerifier.h"

using namespace haziri;
using namespace haziri::test;
using protocol::PacketStatus;

namespace {

struct Office {
    SyncWorld world;
    TestLaptop laptop{world, world.site};
    fraud::FraudService fraud{world.log, world.attendance};
    attendance::KeptPackets kept{world.log, world.attendance, world.vaultKeys};
    UserId hr = UserId::generate(world.clock, world.random);

    /// The packet with another signature; `kind` of damage makes other bytes each time.
    static QByteArray damaged(QByteArray jws, int kind = 0) {
        const qsizetype place = jws.lastIndexOf('.') + 3 + kind;
        jws[place] = jws[place] == 'A' ? 'B' : 'A';
        return jws;
    }
    protocol::PacketResult send(const QByteArray& jws) { return world.send(laptop, {jws})[0]; }
    QList<store::FraudEvent> events(const PacketId& id) {
        return must(store::FraudRepository(world.database()).keptOfPacket(id));
    }
    Result<qint64> letCount(const PacketId& id, const QByteArray& reason = "the gate's register has him") {
        qint64 index = -1;
        auto done = world.writer->run([&](sql::Database& writing) -> Result<void> {
            auto counted = kept.letCount(writing, id, reason, hr, world.clock.now());
            if (!counted) return fail(counted.error());
            index = *counted;
            return {};
        });
        if (!done) return fail(done.error());
        return index;
    }
    void decide(const store::FraudEvent& event, const QByteArray& decision) {
        must(world.writer->run([&](sql::Database& writing) -> Result<void> {
            const QByteArray reason = "looked at the bytes";
            const UnixMillis now = world.clock.now();
            if (auto done = fraud.resolve(writing, event.eventId, decision, reason, hr, now); !done) return done;
            return kept.follow(writing, event.eventId, decision, reason, hr, now);
        }));
    }
    QJsonArray marks(const QByteArray& status = {}) {
        store::MarkFilter filter;
        filter.status = status;
        return must(world.attendance.list(world.database(), filter))[QLatin1String("marks")].toArray();
    }
    bool verifies() {
        audit::LogVerifier verifier;
        for (const auto& served : must(world.log.entries(world.database(), 0, 1000)).entries)
            verifier.add(served);
        return !verifier.close(must(world.log.checkpoint(world.database())).value);
    }
};

} // namespace

class KeptPacketsTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void aForgedMarkIsShownAndCountsOnAPersonsWord() {
        Office office;
        const auto packet = office.laptop.mark();
        const QByteArray forged = Office::damaged(office.laptop.sign(packet));
        QCOMPARE(office.send(forged).code, "SIGNATURE_INVALID");
        const auto events = office.events(packet.packetId);
        QCOMPARE(events.size(), 1);
        auto shown = must(office.kept.show(office.world.database(), events[0]));
        QCOMPARE(must(fromBase64Url(shown[QLatin1String("bytes")].toString().toLatin1())), forged);
        QCOMPARE(shown[QLatin1String("claims")][QLatin1String("workerId")].toString(), office.world.worker.toString());
        QCOMPARE(shown[QLatin1String("counts")].toBool(), false);
        QVERIFY(office.marks().isEmpty());

        QCOMPARE(office.letCount(packet.packetId, "x").error().code, "MALFORMED");
        const qint64 index = must(office.letCount(packet.packetId));
        const auto marks = office.marks("accepted");
        QCOMPARE(marks.size(), 1);
        QCOMPARE(marks[0][QLatin1String("packetId")].toString(), packet.packetId.toString());
        QCOMPARE(marks[0][QLatin1String("index")].toInteger(), index);
        QCOMPARE(marks[0][QLatin1String("timeClass")].toString(), QStringLiteral("unanchored"));
        QCOMPARE(marks[0][QLatin1String("trustScore")].toInt(), 0); // nobody but the office vouches for it
        shown = must(office.kept.show(office.world.database(), events[0]));
        QCOMPARE(shown[QLatin1String("counts")].toBool(), true);
        const auto entry = must(office.world.log.entries(office.world.database(), index, 1)).entries[0];
        QVERIFY(entry.entry.contains("attendance.override"));
        const auto record = QJsonDocument::fromJson(*entry.data).object();
        QCOMPARE(record[QLatin1String("packetHash")].toString(),
                 QString::fromLatin1(crypto::toBase64Url(crypto::sha256(forged))));
        QCOMPARE(record[QLatin1String("by")].toString(), office.hr.toString());
        QCOMPARE(record[QLatin1String("claims")][QLatin1String("workerId")].toString(), office.world.worker.toString());
        QVERIFY(office.verifies());
        // The laptop hears of it, as of any decision.
        const auto pulled = office.world.send(office.laptop, QList<QByteArray>()).answer.changes;
        QVERIFY(std::any_of(pulled.begin(), pulled.end(), [&](const auto& change) {
            return change[QLatin1String("packetId")] == packet.packetId.toString() &&
                   change[QLatin1String("status")] == QLatin1String("accepted");
        }));
        // A later decision is about the same mark.
        must(office.world.writer->run([&](sql::Database& writing) -> Result<void> {
            auto done = office.world.attendance.overrideMark(writing, packet.packetId, "rejected", "a mistake",
                                                             office.hr, office.world.clock.now());
            return done ? Result<void>() : Result<void>(fail(done.error()));
        }));
        QCOMPARE(office.marks("rejected").size(), 1);
    }

    void theTrueOneTakesItsPlace() {
        Office office;
        const auto packet = office.laptop.mark();
        const QByteArray jws = office.laptop.sign(packet);
        office.send(Office::damaged(jws));
        must(office.letCount(packet.packetId));
        const auto result = office.send(jws);
        QCOMPARE(result.status, PacketStatus::Accepted);
        const auto marks = office.marks();
        QCOMPARE(marks.size(), 1);
        QCOMPARE(marks[0][QLatin1String("index")].toInteger(), *result.index);
        QCOMPARE(office.world.number(QStringLiteral("SELECT COUNT(*) FROM counted_bytes")), 0);
        QCOMPARE(office.send(jws).status, PacketStatus::Duplicate);
        QVERIFY(office.verifies());
    }

    void ofSeveralThePersonNamesOne() {
        Office office;
        auto packet = office.laptop.mark();
        const QByteArray jws = office.laptop.sign(packet);
        office.send(Office::damaged(jws, 0));
        office.send(Office::damaged(jws, 1));
        QCOMPARE(office.letCount(packet.packetId).error().code, "AMBIGUOUS");
        const auto events = office.events(packet.packetId);
        QCOMPARE(events.size(), 2);
        office.decide(events[0], "reject");
        QVERIFY(office.marks().isEmpty());
        office.decide(events[1], "ask");
        QVERIFY(office.marks().isEmpty());
        office.decide(events[1], "accept");
        QCOMPARE(office.marks("accepted").size(), 1);
        office.decide(events[0], "accept"); // it counts already: one mark is one mark
        QCOMPARE(office.marks().size(), 1);
        QVERIFY(office.verifies());
    }

    void aRejectedMarkOfTheDeviceItselfCountsWhenItsEventIsAccepted() {
        Office office;
        auto packet = office.laptop.mark();
        packet.timestamp = {office.world.clock.now().value + 3600'000};
        QCOMPARE(office.send(office.laptop.sign(packet)).code, "TIME_WINDOW");
        QCOMPARE(office.marks("rejected").size(), 1);
        office.decide(office.events(packet.packetId)[0], "accept");
        const auto marks = office.marks();
        QCOMPARE(marks.size(), 1);
        QCOMPARE(marks[0][QLatin1String("status")].toString(), QStringLiteral("accepted"));
    }

    void whatIsNoMarkCannotCountAsOne() {
        Office office;
        auto packet = office.laptop.mark();
        packet.kind = protocol::PacketKind::WorkerEnrol;
        packet.body = protocol::WorkerEnrol{office.world.worker, office.world.site.siteId, {}, "forged"};
        office.send(Office::damaged(office.laptop.sign(packet)));
        QCOMPARE(office.letCount(packet.packetId).error().code, "NOT_A_MARK");
        office.decide(office.events(packet.packetId)[0], "accept"); // the decision stands all the same
        QVERIFY(office.marks().isEmpty());
        QCOMPARE(office.letCount(PacketId::generate(office.world.clock, office.world.random)).error().code,
                 "NOT_FOUND");
        auto elsewhere = office.laptop.mark();
        std::get<protocol::Attendance>(elsewhere.body).siteId =
            SiteId::generate(office.world.clock, office.world.random);
        office.send(Office::damaged(office.laptop.sign(elsewhere)));
        QCOMPARE(office.letCount(elsewhere.packetId).error().code, "NOT_A_MARK");
    }
};

QTEST_GUILESS_MAIN(KeptPacketsTest)
#include "KeptPacketsTest.moc"
