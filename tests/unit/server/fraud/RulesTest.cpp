// Each rule alone, at its threshold: the last value that is fine and the first that is not.
#include "server/fraud/AmPmRule.h"
#include "server/fraud/BurstRule.h"
#include "server/fraud/CaptureSourceRule.h"
#include "server/fraud/ClockStepRule.h"
#include "server/fraud/DeviceChangeRule.h"
#include "server/fraud/FaceScoreRule.h"
#include "server/fraud/GeofenceRule.h"
#include "server/fraud/InOutRule.h"
#include "server/fraud/LivenessRule.h"
#include "server/fraud/MethodRule.h"
#include "server/fraud/PhotoReuseRule.h"
#include "server/fraud/RuleTable.h"
#include "server/fraud/VelocityRule.h"
#include "server/fraud/WorkerKnownRule.h"

#include <QTest>

using namespace haziri;
using namespace haziri::fraud;

namespace {

constexpr qint32 kMetreE7 = 90; // of latitude, rounded up: 1.0008 m

struct Scene {
    protocol::Packet packet;
    protocol::Attendance mark;
    store::Site site;
    MarkFacts facts{packet, mark, site, {1'000'000'000}, {}, {}, {}, {}, 0, 0, store::WorkerStatus::Active};

    Scene() {
        site.latE7 = 285'000'000;
        site.lonE7 = 773'000'000;
        site.radiusM = 200;
        packet.timestamp = {1'000'000'000};
        packet.clock = {"boot", 500'000, {}, 0};
        mark.geo = {site.latE7, site.lonE7, 1000, protocol::GeoSource::Gnss, 0};
        mark.match = protocol::MatchScores{700, 300, 900, "m"};
        mark.capture = protocol::Capture{protocol::CaptureKind::Camera, "c"};
    }
    QByteArray ask(const Rule& rule) const {
        const auto finding = rule.judge(facts);
        return finding ? finding->code : QByteArray();
    }
};

} // namespace

class RulesTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void aCleanMarkFindsNothing() {
        Scene scene;
        QVERIFY(judgeAlone(scene.facts).isEmpty());
        QVERIFY(judgeInContext(scene.facts).isEmpty());
    }

    void geofence() {
        Scene scene;
        scene.mark.geo.latE7 = scene.site.latE7 + 195 * kMetreE7;
        QCOMPARE(scene.ask(GeofenceRule()), "");
        scene.mark.geo.latE7 = scene.site.latE7 + 215 * kMetreE7;
        QCOMPARE(scene.ask(GeofenceRule()), "GEOFENCE");
        scene.mark.geo.accuracyCm = 3000; // inside within its own accuracy
        QCOMPARE(scene.ask(GeofenceRule()), "");
        scene.mark.geo.latE7 = scene.site.latE7 + 450 * kMetreE7;
        scene.mark.geo.accuracyCm = 100'000'000; // claims that excuse everything excuse 200 m
        QCOMPARE(scene.ask(GeofenceRule()), "GEOFENCE");
        scene.mark.geo = {scene.site.latE7, scene.site.lonE7, 1000, protocol::GeoSource::Gnss, 30 * 60'000};
        QCOMPARE(scene.ask(GeofenceRule()), "");
        scene.mark.geo.ageMs += 1;
        QCOMPARE(scene.ask(GeofenceRule()), "GEOFENCE");
        scene.mark.geo = {};
        QCOMPARE(scene.ask(GeofenceRule()), "GEOFENCE");
    }

    void captureSource() {
        Scene scene;
        scene.site.policy.capture = {protocol::CaptureKind::Camera};
        QCOMPARE(scene.ask(CaptureSourceRule()), "");
        scene.mark.capture->kind = protocol::CaptureKind::Stream;
        QCOMPARE(scene.ask(CaptureSourceRule()), "CAPTURE_SOURCE");
        scene.mark.capture.reset();
        QCOMPARE(scene.ask(CaptureSourceRule()), "");
    }

    void liveness() {
        Scene scene;
        scene.mark.match->liveness = scene.site.policy.livenessMin;
        QCOMPARE(scene.ask(LivenessRule()), "");
        scene.mark.match->liveness -= 1;
        QCOMPARE(scene.ask(LivenessRule()), "LIVENESS_LOW");
        for (const char* result : {"left", "timed-out", "wrong-way", "PASSED"}) {
            scene.mark.match->challenge = protocol::Challenge{"turn-left", result, 900};
            QCOMPARE(scene.ask(LivenessRule()), "LIVENESS_LOW");
        }
        scene.mark.match->challenge->result = "passed"; // a turned head answers a doubt
        QCOMPARE(scene.ask(LivenessRule()), "");
        scene.mark.match->liveness = 149; // but not pictures that look like paper
        QCOMPARE(scene.ask(LivenessRule()), "LIVENESS_LOW");
        scene.mark.match->challenge.reset();
        scene.mark.capture->kind = protocol::CaptureKind::File; // the policy's affair
        QCOMPARE(scene.ask(LivenessRule()), "");
        scene.mark.capture->kind = protocol::CaptureKind::Camera;
        scene.mark.method = protocol::Method::Manual; // no face was judged
        QCOMPARE(scene.ask(LivenessRule()), "");
    }

    void faceScore() {
        Scene scene;
        scene.mark.match->score = scene.site.policy.scoreMin;
        QCOMPARE(scene.ask(FaceScoreRule()), "");
        scene.mark.match->score -= 1;
        QCOMPARE(scene.ask(FaceScoreRule()), "FACE_MISMATCH");
        scene.mark.match->score = scene.mark.match->runnerUp = 800;
        QCOMPARE(scene.ask(FaceScoreRule()), "FACE_MISMATCH");
    }

    void method() {
        Scene scene;
        QCOMPARE(scene.ask(MethodRule()), "");
        for (const auto other : {protocol::Method::Card, protocol::Method::Manual}) {
            scene.mark.method = other;
            QCOMPARE(scene.ask(MethodRule()), "MANUAL");
        }
    }

    void aFaceWithoutAComparisonIsAMarkByHand() {
        Scene scene;
        scene.mark.photo = protocol::PhotoRef{};
        scene.mark.match.reset();
        const auto finding = MethodRule().judge(scene.facts);
        QVERIFY(finding);
        QCOMPARE(finding->code, "MANUAL");
        QCOMPARE(finding->reason, "manual.noMatch");
        scene.mark.match = protocol::MatchScores{};
        scene.mark.photo.reset(); // the score is signed: without its photo it counts
        QCOMPARE(scene.ask(MethodRule()), "");
    }

    void whatTheLaptopFoundItselfHolds() {
        Scene scene;
        scene.mark.photo = protocol::PhotoRef{};
        scene.mark.found = {protocol::LaptopFinding{"SOMETHING_NEWER", {}}};
        QCOMPARE(scene.ask(MethodRule()), "");
        QCOMPARE(scene.ask(PhotoReuseRule()), "");
        scene.mark.found = {protocol::LaptopFinding{"IN_OUT", {}}};
        QCOMPARE(scene.ask(MethodRule()), "MANUAL"); // which way he went is somebody's word
        QCOMPARE(MethodRule().judge(scene.facts)->reason, "manual.direction");
        QCOMPARE(scene.ask(PhotoReuseRule()), "");
        scene.mark.found = {protocol::LaptopFinding{"PHOTO_REUSE", FileId()}};
        QCOMPARE(scene.ask(MethodRule()), "");
        QCOMPARE(scene.ask(PhotoReuseRule()), "PHOTO_REUSE");
        QCOMPARE(PhotoReuseRule().judge(scene.facts)->reason, "photoReuse.laptop");
    }

    void inAndOut() {
        Scene scene;
        const auto before = [&](protocol::Direction direction, qint64 minutes) {
            OtherMark other;
            other.timestamp = {scene.packet.timestamp.value - minutes * 60'000};
            other.direction = direction;
            scene.facts.others = {other};
            scene.facts.knowsOthers = true;
            return scene.ask(InOutRule());
        };
        using protocol::Direction;
        QCOMPARE(before(Direction::Out, 60), ""); // in after out
        QCOMPARE(before(Direction::In, 720), "IN_OUT");
        QCOMPARE(before(Direction::In, 721), ""); // yesterday's shift was never closed
        QCOMPARE(before(Direction::In, -5), "");  // a later mark is none before this one
        scene.mark.direction = Direction::Out;
        QCOMPARE(before(Direction::In, 480), "");
        QCOMPARE(before(Direction::Out, 480), "IN_OUT");
        scene.facts.others.clear();
        QCOMPARE(scene.ask(InOutRule()), "IN_OUT");
        scene.facts.knowsOthers = false; // nobody looked: nothing can be said
        QCOMPARE(scene.ask(InOutRule()), "");
    }

    void deviceChange() {
        Scene scene;
        scene.facts.deviceNo = 1;
        OtherMark other;
        other.timestamp = {scene.packet.timestamp.value - 14 * 3600'000};
        other.deviceNo = 2;
        scene.facts.others = {other};
        QCOMPARE(scene.ask(DeviceChangeRule()), "DEVICE_CHANGE");
        scene.facts.others[0].timestamp.value -= 1;
        QCOMPARE(scene.ask(DeviceChangeRule()), "");
        scene.facts.others[0] = other;
        scene.facts.others[0].deviceNo = 1;
        QCOMPARE(scene.ask(DeviceChangeRule()), "");
    }

    void halfADayOff() {
        Scene scene;
        const qint64 t = scene.packet.timestamp.value, half = 12 * 3600'000;
        const auto off = [&](qint64 ms) {
            scene.facts.time = store::TimeEstimate{store::TimeClass::Anchored, {t - ms - 1000}, {t - ms + 1000}};
            return scene.ask(AmPmRule());
        };
        QCOMPARE(off(0), "");
        QCOMPARE(off(half), "AM_PM");
        QCOMPARE(off(-half + 600'000), "AM_PM");
        QCOMPARE(off(half + 600'001), "");
        scene.facts.time.reset();
        scene.facts.previous = PreviousClock{"boot", scene.packet.clock.bootMs - 60'000, {t - 60'000 - half}};
        QCOMPARE(scene.ask(AmPmRule()), "AM_PM");
        scene.facts.previous->bootId = "another";
        QCOMPARE(scene.ask(AmPmRule()), "");
    }

    void velocity() {
        Scene scene;
        // 30 km north; at 150 km/h that takes 12 minutes.
        const place::GeoPoint far{scene.site.latE7 + 30'000 * kMetreE7, scene.site.lonE7};
        scene.facts.others = {{{scene.packet.timestamp.value - 13 * 60'000}, far, 1000, {}}};
        QCOMPARE(scene.ask(VelocityRule()), "");
        scene.facts.others[0].timestamp.value = scene.packet.timestamp.value - 11 * 60'000;
        QCOMPARE(scene.ask(VelocityRule()), "VELOCITY");
        scene.facts.others[0].timestamp.value =
            scene.packet.timestamp.value + 11 * 60'000; // a later mark, synced before
        QCOMPARE(scene.ask(VelocityRule()), "VELOCITY");
        scene.facts.others[0].accuracyCm = 1'000'000'000; // no claim of inaccuracy excuses 30 km
        QCOMPARE(scene.ask(VelocityRule()), "VELOCITY");
        scene.facts.others[0] = {scene.packet.timestamp, {scene.site.latE7 + 900 * kMetreE7, scene.site.lonE7}, 0, {}};
        QCOMPARE(scene.ask(VelocityRule()), "");
    }

    void burst() {
        Scene scene;
        scene.facts.deviceMarks = scene.site.policy.burstMarks - 1;
        QCOMPARE(scene.ask(BurstRule()), "");
        scene.facts.deviceMarks += 1;
        QCOMPARE(scene.ask(BurstRule()), "BURST");
    }

    void photoReuse() {
        Scene scene;
        QCOMPARE(scene.ask(PhotoReuseRule()), "");
        scene.facts.photoUses = 1;
        QCOMPARE(scene.ask(PhotoReuseRule()), "PHOTO_REUSE");
    }

    void clockStepBesideThePacketBefore() {
        Scene scene;
        const auto previous = [&](qint64 bootAgo, qint64 wallAgo) {
            scene.facts.previous =
                PreviousClock{"boot", scene.packet.clock.bootMs - bootAgo, {scene.packet.timestamp.value - wallAgo}};
            return scene.ask(ClockStepRule());
        };
        QCOMPARE(previous(60'000, 60'000), "");
        QCOMPARE(previous(60'000, 180'000), "");
        QCOMPARE(previous(60'000, 180'001), "CLOCK_STEP");
        QCOMPARE(previous(60'000, -60'001), "CLOCK_STEP");
        QCOMPARE(previous(-1, 0), "CLOCK_STEP"); // the boot clock ran back: a snapshot
        scene.facts.previous = PreviousClock{"another boot", 9'999'999, {0}};
        QCOMPARE(scene.ask(ClockStepRule()), "");
        scene.facts.highestOfBoot = scene.packet.clock.bootMs;
        QCOMPARE(scene.ask(ClockStepRule()), "");
        scene.facts.highestOfBoot = scene.packet.clock.bootMs + 1; // by any packet of this boot
        QCOMPARE(scene.ask(ClockStepRule()), "CLOCK_STEP");
    }

    void clockStepBesideWhatIsPossible() {
        Scene scene;
        const qint64 t = scene.packet.timestamp.value;
        scene.facts.time = store::TimeEstimate{store::TimeClass::Anchored, {t - 5000}, {t + 5000}};
        QCOMPARE(scene.ask(ClockStepRule()), "");
        scene.facts.time = store::TimeEstimate{store::TimeClass::Anchored, {t + 120'001}, {t + 130'000}};
        QCOMPARE(scene.ask(ClockStepRule()), "CLOCK_STEP");
        scene.facts.time = store::TimeEstimate{store::TimeClass::Bounded, {t - 500'000}, {t - 120'001}};
        QCOMPARE(scene.ask(ClockStepRule()), "CLOCK_STEP");
        scene.facts.time->timeClass = store::TimeClass::Unanchored;
        QCOMPARE(scene.ask(ClockStepRule()), "");
    }

    void workerKnown() {
        Scene scene;
        QCOMPARE(scene.ask(WorkerKnownRule()), "");
        for (const auto status :
             {store::WorkerStatus::Held, store::WorkerStatus::Inactive, store::WorkerStatus::Erased}) {
            scene.facts.worker = status;
            QCOMPARE(scene.ask(WorkerKnownRule()), "WORKER_UNKNOWN");
        }
        scene.facts.worker.reset();
        QCOMPARE(scene.ask(WorkerKnownRule()), "WORKER_UNKNOWN");
    }

    void everyCodeWeighsSomething() {
        for (const char* code :
             {"SIGNATURE_INVALID", "TIME_WINDOW",    "REPLAY",       "TOKEN_INVALID", "SITE_MISMATCH", "CHAIN_FORK",
              "VOUCH_INVALID",     "MALFORMED",      "GEOFENCE",     "VELOCITY",      "CLOCK_STEP",    "CHAIN_GAP",
              "PHOTO_REUSE",       "FACE_MISMATCH",  "LIVENESS_LOW", "MANUAL",        "BURST",         "CAPTURE_SOURCE",
              "WORKER_UNKNOWN",    "DUPLICATE_FACE", "QUOTA"}) {
            QVERIFY2(pointsOf(code) > 0 && pointsOf(code) <= 100, code);
            QVERIFY2(rankOf(code) < rankOf("NO_SUCH_CODE"), code);
            QVERIFY2(holds(code) && expectedLoss(code, 70'000) > 0, code);
        }
        for (const char* note : {"IN_OUT", "AM_PM", "DEVICE_CHANGE", "FACE_COUNT", "PHOTO_UNREADABLE"})
            QVERIFY2(RuleTable::standard().knows(note) && !holds(note) && !opensEvent(note), note);
        for (const char* pattern : {"GHOST_WORKER", "MANUAL_SHARE", "DAY_BUDGET"})
            QVERIFY2(RuleTable::standard().knows(pattern) && !holds(pattern) && opensEvent(pattern), pattern);
        QCOMPARE(expectedLoss("GEOFENCE", 70'000), 21'000); // three in ten, a day's wage
        QVERIFY(expectedLoss("DUPLICATE_FACE", 70'000) > expectedLoss("PHOTO_REUSE", 70'000));
        QVERIFY(rankOf("GEOFENCE") < rankOf("VELOCITY"));
        QVERIFY(!opensEvent("MANUAL") && !opensEvent("WORKER_UNKNOWN") && opensEvent("GEOFENCE"));
    }

    void aSentenceIsFilledFromItsFigures() {
        Scene scene;
        scene.mark.match->score = 123;
        const auto finding = FaceScoreRule().judge(scene.facts);
        QVERIFY(finding);
        QCOMPARE(finding->detail, QStringLiteral("Likeness 123 of 1000, the site asks for 400"));
        QCOMPARE(finding->reason, "face.likeness");
        QCOMPARE(finding->parameters, (QJsonObject{{QStringLiteral("score"), 123}, {QStringLiteral("least"), 400}}));
        QCOMPARE(RuleTable::standard().version(), 2);
    }

    void aTableIsReadStrictly() {
        QVERIFY(RuleTable::parse("{\"version\":3,\"codes\":[{\"code\":\"A\",\"points\":1,\"stakeTenths\":0}]}"));
        for (const char* bad : {"", "{}", "{\"version\":1}",
                                "{\"version\":1,\"codes\":[{\"code\":\"A\",\"points\":101,\"stakeTenths\":0}]}",
                                "{\"version\":1,\"codes\":[{\"points\":1,\"stakeTenths\":0}]}",
                                "{\"version\":1,\"codes\":[{\"code\":\"A\",\"points\":1}]}",
                                "{\"version\":1,\"codes\":[{\"code\":\"A\",\"points\":1,\"stakeTenths\":0},"
                                "{\"code\":\"A\",\"points\":1,\"stakeTenths\":0}]}"})
            QVERIFY2(!RuleTable::parse(bad), bad);
    }
};

QTEST_GUILESS_MAIN(RulesTest)
#include "RulesTest.moc"
