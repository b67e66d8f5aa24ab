// What becomes of a face or a name at the gate: a mark, a mark that is held, or none.
#include "core/face/Picture.h"
#include "tests/support/RecorderGate.h"
#include "tests/support/Scenes.h"

#include <QtTest>

using namespace haziri;
using namespace haziri::muster;
using test::seen;
using Gate = test::RecorderGate;
using Kind = MarkOutcome::Kind;

class MarkRecorderTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void aRecognisedFaceBecomesASignedMark() {
        Gate gate;
        const MarkOutcome outcome = gate.face(gate.ravi);
        QCOMPARE(outcome.kind, Kind::Recorded);
        QCOMPARE(outcome.seq, 1);
        QCOMPARE(outcome.trade, QStringLiteral("mason"));
        const protocol::Packet packet = gate.newestPacket();
        const auto body = std::get<protocol::Attendance>(packet.body);
        QCOMPARE(packet.packetId, outcome.packetId);
        QCOMPARE(packet.recordedBy, gate.server.userId);
        QCOMPARE(packet.tzOffsetMin, 330);
        QCOMPARE(packet.tok, gate.profile->token()->jti);
        QVERIFY(packet.prev == crypto::sha256(gate.profile->tokenText()));
        QCOMPARE(body.workerId, gate.ravi);
        QCOMPARE(body.siteId, gate.server.siteId);
        QCOMPARE(body.match->score, 740);
        QCOMPARE(body.geo.source, protocol::GeoSource::Declared);
        QCOMPARE(body.geo.latE7, 285'000'000);
        QVERIFY(gate.profile->outbox().photo(body.photo->fileId)->startsWith("a picture"));
        QVERIFY(body.found.isEmpty());
    }

    void whoInsistsWritesARepeat() {
        Gate gate;
        const MarkOutcome first = gate.byHand(gate.sita, QStringLiteral("no light"), Repeat::Write);
        QCOMPARE(first.codes, QList<QByteArray>{"MANUAL"});
        gate.server.clock.advance(3'000);
        QCOMPARE(gate.byHand(gate.sita, QStringLiteral("no light")).kind, Kind::AlreadyMarked);
        const MarkOutcome again = gate.byHand(gate.sita, QStringLiteral("no light"), Repeat::Write);
        QCOMPARE(again.kind, Kind::Held);
        QCOMPARE(again.codes, (QList<QByteArray>{"MANUAL", "ALREADY_MARKED"}));
        QVERIFY(again.packetId != first.packetId);
        QCOMPARE(again.seq, first.seq + 1);
        QCOMPARE(gate.newestPacket().packetId, again.packetId);
        QCOMPARE(gate.pending(), 2);
    }

    void twiceWithinMinutesIsOneMark() {
        Gate gate;
        const MarkOutcome first = gate.face(gate.ravi);
        gate.server.clock.advance(9 * 60'000);
        const MarkOutcome again = gate.face(gate.ravi);
        QCOMPARE(again.kind, Kind::AlreadyMarked);
        QCOMPARE(again.packetId, first.packetId);
        QCOMPARE(again.seq, first.seq);
        QCOMPARE(gate.byHand(gate.ravi, QStringLiteral("insists")).kind, Kind::AlreadyMarked);
        QCOMPARE(gate.face(gate.ravi, Direction::Out).kind, Kind::Recorded);
        QCOMPARE(gate.face(gate.ravi, Direction::In).kind, Kind::Recorded); // went out and came back
        QCOMPARE(gate.face(gate.sita).kind, Kind::Recorded);
        gate.server.clock.advance(11 * 60'000);
        QCOMPARE(gate.face(gate.sita).kind, Kind::Held); // in after in
        QCOMPARE(gate.pending(), 5);
        // A restart remembers.
        MarkRecorder restarted(*gate.profile, gate.writer, gate.server.clock, gate.random, 10);
        QVERIFY(restarted.remember());
        QCOMPARE(
            restarted.markFace(seen(gate.sita), {gate.sita, {}, {}, {}}, Direction::In, gate.server.userId, {}).kind,
            Kind::AlreadyMarked);
    }

    void theSameWayTwiceInAShiftIsAQuestion() {
        Gate gate;
        QCOMPARE(gate.face(gate.ravi).kind, Kind::Recorded);
        gate.server.clock.advance(2 * 3'600'000);
        const MarkOutcome again = gate.face(gate.ravi);
        QCOMPARE(again.kind, Kind::Held);
        QCOMPARE(again.codes, QList<QByteArray>{"IN_OUT"});
        QVERIFY(!again.reason.isEmpty());
        const auto body = std::get<protocol::Attendance>(gate.newestPacket().body);
        QVERIFY(body.has("IN_OUT") && body.method == Method::Face);
        QCOMPARE(gate.face(gate.ravi).kind, Kind::AlreadyMarked); // minutes later there is nothing to add
        gate.server.clock.advance(11 * 60'000);
        QCOMPARE(gate.face(gate.ravi).kind, Kind::Held); // and it does not become clean by saying it thrice
        QCOMPARE(gate.face(gate.ravi, Direction::Out).kind, Kind::Recorded);
        gate.server.clock.advance(60'000);
        QCOMPARE(gate.face(gate.ravi).kind, Kind::Recorded); // out and in again
        gate.server.clock.advance(60'000);
        QCOMPARE(gate.face(gate.ravi, Direction::Out).kind, Kind::Recorded);
        gate.server.clock.advance(3'600'000);
        MarkRecorder restarted(*gate.profile, gate.writer, gate.server.clock, gate.random, 10);
        QVERIFY(restarted.remember());
        const MarkRecorder::Who ravi{gate.ravi, QStringLiteral("Ravi"), {}, {}};
        QCOMPARE(restarted.markFace(seen(gate.ravi), ravi, Direction::Out, gate.server.userId, {}).codes,
                 QList<QByteArray>{"IN_OUT"});
        gate.server.clock.advance(13 * 3'600'000); // the next day
        QCOMPARE(restarted.markFace(seen(gate.ravi), ravi, Direction::Out, gate.server.userId, {}).kind,
                 Kind::Recorded);
    }

    // Back from a meal without an OUT: nobody's day changes by it, so nobody has to decide about it.
    void backFromTheMiddayMealIsTakenOnce() {
        Gate gate;
        QCOMPARE(gate.face(gate.ravi).kind, Kind::Recorded);
        gate.server.clock.advance(5 * 3'600'000);
        QCOMPARE(gate.face(gate.ravi).kind, Kind::Recorded);
        const auto body = std::get<protocol::Attendance>(gate.newestPacket().body);
        QVERIFY(body.has("IN_AGAIN") && !body.has("IN_OUT")); // told all the same
        QCOMPARE(gate.face(gate.ravi).kind, Kind::AlreadyMarked);
        // In the evening the laptop still says IN: that is a question, and a restart does not forget the meal.
        gate.server.clock.advance(4 * 3'600'000);
        MarkRecorder restarted(*gate.profile, gate.writer, gate.server.clock, gate.random, 10);
        QVERIFY(restarted.remember());
        const MarkRecorder::Who ravi{gate.ravi, QStringLiteral("Ravi"), {}, {}};
        const auto evening = restarted.markFace(seen(gate.ravi), ravi, Direction::In, gate.server.userId, {});
        QCOMPARE(evening.codes, QList<QByteArray>{"IN_OUT"});
    }

    void onlyAtMiddayAndOnlyIn_data() {
        QTest::addColumn<qint64>("minutesLater");
        QTest::addColumn<bool>("out");
        QTest::addColumn<bool>("taken");
        QTest::newRow("just too soon") << qint64(179) << false << false;
        QTest::newRow("soon enough") << qint64(180) << false << true;
        QTest::newRow("late enough") << qint64(419) << false << true;
        QTest::newRow("the end of a day") << qint64(420) << false << false;
        QTest::newRow("out after out") << qint64(300) << true << false;
    }

    void onlyAtMiddayAndOnlyIn() {
        QFETCH(qint64, minutesLater);
        QFETCH(bool, out);
        QFETCH(bool, taken);
        Gate gate;
        const Direction way = out ? Direction::Out : Direction::In;
        QCOMPARE(gate.face(gate.ravi, way).kind, Kind::Recorded);
        gate.server.clock.advance(minutesLater * 60'000);
        QCOMPARE(gate.face(gate.ravi, way).kind, taken ? Kind::Recorded : Kind::Held);
    }

    void aPictureOfAnEarlierMarkIsHeld() {
        Gate gate;
        const QImage picture = test::scene(11);
        const auto show = [&](MarkRecorder& recorder, const WorkerId& worker, const QImage& image) {
            capture::Decision decision = seen(worker);
            decision.photoJpeg = face::toJpeg(image);
            return recorder.markFace(decision, {worker, QStringLiteral("X"), {}, {}}, Direction::In, gate.server.userId,
                                     {});
        };
        QCOMPARE(show(gate.recorder, gate.ravi, picture).kind, Kind::Recorded);
        const FileId original = std::get<protocol::Attendance>(gate.newestPacket().body).photo->fileId;
        gate.server.clock.advance(1000);
        const MarkOutcome copy = show(gate.recorder, gate.sita, picture.copy(15, 12, 610, 456));
        QCOMPARE(copy.kind, Kind::Held);
        QCOMPARE(copy.codes, QList<QByteArray>{"PHOTO_REUSE"});
        const auto body = std::get<protocol::Attendance>(gate.newestPacket().body);
        QCOMPARE(body.found, (QList<protocol::LaptopFinding>{{"PHOTO_REUSE", original}}));
        // The next morning, after a restart, as himself.
        gate.server.clock.advance(20 * 3'600'000);
        MarkRecorder restarted(*gate.profile, gate.writer, gate.server.clock, gate.random, 10);
        QVERIFY(restarted.remember());
        QCOMPARE(show(restarted, gate.ravi, picture).codes, QList<QByteArray>{"PHOTO_REUSE"});
        gate.server.clock.advance(1000);
        QCOMPARE(show(restarted, gate.ravi, test::scene(12)).kind, Kind::Recorded); // and then comes himself
    }

    // Somebody shows a photo of Ravi; then Ravi comes himself.
    void aHeldMarkDoesNotStandInTheWayOfAGoodOne() {
        Gate gate;
        capture::Decision print = seen(gate.ravi);
        print.livenessLow = true;
        const MarkRecorder::Who ravi{gate.ravi, QStringLiteral("Ravi"), {}, {}};
        const auto show = [&] {
            gate.server.clock.advance(1000);
            return gate.recorder.markFace(print, ravi, Direction::In, gate.server.userId, {});
        };
        QCOMPARE(show().kind, Kind::Held);
        const MarkOutcome again = show();
        QCOMPARE(again.kind, Kind::AlreadyMarked); // the same photo again adds nothing
        QVERIFY(again.firstWasHeld);
        QCOMPARE(gate.byHand(gate.ravi, QStringLiteral("insists")).kind, Kind::AlreadyMarked);
        MarkRecorder restarted(*gate.profile, gate.writer, gate.server.clock, gate.random, 10);
        QVERIFY(restarted.remember());
        gate.server.clock.advance(1000);
        QCOMPARE(restarted.markFace(seen(gate.ravi), ravi, Direction::In, gate.server.userId, {}).kind, Kind::Recorded);
        QCOMPARE(gate.face(gate.ravi).kind, Kind::Recorded);
        const MarkOutcome last = gate.face(gate.ravi);
        QCOMPARE(last.kind, Kind::AlreadyMarked);
        QVERIFY(!last.firstWasHeld);
        QCOMPARE(show().kind, Kind::AlreadyMarked); // and a photo after the good mark adds nothing either
    }

    void whatIsNotSureIsHeldOrRefused() {
        Gate gate;
        capture::Decision print = seen(gate.ravi);
        print.livenessLow = true;
        print.liveness = 20;
        const auto held = gate.recorder.markFace(print, {gate.ravi, {}, {}, {}}, Direction::In, gate.server.userId, {});
        QCOMPARE(held.kind, Kind::Held);
        QCOMPARE(held.codes, QList<QByteArray>{"LIVENESS_LOW"});
        QVERIFY(!held.reason.isEmpty());
        capture::Decision stranger;
        stranger.reason = "UNKNOWN_FACE";
        const auto unknown = gate.recorder.markFace(stranger, {}, Direction::In, gate.server.userId, {});
        QCOMPARE(unknown.kind, Kind::Failed);
        QCOMPARE(unknown.codes, QList<QByteArray>{"UNKNOWN_FACE"});
        QCOMPARE(gate.byHand(gate.sita, QStringLiteral("  ")).codes, QList<QByteArray>{"REASON_MISSING"});
        QCOMPARE(gate.pending(), 1);
        const auto manual = gate.byHand(gate.sita, QStringLiteral(" sun in the camera "));
        QCOMPARE(manual.kind, Kind::Held);
        const auto body = std::get<protocol::Attendance>(gate.newestPacket().body);
        QCOMPARE(body.method, Method::Manual);
        QCOMPARE(body.reason, QByteArray("sun in the camera"));
    }

    void aMarkThatCannotBeStoredSaysSo() {
        Gate gate;
        QVERIFY(gate.profile->outbox().closeChain(QStringLiteral("an old copy")));
        const MarkOutcome outcome = gate.face(gate.ravi);
        QCOMPARE(outcome.kind, Kind::Failed);
        QCOMPARE(outcome.codes, QList<QByteArray>{"CHAIN_CLOSED"});
        QCOMPARE(gate.pending(), 0);
    }

    void whatTheServerRejectedIsMarkedAnew() {
        Gate gate;
        const MarkOutcome first = gate.face(gate.ravi);
        QCOMPARE(first.kind, Kind::Recorded);
        gate.server.clock.advance(30'000);
        QCOMPARE(gate.face(gate.ravi).kind, Kind::AlreadyMarked);
        gate.server.verdicts[first.packetId.toText()] = {protocol::PacketStatus::Rejected, "TIME_WINDOW"};
        QObject::connect(gate.engine.get(), &sync::SyncEngine::settled, [&] { gate.recorder.recallShift(); });
        QCOMPARE(gate.run().rejected, 1);
        QCOMPARE(gate.face(gate.ravi).kind, Kind::Recorded);
    }
};

QTEST_GUILESS_MAIN(MarkRecorderTest)
#include "MarkRecorderTest.moc"
