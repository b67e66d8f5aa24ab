// The rule that turns frames into decisions: who it is, and when that is said.
#include "tests/support/PassageGate.h"

using namespace haziri;
using namespace haziri::capture;
using namespace haziri::test;
using Gate = PassageGate;

class PassageJudgeTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    // Two people walk past one another before the camera: one from the left, one from the right, and for a moment side
    // by side. Each is one decision, under his own name, and nobody is made of both.
    void twoPeopleCrossingAreTwoDecisions() {
        for (const double step : {4.0, 8.0, 16.0}) {
            Gate gate({1, 2});
            for (double x = 0; x < 1300; x += step) { // along the way that both walk; 640 is seen
                std::vector<Face> faces;
                const QRectF first(x - 120, 150, 120, 140), second(1300 - x - 400, 150, 120, 140);
                if (first.left() > 0 && first.right() < 640) faces.push_back(seen(faceOf(1, 0.95), first));
                if (second.left() > 0 && second.right() < 640) faces.push_back(seen(faceOf(2, 0.95), second));
                // He who comes second stands behind and is hidden where they meet.
                if (faces.size() == 2 && first.intersects(second)) faces.pop_back();
                gate.show(faces, 1, 40);
            }
            gate.show({}, 30, 40);
            QList<QString> names;
            for (const Decision& decision : gate.decisions) {
                QCOMPARE(decision.kind, DecisionKind::Recognised);
                names.append(decision.name);
            }
            std::sort(names.begin(), names.end());
            QCOMPARE(names, (QList<QString>{QStringLiteral("Person 1"), QStringLiteral("Person 2")}));
        }
    }

    // Undone at the gate: whoever still stands there is not marked again by himself, who comes back is.
    void whoWasTakenBackMayComeAgainAtOnce() {
        Gate gate({1, 2});
        gate.show({seen(faceOf(1))}, 10);
        gate.show({}, 20);
        gate.show({seen(faceOf(2))}, 10);
        QCOMPARE(gate.decisions.size(), 2);
        gate.judge.forget(worker(2));
        gate.show({seen(faceOf(2))}, 30); // he did not go away
        QCOMPARE(gate.decisions.size(), 2);
        gate.show({}, 20);
        gate.show({seen(faceOf(2))}, 10);
        QCOMPARE(gate.decisions.size(), 3);
        QCOMPARE(gate.decisions[2].workerId, worker(2));
        gate.show({}, 20);
        gate.show({seen(faceOf(2))}, 10); // said a moment ago, and not taken back
        gate.show({}, 20);
        gate.show({seen(faceOf(1))}, 10);
        QCOMPARE(gate.decisions.size(), 3);
    }

    void onePassageIsOneDecision() {
        Gate gate({1, 2});
        gate.show({seen(faceOf(1))}, 4);
        QVERIFY(gate.decisions.isEmpty()); // the mean of five frames, not fewer
        QCOMPARE(gate.last[0].state, FaceState::Looking);
        gate.show({seen(faceOf(1))}, 40);
        QCOMPARE(gate.decisions.size(), 1);
        const Decision& d = gate.decisions[0];
        QCOMPARE(d.kind, DecisionKind::Recognised);
        QCOMPARE(d.workerId, worker(1));
        QCOMPARE(d.name, QStringLiteral("Person 1"));
        QCOMPARE(d.score, 900);
        QCOMPARE(d.runnerUp, 0);
        QCOMPARE(d.liveness, 900);
        QVERIFY(d.livenessJudged && !d.livenessLow);
        QCOMPARE(d.frames, 5);
        QCOMPARE(d.model, QByteArray("m"));
        QCOMPARE(d.at.value, 1'000'400);
        QCOMPARE(d.source, (SourceName{SourceKind::Camera, QStringLiteral("test")}));
        QVERIFY(d.photoJpeg.startsWith(QByteArray::fromHex("ffd8")));
        QCOMPARE(d.faceInPhoto, QRectF(250 / 640., 150 / 480., 120 / 640., 140 / 480.));
        QCOMPARE(gate.last[0].state, FaceState::Recognised);
        QCOMPARE(gate.last[0].name, QStringLiteral("Person 1"));
        QVERIFY(gate.judge.finish().isEmpty());
    }

    void theNextPersonIsAnotherPassage() {
        Gate gate({1, 2});
        gate.show({seen(faceOf(1))}, 8);
        gate.show({seen(faceOf(2))}, 8); // in the same place, without a gap
        QCOMPARE(gate.decisions.size(), 2);
        QCOMPARE(gate.decisions[1].workerId, worker(2));
    }

    void theSamePersonAgainSoonIsNotSaidAgain() {
        Gate gate({1});
        gate.show({seen(faceOf(1))}, 8);
        gate.show({}, 20);
        gate.show({seen(faceOf(1))}, 8);
        QCOMPARE(gate.decisions.size(), 1);
        gate.show({}, 250); // 25 s later he comes back
        gate.show({seen(faceOf(1))}, 8);
        QCOMPARE(gate.decisions.size(), 2);
    }

    // AM for PM, put right while the gate is open: by the clock he was said hours ahead of now.
    void aClockSetBackSilencesNobody() {
        constexpr qint64 kTwelveHours = 12 * 3'600'000LL;
        Gate gate({1});
        gate.show({seen(faceOf(1))}, 8);
        gate.show({}, 10);
        gate.show({seen(faceOf(3))}, 50);
        QCOMPARE(gate.decisions.size(), 2); // he, and a stranger
        gate.show({}, 10);
        gate.now -= kTwelveHours;
        gate.show({seen(faceOf(1))}, 8); // seconds later by any other clock
        QCOMPARE(gate.decisions.size(), 2);
        gate.show({}, 400);
        gate.show({seen(faceOf(1))}, 8);
        gate.show({}, 10);
        gate.show({seen(faceOf(3))}, 50);
        QCOMPARE(gate.decisions.size(), 4);
        QCOMPARE(gate.decisions[2].workerId, worker(1));
        QCOMPARE(gate.decisions[3].kind, DecisionKind::Unknown);
    }

    void aStrangerHasTimeAndIsSaidOnce() {
        Gate gate({1});
        gate.show({seen(faceOf(3))}, 20);
        QVERIFY(gate.decisions.isEmpty());
        gate.show({seen(faceOf(3))}, 40);
        QCOMPARE(gate.decisions.size(), 1);
        QCOMPARE(gate.decisions[0].kind, DecisionKind::Unknown);
        QCOMPARE(gate.decisions[0].reason, QByteArray("UNKNOWN_FACE"));
        QVERIFY(gate.decisions[0].workerId.isNull());
        QVERIFY(gate.decisions[0].name.isEmpty());
        QVERIFY(!gate.decisions[0].photoJpeg.isEmpty());
        gate.show({}, 10);
        gate.show({seen(faceOf(3))}, 50);
        QCOMPARE(gate.decisions.size(), 1);
        gate.show({}, 10);
        gate.show({seen(faceOf(4))}, 50); // another stranger is another matter
        QCOMPARE(gate.decisions.size(), 2);
    }

    void whoPassesQuicklyIsDecidedWhenGone() {
        Gate gate({1});
        gate.show({seen(faceOf(1))}, 2);
        QVERIFY(gate.decisions.isEmpty());
        gate.show({}, 10);
        QCOMPARE(gate.decisions.size(), 1);
        QCOMPARE(gate.decisions[0].kind, DecisionKind::Recognised);
        QCOMPARE(gate.decisions[0].frames, 2);
        QVERIFY2(gate.decisions[0].livenessLow, "two frames are too few to call anybody alive");
        gate.show({seen(faceOf(5))}, 3);
        const auto last = gate.judge.finish(); // or when the film ends
        QCOMPARE(last.size(), 1);
        QCOMPARE(last[0].kind, DecisionKind::Unknown);
    }

    void slowVisionDecidesOnFewerFrames() {
        Gate gate({1}, SourceKind::File);
        gate.show({seen(faceOf(1))}, 5, 600);
        QCOMPARE(gate.decisions.size(), 1);
        QCOMPARE(gate.decisions[0].frames, 4);
    }

    void twoWhoLookAlikeAreAmbiguous() {
        Gate gate({1, 2});
        gate.show({seen(faceOf(1, 0.64, 2, 0.60))}, 40);
        QCOMPARE(gate.decisions.size(), 1);
        QCOMPARE(gate.decisions[0].kind, DecisionKind::Ambiguous);
        QCOMPARE(gate.decisions[0].reason, QByteArray("AMBIGUOUS_FACE"));
        QCOMPARE(gate.decisions[0].workerId, worker(1));
        QCOMPARE(gate.decisions[0].runnerUp, 600);
        QCOMPARE(gate.decisions[0].otherId, worker(2));
        QVERIFY(!gate.decisions[0].otherName.isEmpty() && gate.decisions[0].otherName != gate.decisions[0].name);
    }

    void theMeanDecidesNotTheBestFrame() {
        Gate gate({1});
        for (int i = 0; i < 10; ++i) { // single frames reach the threshold, their mean does not
            gate.show({seen(faceOf(1, i % 2 ? 0.52 : 0.30))}, 1);
        }
        QVERIFY(gate.decisions.isEmpty());
    }

    void twoInFrontAreNobody() {
        Gate gate({1, 2});
        const Face left = seen(faceOf(1), {100, 150, 120, 140}), right = seen(faceOf(2), {400, 150, 110, 130});
        gate.show({left, right}, 60);
        QVERIFY(gate.decisions.isEmpty());
        QCOMPARE(gate.last.size(), 2);
        QCOMPARE(gate.last[0].guidance, QByteArray("ONE_AT_A_TIME"));
        QCOMPARE(gate.last[1].guidance, QByteArray("ONE_AT_A_TIME"));
        // Somebody small in the background does not disturb.
        gate.show({left, seen(faceOf(2), {400, 150, 50, 60})}, 8);
        QCOMPARE(gate.decisions.size(), 1);
        QCOMPARE(gate.decisions[0].workerId, worker(1));
    }

    void poorFramesGiveGuidanceAndCountForNothing_data() {
        QTest::addColumn<int>("quality");
        QTest::addColumn<QByteArray>("guidance");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("small") << int(Quality::TooSmall) << QByteArray("COME_CLOSER") << QByteArray("TOO_SMALL");
        QTest::newRow("dark") << int(Quality::TooDark) << QByteArray("MORE_LIGHT") << QByteArray("TOO_DARK");
        QTest::newRow("bright") << int(Quality::TooBright) << QByteArray("LESS_LIGHT") << QByteArray("TOO_BRIGHT");
        QTest::newRow("blurred") << int(Quality::Blurred) << QByteArray("HOLD_STILL") << QByteArray("BLURRED");
        QTest::newRow("turned") << int(Quality::TurnedAway) << QByteArray("LOOK_HERE") << QByteArray("TURNED_AWAY");
    }

    void poorFramesGiveGuidanceAndCountForNothing() {
        QFETCH(int, quality);
        QFETCH(QByteArray, guidance);
        QFETCH(QByteArray, reason);
        Gate gate({1});
        const Face poor = seen(faceOf(1), {250, 150, 120, 140}, Quality(quality));
        gate.show({poor}, 20);
        QVERIFY(gate.decisions.isEmpty());
        QCOMPARE(gate.last[0].guidance, guidance);
        gate.show({poor}, 20);
        QCOMPARE(gate.decisions.size(), 1);
        QCOMPARE(gate.decisions[0].kind, DecisionKind::PoorPicture);
        QCOMPARE(gate.decisions[0].reason, reason);
        gate.show({seen(faceOf(1))}, 6); // then it gets better, and he has his name
        QCOMPARE(gate.decisions.size(), 2);
        QCOMPARE(gate.decisions[1].kind, DecisionKind::Recognised);
    }

    void aMaskIsSaidUnlessTheNameIsFoundAllTheSame() {
        Gate gate({1});
        Face masked = seen(faceOf(3));
        masked.quality.covered = true;
        gate.show({masked}, 45);
        QCOMPARE(gate.last[0].guidance, QByteArray("UNCOVER_FACE"));
        QCOMPARE(gate.decisions.size(), 1);
        QCOMPARE(gate.decisions[0].kind, DecisionKind::PoorPicture);
        QCOMPARE(gate.decisions[0].reason, QByteArray("FACE_COVERED"));
        QVERIFY(gate.decisions[0].workerId.isNull());
        gate.show({}, 10);
        masked.embedding = faceOf(1);
        gate.show({masked}, 8);
        QCOMPARE(gate.decisions.size(), 2);
        QCOMPARE(gate.decisions[1].kind, DecisionKind::Recognised);
    }

    void aStillIsAlwaysOneDecision() {
        Gate gate({1, 2}, SourceKind::File);
        const auto still = [&gate](const std::vector<Face>& faces) {
            const auto outcome = gate.judge.judgeStill(gate.frame(), faces);
            return outcome.decisions.size() == 1 ? outcome.decisions[0] : Decision();
        };
        for (int again = 0; again < 2; ++again) { // the same person on two pictures passed twice
            const Decision d = still({seen(faceOf(1))});
            QCOMPARE(d.kind, DecisionKind::Recognised);
            QCOMPARE(d.workerId, worker(1));
            QCOMPARE(d.liveness, 900);
            QVERIFY(!d.livenessLow);
            QCOMPARE(d.frames, 1);
        }
        QCOMPARE(still({}).reason, QByteArray("NO_FACE"));
        QCOMPARE(still({seen(faceOf(5))}).kind, DecisionKind::Unknown);
        QCOMPARE(still({seen(faceOf(1)), seen(faceOf(2))}).kind, DecisionKind::SeveralFaces);
        QCOMPARE(still({seen(faceOf(1, 0.64, 2, 0.60))}).kind, DecisionKind::Ambiguous);
        const Decision dark = still({seen(faceOf(5), {0, 0, 100, 120}, Quality::TooDark)});
        QCOMPARE(dark.kind, DecisionKind::PoorPicture);
        QCOMPARE(dark.reason, QByteArray("TOO_DARK"));
        QCOMPARE(still({seen(faceOf(1), {0, 0, 100, 120}, Quality::TooDark)}).kind, DecisionKind::Recognised);
    }

    void withNobodyEnrolledThatIsTheReason() {
        Gate gate({});
        gate.show({seen(faceOf(1))}, 40);
        QCOMPARE(gate.decisions.size(), 1);
        QCOMPARE(gate.decisions[0].reason, QByteArray("NOBODY_ENROLLED"));
        QCOMPARE(gate.decisions[0].score, 0);
    }
};

QTEST_MAIN(PassageJudgeTest)
#include "PassageJudgeTest.moc"
