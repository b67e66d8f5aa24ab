// Whether somebody lives: what pictures say, and the turned head that is asked for where they leave a doubt.
#include "tests/support/PassageGate.h"

using namespace haziri;
using namespace haziri::capture;
using namespace haziri::test;
using Gate = PassageGate;

class PassageLivenessTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void aClockSetBackDoesNotStretchAChallenge() {
        Gate gate({1});
        gate.lookAhead(faceOf(1), 0.3F, 30); // in doubt: asked to turn his head, and stands still
        QVERIFY(gate.decisions.isEmpty());
        QVERIFY(gate.last[0].guidance.startsWith("TURN_"));
        gate.now -= 3'600'000;
        gate.lookAhead(faceOf(1), 0.3F, 300);
        QCOMPARE(gate.decisions.size(), 1);
        QCOMPARE(gate.decisions[0].challenge->result, QByteArray("timed-out"));
        QVERIFY(gate.decisions[0].challenge->tookMs < 60'000);
    }

    void aCameraWaitsForEnoughJudgedFrames() {
        Gate gate({1});
        gate.show({seen(faceOf(1))}, 4, 600);
        QVERIFY2(gate.decisions.isEmpty(), "four judged frames do not say that somebody is alive");
        gate.show({seen(faceOf(1))}, 1, 600);
        QCOMPARE(gate.decisions.size(), 1);
        QVERIFY(!gate.decisions[0].livenessLow);
        QVERIFY(!gate.decisions[0].challenge);
    }

    void aVerySlowMachineAsks() {
        Gate gate({1});
        for (int i = 0; i < 4; ++i)
            gate.show({posed(test::head({}), faceOf(1), 0.9F)}, 1, 1000);
        QVERIFY(gate.decisions.isEmpty());
        QCOMPARE(gate.last[0].guidance, QByteArray("TURN_LEFT"));
        gate.show({}, 10);
        QCOMPARE(gate.decisions.size(), 1);
        QVERIFY(gate.decisions[0].livenessLow);
        QCOMPARE(gate.decisions[0].challenge->result, QByteArray("left"));
    }

    void inDoubtATurnedHeadMakesTheMarkGood_data() {
        QTest::addColumn<int>("side");
        QTest::addColumn<QByteArray>("asked");
        QTest::newRow("left") << 1 << QByteArray("turn-left");
        QTest::newRow("right") << 0 << QByteArray("turn-right");
    }

    void inDoubtATurnedHeadMakesTheMarkGood() {
        QFETCH(int, side);
        QFETCH(QByteArray, asked);
        Gate gate({1});
        gate.coin.side = std::uint8_t(side);
        gate.lookAhead(faceOf(1), 0.3F);
        QVERIFY(gate.decisions.isEmpty());
        QCOMPARE(gate.last[0].guidance, side ? QByteArray("TURN_LEFT") : QByteArray("TURN_RIGHT"));
        gate.turnTo(side ? 42 : -42, faceOf(1, 0.8));
        QCOMPARE(gate.decisions.size(), 1);
        const Decision& d = gate.decisions[0];
        QCOMPARE(d.kind, DecisionKind::Recognised);
        QVERIFY(d.challenge);
        QCOMPARE(d.challenge->asked, asked);
        QCOMPARE(d.challenge->result, QByteArray("passed"));
        QVERIFY2(d.challenge->measured >= 500, qPrintable(QString::number(d.challenge->measured)));
        QVERIFY(!d.livenessLow);
        QCOMPARE(d.liveness, 300); // what the pictures alone said is not touched up
    }

    void theWrongSideIsNotPassed() {
        Gate gate({1});
        gate.lookAhead(faceOf(1), 0.3F);
        gate.turnTo(-42, faceOf(1, 0.8));
        QCOMPARE(gate.decisions.size(), 1);
        QCOMPARE(gate.decisions[0].challenge->result, QByteArray("wrong-way"));
        QVERIFY(gate.decisions[0].livenessLow);
    }

    void swayingIsNoTurn() {
        Gate gate({1});
        gate.lookAhead(faceOf(1), 0.3F);
        for (int i = 0; i < 90; ++i)
            gate.show({posed(test::head({.yaw = 15 * std::sin(i / 3.0)}), faceOf(1), 0.3F)});
        QCOMPARE(gate.decisions.size(), 1);
        QCOMPARE(gate.decisions[0].challenge->result, QByteArray("timed-out"));
        QVERIFY(gate.decisions[0].livenessLow);
    }

    // The picture for the name, one's own head for the turn, and the picture again.
    void anotherFaceTurnsInItsPlace() {
        Gate gate({1});
        gate.lookAhead(faceOf(1), 0.3F);
        gate.turnTo(42, faceOf(4, 0.9, 1, 0.10));
        gate.lookAhead(faceOf(1), 0.3F);
        QVERIFY(!gate.decisions.isEmpty());
        for (const Decision& decision : gate.decisions)
            QVERIFY(decision.kind != DecisionKind::Recognised || decision.livenessLow);
    }

    void whatLooksLikePaperIsNotAskedAndStaysHeld() {
        Gate gate({1});
        gate.lookAhead(faceOf(1), 0.05F);
        QCOMPARE(gate.decisions.size(), 1);
        QVERIFY(!gate.decisions[0].challenge);
        QVERIFY(gate.decisions[0].livenessLow);
        Gate late({1}); // and where it looks like paper only after the turn
        late.lookAhead(faceOf(1), 0.3F);
        late.turnTo(42, faceOf(1, 0.8), 0.0F);
        QCOMPARE(late.decisions.size(), 1);
        QVERIFY(late.decisions[0].livenessLow);
    }

    // Paper in a hand: tilted, turned, brought near, bent, this way and that. It must never become a clean mark.
    void movedPaperIsNeverAClean() {
        for (int hand = 0; hand < 24; ++hand) {
            Gate gate({1});
            gate.coin.side = std::uint8_t(hand % 2);
            const double bend = (hand % 3) * 0.002, quick = 2 + hand % 5;
            for (int i = 0; i < 120; ++i) {
                const double wave = std::sin(i / quick), other = std::cos(i / (quick + 1));
                const test::Pose pose{i < 6 ? 0 : 50 * wave, 25 * other, 30 * wave, 40 * other, 20 * wave,
                                      450 + 150 * other};
                gate.show({posed(test::print(pose, bend), faceOf(1, 0.85), 0.4F)});
            }
            QVERIFY(!gate.decisions.isEmpty());
            for (const Decision& decision : gate.decisions) {
                QVERIFY(decision.challenge);
                QVERIFY2(decision.livenessLow, qPrintable(QString::number(decision.challenge->measured)));
            }
        }
    }

    void theSmallAreAskedToComeCloserFirst() {
        Gate gate({1});
        gate.show({posed(test::head({}), faceOf(1), 0.3F, 60)}, 8);
        QCOMPARE(gate.last[0].guidance, QByteArray("COME_CLOSER"));
        gate.show({posed(test::head({}), faceOf(1), 0.3F, 120)}, 2);
        QCOMPARE(gate.last[0].guidance, QByteArray("TURN_LEFT"));
        gate.turnTo(42, faceOf(1, 0.8));
        QCOMPARE(gate.decisions.size(), 1);
        QVERIFY(!gate.decisions[0].livenessLow);
    }

    void strangersAndFilesAreNotAsked() {
        Gate stranger({1});
        stranger.lookAhead(faceOf(3), 0.3F, 45);
        QCOMPARE(stranger.decisions.size(), 1);
        QCOMPARE(stranger.decisions[0].kind, DecisionKind::Unknown);
        QVERIFY(!stranger.decisions[0].challenge);
        Gate file({1}, SourceKind::File);
        file.lookAhead(faceOf(1), 0.3F);
        QCOMPARE(file.decisions.size(), 1);
        QVERIFY(!file.decisions[0].challenge);
    }

    // What nobody asks any more is not reckoned: it is a third of a frame's cost.
    void lifeIsJudgedUntilHeHasHisDecision() {
        Gate gate({1, 2});
        const auto asked = [&](qint64 later = 0) { return gate.judge.needsLiveness({gate.now + later}); };
        QVERIFY(asked());
        gate.show({seen(faceOf(1))}, 4);
        QVERIFY(asked());
        gate.show({seen(faceOf(1))}, 4);
        QCOMPARE(gate.decisions.size(), 1);
        QVERIFY(!asked());
        QVERIFY(asked(1000)); // he went; whoever comes is somebody new
        Face inHisPlace = seen(faceOf(2));
        inHisPlace.liveness.reset();
        gate.show({inHisPlace});
        QVERIFY(asked());
        gate.show({seen(faceOf(2))}, 4);
        QCOMPARE(gate.decisions.size(), 1); // four are not enough, whatever the first frame would have said
        gate.show({seen(faceOf(2))});
        QCOMPARE(gate.decisions.size(), 2);
        QCOMPARE(gate.decisions[1].workerId, worker(2));
        QVERIFY(gate.decisions[1].livenessJudged && !gate.decisions[1].livenessLow);
    }

    void lowLivenessIsFlaggedOnCamerasOnly() {
        const Face print = seen(faceOf(1), {250, 150, 120, 140}, Quality::Good, 0.1F);
        Gate camera({1}), stream({1}, SourceKind::Stream), file({1}, SourceKind::File);
        for (Gate* gate : {&camera, &stream, &file}) {
            gate->show({print}, 8);
            QCOMPARE(gate->decisions.size(), 1);
            QCOMPARE(gate->decisions[0].kind, DecisionKind::Recognised);
            QCOMPARE(gate->decisions[0].liveness, 100);
        }
        QVERIFY(camera.decisions[0].livenessLow);
        QVERIFY(stream.decisions[0].livenessLow);
        QVERIFY(!file.decisions[0].livenessLow);
    }

    void livenessThatCouldNotBeJudgedIsLow() {
        Gate gate({1});
        Face face = seen(faceOf(1));
        face.quality.turn = 0.6; // fit for matching, too turned for liveness
        gate.show({face}, 8);
        QVERIFY(gate.decisions.isEmpty()); // he may yet look here
        gate.show({}, 10);
        QCOMPARE(gate.decisions.size(), 1);
        QVERIFY(!gate.decisions[0].livenessJudged);
        QVERIFY(gate.decisions[0].livenessLow);
    }

    // A stranger lets himself be seen alive, then holds a photo of somebody before his face, slowly enough to be one
    // passage.
    void aPhotoAfterALivingFaceIsNotAlive() {
        Gate gate({1});
        gate.show({seen(faceOf(4, 0.9, 1, 0.25))}, 12);
        QVERIFY(gate.decisions.isEmpty());
        gate.show({seen(faceOf(1, 0.6, 4, 0.5), {250, 150, 120, 140}, Quality::Good, 0.05F)}, 8);
        gate.show({seen(faceOf(1, 0.9), {250, 150, 120, 140}, Quality::Good, 0.05F)}, 8);
        QVERIFY(!gate.decisions.isEmpty());
        for (const Decision& decision : gate.decisions)
            QVERIFY2(decision.kind != DecisionKind::Recognised || decision.livenessLow,
                     QByteArray::number(decision.liveness).constData());
    }
};

QTEST_MAIN(PassageLivenessTest)
#include "PassageLivenessTest.moc"
