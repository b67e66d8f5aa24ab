// A mark is taken back by its own laptop within a minute: by a packet and a new entry, in whatever order they come.
#include "tests/support/SyncWorld.h"

#include "server/fraud/FraudService.h"

#include "core/audit/LogVerifier.h"

using namespace haziri;
using namespace haziri::test;
using protocol::PacketStatus;

namespace {

struct Gate {
    SyncWorld world;
    TestLaptop laptop{world, world.site};

    /// A packet that takes `mark` back, as the laptop would write it now.
    protocol::Packet undo(const protocol::Packet& mark) {
        const auto& body = std::get<protocol::Attendance>(mark.body);
        protocol::Packet packet = laptop.mark();
        packet.kind = protocol::PacketKind::AttendanceCorrect;
        packet.body = protocol::Correction{body.workerId, body.siteId, mark.packetId, "wrong person"};
        return packet;
    }
    QByteArray statusOf(const protocol::Packet& mark) {
        return (*must(store::MarkRepository(world.database()).find(mark.packetId))).status;
    }
    QJsonObject shown(const protocol::Packet& mark) {
        for (const auto& one : must(world.attendance.list(world.database(), {}))[QLatin1String("marks")].toArray())
            if (one[QLatin1String("packetId")] == mark.packetId.toString()) return one.toObject();
        return {};
    }
    qint64 entries(const QByteArray& kind) {
        qint64 count = 0;
        for (const auto& served : must(world.log.entries(world.database(), 0, 1000)).entries)
            count += served.entry.contains("\"kind\":\"" + kind + "\"");
        return count;
    }
    bool verifies() {
        audit::LogVerifier verifier;
        for (const auto& served : must(world.log.entries(world.database(), 0, 1000)).entries)
            verifier.add(served);
        return !verifier.close(must(world.log.checkpoint(world.database())).value);
    }
};

} // namespace

class CorrectionTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void theMarkStaysAndCountsNoMore() {
        Gate gate;
        const auto mark = gate.laptop.mark();
        const QByteArray first = gate.laptop.sign(mark);
        gate.world.clock.advance(20'000);
        const auto undo = gate.undo(mark);
        const auto reply = gate.world.send(gate.laptop, {first, gate.laptop.sign(undo)});
        QCOMPARE(reply[0].status, PacketStatus::Accepted);
        QCOMPARE(reply[1].status, PacketStatus::Accepted);
        QCOMPARE(gate.statusOf(mark), "corrected");
        QCOMPARE(gate.entries("attendance"), 1);
        QCOMPARE(gate.entries("attendance.correct"), 1);
        QCOMPARE(gate.entries("attendance.override"), 1);
        const QJsonObject shown = gate.shown(mark);
        QCOMPARE(shown[QLatin1String("status")].toString(), QStringLiteral("corrected"));
        const QJsonObject correction = shown[QLatin1String("corrections")][0].toObject();
        QCOMPARE(correction[QLatin1String("packetId")].toString(), undo.packetId.toString());
        QCOMPARE(correction[QLatin1String("reason")].toString(), QStringLiteral("wrong person"));
        QCOMPARE(correction[QLatin1String("status")].toString(), QStringLiteral("accepted"));
        QVERIFY(gate.verifies());
    }

    void whatCameFirstMakesNoDifference() {
        Gate gate;
        const auto mark = gate.laptop.mark();
        const QByteArray first = gate.laptop.sign(mark);
        gate.world.clock.advance(20'000);
        const auto undo = gate.undo(mark);
        const QByteArray second = gate.laptop.sign(undo);
        const auto early = gate.world.send(gate.laptop, {second});
        QCOMPARE(early[0].status, PacketStatus::Held);
        QVERIFY(early[0].message.contains(QStringLiteral("not here yet")));
        QCOMPARE(gate.world.send(gate.laptop, {first})[0].status, PacketStatus::Accepted);
        QCOMPARE(gate.statusOf(mark), "corrected");
        const auto pulled = gate.world.send(gate.laptop, QList<QByteArray>()).answer.changes;
        const auto told = [&](const PacketId& id, const QString& status) {
            return std::any_of(pulled.begin(), pulled.end(), [&](const auto& change) {
                return change[QLatin1String("packetId")] == id.toString() && change[QLatin1String("status")] == status;
            });
        };
        QVERIFY(told(mark.packetId, QStringLiteral("corrected")));
        QVERIFY(told(undo.packetId, QStringLiteral("accepted")));
        QCOMPARE(gate.shown(mark)[QLatin1String("corrections")][0][QLatin1String("status")].toString(),
                 QStringLiteral("accepted"));
        QVERIFY(gate.verifies());
    }

    void inTwoRequestsAndTwice() {
        Gate gate;
        const auto mark = gate.laptop.mark();
        gate.world.send(gate.laptop, {gate.laptop.sign(mark)});
        gate.world.clock.advance(60'000);
        const auto undo = gate.undo(mark);
        const QByteArray signedUndo = gate.laptop.sign(undo);
        QCOMPARE(gate.world.send(gate.laptop, {signedUndo})[0].status, PacketStatus::Accepted);
        QCOMPARE(gate.world.send(gate.laptop, {signedUndo})[0].status, PacketStatus::Duplicate);
        QCOMPARE(gate.entries("attendance.override"), 1);
        QCOMPARE(gate.statusOf(mark), "corrected");
    }

    void afterAMinuteAPersonDecides() {
        Gate gate;
        const auto mark = gate.laptop.mark();
        const QByteArray first = gate.laptop.sign(mark);
        gate.world.clock.advance(60'001);
        const auto undo = gate.undo(mark);
        const auto reply = gate.world.send(gate.laptop, {first, gate.laptop.sign(undo)});
        QCOMPARE(reply[1].status, PacketStatus::Held);
        QCOMPARE(reply[1].code, "CORRECTION_LATE");
        QCOMPARE(gate.statusOf(mark), "accepted");
        fraud::FraudService fraud(gate.world.log, gate.world.attendance);
        const auto events = must(fraud.list(gate.world.database(), "open", {}, 10))[QLatin1String("events")].toArray();
        QCOMPARE(events.size(), 1);
        const auto id = must(EventId::fromText(events[0][QLatin1String("eventId")].toString().toLatin1()));
        const UserId hr = UserId::generate(gate.world.clock, gate.world.random);
        must(gate.world.writer->run([&](sql::Database& writing) {
            return fraud.resolve(writing, id, "accept", "the supervisor telephoned", hr, gate.world.clock.now());
        }));
        QCOMPARE(gate.statusOf(mark), "corrected");
        QVERIFY(gate.verifies());
    }

    void whoeverDecidesOtherwiseMovesTheMarkToo() {
        for (const bool isHeld : {false, true}) {
            Gate gate;
            auto mark = gate.laptop.mark();
            auto& body = std::get<protocol::Attendance>(mark.body);
            if (isHeld) body.match.reset(); // by nobody's comparison: held MANUAL
            const QByteArray first = gate.laptop.sign(mark);
            gate.world.clock.advance(60'001);
            gate.world.send(gate.laptop, {first, gate.laptop.sign(gate.undo(mark))});
            const QByteArray before = gate.statusOf(mark);
            QCOMPARE(before, QByteArray(isHeld ? "held" : "accepted"));
            fraud::FraudService fraud(gate.world.log, gate.world.attendance);
            const auto events =
                must(fraud.list(gate.world.database(), "open", {}, 10))[QLatin1String("events")].toArray();
            QCOMPARE(events.size(), 1);
            const auto id = must(EventId::fromText(events[0][QLatin1String("eventId")].toString().toLatin1()));
            const UserId hr = UserId::generate(gate.world.clock, gate.world.random);
            const auto decide = [&](const char* decision) {
                must(gate.world.writer->run([&](sql::Database& writing) {
                    return fraud.resolve(writing, id, decision, "thought again", hr, gate.world.clock.now());
                }));
                return gate.statusOf(mark);
            };
            QCOMPARE(decide("reject"), before);
            QCOMPARE(decide("accept"), "corrected");
            QCOMPARE(decide("reject"), before);
            QCOMPARE(decide("accept"), "corrected");
            QCOMPARE(decide("ask"), before); // waits again
            QCOMPARE(gate.shown(mark)[QLatin1String("corrections")][0][QLatin1String("status")].toString(),
                     QStringLiteral("held"));
            QCOMPARE(decide("accept"), "corrected");
            QVERIFY(gate.verifies());
        }
    }

    // A laptop that lost rows: what it says waits for a person, and refused it takes nothing back.
    void whatIsHeldTakesNothingBackYet() {
        for (const bool accepts : {false, true}) {
            Gate gate;
            const auto mark = gate.laptop.mark();
            gate.world.send(gate.laptop, {gate.laptop.sign(mark)});
            gate.world.clock.advance(5'000);
            gate.laptop.sign(gate.laptop.mark()); // never comes
            gate.world.clock.advance(5'000);
            const auto reply = gate.world.send(gate.laptop, {gate.laptop.sign(gate.undo(mark))});
            QCOMPARE(reply[0].status, PacketStatus::Held);
            QCOMPARE(reply[0].code, "CHAIN_GAP");
            QCOMPARE(gate.statusOf(mark), "accepted");
            QCOMPARE(gate.shown(mark)[QLatin1String("corrections")][0][QLatin1String("status")].toString(),
                     QStringLiteral("held"));
            fraud::FraudService fraud(gate.world.log, gate.world.attendance);
            const auto events =
                must(fraud.list(gate.world.database(), "open", {}, 10))[QLatin1String("events")].toArray();
            QCOMPARE(events.size(), 1);
            const auto id = must(EventId::fromText(events[0][QLatin1String("eventId")].toString().toLatin1()));
            must(gate.world.writer->run([&](sql::Database& writing) {
                return fraud.resolve(writing, id, accepts ? "accept" : "reject", "asked at the gate",
                                     gate.laptop.device.userId, gate.world.clock.now());
            }));
            QCOMPARE(gate.statusOf(mark), accepts ? "corrected" : "accepted");
        }
    }

    // The wall clock is set back so that an old mark looks fresh: the boot's clock knows.
    void aClockThatIsSetBackDoesNotMakeAMinuteLonger() {
        Gate gate;
        const auto mark = gate.laptop.mark();
        const QByteArray first = gate.laptop.sign(mark);
        gate.world.clock.advance(3'600'000);
        auto undo = gate.undo(mark);
        undo.timestamp = {mark.timestamp.value + 10'000};
        const auto reply = gate.world.send(gate.laptop, {first, gate.laptop.sign(undo)});
        QCOMPARE(reply[1].status, PacketStatus::Held);
        QCOMPARE(gate.statusOf(mark), "accepted");
    }

    void othersMarksAreNobodysToTakeBack() {
        Gate gate;
        TestLaptop stranger(gate.world, gate.world.site);
        const auto mark = gate.laptop.mark();
        gate.world.send(gate.laptop, {gate.laptop.sign(mark)});
        gate.world.clock.advance(5'000);
        auto theft = gate.undo(mark);
        theft.deviceId = stranger.device.deviceId;
        theft.seq = stranger.seq + 1;
        theft.prev = stranger.newest;
        theft.tok = stranger.mark().tok;
        const auto reply = gate.world.send(stranger, {stranger.sign(theft)});
        QCOMPARE(reply[0].status, PacketStatus::Rejected);
        QCOMPARE(reply[0].code, "CORRECTION_INVALID");
        auto other = gate.undo(mark);
        std::get<protocol::Correction>(other.body).workerId = WorkerId::generate(gate.world.clock, gate.world.random);
        QCOMPARE(gate.world.send(gate.laptop, {gate.laptop.sign(other)})[0].code, "CORRECTION_INVALID");
        QCOMPARE(gate.statusOf(mark), "accepted");
    }

    void aHeldMarkThatWasTakenBackIsHeldNoMore() {
        Gate gate;
        auto mark = gate.laptop.mark();
        std::get<protocol::Attendance>(mark.body).geo.latE7 += 3'600'000;
        const QByteArray first = gate.laptop.sign(mark);
        gate.world.clock.advance(9'000);
        const auto reply = gate.world.send(gate.laptop, {first, gate.laptop.sign(gate.undo(mark))});
        QCOMPARE(reply[0].code, "GEOFENCE");
        QCOMPARE(gate.statusOf(mark), "corrected");
        // Accepting the alert does not bring it back.
        fraud::FraudService fraud(gate.world.log, gate.world.attendance);
        const auto events = must(fraud.list(gate.world.database(), "open", {}, 10))[QLatin1String("events")].toArray();
        const auto id = must(EventId::fromText(events[0][QLatin1String("eventId")].toString().toLatin1()));
        must(gate.world.writer->run([&](sql::Database& writing) {
            return fraud.resolve(writing, id, "accept", "the place was right", gate.laptop.device.userId,
                                 gate.world.clock.now());
        }));
        QCOMPARE(gate.statusOf(mark), "corrected");
    }

    // Marked IN by mistake, taken back, marked IN again: the second one is no repetition.
    void theNextMarkIsNotJudgedBesideIt() {
        Gate gate;
        const auto mark = gate.laptop.mark();
        const QByteArray first = gate.laptop.sign(mark);
        gate.world.clock.advance(9'000);
        const QByteArray second = gate.laptop.sign(gate.undo(mark));
        gate.world.clock.advance(9'000);
        const auto again = gate.laptop.mark();
        const auto reply = gate.world.send(gate.laptop, {first, second, gate.laptop.sign(again)});
        QCOMPARE(reply[2].status, PacketStatus::Accepted);
        QCOMPARE(reply[2].trustScore, reply[0].trustScore);
        gate.world.clock.advance(9'000);
        gate.world.send(gate.laptop, {gate.laptop.sign(gate.undo(again))});
        gate.world.clock.advance(9'000);
        const auto third = gate.world.send(gate.laptop, {gate.laptop.sign(gate.laptop.mark())});
        QCOMPARE(third[0].trustScore, reply[0].trustScore);
    }

    void whatAPersonDecidedStands() {
        Gate gate;
        const auto mark = gate.laptop.mark();
        const QByteArray first = gate.laptop.sign(mark);
        gate.world.clock.advance(9'000);
        const QByteArray second = gate.laptop.sign(gate.undo(mark));
        gate.world.send(gate.laptop, {first});
        must(gate.world.writer->run([&](sql::Database& writing) {
            auto done = gate.world.attendance.overrideMark(writing, mark.packetId, "accepted", "seen with own eyes",
                                                           gate.laptop.device.userId, gate.world.clock.now());
            return done ? Result<void>() : Result<void>(fail(done.error()));
        }));
        QCOMPARE(gate.world.send(gate.laptop, {second})[0].status, PacketStatus::Accepted);
        QCOMPARE(gate.statusOf(mark), "accepted");
    }
};

QTEST_GUILESS_MAIN(CorrectionTest)
#include "CorrectionTest.moc"
