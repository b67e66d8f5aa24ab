// A mark is taken back by a record of its own.
#include "tests/support/RecorderGate.h"

#include <QtTest>

using namespace haziri;
using namespace haziri::muster;
using test::marksOf;
using test::seen;
using Gate = test::RecorderGate;
using Kind = MarkOutcome::Kind;

class MarkUndoTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void aMarkIsUndoneByARecordOfItsOwn() {
        Gate gate;
        const MarkOutcome first = gate.face(gate.ravi);
        gate.server.clock.advance(30'000);
        const UndoOutcome undone = gate.recorder.undo(first.packetId, gate.server.userId);
        QVERIFY2(undone.ok, undone.code.constData());
        QCOMPARE(undone.workerId, gate.ravi);
        QCOMPARE(undone.name, QStringLiteral("Ravi"));
        QCOMPARE(undone.seq, first.seq + 1);
        const protocol::Packet packet = gate.newestPacket();
        QCOMPARE(packet.kind, protocol::PacketKind::AttendanceCorrect);
        const auto body = std::get<protocol::Correction>(packet.body);
        QCOMPARE(body.corrects, first.packetId);
        QCOMPARE(body.workerId, gate.ravi);
        QCOMPARE(body.siteId, gate.server.siteId);
        QCOMPARE(gate.pending(), 2); // nothing was changed, something was added
        const auto entries = gate.profile->outbox().queue(10, false);
        const auto marks = marksOf(*entries);
        QCOMPARE(marks.size(), 1);
        QVERIFY(marks[0].takenBackAt.has_value());
        KnownWorker ravi;
        ravi.workerId = gate.ravi;
        QCOMPARE(makeRoll({2025, 10, 9}, {ravi}, marks).unmarked, 1);
        QCOMPARE(gate.recorder.undo(first.packetId, gate.server.userId).code, "ALREADY_UNDONE");
        // He stands there still, and is marked at once.
        QCOMPARE(gate.face(gate.ravi).kind, Kind::Recorded);
        MarkRecorder restarted(*gate.profile, gate.writer, gate.server.clock, gate.random, 10);
        QVERIFY(restarted.remember());
        QCOMPARE(
            restarted.markFace(seen(gate.ravi), {gate.ravi, {}, {}, {}}, Direction::In, gate.server.userId, {}).kind,
            Kind::AlreadyMarked);
    }

    void onlyOnesOwnAndForAMinute() {
        Gate gate;
        const MarkOutcome first = gate.face(gate.ravi);
        const auto stranger = PacketId::generate(gate.server.clock, gate.random);
        QCOMPARE(gate.recorder.undo(stranger, gate.server.userId).code, "MARK_UNKNOWN");
        gate.server.clock.advance(60'001);
        QCOMPARE(gate.recorder.undo(first.packetId, gate.server.userId).code, "UNDO_TOO_LATE");
        gate.server.clock.wall = first.time.value + 5'000; // somebody sets the clock back
        QCOMPARE(gate.recorder.undo(first.packetId, gate.server.userId).code, "UNDO_TOO_LATE");
        QCOMPARE(gate.pending(), 1);
        const MarkOutcome second = gate.face(gate.sita);
        const UndoOutcome undone = gate.recorder.undo(second.packetId, gate.server.userId);
        QVERIFY(undone.ok);
        QCOMPARE(gate.recorder.undo(undone.packetId, gate.server.userId).code, "MARK_UNKNOWN"); // no undo of an undo
    }

    void whatTheOfficeRefusedTakesNothingBack() {
        Gate gate;
        const MarkOutcome first = gate.face(gate.ravi);
        QVERIFY(gate.recorder.undo(first.packetId, gate.server.userId).ok);
        auto entries = gate.profile->outbox().queue(10, false);
        entries->last().state = outbox::PacketState::Held;
        entries->last().code = "CORRECTION_LATE";
        QVERIFY(!marksOf(*entries)[0].takenBackAt);
        entries->last().state = outbox::PacketState::Rejected;
        entries->last().code = "CORRECTION_INVALID";
        QVERIFY(!marksOf(*entries)[0].takenBackAt);
    }
};

QTEST_GUILESS_MAIN(MarkUndoTest)
#include "MarkUndoTest.moc"
