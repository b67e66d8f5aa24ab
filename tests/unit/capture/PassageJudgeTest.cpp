// The rule that turns frames into decisions, with made-up faces: no models, no threads, no waiting.
#include "core/capture/PassageJudge.h"
#include "core/face/FaceQuality.h"
#include "tests/support/HeadModel.h"

#include <QtTest>
#include <cmath>

using namespace haziri;
using namespace haziri::capture;
using face::Embedding;
using face::Face;
using face::Quality;

namespace {
constexpr int kPeople = 8;

WorkerId worker(int n) {
    UuidBytes bytes{};
    bytes[0] = 1, bytes[15] = std::uint8_t(n);
    return WorkerId(bytes);
}

// Person n is the direction n; `likeness` is the cosine to it, the rest points where nobody is.
Embedding faceOf(int n, double likeness = 0.9, int and_ = -1, double andLikeness = 0) {
    Embedding e{"m", std::vector<float>(kPeople + 1, 0.0F)};
    e.values[size_t(n)] = float(likeness);
    if (and_ >= 0) e.values[size_t(and_)] = float(andLikeness);
    e.values[kPeople] = float(std::sqrt(std::max(0.0, 1 - likeness * likeness - andLikeness * andLikeness)));
    return e;
}

Face seen(Embedding embedding, QRectF box = {250, 150, 120, 140}, Quality quality = Quality::Good, float live = 0.9F) {
    Face face;
    face.found = {box, 0.99F};
    face.embedding = std::move(embedding);
    face.quality = {quality, box.height(), 120, 300, 0};
    face.liveness = live;
    return face;
}

// Exactly one row per person: the third direction stays nobody's.
std::shared_ptr<face::GallerySlot> galleryOf(std::initializer_list<int> people) {
    std::vector<face::Enrolled> workers;
    for (const int n : people)
        workers.push_back({worker(n), QStringLiteral("Person %1").arg(n), {faceOf(n, 1)}});
    auto slot = std::make_shared<face::GallerySlot>();
    slot->replace(face::Gallery("m", workers));
    return slot;
}

// Always the same side.
struct Coin final : RandomSource {
    void fill(std::span<std::uint8_t> out) override { std::fill(out.begin(), out.end(), side); }
    std::uint8_t side = 1; ///< odd: left
};

// What the engine would say of these points.
Face posed(const face::Landmarks& landmarks, Embedding who, float live, double tall = 140) {
    Face face = seen(std::move(who), {250, 150, 120, tall}, Quality::Good, live);
    face.landmarks = landmarks;
    face.quality.turn = face::sidewaysTurn(face::fivePoints(landmarks));
    if (std::abs(face.quality.turn) > 0.75) face.quality.verdict = Quality::TurnedAway;
    return face;
}

// Shows frames 100 ms apart and gathers what is decided.
struct Gate {
    explicit Gate(std::initializer_list<int> enrolled, SourceKind kind = SourceKind::Camera)
        : judge({kind, QStringLiteral("test")}, galleryOf(enrolled), {}, coin) {}

    void show(const std::vector<Face>& faces, int frames = 1, qint64 stepMs = 100) {
        for (int i = 0; i < frames; ++i) {
            const auto outcome = judge.see(frame(), faces);
            last = outcome.seen;
            decisions += outcome.decisions;
            now += stepMs;
        }
    }
    Frame frame() {
        QImage image(640, 480, QImage::Format_RGB32);
        image.fill(Qt::gray);
        return {image, number++, {now}, {}};
    }
    // Looks ahead, turns to the angle and comes back, as a head does.
    void turnTo(double yaw, Embedding who, float live = 0.3F, double steps = 8) {
        for (int way = 0; way < 2; ++way)
            for (int i = 0; i <= int(steps); ++i)
                show({posed(test::head({.yaw = yaw * (way ? 1 - i / steps : i / steps)}), who, live)});
        show({posed(test::head({}), who, live)}, 4);
    }
    void lookAhead(Embedding who, float live, int frames = 6) { show({posed(test::head({}), who, live)}, frames); }

    Coin coin;
    PassageJudge judge;
    qint64 now = 1'000'000;
    qint64 number = 0;
    QList<FaceSeen> last;
    QList<Decision> decisions;
};
} // namespace

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
